"""In whose hands a client is when their case goes on: what is true of it in every run of the machine of the road."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import connection

from rehsos.audit.actor import set_scope
from rehsos.cases.models import Custody, Whereabouts
from rehsos.cases.tests.any_order import ALL
from rehsos.referral import today
from rehsos.referral.actions import staying
from rehsos.referral.models import RUNS, Deed

if TYPE_CHECKING:
    from .machine import RoadMachine


def who_gave_a_case_away_answers_for_nobody_in_it(run: "RoadMachine") -> None:
    """But for whom they were handed over to since."""
    for one in Custody.objects.filter(until=None, withdrawn_by=None, office__isnull=False):
        gave = [it.answered_at for it in run.road if it.pk in run.moved and it.sender_id == one.office_id
                and it.case_id == one.case_id and it.answered_at]  # fmt: skip
        assert not gave or one.office_id == run.owner[one.case_id] or one.since >= max(gave)


def nobody_asks_themselves(run: "RoadMachine") -> None:
    """What another office owes, it owes to whose case it is, and nobody owes it in a case of their own."""
    for it in run.road:
        if it.state in RUNS and it.deed != Deed.TRANSFER:
            assert it.receiver_id != run.owner[it.case_id], "who took the case over asks nothing of itself"
            assert it.sender_id == run.owner[it.case_id], "who gave the case away is owed nothing"


def who_is_at_an_office_is_there_once(run: "RoadMachine", heads: Mapping[int, int]) -> None:
    """In its list and in its count: in a case of its own, or by one referral; and whoever is there is listed."""
    open_ones = list(Whereabouts.objects.filter(until=None, withdrawn_by=None, office__isnull=False))
    for office, worker in heads.items():
        set_scope((office,), worker)
        listed = {one.referral for one in staying.here_now()}
        of_others = [it.case_id for it in run.road if it.pk in listed]
        there = {one.case_id for one in open_ones if one.office_id == office and run.opens(one.case_id, worker)}
        own = {case for case in there if run.owner[case] == office}
        assert own.isdisjoint(of_others), "nobody is there twice"
        assert len(of_others) == len(set(of_others)), "nor by two referrals"
        assert there <= own | set(of_others), "whoever is there is listed"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT o.* FROM ({today.HERE}) o", {"office": office})
            counted = [row[4] for row in cursor.fetchall()]
        assert counted == ([len(own) + len(of_others)] if own or of_others else []), "the count is the list's"
    set_scope(ALL, 0)
