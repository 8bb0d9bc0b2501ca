"""An hour before midnight in the west of the country it is tomorrow in Kupang: a house there writes what it did."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.cases.models import Case, Share
from rehsos.directory.models import Office
from rehsos.placement.actions import admitting, discharging
from rehsos.placement.models import OutTo, StayKind

from .conftest import KUPANG, SENTRA, Inn

BOTH = (KUPANG, SENTRA)


@pytest.mark.parametrize("out_to", [OutTo.KIN, OutTo.HOSPITAL, OutTo.SENDER])
def test_a_house_a_day_behind_discharges_and_sees_it_until_its_own_midnight(inn: Inn, out_to: OutTo) -> None:
    """It read of no case any more before it had written that they left, and the page fell over."""
    Office.objects.filter(pk=SENTRA).update(time_zone="Asia/Jakarta")
    with time_machine.travel("2026-11-30T16:05:00+00:00", tick=True):
        it = inn.handed_over()
        by = replace(inn.people.actor("fajar"), time_zone="Asia/Jakarta")
        stay = admitting.admit_referred(referral=it, stay_kind=StayKind.LONG, health="", bed=None, at=timezone.now(),
                                        by=by, action_id=new_id())  # fmt: skip
        discharging.discharge(stay=inn.seen(stay, "fajar"), out_to=out_to, words="Bibi", at=timezone.now(), by=by,
                              action_id=new_id())  # fmt: skip
        assert inn.seen(stay, "fajar").ended_to == out_to
        assert Case.objects.filter(pk=it.case_id).exists(), "it is the last day of November there still"
        with acting_for(BOTH):
            [share] = Share.objects.filter(case=it.case_id, office=SENTRA, grounds="stay")
        assert share.until == date(2026, 12, 1), "the day at the office whose case it is"


def test_where_the_house_is_the_day_ahead_it_sees_it_on_its_own_last_day(inn: Inn) -> None:
    Office.objects.filter(pk=KUPANG).update(time_zone="Asia/Jakarta")
    with time_machine.travel("2026-11-30T16:05:00+00:00", tick=True):
        it = inn.handed_over()
        by = inn.people.actor("fajar")
        stay = admitting.admit_referred(referral=it, stay_kind=StayKind.LONG, health="", bed=None, at=timezone.now(),
                                        by=by, action_id=new_id())  # fmt: skip
        discharging.discharge(stay=inn.seen(stay, "fajar"), out_to=OutTo.KIN, words="Bibi", at=timezone.now(), by=by,
                              action_id=new_id())  # fmt: skip
        with acting_for(BOTH):
            [share] = Share.objects.filter(case=it.case_id, office=SENTRA, grounds="stay")
        assert share.until == date(2026, 12, 1)
