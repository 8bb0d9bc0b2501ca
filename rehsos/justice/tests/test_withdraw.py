"""What was recorded wrongly is taken back: it stays readable, counts no longer, and is recorded anew."""

from typing import Any
from uuid import UUID

import pytest

from rehsos.audit.models import Action
from rehsos.cases.models import Appointment, Case, Circumstance, Clock, Fact, Service
from rehsos.justice.actions.matter import Particulars
from rehsos.justice.models import Diversi, Hearing, Part, Verdict
from rehsos.justice.roles import Role

from .bench import case_of, clocks, part_of, said

ORDER = {"level": "police", "on": "2026-11-03", "until": "2026-11-09"}
VERDICT = {"level": "court", "outcome": "acquitted", "on": "2026-11-10"}
DIVERSI = {"level": "police", "result": "agreed", "form": "service", "on": "2026-11-10"}
HELD = {"kind": "hearing", "at": "2026-11-10", "hour": "09:00", "level": "court"}
VISIT = {"kind": "visit", "at": "2026-11-10T09:00", "cost_0": "transport", "amount_0": "85.000", "payer_0": "own"}


@pytest.fixture
def part(people: Any) -> Part:
    by = people.actor("melati")
    return part_of(case_of("dodi", by), Role.IN_CONFLICT, by, Particulars())


def sent(people: Any, part: Part, page: str, typed: dict[str, Any], who: str = "melati") -> Any:
    response = people.client(who).post(f"/kasus/{part.case.code}/{page}/", typed)
    people.actor("melati")
    return response


def step(people: Any, part: Part, page: str, typed: dict[str, Any]) -> UUID:
    """Something recorded about the part; the id of its action."""
    before = set(Action.objects.values_list("pk", flat=True))
    assert sent(people, part, f"bagian/{part.pk}/{page}", typed).status_code == 302
    return done_since(before)


def done_since(before: set[UUID]) -> UUID:
    names = (
        *("record_hearing", "record_diversi", "record_detention", "record_verdict", "end_part", "record_service"),
        "extend_clock",
    )
    return Action.objects.exclude(pk__in=before).get(name__in=names).pk


def taken_back(people: Any, part: Part, recorded: UUID, who: str = "melati") -> Any:
    return sent(people, part, f"salah-catat/{recorded}", {"reason": "Salah anak"}, who)


def standing(part: Part) -> set[str]:
    return set(Fact.objects.filter(subject=part.pk, replaced_by=None).values_list("code", flat=True))


def test_a_verdict_is_taken_back_with_its_fact_and_both_stay_on_the_timeline(people: Any, part: Part) -> None:
    recorded = step(people, part, "putusan", VERDICT)
    assert "verdict_read" in standing(part)
    page = people.client("melati").get(f"/kasus/{part.case.code}/").content.decode()
    assert f"/salah-catat/{recorded}/" in page
    assert taken_back(people, part, recorded).status_code == 302
    assert "verdict_read" not in standing(part)
    assert Verdict.objects.get().withdrawn_by is not None
    page = people.client("melati").get(f"/kasus/{part.case.code}/").content.decode()
    assert "Salah catat, ditarik kembali: putusan" in page
    assert "Putusan Sidang" in page
    assert f"/salah-catat/{recorded}/" not in page


def test_an_order_of_detention_taken_back_starts_no_clock_and_the_former_counts_again(people: Any, part: Part) -> None:
    step(people, part, "penahanan", ORDER)
    first = clocks(part.case, part.pk)["detention_police"].due_at
    wrong = step(people, part, "penahanan", {"level": "police", "on": "2026-11-12", "until": "2026-11-18"})
    assert clocks(part.case, part.pk)["detention_police"].due_at != first
    answer = taken_back(people, part, wrong)
    assert answer.status_code == 302
    assert clocks(part.case, part.pk)["detention_police"].due_at == first
    assert len(said(answer)) > 1
    assert Action.objects.filter(name="clock_moved").count() >= 1


def test_a_hearing_taken_back_sets_its_appointment_again(people: Any, part: Part) -> None:
    sent(people, part, "janji", {"kind": "hearing", "starts": "2099-01-01T09:00"})
    was = Appointment.objects.get()
    assert was.subject == part.pk
    before = set(Action.objects.values_list("pk", flat=True))
    browser = people.client("melati")
    browser.post(f"/kasus/{part.case.code}/bagian/{part.pk}/sidang/?janji={was.pk}", HELD)
    people.actor("melati")
    assert taken_back(people, part, done_since(before)).status_code == 302
    was.refresh_from_db()
    assert (was.state, Hearing.objects.get().appointment) == ("set", None)
    assert Case.objects.get(pk=part.case_id).last_contact_on is None


def test_diversi_taken_back_leaves_no_form_behind(people: Any, part: Part) -> None:
    recorded = step(people, part, "diversi", DIVERSI)
    assert taken_back(people, part, recorded).status_code == 302
    assert Diversi.objects.get().withdrawn_by is not None
    assert not {"diversi_agreed"} & standing(part)
    assert not Circumstance.objects.filter(subject=part.pk, code="diversi_form").exists()


def test_an_end_taken_back_lets_the_part_go_on(people: Any, part: Part) -> None:
    recorded = step(people, part, "akhir", {"ending": "sp3", "on": "2026-11-15"})
    assert taken_back(people, part, recorded).status_code == 302
    assert Part.objects.get(pk=part.pk).ended_by == ""


def test_a_service_taken_back_counts_in_no_month_and_leaves_no_claim(people: Any, part: Part) -> None:
    before = set(Action.objects.values_list("pk", flat=True))
    assert sent(people, part, "layanan", VISIT).status_code == 302
    recorded = done_since(before)
    assert taken_back(people, part, recorded).status_code == 302
    assert Service.objects.get().withdrawn_by is not None
    assert not Fact.objects.filter(case=part.case, code__contains="contact_made", replaced_by=None).exists()
    assert Case.objects.get(pk=part.case_id).last_contact_on is None
    file = people.client("melati").get(f"/kasus/{part.case.code}/").content.decode()
    assert "Biaya belum selesai" not in file
    month = people.client("melati").get("/rekap/bulan-saya/?bulan=2026-11").content.decode()
    assert "85.000" not in month


def test_it_is_taken_back_once_with_a_reason_by_who_works_the_case(people: Any, part: Part) -> None:
    recorded = step(people, part, "putusan", VERDICT)
    assert sent(people, part, f"salah-catat/{recorded}", {"reason": " "}).status_code == 422
    assert taken_back(people, part, recorded, "bima").status_code == 403
    assert taken_back(people, part, recorded, "dewi").status_code == 404
    assert sent(people, part, f"salah-catat/{part.pk}", {"reason": "Salah"}).status_code == 404
    assert taken_back(people, part, recorded).status_code == 302
    assert "sudah ditarik" in taken_back(people, part, recorded).content.decode()


def extended(people: Any, part: Part, number: str, until: str) -> tuple[UUID, str]:
    """The action that recorded a prosecutor's letter, and what was said of it."""
    before = set(Action.objects.values_list("pk", flat=True))
    clock = Clock.objects.get(subject=part.pk, rule="detention_police")
    letter = {"officer": "Penuntut Umum Contoh", "letter_number": number, "dated": "2026-11-09", "until": until}
    answer = people.client("melati").post(
        f"/kasus/{part.case.code}/tenggat/perpanjang/", {"clock": clock.pk, **letter}, follow=True
    )
    people.actor("melati")
    return done_since(before), answer.content.decode()


def test_an_extension_typed_wrongly_is_taken_back_and_the_right_one_counts(people: Any, part: Part) -> None:
    """A second letter moves nothing, for the law knows one extension: that is said, and what to do."""
    step(people, part, "penahanan", ORDER)
    wrong, said_first = extended(people, part, "B-1/CONTOH", "2026-11-10")
    assert "semula" in said_first
    first = clocks(part.case, part.pk)["detention_police"].due_at
    _right, said_then = extended(people, part, "B-2/CONTOH", "2026-11-16")
    assert "tenggat tidak bergeser" in said_then
    assert clocks(part.case, part.pk)["detention_police"].due_at == first
    assert taken_back(people, part, wrong).status_code == 302
    now = Clock.objects.get(subject=part.pk, rule="detention_police")
    page = people.client("melati").get(f"/kasus/{part.case.code}/").content.decode()
    assert "Salah catat, ditarik kembali: perpanjangan tenggat" in page
    assert now.due_at != first


def test_the_matter_a_child_stands_in_is_not_offered_to_it_again(people: Any, part: Part) -> None:
    page = people.client("melati").get(f"/kasus/{part.case.code}/perkara/gabung/").content.decode()
    assert str(part.matter_id) not in page
