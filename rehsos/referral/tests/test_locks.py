"""Two offices at once in one case: whoever locks, locks the case before its client, so one waits and none is lost."""

from collections.abc import Callable
from threading import Event, Thread, get_ident
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions import placing
from rehsos.cases.models import Case, Whereabouts
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, Referral, Refusal, State

from .conftest import Road

A_MOMENT = 1.5


def _told(into: dict[str, str], name: str, does: Callable[[], Any]) -> Thread:
    def run() -> None:
        try:
            with transaction.atomic():
                does()
            into[name] = "done"
        except Exception as error:  # noqa: BLE001 - what it was is what is asserted
            into[name] = repr(error)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_a_place_is_told_while_the_case_is_handed_on(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who tells the place had locked the client before the case, and who takes the case the case before the client."""
    with transaction.atomic():
        road = Road(people)
        it = road.sent(Deed.TRANSFER)
    real, placer, locked = placing.one_of, set[int](), Event()

    def one_of(person: UUID) -> UUID:
        found = real(person)
        if get_ident() in placer:
            locked.set()
            Event().wait(A_MOMENT)  # the other is at its own lock by now
        return found

    monkeypatch.setattr(placing, "one_of", one_of)
    said: dict[str, str] = {}

    def tells() -> None:
        placer.add(get_ident())
        by = people.actor("melati")
        there = placing.Told("hospital", words="RSUD Contoh")
        placing.place(Case.objects.get(pk=road.case.pk), whereabouts=there, at=timezone.now(), by=by, cause=new_id())

    def takes() -> None:
        by = people.actor("fajar")
        actions.answer_referral(
            referral=Referral.objects.get(pk=it.pk), answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="Ya.", by=by,
            action_id=new_id(),
        )  # fmt: skip

    first = _told(said, "tells", tells)
    assert locked.wait(20)
    second = _told(said, "takes", takes)
    for thread in (first, second):
        thread.join(30)
    assert said == {"tells": "done", "takes": "done"}
    with transaction.atomic():
        people.actor("fajar")
        assert Referral.objects.get(pk=it.pk).state == State.ACCEPTED
        assert Whereabouts.objects.filter(case=road.case.pk, until=None).count() == 1
