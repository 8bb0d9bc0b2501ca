"""From what was recorded to the clocks of a child in a matter: who it is decides which clocks there are."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.facts import extend_clock, set_circumstance
from rehsos.cases.actions.work import postpone, set_appointment
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Clock, Extension
from rehsos.cases.models.clocks import Precision
from rehsos.justice.actions.matter import Particulars, end_part
from rehsos.justice.actions.shared import record_matter_fact
from rehsos.justice.actions.steps import record_detention
from rehsos.justice.appointments import Kind
from rehsos.justice.models import MISTAKE, Level, Matter, Part
from rehsos.justice.roles import Role
from rehsos.law.book import rules

from .bench import LP, at, case_of, clocks, fact, part_of

COMMON = ["sprindik_issued", "investigation_started", "file_received_by_prosecutor", "file_received_at_court"]


def common(part: Part, code: str, by: Any, when: datetime) -> None:
    record_matter_fact(
        case=part.case,
        matter=part.matter,
        code=code,
        at=when,
        precision=Precision.HOUR,
        until=None,
        source="",
        by=by,
        action_id=new_id(),
    )


def in_matter(who: str, role: Role, by: Any, **more: Any) -> Part:
    return part_of(case_of(who, by), role, by, **more)


@pytest.mark.parametrize("role", [Role.VICTIM, Role.WITNESS])
def test_a_letter_received_starts_72_hours_for_victim_and_witness(people: Any, role: Role) -> None:
    by = people.actor("melati")
    part = in_matter("rambu", role, by)
    fact(part, "report_request_received", by, at(3, 15, 30))
    clock = clocks(part.case, part.pk)["social_report"]
    assert (clock.duty, clock.due_at, clock.second_due_at) == ("ours", at(6, 15, 30), at(7, 0))


def test_the_hours_are_those_of_kupang(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("rambu", Role.VICTIM, by)
    fact(part, "report_request_received", by, datetime(2026, 11, 3, 1, 0, tzinfo=UTC))  # 09.00 WITA
    due = clocks(part.case, part.pk)["social_report"].due_at
    assert due is not None
    assert due.astimezone(UTC) == datetime(2026, 11, 6, 1, 0, tzinfo=UTC)
    assert clocks(part.case, part.pk)["social_report"].second_due_at == at(7, 0)  # 24.00 in Kupang, not in Jakarta


def test_no_social_report_is_owed_for_a_child_in_conflict(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by)
    fact(part, "report_request_received", by)
    assert "social_report" not in clocks(part.case, part.pk)


def test_what_others_owe_a_child_in_conflict_is_shown_as_theirs(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by)
    for code in COMMON:
        common(part, code, by, at(3))
    fact(part, "litmas_request_received", by, at(4))
    found = clocks(part.case, part.pk)
    theirs = {code for code, clock in found.items() if clock.duty == "others"}
    assert theirs >= {"spdp", "litmas", "requests_pk_peksos", "prosecutor_coordination", "judge_appointed"}
    assert found["litmas"].due_at == at(7)


def test_what_others_owe_is_never_late_but_not_known(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by)
    fact(part, "litmas_request_received", by, at(4))
    assert clocks(part.case, part.pk)["litmas"].state == "unknown"


def test_a_victim_shows_none_of_the_suspects_clocks(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("rambu", Role.VICTIM, by)
    for code in COMMON:
        common(part, code, by, at(3))
    only_conflict = {
        code
        for code, rule in rules().items()
        if any(c.fact == "role" and c.among == ("child_in_conflict",) for c in rule.applies)
    }
    assert not only_conflict & set(clocks(part.case, part.pk))
    assert "requests_pk_peksos" in clocks(part.case, part.pk)


def test_a_child_under_12_gets_the_joint_decision_and_no_diversi(people: Any) -> None:
    by = people.actor("melati")
    part = part_of(case_of("lia", by), Role.IN_CONFLICT, by, Particulars(event_from=date(2026, 11, 1)))
    common(part, "investigation_started", by, at(3))
    fact(part, "u12_meeting_set", by, at(3), until=date(2026, 11, 10))
    fact(part, "u12_meeting_started", by, at(10))
    found = clocks(part.case, part.pk)
    assert found["u12_decision"].due_at == at(17)
    assert found["u12_social_report"].due_at == at(10, 0)
    assert not [code for code in found if code.startswith("diversi")]


def test_a_child_of_12_gets_no_joint_decision(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by, age_at_deed=17)
    fact(part, "u12_meeting_started", by, at(10))
    assert "u12_decision" not in clocks(part.case, part.pk)


OLD = [2015, 2016, 2017, 2018]


@pytest.mark.parametrize("year", OLD)
@pytest.mark.parametrize("role", [Role.VICTIM, Role.IN_CONFLICT])
def test_a_case_of_then_shows_no_law_of_2022(people: Any, year: int, role: Role) -> None:
    by = people.actor("melati")
    then = Particulars(
        sexual_violence=True, adult_suspect=True, event_from=date(year, 9, 1), police_number=f"LP/{year}"
    )
    part = part_of(case_of("rambu", by, opened_on=date(year, 9, 2)), role, by, then)
    for day, code in enumerate(["tpks_report_received_by_police", *COMMON], start=10):
        common(part, code, by, at(day, month=9, year=year))
    for code in ("verdict_read", "returned_to_parents", "schooling_started", "sanction_started", "tpks_victim_handled"):
        levels = {"verdict_read": "court"}
        fact(part, code, by, at(20, month=10, year=year), level=levels.get(code, ""))
    fact(part, "report_request_received", by, at(15, month=9, year=year))
    found = clocks(part.case)
    assert found
    laws = {basis.regulation for code in found for basis in rules()[code].basis}
    assert not laws & {"UU 12/2022", "PP 58/2022", "UU 27/2022"}


def test_the_same_facts_of_2023_show_the_law_of_2022(people: Any) -> None:
    by = people.actor("melati")
    now = Particulars(sexual_violence=True, adult_suspect=True, event_from=date(2023, 9, 1))
    part = part_of(case_of("rambu", by, opened_on=date(2023, 9, 2)), Role.VICTIM, by, now)
    common(part, "tpks_report_received_by_police", by, at(10, month=9, year=2023))
    assert "tpks_protection" in clocks(part.case, part.pk)


def test_what_is_not_known_is_asked_and_its_answers_start_the_clock(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by, age_at_deed=17)
    common(part, "investigation_started", by, at(3))
    clock = clocks(part.case, part.pk)["diversi_offer_police"]
    assert (clock.state, clock.missing) == ("undetermined", ["penalty_below_7y", "repeat_offence"])
    for code, value in (("penalty_below_7y", "yes"), ("repeat_offence", "no")):
        set_circumstance(case=part.case, subject=part.pk, code=code, value=value, by=by, action_id=new_id())
    clock = clocks(part.case, part.pk)["diversi_offer_police"]
    assert (clock.state, clock.missing, clock.due_at) == ("unknown", [], at(10))


def test_an_answer_that_rules_it_out_takes_the_clock_away(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by, age_at_deed=17)
    common(part, "investigation_started", by, at(3))
    set_circumstance(case=part.case, subject=part.pk, code="penalty_below_7y", value="no", by=by, action_id=new_id())
    assert "diversi_offer_police" not in clocks(part.case, part.pk)


def test_an_extension_by_a_letter_makes_it_longer_and_is_said(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by)
    detained(part, Level.POLICE, date(2026, 11, 3), date(2026, 11, 10), by)
    before = clocks(part.case, part.pk)["detention_police"].due_at
    extend_clock(
        case=part.case,
        subject=part.pk,
        rule_code="detention_police",
        level="police",
        officer="Penuntut Umum Contoh",
        letter_number="S-1/CONTOH",
        dated=date(2026, 11, 9),
        until=None,
        by=by,
        action_id=new_id(),
    )
    after = clocks(part.case, part.pk)["detention_police"].due_at
    assert before == at(10, 0)
    assert after == at(18, 0)
    moved = Action.objects.filter(dossier=part.case_id, name="clock_moved").values_list("facts__rule_code", flat=True)
    assert sorted(moved) == ["detention_police", "release_on_expiry"]
    kept = [*Extension.objects.values_list(), *Action.objects.values_list("facts", flat=True)]
    assert "S-1/CONTOH" not in str(kept)
    address = f"/kasus/{part.case.code}/"
    assert "Penuntut Umum Contoh, S-1/CONTOH" in unlock(people.client("melati")).get(address).content.decode()
    assert "S-1/CONTOH" not in people.client("melati").get(address).content.decode()


def detained(part: Part, level: Level, on: date, until: date | None, by: Any) -> None:
    record_detention(
        part=part, level=level, on=on, until=until, place="", reason="kabar keluarga", by=by, action_id=new_id()
    )


def test_detention_at_the_next_level_ends_the_one_before(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by)
    detained(part, Level.POLICE, date(2026, 11, 3), None, by)
    detained(part, Level.PROSECUTION, date(2026, 11, 9), None, by)
    found = clocks(part.case, part.pk)
    assert (found["detention_police"].state, found["detention_police"].stopped_at) == ("ended_by_next_level", at(9, 0))
    assert found["detention_prosecutor"].due_at == at(14, 0)


def test_a_postponed_hearing_touches_no_clock(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("rambu", Role.VICTIM, by)
    fact(part, "report_request_received", by)
    before = kept(part)
    set_one = set_appointment(
        case=part.case,
        subject=part.pk,
        kind=Kind.HEARING,
        starts=timezone.now() + timedelta(days=1),
        place="PN Contoh",
        assignment_letter="",
        by=by,
        action_id=new_id(),
    )
    postpone(appointment=set_one, to=timezone.now() + timedelta(days=9), reason="hakim cuti", by=by, action_id=new_id())
    recompute(part.case, by=by)
    assert kept(part) == before


def kept(part: Part) -> list[tuple[Any, ...]]:
    return list(Clock.objects.filter(case=part.case_id).order_by("pk").values_list("pk", "rule", "state", "due_at"))


def test_computing_twice_changes_nothing_and_says_nothing(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by)
    common(part, "investigation_started", by, at(3))
    before, said = kept(part), Action.objects.count()
    recompute(part.case, by=by)
    recompute(part.case, by=by)
    assert (kept(part), Action.objects.count()) == (before, said)


def test_a_part_recorded_by_mistake_leaves_no_clock_running(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by)
    common(part, "investigation_started", by, at(3))
    end_part(part=part, ending=MISTAKE, on=date(2026, 11, 20), note="", reason="", by=by, action_id=new_id())
    assert clocks(part.case, part.pk) == {}


def test_a_matter_stopped_by_sp3_asks_nothing_more(people: Any) -> None:
    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by)
    common(part, "investigation_started", by, at(3))
    common(part, "prosecutor_coordinated", by, at(3, 12))
    end_part(part=part, ending="sp3", on=date(2026, 11, 20), note="", reason="", by=by, action_id=new_id())
    assert {clock.state for clock in clocks(part.case, part.pk).values()} == {"stopped"}


def test_the_answers_of_one_child_survive_an_update_that_does_not_know_them(people: Any) -> None:
    from rehsos.justice.actions.matter import update_matter

    by = people.actor("melati")
    part = in_matter("dodi", Role.IN_CONFLICT, by, age_at_deed=17)
    common(part, "investigation_started", by, at(3))
    set_circumstance(case=part.case, subject=part.pk, code="penalty_below_7y", value="yes", by=by, action_id=new_id())
    matter = Matter.objects.get(pk=part.matter_id)
    update_matter(
        case=part.case,
        matter=matter,
        particulars=Particulars(**{**LP.__dict__, "offence": "Penganiayaan"}),
        version=1,
        by=by,
        action_id=new_id(),
    )
    assert clocks(part.case, part.pk)["diversi_offer_police"].missing == ["repeat_offence"]
