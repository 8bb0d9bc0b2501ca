"""What an installation had when its cases were handed on before: it is put right, and only where that is sure."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import connection

from rehsos.audit.actor import acting_for
from rehsos.cases.models import Custody, Whereabouts
from rehsos.cases.tests.two_offices import ALL
from rehsos.referral.models import Answer, Deed, Part, Referral, State

from .conftest import OTHER, SENTRA, Road
from .test_handed_on import KUPANG, handed_on, now, told_here
from .test_staying import arrived

CUSTODY: Any = import_module("rehsos.cases.migrations.0038_who_answers_for_a_client_went_with_their_case")
OWED: Any = import_module("rehsos.referral.migrations.0010_what_is_owed_is_owed_to_whose_case_it_is")


def upgrade() -> None:
    with acting_for(ALL):
        CUSTODY.go_along(apps, SimpleNamespace(connection=connection))
        OWED.follow(apps, None)


def as_it_was() -> None:
    """Custody stayed where it was told, and what ran stayed with who had sent it."""
    with acting_for(ALL):
        Custody.objects.filter(until=None).delete()
        Custody.objects.update(until=None, ended_by=None)


def test_who_answered_when_the_case_was_handed_on_answers_until_then(road: Road) -> None:
    told_here(road)
    handed_on(road)
    as_it_was()
    assert now(road, "dewi") == (KUPANG, KUPANG)
    upgrade()
    assert now(road, "dewi") == (OTHER, KUPANG)
    upgrade()
    with acting_for(ALL):
        assert list(Custody.objects.order_by("since").values_list("office", flat=True)) == [KUPANG, OTHER]


def test_each_for_the_time_that_it_had_the_case(road: Road) -> None:
    told_here(road)
    handed_on(road, SENTRA, "fajar")
    road.answered(road.sent_back(), who="melati")
    as_it_was_thrice()
    upgrade()
    assert now(road, "melati") == (KUPANG, KUPANG)


def as_it_was_thrice() -> None:
    """It went to the Sentra and came back: nothing was to be ended."""
    with acting_for(ALL):
        first = Custody.objects.order_by("since", "id").first()
        assert first is not None
        Custody.objects.exclude(pk=first.pk).delete()
        Custody.objects.filter(pk=first.pk).update(until=None, ended_by=None)


def test_what_was_told_after_it_was_handed_on_stays_as_it_was_told(road: Road) -> None:
    handed_on(road)
    told_here(road, "dewi", KUPANG, 0)
    upgrade()
    assert now(road, "dewi") == (KUPANG, KUPANG)


def test_what_ran_is_owed_to_whose_case_it_is_and_nobody_owes_it_to_themselves(road: Road) -> None:
    has_them, opinion = arrived(road), road.answered(road.sent(Deed.ASK_OPINION, OTHER), Answer.PARTLY, "dewi")
    handed_on(road, SENTRA, "fajar")
    with acting_for(ALL):
        Referral.objects.filter(pk=has_them.pk).update(state=State.ARRIVED, resulted_at=None)
        Referral.objects.filter(pk=opinion.pk).update(sender=KUPANG)
    upgrade()
    with acting_for(ALL):
        assert Referral.objects.get(pk=has_them.pk).state == State.DONE
        assert Referral.objects.get(pk=opinion.pk).sender_id == SENTRA
        told = Part.objects.filter(code__in=("own", "follows")).values_list("code", "offices")
        assert sorted(told) == [("follows", [OTHER, SENTRA])] * 2 + [("own", [KUPANG, SENTRA])] * 2, "again"
        assert Whereabouts.objects.filter(until=None).count() == 1
        taken = Referral.objects.get(deed=Deed.TRANSFER)
        assert Referral.objects.get(pk=has_them.pk).resulted_at == taken.answered_at
