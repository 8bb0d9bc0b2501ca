"""A letter that waits to become a case: what was typed wrongly is typed right, and what stood before stays readable."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import opened_form
from rehsos.audit.models import Action
from rehsos.intake.models import Report
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import Letter

from .report_bench import Bench, bench
from .test_letter_before_case import becomes_a_case, register
from .test_letter_in import said

__all__ = ["bench"]


@pytest.fixture
def letter(bench: Bench) -> Letter:
    register(bench)
    return Letter.objects.get()


def address(letter: Letter) -> str:
    return f"/aduan/{letter.dossier}/surat/{letter.pk}/"


def as_it_stands(bench: Bench, letter: Letter) -> dict[str, str]:
    """What the form shows before anything is typed."""
    told, at = envelope_of(letter), letter.received_at
    assert letter.dated and at  # noqa: PT018 - both were given
    return {
        "number": told.number, "dated": letter.dated.isoformat(), "party": told.party,
        "received_at": said(at.astimezone(bench.melati.zone)),
    }  # fmt: skip


def correct(bench: Bench, letter: Letter, who: str = "melati", **other: Any) -> Any:
    hands = bench.client(who)
    opened = opened_form(hands, address(letter))
    bench.as_melati()
    given = {**opened, **as_it_stands(bench, letter), "reason": "Salah ketik tahun.", **other}
    answer = hands.post(address(letter), given)
    bench.as_melati()
    return answer


def test_number_day_sender_and_hour_are_corrected_and_the_page_says_what_stood_before(
    bench: Bench, letter: Letter
) -> None:
    was = letter.received_at
    assert was is not None
    dated, at = (bench.now - timedelta(days=2)).date(), bench.now - timedelta(hours=9)
    given = {"number": "B/112/XI/Reskrim", "dated": dated.isoformat(), "party": "Kepala Unit PPA\nPolres Kupang"}
    answer = correct(bench, letter, who="indah", **given, received_at=said(at))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    now = Letter.objects.get()
    assert (now.dated, now.received_at) == (dated, at)
    assert (envelope_of(now).number, envelope_of(now).party) == (given["number"], given["party"])
    page = bench.client("melati").get(f"/aduan/{letter.dossier}/").content.decode()
    assert "Semula: nomor B/102/XI/Reskrim" in page
    assert "dari Kepala Unit PPA, Polres Contoh" in page
    assert "Salah ketik tahun." in page
    logged = Action.objects.get(name="correct_report_letter")
    assert "number" not in logged.facts, "the number of a letter is sealed"


def test_what_was_not_changed_is_not_said_to_have_stood_otherwise(bench: Bench, letter: Letter) -> None:
    correct(bench, letter, number="B/112/XI/Reskrim")
    page = bench.client("melati").get(f"/aduan/{letter.dossier}/").content.decode()
    assert "Semula: nomor B/102/XI/Reskrim." in page


def test_a_browsers_line_ends_are_no_change(bench: Bench, letter: Letter) -> None:
    """A sender of two lines came back with other ends of line, and was said to have been corrected."""
    sender = envelope_of(letter).party.replace("\n", "\r\n")
    assert "\r\n" in sender
    assert "Belum ada yang diubah" in correct(bench, letter, party=sender).content.decode()
    correct(bench, letter, party=sender, number="B/112/XI/Reskrim")
    page = bench.client("melati").get(f"/aduan/{letter.dossier}/").content.decode()
    assert "Semula: nomor B/102/XI/Reskrim." in page


def test_its_own_number_is_no_other_letter_and_that_of_another_is_asked_about(bench: Bench, letter: Letter) -> None:
    register(bench, number="B/200/XI/Reskrim")
    own = correct(bench, letter, party="Kepala Unit PPA\nPolres Karangan")
    assert own.status_code == 302
    asked = correct(bench, Letter.objects.get(pk=letter.pk), number="B/200/XI/Reskrim")
    assert asked.status_code == 422
    assert "sudah tercatat" in asked.content.decode()


def test_without_a_reason_or_received_before_it_was_written_nothing_changes(bench: Bench, letter: Letter) -> None:
    assert correct(bench, letter, reason="").status_code == 422
    early = said(bench.now - timedelta(days=2))
    answer = correct(bench, letter, received_at=early)
    assert answer.status_code == 422
    assert "Tanggal surat sesudah tanggal diterima" in answer.content.decode()
    assert Letter.objects.get().received_at == letter.received_at


def test_what_was_corrected_while_it_waited_is_told_in_the_case_with_name_and_reason(
    bench: Bench, letter: Letter
) -> None:
    correct(bench, letter, who="indah", number="B/112/XI/Reskrim")
    page = bench.client("indah").get(f"/aduan/{letter.dossier}/").content.decode()
    assert "oleh Indah Contoh" in page
    assert "Salah ketik tahun." in page, "who wrote the reason reads it"
    case = becomes_a_case(bench, letter.dossier)
    told = Action.objects.get(name="tell_corrected")
    assert told.dossier == Letter.objects.get(pk=letter.pk).dossier
    page = bench.client("melati").get(f"/kasus/{case.code}/").content.decode()
    assert "oleh Indah Contoh, sebelum menjadi kasus" in page
    assert "semula: nomor B/102/XI/Reskrim" in page
    assert "Salah ketik tahun." in page


def test_a_report_that_was_signed_says_that_the_request_it_answers_was_corrected_since(bench: Bench) -> None:
    asked = bench.request(hours_ago=20)
    report = bench.signed()
    page = bench.browser.get(bench.url("letters:letter", report.pk)).content.decode()
    assert "tertera data yang lama" not in page
    assert in_case(bench, asked, **as_it_stands(bench, asked) | {"number": "B/999/XI/Reskrim"}).status_code == 302
    page = bench.browser.get(bench.url("letters:letter", report.pk)).content.decode()
    assert "tertera data yang lama" in page


def test_once_it_is_a_case_it_is_corrected_there_and_an_outsider_finds_nothing(bench: Bench, letter: Letter) -> None:
    assert bench.client("dewi").get(address(letter)).status_code == 404
    assert bench.client("bima").get(address(letter)).status_code == 200
    becomes_a_case(bench, letter.dossier)
    assert bench.client("melati").get(address(letter)).status_code == 404
    assert "Perbaiki data surat" not in bench.client("melati").get(f"/aduan/{letter.dossier}/").content.decode()
    assert Report.objects.count() == 1


def in_case(bench: Bench, letter: Letter, browser: Any = None, **other: Any) -> Any:
    """The same of a letter that lies in a case."""
    given = {"reason": "Salah ketik nomor.", **other}
    return bench.post("letters:receipt_correct", letter.pk, data=given, browser=browser)


def test_in_a_case_number_day_and_sender_are_corrected_and_the_timeline_says_what_stood_before(bench: Bench) -> None:
    letter = bench.request(hours_ago=10)
    due = bench.clock().due_at
    dated = (bench.now - timedelta(days=3)).date()
    given = {"number": "B/111/IX/Reskrim", "dated": dated.isoformat(), "party": "Kepala Unit PPA\nPolres Karangan"}
    answer = in_case(bench, letter, **given)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    now = bench.fresh(letter)
    assert (now.dated, now.received_at) == (dated, letter.received_at)
    assert (envelope_of(now).number, envelope_of(now).party) == (given["number"], given["party"])
    assert bench.clock().due_at == due
    page = bench.browser.get(bench.url("cases:case")).content.decode()
    assert "semula: nomor B/101/IX/Reskrim" in page
    assert "dari Kepala Unit PPA, Satreskrim Polres Kupang" in page
    assert "number" not in Action.objects.get(name="correct_receipt").facts, "the number of a letter is sealed"


def test_in_a_case_the_hour_goes_on_being_corrected_and_moves_its_clock(bench: Bench) -> None:
    letter = bench.request(hours_ago=10)
    at = bench.now - timedelta(hours=12)
    assert in_case(bench, letter, received_at=said(at)).status_code == 302
    assert bench.clock().due_at == at + timedelta(hours=72)
    facts = Action.objects.get(name="correct_receipt").facts
    assert facts["stood_at"]


def test_in_a_case_the_clerk_of_the_register_corrects_too_and_a_colleague_the_hour_alone(bench: Bench) -> None:
    letter = bench.request(hours_ago=10)
    assert in_case(bench, letter, bench.client("indah"), number="B/112/IX/Reskrim").status_code == 302
    assert envelope_of(bench.fresh(letter)).number == "B/112/IX/Reskrim"
    page = bench.client("bima").get(bench.url("letters:receipt_correct", letter.pk)).content.decode()
    assert "B/112" not in page
    assert 'name="party"' not in page
    assert 'name="received_at"' in page
    bench.as_melati()
    at = said(bench.now - timedelta(hours=11))
    assert in_case(bench, letter, bench.client("bima"), number="B/9/X", received_at=at).status_code == 302
    assert envelope_of(bench.fresh(letter)).number == "B/112/IX/Reskrim", "what he does not see he does not change"
    assert bench.client("dewi").get(bench.url("letters:receipt_correct", letter.pk)).status_code == 404
    assert bench.client("eka").get(bench.url("letters:receipt_correct", letter.pk)).status_code == 404


def test_in_a_case_the_number_of_another_letter_is_asked_about(bench: Bench) -> None:
    bench.request(hours_ago=20, number="B/300/XI/Reskrim")
    letter = bench.request(hours_ago=10)
    dated = (bench.now - timedelta(days=3)).date().isoformat()
    assert in_case(bench, letter, dated=dated).status_code == 302, "its own is no other"
    assert "Belum ada yang diubah" in in_case(bench, bench.fresh(letter)).content.decode()
    asked = in_case(bench, letter, number="B/300/XI/Reskrim")
    assert asked.status_code == 422
    assert "sudah tercatat" in asked.content.decode()
    assert envelope_of(bench.fresh(letter)).number == "B/101/IX/Reskrim"
