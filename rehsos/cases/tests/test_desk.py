from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions import desk
from rehsos.cases.actions.assigning import assign_worker
from rehsos.cases.actions.protecting import protect
from rehsos.cases.assignments import lead_of
from rehsos.cases.desks import Listed, desk_of
from rehsos.cases.models import (
    Appointment,
    Assignment,
    AssignmentKind,
    Case,
    Clock,
    Declined,
    DeskCase,
    DeskHandover,
    DeskState,
    Leaving,
    Outcome,
    Task,
)
from rehsos.directory.models import Worker

from .test_open_case import opened

pytestmark = pytest.mark.hours


def of(name: int) -> Worker:
    return Worker.objects.get(pk=name)


MELATI, BIMA, CITRA, DEWI = 1, 2, 3, 4


def handed(by: Any, *cases: Case, to: int = BIMA, giver: int = MELATI) -> DeskHandover:
    made = desk.hand_desk(
        giver=of(giver), receiver=of(to), codes=tuple(case.code for case in cases), why=Leaving.MOVES,
        by=by, action_id=new_id(),
    )  # fmt: skip
    assert made is not None
    return made


def leads(case: Case) -> int | None:
    lead = lead_of(case, timezone.localdate() + timedelta(days=1))
    return lead.worker_id if lead else None


def test_nothing_moves_before_the_receiver_confirms(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    made = handed(by, case)
    assert (leads(case), made.state) == (MELATI, DeskState.WAITS)
    desk.take_desk(handover=made, by=people.actor("bima"), action_id=new_id())
    made.refresh_from_db()
    assert (leads(case), made.state) == (BIMA, DeskState.TAKEN)
    assert DeskCase.objects.get(case=case).outcome == Outcome.MOVED


def test_the_giver_still_works_it_today_and_is_done_tomorrow(people: Any) -> None:
    by = people.actor("melati")
    case, today = opened(by), timezone.localdate()
    desk.take_desk(handover=handed(by, case), by=people.actor("bima"), action_id=new_id())
    assert Assignment.objects.get(case=case, worker=MELATI).until == today
    assert [one for one, _listed in desk_of(MELATI, 3, today)] == []
    assert [one.code for one, _listed in desk_of(BIMA, 3, today)] == [case.code]


def test_the_timeline_of_each_case_says_so(people: Any) -> None:
    by = people.actor("melati")
    cases = [opened(by), opened(by)]
    desk.take_desk(handover=handed(by, *cases), by=people.actor("bima"), action_id=new_id())
    lines = Action.objects.filter(name="take_case")
    assert {line.dossier for line in lines} == {case.pk for case in cases}


def test_appointments_and_errands_go_along(people: Any) -> None:
    by = people.actor("melati")
    case, soon = opened(by), timezone.now() + timedelta(days=2)
    Appointment.objects.create(id=new_id(), case=case, kind="visit", at=soon, worker_id=MELATI)
    Task.objects.create(id=new_id(), case=case, kind="birth", worker_id=MELATI, sealed=b"")
    [(_one, listed)] = desk_of(MELATI, 3, timezone.localdate())
    assert (listed.left["appointments"], listed.left["tasks"]) == (1, 1)
    desk.take_desk(handover=handed(by, case), by=people.actor("bima"), action_id=new_id())
    assert Appointment.objects.get(case=case).worker_id == BIMA
    assert Task.objects.get(case=case).worker_id == BIMA
    assert DeskCase.objects.get(case=case).listed["left"] == {"appointments": 1, "tasks": 1}


def test_who_helps_the_giver_becomes_who_leads(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    today = timezone.localdate()
    assign_worker(case=case, worker=of(BIMA), kind=AssignmentKind.SECOND, since=today, until=None,
                  by=people.actor("citra"), action_id=new_id())  # fmt: skip
    desk.take_desk(handover=handed(people.actor("melati"), case), by=people.actor("bima"), action_id=new_id())
    assert leads(case) == BIMA
    assert Assignment.objects.filter(case=case, worker=BIMA, until=None).count() == 1


def test_where_the_giver_helped_the_lead_stays(people: Any) -> None:
    case = opened(people.actor("bima"))
    assign_worker(case=case, worker=of(MELATI), kind=AssignmentKind.SECOND, since=timezone.localdate(), until=None,
                  by=people.actor("citra"), action_id=new_id())  # fmt: skip
    desk.take_desk(handover=handed(people.actor("melati"), case), by=people.actor("bima"), action_id=new_id())
    assert leads(case) == BIMA
    assert not Assignment.objects.filter(case=case, worker=MELATI, until=None).exists()


def test_a_case_given_to_another_meanwhile_stays_there(people: Any) -> None:
    by = people.actor("melati")
    mine, taken = opened(by), opened(by)
    made = handed(by, mine, taken)
    today = timezone.localdate()
    Assignment.objects.filter(case=taken, worker=MELATI).update(until=today - timedelta(days=1))
    desk.take_desk(handover=made, by=people.actor("bima"), action_id=new_id())
    assert (leads(mine), leads(taken)) == (BIMA, None)
    assert DeskCase.objects.get(case=taken).outcome == Outcome.STAYED


def test_a_wall_is_said_by_the_code_alone_and_closes_the_case(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    made = handed(by, case)
    Case.objects.filter(pk=case.pk).update(barred=[BIMA])
    with pytest.raises(Refused, match=case.code):
        handed(by, opened(by), case)
    here = people.actor("bima")
    assert not DeskCase.objects.filter(handover=made).exists()
    with pytest.raises(Refused, match="Tidak ada lagi kasus"):
        desk.take_desk(handover=made, by=here, action_id=new_id())
    desk.decline_desk(handover=made, declined=Declined.OTHER, by=here, action_id=new_id())
    by = people.actor("melati")
    assert leads(case) == MELATI
    Case.objects.filter(pk=case.pk).update(barred=[])
    assert case.code in [one.code for one, _listed in desk_of(MELATI, 3, timezone.localdate())]
    assert handed(by, case).state == DeskState.WAITS


def test_one_case_waits_for_one_colleague(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    handed(by, case)
    with pytest.raises(Conflict, match="menunggu konfirmasi"):
        handed(by, case)
    assert DeskHandover.objects.count() == 1


def test_it_is_withdrawn_until_it_was_confirmed(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    made = handed(by, case)
    desk.withdraw_desk(handover=made, by=by, action_id=new_id())
    with pytest.raises(Conflict, match="sudah dikonfirmasi"):
        desk.take_desk(handover=made, by=people.actor("bima"), action_id=new_id())
    people.actor("melati")
    assert leads(case) == MELATI
    assert [one.code for one, _listed in desk_of(MELATI, 3, timezone.localdate())] == [case.code]


def test_it_is_declined_with_a_reason(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    made = handed(by, case)
    desk.decline_desk(handover=made, declined=Declined.KNOWN, by=people.actor("bima"), action_id=new_id())
    made.refresh_from_db()
    assert (made.state, made.declined, leads(case)) == (DeskState.DECLINED, "known", MELATI)


@pytest.mark.parametrize(
    ("who", "to", "said"),
    [
        ("melati", MELATI, "rekan lain"),
        ("melati", DEWI, "tidak bertugas"),
        ("melati", CITRA, "tidak bertugas"),
        ("bima", BIMA, "sendiri atau"),
    ],
)
def test_who_may_hand_what_to_whom(people: Any, who: str, to: int, said: str) -> None:
    case = opened(people.actor("melati"))
    with pytest.raises(Refused, match=said):
        handed(people.actor(who), case, to=to)


def test_the_head_hands_on_what_somebody_left(people: Any) -> None:
    case = opened(people.actor("melati"))
    made = handed(people.actor("citra"), case)
    with pytest.raises(Refused, match="Hanya penerima"):
        desk.take_desk(handover=made, by=people.actor("melati"), action_id=new_id())
    desk.take_desk(handover=made, by=people.actor("bima"), action_id=new_id())
    assert leads(case) == BIMA


def test_twice_is_once(people: Any) -> None:
    by = people.actor("melati")
    made, twice = handed(by, opened(by)), new_id()
    for _again in range(2):
        desk.take_desk(handover=made, by=people.actor("bima"), action_id=twice)
    assert Action.objects.filter(name="take_case").count() == 1


@pytest.mark.parametrize(("softer", "said"), [(None, "sudah lewat"), (timedelta(days=1), "lewat batas aman")])
def test_a_duty_that_had_passed_is_said_to_have_and_kept_so(people: Any, softer: timedelta | None, said: str) -> None:
    by = people.actor("melati")
    case, now = opened(by), timezone.now()
    Clock.objects.filter(case=case).delete()
    clock = Clock.objects.create(
        case=case, kind="case", subject=case.pk, rule="tpks_police_report", duty="ours", state="running",
        due_at=now + timedelta(days=1), second_due_at=None,
    )  # fmt: skip
    [(_one, before)] = desk_of(MELATI, 3, timezone.localdate())
    assert not [line for line in before.said if "lewat" in line]
    second = now + softer if softer else None
    Clock.objects.filter(pk=clock.pk).update(due_at=now - timedelta(hours=2), second_due_at=second)
    [(_one, after)] = desk_of(MELATI, 3, timezone.localdate())
    assert [line for line in after.said if line.endswith(f"({said})")]
    assert Listed.read(after.kept()) == after
    assert Listed.read({**after.kept(), "clocks": [["tpks_police_report", ""]]}).clocks[0][2] == ""


def test_the_way_out_of_a_desk_with_somebody_protected_is_named(people: Any) -> None:
    by = people.actor("melati")
    case, other = opened(by), opened(by)
    protect(case=case, first=of(MELATI), second=None, words="LPSK", by=people.actor("citra"), action_id=new_id())
    with pytest.raises(Refused, match="Siapa membuka berkas ini") as refused:
        handed(people.actor("melati"), Case.objects.get(pk=case.pk), other)
    assert case.code in str(refused.value.reason)
    Case.objects.filter(pk=other.pk).update(barred=[BIMA])
    with pytest.raises(Refused) as refused:
        handed(people.actor("melati"), Case.objects.get(pk=other.pk))
    assert "Siapa membuka" not in str(refused.value.reason)
