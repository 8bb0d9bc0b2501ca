"""A letter that comes in, the clock it starts, and the correction of its hour."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import opened_form
from rehsos.audit.models import Action
from rehsos.look.words import moment
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import File, Letter
from rehsos.papers.tests.pictures import JPEG, PNG

from .report_bench import PDF, Bench, bench

pytestmark = pytest.mark.hours

__all__ = ["bench"]
DAY = 24


def sent(bench: Bench, **other: Any) -> dict[str, Any]:
    at = bench.now - timedelta(hours=3)
    given = {
        "kind": "report_request", "subject": str(bench.part), "number": "B/101/IX/Reskrim",
        "dated": at.date().isoformat(), "party": "Kepala Unit PPA",
        "about": "Permintaan laporan Rambu Teladan", "received_at": said(at),
        "received_by": "Indah Contoh", "agenda": "77", "disposition": "Segera tindak lanjuti",
    }  # fmt: skip
    return {**given, **other}


def said(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")


def test_the_page_says_from_which_hour_the_clock_runs(bench: Bench) -> None:
    page = bench.browser.get(bench.url("letters:letter_in")).content.decode()
    assert "Tenggat 3×24 jam dihitung dari jam diterima di kantor" in page


def test_the_clock_runs_72_hours_from_the_office_not_from_the_worker(bench: Bench) -> None:
    reached = bench.now - timedelta(hours=1)
    answer = bench.post("letters:letter_in", data=sent(bench, reached_worker_at=said(reached)))
    letter = Letter.objects.get(direction="in")
    assert answer.url == bench.url("letters:letter", letter.pk)
    assert bench.clock().due_at == letter.received_at + timedelta(hours=72)  # type: ignore[operator]
    assert letter.reached_worker_at == reached


def test_the_number_its_sender_gave_is_sealed_and_stands_where_texts_stand(bench: Bench) -> None:
    bench.post("letters:letter_in", data=sent(bench, number="B/101/dekat rumah 12"))
    letter = Letter.objects.get(direction="in")
    assert letter.number == ""
    assert "rumah 12" not in str(list(Action.objects.values_list("facts", flat=True)))
    assert envelope_of(letter).number == "B/101/dekat rumah 12"
    assert "B/101/dekat rumah 12" in bench.browser.get(bench.url("letters:letter", letter.pk)).content.decode()
    assert "B/101/dekat rumah 12" in bench.client("indah").get("/surat/").content.decode()
    assert "rumah 12" not in bench.client("eka").get(f"/kasus/{bench.case.code}/").content.decode()


@pytest.mark.parametrize("typed", ["Desa Oesao", "agenda dari meja TU nomor 7 pada hari Senin"])
def test_the_agenda_number_takes_no_other_words(bench: Bench, typed: str) -> None:
    """It stands in the register, for who may not read what a letter says."""
    answer = bench.post("letters:letter_in", data=sent(bench, agenda=typed))
    assert answer.status_code == 422
    assert answer.content.decode().count("Ini bukan nomor") == 2  # in the summary and beside the field
    assert "Nomor agenda: Ini bukan nomor" in answer.content.decode()
    assert not Letter.objects.exists()
    assert bench.post("letters:letter_in", data=sent(bench, agenda="77/XI")).status_code == 302


def test_the_same_form_sent_twice_is_one_letter(bench: Bench) -> None:
    from rehsos.audit.actions import new_id

    twice = sent(bench, action_id=str(new_id()))
    assert {bench.post("letters:letter_in", data=twice).status_code for _ in range(2)} == {302}
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("surat.pdf", b"MZ\x90 bukan pdf", "bukan PDF, JPG atau PNG"),
        ("foto.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "Paling Kompatibel"),
        ("surat.pdf", b"", "kosong"),
        ("besar.pdf", PDF + bytes(11 * 1024 * 1024), "paling besar 10 MB"),
    ],
)
def test_a_bad_file_is_told_plainly_and_what_was_typed_stays(
    bench: Bench, name: str, content: bytes, words: str
) -> None:
    answer = bench.post("letters:letter_in", data=sent(bench, scan=SimpleUploadedFile(name, content)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="B/101/IX/Reskrim"' in page
    assert "Segera tindak lanjuti" in page
    assert (Letter.objects.count(), File.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("start", "kind"),
    [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")],
)
def test_a_true_file_is_kept_whatever_it_is_called(bench: Bench, start: bytes, kind: str) -> None:
    bench.post("letters:letter_in", data=sent(bench, scan=SimpleUploadedFile("Rambu Teladan.exe", start + b"isi")))
    kept = File.objects.get()
    assert kept.media_type == kind
    answer = bench.browser.get(bench.url("cases:file", kept.pk))
    assert answer.content == start + (b"isi" if start == PDF else b"")  # behind a picture's end nothing is kept


@pytest.mark.parametrize(
    ("field", "hours"), [("received_at", 2), ("reached_worker_at", -10), ("dated", 72), ("reached_worker_at", 5)]
)
def test_hours_that_cannot_be_are_refused(bench: Bench, field: str, hours: int) -> None:
    at = bench.now + timedelta(hours=hours)
    data = sent(bench, **{field: at.date().isoformat() if field == "dated" else said(at)})
    answer = bench.post("letters:letter_in", data=data)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_reminder_does_not_start_the_clock_again(bench: Bench) -> None:
    first = bench.request(hours_ago=60)
    bench.request(hours_ago=2, number="B/102/IX/Reskrim")
    assert bench.clock().started_at == first.received_at


def handed_over(bench: Bench, at: datetime) -> Letter:
    """The report, signed and handed over at that hour of today, or of the night before."""
    letter, why = bench.numbered(), "Jam pada tanda terima"
    assert bench.sign(letter, at=said(at), reason=why).status_code == 302
    assert bench.deliver(letter, at=said(at), reason=why).status_code == 302
    assert bench.clock().state == "stopped"
    return bench.fresh(letter)


def test_a_letter_that_was_answered_asks_for_nothing_more(bench: Bench) -> None:
    """Its page still told that the term is counted, and offered to write the report, first of all."""
    came = bench.request(hours_ago=2)
    handed_over(bench, bench.now - timedelta(minutes=30))
    page = bench.browser.get(bench.url("letters:letter", came.pk)).content.decode()
    assert "Sudah dijawab. Tenggatnya tidak berjalan lagi." in page
    assert "dihitung dari jam diterima" not in page
    assert "Susun laporan sosial</" not in page


def test_a_new_request_after_the_report_starts_it_again(bench: Bench) -> None:
    bench.request(hours_ago=60)
    handed_over(bench, bench.now - timedelta(minutes=30))
    bench.request(hours_ago=0.1, number="B/103/IX/Reskrim")
    assert bench.clock().state == "running"


def test_a_new_request_in_the_minute_of_the_answer_starts_it_again(bench: Bench) -> None:
    bench.request(hours_ago=60)
    minute = (bench.now - timedelta(minutes=30)).replace(second=0, microsecond=0)
    handed_over(bench, minute)
    bench.request(received_at=minute, number="B/103/IX/Reskrim")
    assert bench.clock().state == "running"


def answered_and_asked_again(bench: Bench) -> tuple[Letter, Letter]:
    """A request that was answered, and its answer; since then another request runs."""
    first = bench.request(hours_ago=60)
    letter = handed_over(bench, bench.now - timedelta(minutes=30))
    bench.request(hours_ago=0.1, number="B/103/IX/Reskrim")
    assert bench.clock().state == "running"
    return first, letter


def test_the_clock_of_another_request_does_not_stand_on_an_answered_letter_and_its_answer(bench: Bench) -> None:
    """Both said "sisa 2 hari 23 jam" of the second request, and the first still offered to write its report."""
    first, answer = answered_and_asked_again(bench)
    handed = moment(bench.fresh(answer).delivered_at)
    for letter in (first, answer):
        page = bench.browser.get(bench.url("letters:letter", letter.pk)).content.decode()
        term = page.split("Tenggat laporan sosial</h2>")[1].split("</section>")[0]
        assert "sisa" not in term
        assert handed in term
        assert "Susun laporan sosial" not in page
    second = Letter.objects.filter(direction="in").latest("id")
    page = bench.browser.get(bench.url("letters:letter", second.pk)).content.decode()
    assert "sisa 2 hari" in page
    assert "Susun laporan sosial" in page


def test_the_hour_of_an_answered_letter_is_corrected_in_the_term_that_ended(bench: Bench) -> None:
    first, _answer = answered_and_asked_again(bench)
    assert first.received_at is not None
    earlier, late = first.received_at - timedelta(hours=2), bench.now - timedelta(minutes=10)
    address, running = bench.url("letters:receipt_correct", first.pk), bench.clock().due_at

    def corrected(at: datetime) -> Any:
        told = {"received_at": said(at.astimezone(bench.melati.zone)), "reason": "Cap agenda terbaca keliru."}
        return bench.browser.post(address, opened_form(bench.browser, address) | told)

    refused = corrected(late)
    assert refused.status_code == 422
    assert "sudah dijawab" in refused.content.decode()
    assert corrected(earlier).status_code == 302
    page = bench.browser.get(bench.url("cases:case")).content.decode()
    assert moment(earlier) in page
    assert moment(first.received_at) not in page.split('id="perjalanan"')[0]
    assert bench.clock().due_at == running, "that of the second request stays"


def test_a_request_before_the_matter_is_known_counts_once_it_is(bench: Bench) -> None:
    letter = bench.request(hours_ago=10, subject=None)
    assert bench.clock().due_at == letter.received_at + timedelta(hours=72)  # type: ignore[operator]
    page = bench.browser.get(bench.url("letters:letter", letter.pk)).content.decode()
    assert "3×24 jam sejak diterima di kantor" in page


def test_a_corrected_hour_moves_the_clock_and_says_so(bench: Bench) -> None:
    letter = bench.request(hours_ago=48)
    before = bench.clock().due_at
    assert letter.received_at is not None
    at = letter.received_at - timedelta(hours=2)
    told = {"received_at": said(at.astimezone(bench.melati.zone)), "reason": "Cap agenda terbaca keliru."}
    address = bench.url("letters:receipt_correct", letter.pk)
    answer = bench.browser.post(address, opened_form(bench.browser, address) | told, follow=True)
    assert "Tenggat dihitung ulang: semula" in answer.content.decode()
    assert bench.clock().due_at == before - timedelta(hours=2)  # type: ignore[operator]
    moved = Action.objects.filter(name="clock_moved", dossier=bench.case.pk)
    assert moved.filter(facts__rule_code="social_report").count() == 1


def test_a_letter_out_has_no_hour_of_receipt_to_correct(bench: Bench) -> None:
    address = bench.url("letters:receipt_correct", bench.report().pk)
    answer = bench.browser.get(address)
    assert answer.status_code == 403
    assert "Hanya surat masuk" in answer.content.decode()


def test_correcting_a_reminder_leaves_the_clock_alone(bench: Bench) -> None:
    bench.request(hours_ago=60)
    reminder = bench.request(hours_ago=5, number="B/102/IX/Reskrim")
    before = bench.clock().due_at
    at = bench.now - timedelta(hours=70)
    bench.post("letters:receipt_correct", reminder.pk, data={"received_at": said(at), "reason": "Salah ketik."})
    assert bench.clock().due_at == before


def test_a_corrected_hour_says_why_and_the_reason_lies_sealed(bench: Bench) -> None:
    letter = bench.request()
    at = said(bench.now - timedelta(hours=50))
    assert bench.post("letters:receipt_correct", letter.pk, data={"received_at": at}).status_code == 422
    bench.post("letters:receipt_correct", letter.pk, data={"received_at": at, "reason": "Cap agenda terbaca keliru."})
    logged = Action.objects.get(name="correct_receipt")
    assert "reason" not in logged.facts
    assert logged.sealed is not None


def test_the_clerk_reads_what_stands_in_her_register_and_nothing_of_the_case(bench: Bench) -> None:
    clerk = bench.client("indah")
    answer = bench.post("letters:letter_in", data=sent(bench, about="Permintaan"), browser=clerk)
    page = clerk.get(answer.url).content.decode()
    assert all(said in page for said in ("B/101/IX/Reskrim", "Kepala Unit PPA"))
    assert "Rambu" not in page
    assert "Segera tindak lanjuti" not in page
    assert f'href="{bench.url("cases:case")}"' not in page
    assert clerk.get(bench.url("cases:case")).status_code == 404


def test_the_register_leads_the_clerk_to_the_letter(bench: Bench) -> None:
    letter = bench.request()
    assert bench.url("letters:letter", letter.pk) in bench.client("indah").get("/surat/").content.decode()


def test_a_colleague_registers_and_does_not_read_and_an_outsider_finds_nothing(bench: Bench) -> None:
    assert bench.post("letters:letter_in", data=sent(bench), browser=bench.client("bima")).status_code == 302
    letter = Letter.objects.get()
    page = bench.client("bima").get(bench.url("letters:letter", letter.pk)).content.decode()
    assert "Segera tindak lanjuti" not in page
    assert bench.client("dewi").get(bench.url("letters:letter_in")).status_code == 404
    assert bench.client("dewi").get(bench.url("letters:letter", letter.pk)).status_code == 404
    assert bench.post("letters:letter_in", data=sent(bench), browser=bench.client("dewi")).status_code == 404
    assert Letter.objects.count() == 1


def test_another_case_does_not_lead_to_the_letter(bench: Bench) -> None:
    letter = bench.request(kind="summons")
    other = Bench(bench.people, police_number="LP/B/102/Contoh")
    assert other.browser.get(other.url("letters:letter", letter.pk)).status_code == 404


def test_the_card_of_a_letter_bears_its_number_while_names_are_closed(bench: Bench) -> None:
    """Who keeps the register, and never sees a name, read it there; who works the case did not."""
    letter = bench.request(agenda="77")
    address = bench.url("cases:case")
    closed = bench.people.client("melati").get(address).content.decode()
    assert "Rambu" not in closed
    card = closed.partition('id="surat"')[2]
    assert "B/101/IX/Reskrim" in card
    assert "agenda 77" in card
    assert "Kepala Unit PPA" not in card
    for who in ("bima", "citra"):
        assert "B/101/IX/Reskrim" not in bench.people.client(who).get(address).content.decode(), who
    shared = bench.people.client("melati")
    session = shared.session
    session["public_screen"] = True
    session.save()
    assert "B/101/IX/Reskrim" not in shared.get(address).content.decode()
    assert bench.people.client("dewi").get(address).status_code == 404
    assert letter.pk
