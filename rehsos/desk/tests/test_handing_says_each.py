"""The BAST of a desk says which errand, appointment and referral is open in each case, before the yes and after."""

from datetime import timedelta

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions import desk
from rehsos.cases.desks import listed
from rehsos.cases.models import Case, Clock, Leaving
from rehsos.desk.handover_sheet import sheet_of
from rehsos.directory.models import Worker
from rehsos.referral.tests.conftest import Road, road
from rehsos.referral.tests.test_what_goes_along import busy, told

__all__ = ["busy", "road"]


def test_the_paper_of_a_desk_says_each_also_once_it_was_taken(busy: Road) -> None:
    made = desk.hand_desk(giver=Worker.objects.get(name="Melati Contoh"), receiver=Worker.objects.get(pk=2),
                          codes=(busy.case.code,), why=Leaving.MOVES, by=busy.by, action_id=new_id())  # fmt: skip
    it = busy.sent()
    for by in (busy.by, busy.people.actor("bima")):
        text = str(sheet_of(made, by).sheet().plain())
        assert [one for one in told("Tugas: Akta kelahiran, paling lambat") if one not in text] == []
        assert f"Rujuk · {it.code} · Dikirim" in text
        if by is busy.by:
            desk.take_desk(handover=made, by=busy.people.actor("bima"), action_id=new_id())
            made.refresh_from_db()


def test_what_somebody_else_owes_is_said_as_theirs_while_the_case_runs(road: Road) -> None:
    case = Case.objects.get(pk=road.case.pk)
    due = timezone.now() + timedelta(hours=4)
    clock = Clock.objects.create(
        case=case, kind="case", subject=case.pk, rule="diversi_offer_police", duty="others", state="running", due_at=due
    )
    said = listed({case.pk: case.stage}, case.owner_id)[case.pk].said
    assert [one for one in said if "kewajiban pihak lain" in one] != []
    clock.delete()
    assert [one for one in listed({case.pk: case.stage}, case.owner_id)[case.pk].said if "pihak lain" in one] == []
