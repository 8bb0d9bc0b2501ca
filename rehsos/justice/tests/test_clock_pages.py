"""A clock asked about, extended by a letter, held by the office; and the clocks of a case without any matter."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import keeps
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.actions.facts import pause_policy_clock, put_circumstance, put_fact
from rehsos.cases.actions.stages import set_risk
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Clock, Extension, Fact, Risk, Status
from rehsos.cases.models.clocks import Precision
from rehsos.justice.actions.steps import record_detention
from rehsos.justice.models import Level, Part
from rehsos.justice.roles import Role

from .bench import at, case_of, clocks, fact, part_of, said, statements


@pytest.fixture
def accused(people: Any) -> Part:
    """Dodi in conflict, detained by police on 3 November."""
    by = people.actor("melati")
    part = part_of(case_of("dodi", by), Role.IN_CONFLICT, by)
    record_detention(
        part=part, level=Level.POLICE, on=date(2026, 11, 3), until=None, place="", reason="", by=by, action_id=new_id()
    )
    return part


def clock_of(part: Part, rule: str) -> Clock:
    return clocks(part.case, part.pk)[rule]


# ------------------------------------------------------------------ asked


def ask(people: Any, clock: Clock, **typed: str) -> Any:
    there = f"/kasus/{clock.case.code}/tenggat/{clock.pk}/tanyakan/"
    given = {"asked": "Penyidik, lewat telepon", "heard": "not_yet", "answer": "Masih menunggu surat."}
    return people.client("melati").post(there, given | typed)


def test_asking_keeps_when_and_when_again(people: Any, accused: Part) -> None:
    clock = clock_of(accused, "detention_police")
    soon = timezone.localdate() + timedelta(days=2)
    assert ask(people, clock, ask_again_on=soon.isoformat()).status_code == 302
    people.actor("melati")
    clock.refresh_from_db()
    assert clock.ask_again_on == soon
    assert clock.asked_at is not None
    row = Action.objects.get(name="ask_about_clock")
    assert row.facts["rule_code"] == "detention_police"
    assert "menunggu" not in str(row.facts)
    assert row.sealed is not None


def test_the_answer_that_it_is_done_leads_to_noting_when(people: Any, accused: Part) -> None:
    response = ask(people, clock_of(accused, "detention_police"), heard="done")
    assert response["Location"] == f"/kasus/{accused.case.code}/fakta/?fakta=released&subjek={accused.pk}&tahap=police"


@pytest.mark.parametrize("wrong", [{"asked": ""}, {"heard": ""}, {"heard": "x"}, {"ask_again_on": "2020-01-01"}])
def test_asking_nobody_is_refused(people: Any, accused: Part, wrong: dict[str, str]) -> None:
    assert ask(people, clock_of(accused, "detention_police"), **wrong).status_code == 422


@pytest.mark.parametrize("page", ["tanyakan", "jeda"])
def test_a_clock_of_another_case_is_not_found(people: Any, accused: Part, page: str) -> None:
    other = case_of("yanto", people.actor("melati"))
    clock = clock_of(accused, "detention_police")
    assert people.client("melati").get(f"/kasus/{other.code}/tenggat/{clock.pk}/{page}/").status_code == 404
    assert people.client("melati").get(f"/kasus/{other.code}/tenggat/999999/{page}/").status_code == 404


@pytest.mark.parametrize("page", ["{clock}/tanyakan", "{clock}/jeda", "perpanjang"])
def test_doors_and_statements(people: Any, accused: Part, page: str) -> None:
    there = f"/kasus/{accused.case.code}/tenggat/{page.format(clock=clock_of(accused, 'detention_police').pk)}/"
    browser = people.client("melati")
    browser.get(there)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(there).status_code == 200
    assert len(statements(asked)) <= 7, statements(asked)
    assert people.client("bima").get(there).status_code == 403
    assert people.client("dewi").get(there).status_code == 404


# ------------------------------------------------------------------ extended


def extend(people: Any, part: Part, **typed: str) -> Any:
    clock = clock_of(part, "detention_police")
    given = {
        "clock": str(clock.pk),
        "officer": "Penuntut Umum Contoh",
        "letter_number": "S-1/CONTOH",
        "dated": "2026-11-09",
    }
    response = people.client("melati").post(f"/kasus/{part.case.code}/tenggat/perpanjang/", given | typed)
    people.actor("melati")
    return response


def test_the_page_shows_what_the_rule_says_of_extension(people: Any, accused: Part) -> None:
    page = people.client("melati").get(f"/kasus/{accused.case.code}/tenggat/perpanjang/").content.decode()
    assert "Dapat diperpanjang 1 kali, 8 hari, oleh" in page


def test_a_letter_extends_and_the_move_is_said(people: Any, accused: Part) -> None:
    response = extend(people, accused)
    assert response.status_code == 302
    assert any("semula Sen 9 Nov 2026 pukul 24.00 WITA, menjadi Sel 17 Nov 2026" in text for text in said(response))
    assert clock_of(accused, "detention_police").due_at == at(18, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"officer": " "},
        {"letter_number": ""},
        {"dated": ""},
        {"dated": "2099-01-01"},
        {"until": "2026-11-01"},
        {"clock": "999999"},
        {"clock": ""},
    ],
)
def test_without_officer_and_letter_there_is_no_extension(people: Any, accused: Part, wrong: dict[str, str]) -> None:
    assert extend(people, accused, **wrong).status_code == 422
    assert not Extension.objects.exists()


def test_a_clock_that_knows_no_extension_is_not_offered(people: Any) -> None:
    by = people.actor("melati")
    part = part_of(case_of("rambu", by), Role.VICTIM, by)
    fact(part, "report_request_received", by)
    page = people.client("melati").get(f"/kasus/{part.case.code}/tenggat/perpanjang/").content.decode()
    assert "Laporan sosial kepada penyidik ·" not in page


# ------------------------------------------------------------------ held


@pytest.fixture
def held(people: Any) -> Case:
    """A case of low risk whose first contact, by office policy, is due 7 days after the intake."""
    keeps("first_contact_low")
    by = people.actor("melati")
    case = case_of("mawar", by)
    set_risk(case=case, risk=Risk.LOW, reasons="aman", by=by, action_id=new_id())
    record_case_fact(case, "intake_received", by, timezone.now() - timedelta(days=1))
    return case


def record_case_fact(case: Case, code: str, by: Any, when: datetime) -> None:
    record_fact(
        case=case,
        subject=case.pk,
        code=code,
        level="",
        at=when,
        precision=Precision.HOUR,
        until=None,
        note="",
        by=by,
        action_id=new_id(),
    )


def pause(people: Any, case: Case, **typed: str) -> Any:
    clock = clocks(case)["first_contact_low"]
    response = people.client("melati").post(f"/kasus/{case.code}/tenggat/{clock.pk}/jeda/", typed)
    people.actor("melati")
    return response


def test_the_office_holds_its_own_term_and_takes_it_up_again(
    people: Any, held: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = clocks(held)["first_contact_low"].due_at
    assert due is not None
    assert pause(people, held, reason="Keluarga mengungsi").status_code == 302
    assert clocks(held)["first_contact_low"].state == "paused"
    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    response = pause(people, held)
    assert response.status_code == 302
    after = clocks(held)["first_contact_low"]
    assert after.state == "running"
    assert after.due_at is not None
    assert timedelta(days=3) <= after.due_at - due < timedelta(days=3, minutes=5)
    assert any("semula" in text for text in said(response))
    recompute(held, by=people.actor("melati"))
    assert clocks(held)["first_contact_low"].due_at == after.due_at  # it does not grow any more


def test_a_second_pause_adds_to_the_first(people: Any, held: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    due = clocks(held)["first_contact_low"].due_at
    now = timezone.now()
    for day, typed in ((0, {"reason": "satu"}), (1, {}), (2, {"reason": "dua"}), (4, {})):
        monkeypatch.setattr("django.utils.timezone.now", lambda day=day: now + timedelta(days=day))
        assert pause(people, held, **typed).status_code == 302
    after = clocks(held)["first_contact_low"].due_at
    assert due is not None
    assert after is not None
    assert timedelta(days=3) <= after - due < timedelta(days=3, minutes=5)


def test_a_pause_needs_a_reason(people: Any, held: Case) -> None:
    assert pause(people, held, reason="  ").status_code == 422
    assert clocks(held)["first_contact_low"].state == "running"


def test_a_term_of_the_law_is_never_paused_and_says_so(people: Any, accused: Part) -> None:
    clock = clock_of(accused, "detention_police")
    there = f"/kasus/{accused.case.code}/tenggat/{clock.pk}/jeda/"
    sentence = "Tenggat menurut undang-undang tidak dapat dijeda"
    assert sentence in people.client("melati").get(there).content.decode()
    response = people.client("melati").post(there, {"reason": "sibuk"})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    people.actor("melati")
    assert not Fact.objects.filter(code__startswith="paused").exists()


def test_a_forged_rule_does_not_pause_the_law(people: Any, accused: Part) -> None:
    by = people.actor("melati")
    clock = clock_of(accused, "detention_police")
    with pytest.raises(Refused):
        pause_policy_clock(clock=clock, rule_code="first_contact_low", reason="x", by=by, action_id=uuid4())


# ------------------------------------------------------------------ what comes back, what outlives a closing


def test_every_contact_counts_for_a_clock_that_comes_back(people: Any) -> None:
    from rehsos.law.book import rules

    keeps("monthly_contact")
    by = people.actor("melati")
    case = case_of("mawar", by)
    monthly = next(rule for rule in rules().values() if rule.report == "contact_made")
    put_fact(case, case.subject, monthly.start, at(1, month=7), fact_id=new_id())
    recompute(case, by=by)
    first = clocks(case)[monthly.code].due_at
    for month in (7, 8, 9):
        record_case_fact(case, "contact_made", by, at(20, month=month))
    after = clocks(case)[monthly.code].due_at
    assert Fact.objects.filter(case=case, code="contact_made", replaced_by=None).count() == 3
    assert first is not None
    assert after is not None
    assert (timezone.localdate(first), timezone.localdate(after)) == (date(2026, 8, 2), date(2026, 10, 21))
    assert not Action.objects.filter(name="clock_moved").exists()  # a next round is no correction


def test_a_closed_case_owes_only_its_aftercare(people: Any, held: Case) -> None:
    by = people.actor("melati")
    Case.objects.filter(pk=held.pk).update(status=Status.CLOSED, closed_on=timezone.localdate())
    put_fact(held, held.subject, "case_closed", timezone.now(), fact_id=new_id())
    put_circumstance(held, held.subject, "closed_because", "goals_met")
    recompute(held, by=by)
    found = clocks(held)
    assert "first_contact_low" not in found
    assert found
    assert all(code.startswith("aftercare") for code in found)


def test_a_fact_without_standing_is_refused(people: Any, held: Case) -> None:
    bima = people.actor("bima")
    with pytest.raises(Refused, match="pekerja sosial lain"):
        record_case_fact(held, "contact_made", bima, timezone.now())


def test_a_subject_that_is_no_part_of_the_case_is_refused(people: Any, held: Case) -> None:
    by = people.actor("melati")
    with pytest.raises(Refused, match="bukan bagian"):
        record_fact(
            case=held,
            subject=uuid4(),
            code="contact_made",
            level="",
            at=timezone.now(),
            precision=Precision.HOUR,
            until=None,
            note="",
            by=by,
            action_id=new_id(),
        )
