from decimal import Decimal
from typing import Any

from rehsos.audit.models import Action
from rehsos.cases.models import Assessment, Risk, Stage
from rehsos.papers.filling import answers_of

from .conftest import Desk, words

INITIAL: dict[str, Any] = {
    "met_on": "2026-11-18", "met_how": "in_person", "safe_now": "yes", "needs_doctor": "no", "safe_tonight": "yes",
    "self_harm": "no", "safe_adult": "no", "risk_level": "high", "reason_1": "Orang yang disangka tinggal dekat",
    "help_now": ["none"],
}  # fmt: skip
ITEMS = ("sleep_eat", "daily_tasks", "school_work", "family_relations", "peer_relations", "feelings", "ask_help",
         "community")  # fmt: skip


def functioning(desk: Desk, occasion: str, points: str, on: str) -> Any:
    sent = {"occasion": occasion, "assessed_on": on, "answered_by": "client", **dict.fromkeys(ITEMS, points)}
    return desk.post("cases:assess", "functioning", **sent)


def test_an_initial_assessment_is_filed_and_sets_the_risk(desk: Desk) -> None:
    answer = desk.post("cases:assess", "initial_assessment", **INITIAL)
    assert answer.status_code == 302
    made = Assessment.objects.select_related("form").get()
    assert answer["Location"] == desk.address("cases:assessment", made.pk)
    assert (made.about, str(made.on), desk.case.risk, desk.case.stage) == (
        "client", "2026-11-18", Risk.HIGH, Stage.ASSESSMENT,
    )  # fmt: skip
    assert answers_of(made.form)["reason_1"] == INITIAL["reason_1"]
    assert "reason_1" not in made.form.counted
    assert list(Action.objects.filter(cause=made.pk).values_list("name", flat=True)) == ["set_risk"]


def test_what_is_missing_is_told_and_what_was_typed_stays(desk: Desk) -> None:
    answer = desk.post(
        "cases:assess", "initial_assessment", **{**INITIAL, "safe_now": "no", "household": "Ibu dan عمة 🙂"}
    )
    assert answer.status_code == 422
    page = words(answer)
    assert "Apa bahayanya, dan dari siapa: Belum diisi" in page
    assert "Ibu dan عمة 🙂" in page
    assert INITIAL["reason_1"] in page
    assert not Assessment.objects.exists()


def test_silence_is_an_answer(desk: Desk) -> None:
    sent = {
        **INITIAL,
        "safe_now": "unknown",
        "needs_doctor": "declined",
        "reason_1": "",
        "reason_1__silence": "unknown",
    }
    assert desk.post("cases:assess", "initial_assessment", **sent).status_code == 302
    answers = answers_of(Assessment.objects.select_related("form").get().form)
    assert (answers["safe_now"], answers["needs_doctor"], answers["reason_1"]) == ("unknown", "declined", "unknown")


def test_a_day_that_cannot_be_is_told_beside_its_question(desk: Desk) -> None:
    for day, why in (
        ("2099-01-01", "masa depan"),
        ("1850-01-01", "tidak mungkin"),
        ("kemaren pagi sekali", "31 Des 2010"),
    ):
        answer = desk.post("cases:assess", "initial_assessment", **{**INITIAL, "met_on": day})
        assert answer.status_code == 422
        assert why in words(answer)


def test_ten_thousand_letters_fit_and_one_more_is_told(desk: Desk) -> None:
    answer = desk.post("cases:assess", "initial_assessment", **{**INITIAL, "household": "a" * 10_001})
    assert answer.status_code == 422
    assert "10.001 huruf, paling banyak 10.000." in words(answer)
    assert "a" * 10_001 in words(answer)
    assert desk.post("cases:assess", "initial_assessment", **{**INITIAL, "household": "a" * 10_000}).status_code == 302


def test_the_answers_are_read_by_who_works_the_case_and_sealed_for_a_colleague(desk: Desk) -> None:
    desk.post("cases:assess", "initial_assessment", **INITIAL)
    made = Assessment.objects.get()
    assert INITIAL["reason_1"] in words(desk.get("cases:assessment", made.pk))
    sealed = desk.get("cases:assessment", made.pk, who="bima")
    assert sealed.status_code == 200
    assert INITIAL["reason_1"] not in words(sealed)
    assert "Isi tersegel" in words(sealed)
    desk.reveal("bima")
    assert INITIAL["reason_1"] in words(desk.get("cases:assessment", made.pk, who="bima"))
    assert desk.get("cases:assessment", made.pk, who="dewi").status_code == 404
    assert desk.statements("cases:assessment", made.pk) <= 7


def test_functioning_is_compared_before_and_after(desk: Desk) -> None:
    assert functioning(desk, "before", "1", "2026-11-17").status_code == 302
    assert functioning(desk, "after", "3", "2026-11-20").status_code == 302
    before, after = Assessment.objects.order_by("on")
    assert (before.phase, after.phase) == ("before", "after")
    assert (before.score, after.score) == (Decimal(8), Decimal(24))
    page = words(desk.get("cases:assessment", after.pk))
    assert "8 dari 24" in page
    assert "24 dari 24" in page
    assert "Perlu banyak dukungan" in page
    assert "Perlu sedikit dukungan" in page
    assert "Perubahan: +16" in page
    assert desk.statements("cases:assessment", after.pk) <= 7


def test_a_score_with_silences_has_no_band(desk: Desk) -> None:
    sent = {"occasion": "before", "assessed_on": "2026-11-17", "answered_by": "client", **dict.fromkeys(ITEMS, "2")}
    desk.post("cases:assess", "functioning", **{**sent, "feelings": "declined"})
    page = words(desk.get("cases:assessment", Assessment.objects.get().pk))
    assert "14 dari 24" in page
    assert "1 butir tidak dijawab, kelompok tidak dihitung" in page


def test_whether_a_panti_is_needed_is_kept_for_counting(desk: Desk) -> None:
    sent = {
        "interviewed_on": "2026-11-18",
        "manner": "office",
        "willing": "yes",
        "health": "Baik",
        "feelings": "Tenang",
    }
    page = words(desk.post("cases:assess", "child_assessment", **sent))
    assert "Belum diisi" in page
    from rehsos.papers.blanks.book import blank

    for field in blank("child_assessment").fields.values():
        if field.required and field.code not in sent:
            sent[field.code] = field.codes[0] if field.codes else "unknown"
    sent["needs_panti"] = "no"
    assert desk.post("cases:assess", "child_assessment", **sent).status_code == 302
    assert Assessment.objects.get().needs_panti is False
