"""Hearings, diversi, detention, verdict: what happened to one child, and what the law would say to it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.opening import add_participant
from rehsos.cases.actions.work import set_appointment
from rehsos.cases.models import Appointment, Circumstance, Fact, Relation
from rehsos.cases.sealing import unsealed
from rehsos.justice.actions.matter import Particulars
from rehsos.justice.advice import detention_doubt, measure_doubt
from rehsos.justice.appointments import Kind
from rehsos.justice.models import Diversi, Hearing, Part, Verdict
from rehsos.justice.roles import Role

from .bench import at, case_of, clocks, fact, part_of, person, said

HELD = {"kind": "hearing", "at": "2026-11-10", "hour": "09:00", "level": "court", "present": ["parent", "peksos"],
        "testimony": "video", "room_safe": "yes", "met_suspect": "no", "note": "Anak tenang."}  # fmt: skip
DIVERSI = {"level": "police", "result": "agreed", "form": "service", "on": "2026-11-10"}
ORDER = {"level": "police", "on": "2026-11-03", "until": "2026-11-09"}
VERDICT = {
    "level": "court",
    "outcome": "measure",
    "measure": "lpks_care",
    "length": "6",
    "unit": "months",
    "on": "2026-11-10",
}


@pytest.fixture
def victim(people: Any) -> Part:
    by = people.actor("melati")
    return part_of(case_of("rambu", by), Role.VICTIM, by)


@pytest.fixture
def accused(people: Any) -> Part:
    by = people.actor("melati")
    return part_of(case_of("dodi", by), Role.IN_CONFLICT, by, Particulars(event_from=date(2026, 11, 1)))


def sent(people: Any, part: Part, page: str, typed: dict[str, Any], query: str = "", **other: Any) -> Any:
    address = f"/kasus/{part.case.code}/bagian/{part.pk}/{page}/{query}"
    response = people.client("melati").post(address, {**typed, **other})
    people.actor("melati")
    return response


# ------------------------------------------------------------------ hearings


def test_a_hearing_is_kept_with_who_was_there_and_a_sealed_note(people: Any, victim: Part) -> None:
    assert sent(people, victim, "sidang", HELD).status_code == 302
    row = Hearing.objects.get(part=victim)
    assert (row.present, row.testimony, row.room_safe, row.met_suspect) == (["parent", "peksos"], "video", True, False)
    assert b"tenang" not in bytes(row.sealed or b"")
    assert unsealed(victim.case_id, row.sealed)["note"] == "Anak tenang."


def test_the_appointment_it_was_is_settled(people: Any, victim: Part) -> None:
    by = people.actor("melati")
    was = set_appointment(
        case=victim.case,
        subject=victim.pk,
        kind=Kind.STATEMENT,
        starts=timezone.now() + timedelta(hours=1),
        place="Polres Contoh",
        assignment_letter="",
        by=by,
        action_id=new_id(),
    )
    page = people.client("melati").get(f"/kasus/{victim.case.code}/bagian/{victim.pk}/sidang/?janji={was.pk}")
    assert 'value="statement" checked' in page.content.decode().replace('id="id_kind_0" ', "")
    assert sent(people, victim, "sidang", HELD, f"?janji={was.pk}").status_code == 302
    assert Appointment.objects.get(pk=was.pk).state == "held"
    again = sent(people, victim, "sidang", HELD, f"?janji={was.pk}")
    assert again.status_code == 422
    assert Hearing.objects.filter(part=victim).count() == 1


@pytest.mark.parametrize("forged", ["not-a-uuid", "01a201a8-0000-7000-8000-000000000000"])
def test_a_forged_appointment_is_not_found(people: Any, victim: Part, forged: str) -> None:
    assert sent(people, victim, "sidang", HELD, f"?janji={forged}").status_code == 404


def test_a_parent_who_is_suspected_beside_the_child_is_said(people: Any, victim: Part) -> None:
    by = people.actor("melati")
    add_participant(
        case=victim.case,
        person=person("anton", by),
        relation=Relation.FATHER,
        lives_together=True,
        no_contact=True,
        alleged=True,
        trusted=False,
        safe_contact="",
        by=by,
        action_id=new_id(),
    )
    told = said(sent(people, victim, "sidang", HELD))
    assert any("orang tua yang disangka tidak boleh mendampingi" in text for text in told)
    assert Hearing.objects.filter(part=victim).exists()


@pytest.mark.parametrize(
    ("present", "expected"),
    [([], "Tanpa pendamping"), (["lawyer"], "Tanpa pendamping"), (["trusted"], ""), (["peksos"], "")],
)
def test_a_victim_heard_alone_is_said(people: Any, victim: Part, present: list[str], expected: str) -> None:
    told = said(sent(people, victim, "sidang", HELD, present=present))
    assert any(expected in text for text in told) if expected else not any("Tanpa" in text for text in told)


def test_a_child_in_conflict_without_pk_is_said(people: Any, accused: Part) -> None:
    assert any("Tanpa PK" in text for text in said(sent(people, accused, "sidang", HELD)))


def test_a_diversi_meeting_without_peksos_is_said_at_police_and_not_at_court(people: Any, accused: Part) -> None:
    meeting: dict[str, Any] = {"kind": "diversi", "present": ["pk"]}
    at_police = said(sent(people, accused, "sidang", HELD, **meeting, level="police"))
    at_court = said(sent(people, accused, "sidang", HELD, **meeting, level="court"))
    assert any("Pekerja Sosial dilibatkan" in text for text in at_police)
    assert not any("Pekerja Sosial" in text for text in at_court)


def test_tahap_two_starts_the_prosecutors_days(people: Any, accused: Part) -> None:
    sent(people, accused, "sidang", HELD, kind="prosecution", level="prosecution")
    sent(people, accused, "sidang", HELD, kind="prosecution", level="prosecution", at="2026-11-12")
    assert Fact.objects.get(subject=accused.pk, code="child_handed_to_prosecutor").at == at(10)
    assert "diversi_offer_prosecutor_handover" in clocks(accused.case, accused.pk)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"at": "2099-01-01"}, "at"),
        ({"kind": "party"}, "kind"),
        ({"level": "execution"}, "level"),
        ({"present": ["journalist"]}, "present"),
        ({"testimony": "torture"}, "testimony"),
        ({"at": "2026-10-31"}, "reason"),
    ],
)
def test_a_hearing_that_cannot_be_is_said(people: Any, victim: Part, wrong: dict[str, Any], field: str) -> None:
    response = sent(people, victim, "sidang", HELD, **wrong)
    assert response.status_code == 422
    assert f'id="id_{field}-box"' in response.content.decode()
    assert not Hearing.objects.filter(part=victim).exists()


# ------------------------------------------------------------------ a day too early


@pytest.mark.parametrize(
    ("page", "typed", "field"),
    [("sidang", HELD, "at"), ("diversi", DIVERSI, "on"), ("penahanan", ORDER, "on"), ("putusan", VERDICT, "on")],
)
def test_a_day_before_the_event_is_questioned_and_saved_with_a_reason(
    people: Any, accused: Part, page: str, typed: dict[str, Any], field: str
) -> None:
    early = {field: "2026-10-30", "until": "", "final_on": ""}
    questioned = sent(people, accused, page, typed, **early)
    assert questioned.status_code == 422
    assert "Lebih awal daripada kejadian yang tercatat (1 Nov 2026)" in questioned.content.decode()
    assert sent(people, accused, page, typed, **early, reason="Tanggal dari keluarga").status_code == 302


def test_a_verdict_before_the_file_reached_the_court_is_questioned(people: Any, accused: Part) -> None:
    fact(accused, "file_received_at_court", people.actor("melati"), at(15))
    assert sent(people, accused, "putusan", VERDICT).status_code == 422
    assert not Verdict.objects.exists()
    assert sent(people, accused, "putusan", VERDICT, reason="Tanggal dari keluarga").status_code == 302
    row = Action.objects.get(name="record_verdict")
    assert row.sealed is not None
    assert "reason" not in row.facts


# ------------------------------------------------------------------ diversi


def test_an_agreement_keeps_its_form_and_starts_what_follows(people: Any, accused: Part) -> None:
    assert sent(people, accused, "diversi", DIVERSI).status_code == 302
    found = clocks(accused.case, accused.pk)
    assert found["agreement_to_pn"].due_at == at(13, 0)
    assert Diversi.objects.get().form == "service"


def test_one_agreement_may_have_several_forms(people: Any, accused: Part) -> None:
    assert sent(people, accused, "diversi", DIVERSI, form=["peace", "service", "programme"]).status_code == 302
    assert Diversi.objects.get().form == "peace+service+programme"
    fact(accused, "agreement_completed", people.actor("melati"), at(16), level="police")
    found = clocks(accused.case, accused.pk)
    assert found["stop_letter_completed"].due_at == at(21)
    assert "stop_letter_peace" not in found
    page = people.client("melati").get(f"/kasus/{accused.case.code}/").content.decode()
    assert "perdamaian, pelayanan masyarakat, pendidikan, pelatihan atau program LPKS" in page


@pytest.mark.parametrize(
    ("result", "facts"), [("failed", {"diversi_failed"}), ("refused", {"diversi_failed", "diversi_offered"})]
)
def test_failure_and_refusal_are_told_apart(people: Any, accused: Part, result: str, facts: set[str]) -> None:
    assert sent(people, accused, "diversi", DIVERSI, result=result, form=[]).status_code == 302
    assert set(Fact.objects.filter(subject=accused.pk).values_list("code", flat=True)) == facts


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"form": ""}, "form"),
        ({"on": "2099-01-01"}, "on"),
        ({"until": "2026-11-01"}, "until"),
        ({"level": "appeal"}, "level"),
    ],
)
def test_a_diversi_that_cannot_be_is_said(people: Any, accused: Part, wrong: dict[str, str], field: str) -> None:
    response = sent(people, accused, "diversi", DIVERSI, **wrong)
    assert response.status_code == 422
    assert f'id="id_{field}-box"' in response.content.decode()


# ------------------------------------------------------------------ detention


def test_an_order_longer_than_the_law_is_said_and_kept(people: Any, accused: Part) -> None:
    response = sent(people, accused, "penahanan", ORDER, until="2026-11-20")
    assert response.status_code == 302
    assert any("Surat: sampai 20 Nov 2026, 10 hari lebih lama" in text for text in said(response))
    row = Fact.objects.get(subject=accused.pk, code="detention_order")
    assert (row.level, row.until) == ("police", date(2026, 11, 20))
    assert clocks(accused.case, accused.pk)["detention_police"].due_at == at(10, 0)


def test_an_order_within_the_law_is_not_remarked_upon(people: Any, accused: Part) -> None:
    assert not any("lebih lama" in text for text in said(sent(people, accused, "penahanan", ORDER)))


@pytest.mark.parametrize(
    ("level", "days", "expected"),
    [
        ("police", 7, ""),
        ("police", 9, "1 hari lebih lama"),
        ("prosecution", 5, ""),
        ("prosecution", 6, "sesuai dengan hitungan yang kedua"),
        ("prosecution", 8, "2 hari lebih lama"),
        ("court", 11, "sesuai dengan hitungan yang kedua"),
        ("cassation", 15, ""),
        ("execution", 99, ""),
    ],
)
def test_the_days_of_an_order_are_compared_with_the_level_s_own(level: str, days: int, expected: str) -> None:
    first = date(2026, 11, 3)
    words = detention_doubt(level, first, first + timedelta(days=days - 1))
    assert expected in words if expected else words == ""


def test_whether_the_law_allows_detention_stands_beside_the_form(people: Any, accused: Part) -> None:
    page = people.client("melati").get(f"/kasus/{accused.case.code}/bagian/{accused.pk}/penahanan/").content.decode()
    assert "Penahanan hanya bila 14 tahun atau lebih" in page
    assert "Belum tercatat: " in page
    people.actor("melati")
    assert Part.objects.filter(pk=accused.pk).update(age_at_deed=13, age_estimated=False)
    page = people.client("melati").get(f"/kasus/{accused.case.code}/bagian/{accused.pk}/penahanan/").content.decode()
    assert "belum 14 tahun saat kejadian" in page


def test_whether_diversi_must_be_tried_stands_beside_the_form(people: Any, accused: Part, victim: Part) -> None:
    browser = people.client("melati")
    page = browser.get(f"/kasus/{accused.case.code}/bagian/{accused.pk}/diversi/").content.decode()
    assert "Belum dapat ditentukan apakah diversi wajib diupayakan." in page
    people.actor("melati")
    for code, value in {"penalty_below_7y": "yes", "repeat_offence": "no"}.items():
        Circumstance.objects.update_or_create(
            case=accused.case, kind="part", subject=accused.pk, code=code, defaults={"value": value}
        )
    assert Part.objects.filter(pk=accused.pk).update(age_at_deed=15, age_estimated=False)
    page = browser.get(f"/kasus/{accused.case.code}/bagian/{accused.pk}/diversi/").content.decode()
    assert "Diversi wajib diupayakan" in page
    page = browser.get(f"/kasus/{victim.case.code}/bagian/{victim.pk}/diversi/").content.decode()
    assert "Diversi wajib diupayakan" not in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"until": "2026-11-02"}, "until"), ({"on": "2099-01-01"}, "on"), ({"level": "execution"}, "level")],
)
def test_an_order_that_cannot_be_is_said(people: Any, accused: Part, wrong: dict[str, str], field: str) -> None:
    response = sent(people, accused, "penahanan", ORDER, **wrong)
    assert response.status_code == 422
    assert f'id="id_{field}-box"' in response.content.decode()


# ------------------------------------------------------------------ verdict


def test_a_verdict_is_kept_and_starts_its_copy(people: Any, accused: Part) -> None:
    assert sent(people, accused, "putusan", VERDICT).status_code == 302
    assert (Verdict.objects.get().length, Verdict.objects.get().unit) == (6, "months")
    assert "verdict_copy" in clocks(accused.case, accused.pk)


def test_a_verdict_is_said_without_its_word_twice(people: Any, accused: Part) -> None:
    assert sent(people, accused, "putusan", VERDICT, outcome="penalty", measure="warning").status_code == 302
    page = people.client("melati").get(f"/kasus/{accused.case.code}/").content.decode()
    assert "Pidana peringatan" in page
    assert "Pidana Pidana" not in page


@pytest.mark.parametrize(
    ("measure", "length", "unit", "expected"),
    [
        ("community_service", 6, "hours", "paling singkat 7 jam"),
        ("community_service", 7, "hours", ""),
        ("community_service", 121, "hours", "paling lama 120 jam"),
        ("supervision", 2, "months", "paling singkat 3 bulan"),
        ("supervision", 2, "years", ""),
        ("supervision", 25, "months", "paling lama 2 tahun"),
        ("lpks_care", 13, "months", "paling lama 1 tahun"),
        ("lpks_care", 12, "months", ""),
        ("inside_institution", 2, "years", ""),
        ("prison", 11, "years", "paling lama 10 tahun"),
        ("prison", 3, "years", "setengah dari ancaman bagi orang dewasa"),
        ("lpks_care", 362, "days", ""),
        ("warning", 5, "years", ""),
        ("warning", None, "", ""),
    ],
)
def test_a_length_outside_the_article_is_said(measure: str, length: int | None, unit: str, expected: str) -> None:
    words = measure_doubt(measure, length, unit)
    assert expected in words if expected else words == ""


def test_a_length_outside_the_article_is_saved_all_the_same(people: Any, accused: Part) -> None:
    response = sent(people, accused, "putusan", VERDICT, length="2", unit="years")
    assert response.status_code == 302
    assert any("paling lama 1 tahun" in text for text in said(response))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"measure": "flogging"}, "measure"),
        ({"outcome": "acquitted"}, "measure"),
        ({"outcome": "penalty"}, "measure"),
        ({"unit": ""}, "unit"),
        ({"length": "0"}, "length"),
        ({"length": "enam"}, "length"),
        ({"final_on": "2026-11-09"}, "final_on"),
        ({"level": "police"}, "level"),
        ({"on": "2099-01-01"}, "on"),
    ],
)
def test_a_verdict_that_cannot_be_is_said(people: Any, accused: Part, wrong: dict[str, str], field: str) -> None:
    response = sent(people, accused, "putusan", VERDICT, **wrong)
    assert response.status_code == 422
    assert f'id="id_{field}-box"' in response.content.decode()
    assert not Verdict.objects.exists()


# ------------------------------------------------------------------ what the law says beside the form


def test_the_limit_of_diversi_stands_beside_the_form_and_going_past_it_is_said(people: Any, accused: Part) -> None:
    page = people.client("melati").get(f"/kasus/{accused.case.code}/bagian/{accused.pk}/diversi/").content.decode()
    assert "paling lama 3 bulan" in page
    response = sent(people, accused, "diversi", DIVERSI, form="programme", until="2027-05-22")
    assert response.status_code == 302
    assert any("Melewati batas 3 bulan" in text for text in said(response))


def test_a_verdict_while_the_matter_stands_with_the_police_is_doubted_and_saved(people: Any, accused: Part) -> None:
    sent(people, accused, "diversi", DIVERSI)
    page = people.client("melati").get(f"/kasus/{accused.case.code}/bagian/{accused.pk}/putusan/").content.decode()
    assert "belum sampai di sidang" in page
    assert "Diversi tercatat sepakat" in page
    people.actor("melati")
    assert sent(people, accused, "putusan", VERDICT).status_code == 302
