"""On the first page of who receives, somebody overdue stands above an urgent question that has hours left."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Office
from rehsos.referral.actions import begin_referral, send_referral
from rehsos.referral.models import Deed, Referral, Urgency, Wanted
from rehsos.repatriation.models import Leg

from .conftest import Road, words


def asked(road: Road, urgency: Urgency) -> Referral:
    by = road.people.actor("melati")
    made = begin_referral(case=opened(by), deed=Deed.REFER, receiver=Office.objects.get(pk=5), wanted=Wanted.ADVANCED,
                          asked="Tempat.", urgency=urgency, proposed=None, by=by, action_id=new_id())  # fmt: skip
    send_referral(referral=made, parts=(), by=by, action_id=new_id())
    return Referral.objects.get(pk=made.pk)


def first_page(road: Road, *rows: Referral | Leg) -> list[int]:
    """Where each stands on it."""
    page = words(road.browser("fajar").get(reverse("desk:today")))
    road.people.actor("melati")
    return [page.index(str(row.pk)) for row in rows]


def test_who_is_overdue_stands_above_what_is_urgent_and_has_hours_left(road: Road) -> None:
    leg, urgent = road.left(road.planned()), asked(road, Urgency.URGENT)
    soon = first_page(road, urgent, leg)
    assert soon == sorted(soon), "who is not overdue yet stands by the hour"
    late = timezone.now() - timedelta(hours=26, minutes=14)
    Leg.objects.filter(pk=leg.pk).update(departs=late - timedelta(hours=2), arrives=late)
    order = first_page(road, leg, urgent)
    assert order == sorted(order)


def test_so_does_an_answer_that_is_late(road: Road) -> None:
    usual, urgent = asked(road, Urgency.USUAL), asked(road, Urgency.URGENT)
    Referral.objects.filter(pk=usual.pk).update(answer_due=timezone.now() - timedelta(hours=2))
    order = first_page(road, usual, urgent)
    assert order == sorted(order)
