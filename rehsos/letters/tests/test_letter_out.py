"""A letter on its way out, step by step; the clock; the paper that is kept."""

import hashlib
import html
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.models import Case
from rehsos.directory.models import Cover, Office, Worker
from rehsos.letters import actions
from rehsos.papers.filling import content_of
from rehsos.papers.letters import envelope_of, give_number, next_number
from rehsos.papers.models import File, Letter, LetterState, NumberSource, Series
from rehsos.papers.tests.pictures import JPEG
from rehsos.people.actions import correct_identity
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

from .report_bench import Bench, bench, pdf_text, squeezed

pytestmark = pytest.mark.hours

__all__ = ["bench"]


def test_every_step_leads_to_the_next_one(bench: Bench) -> None:
    letter = bench.report()
    states = [letter.state]
    for act in (bench.settle, bench.number, bench.sign, bench.deliver):
        assert act(letter).status_code == 302
        states.append(bench.fresh(letter).state)
    bench.step("letters:letter_scan", letter, kind="receipt", scan=_photo())
    states.append(bench.fresh(letter).state)
    assert states == ["draft", "settled", "numbered", "signed", "delivered", "acknowledged"]


def _photo() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("foto rambu.jpg", JPEG, content_type="image/jpeg")


@pytest.mark.parametrize("skipping", ["number", "sign", "deliver"])
def test_no_step_is_skipped(bench: Bench, skipping: str) -> None:
    letter = bench.report()
    answer = getattr(bench, skipping)(letter)
    assert answer.status_code == 422
    assert bench.fresh(letter).state == LetterState.DRAFT


def test_signing_twice_from_two_tabs_is_noticed(bench: Bench) -> None:
    letter = bench.report()
    bench.settle(letter)
    assert bench.settle(letter).status_code == 422


def test_a_draft_changed_after_it_was_read_is_not_signed(bench: Bench) -> None:
    letter = bench.report()
    shown = letter.version
    bench.post("justice:social_report_edit", letter.pk, data=bench.texts(version="1", conclusion="Lain."))
    answer = bench.post("letters:letter_settle", letter.pk, data={"version": shown, "signed_as": "Pekerja Sosial"})
    assert answer.status_code == 422
    assert bench.fresh(letter).state == LetterState.DRAFT


def test_an_unfinished_report_names_what_is_missing(bench: Bench) -> None:
    letter = bench.report(risk="", child_view="")
    answer = bench.settle(letter)
    assert answer.status_code == 422
    assert bench.empty(answer) == ["Risiko", "Pendapat dan harapan anak"]


def test_what_is_missing_leads_to_where_it_is_filled_in_before_and_after_signing_and_nothing_else_is_said(
    bench: Bench,
) -> None:
    letter = bench.report(risk="")
    link = f'href="{bench.url("justice:social_report_edit", letter.pk)}"><span>Lengkapi laporan sosial</span>'
    for answer in (bench.browser.get(bench.url("letters:letter_settle", letter.pk)), bench.settle(letter)):
        page = answer.content.decode()
        assert page.count("Belum diisi") == 1
        assert link in page
        assert bench.empty(answer) == ["Risiko"]
        assert "isian perlu dilihat" not in page
        assert "Perbaiki, lalu simpan lagi" not in page
        assert ("Naskah belum ditetapkan" in page) is (answer.status_code == 422), "the page that comes back says so"


def test_not_known_is_an_answer(bench: Bench) -> None:
    letter = bench.report(risk="", risk__silence="unknown")
    assert bench.settle(letter).status_code == 302


@pytest.mark.parametrize(("age", "odd"), [(36, True), (21, False), (None, False)])
def test_a_child_who_is_grown_by_the_birth_on_file_is_said_before_the_text_is_settled_and_stops_nothing(
    bench: Bench, age: int | None, odd: bool
) -> None:
    letter = bench.report()
    Case.objects.filter(pk=bench.case.pk).update(age=age, age_at_deed=age)
    page = bench.browser.get(bench.url("letters:letter_settle", letter.pk)).content.decode()
    assert (f"Umur klien {age} th, padahal perannya peran anak" in page) is odd
    bench.as_melati()
    assert bench.settle(letter).status_code == 302


def test_the_workers_own_title_stands_in_the_form_and_only_what_is_on_record_is_signed(bench: Bench) -> None:
    letter = bench.report()
    page = bench.browser.get(bench.url("letters:letter_settle", letter.pk)).content.decode()
    assert 'value="Pekerja Sosial Ahli Muda"' in page
    answer = bench.step("letters:letter_settle", letter, signed_as="Plt. Kepala Seksi")
    assert answer.status_code == 422
    assert "Yang tercatat: Pekerja Sosial Ahli Muda; Pekerja Sosial" in html.unescape(answer.content.decode())
    bench.step("letters:letter_settle", letter, signed_as="Pekerja Sosial")
    assert envelope_of(bench.fresh(letter)).signed_as == "Pekerja Sosial"


def test_without_an_str_one_does_not_sign_as_peksos(bench: Bench) -> None:
    letter = bench.report()
    Worker.objects.filter(pk=bench.melati.worker).update(qualified=False)
    assert bench.step("letters:letter_settle", letter, signed_as="Pekerja Sosial").status_code == 422
    assert bench.step("letters:letter_settle", letter, signed_as="Tenaga Kesejahteraan Sosial").status_code == 302


def test_a_worker_without_a_title_signs_as_peksos(bench: Bench) -> None:
    letter = bench.report()
    Worker.objects.filter(pk=bench.melati.worker).update(job_title="")
    assert 'value="Pekerja Sosial"' in bench.browser.get(bench.url("letters:letter_settle", letter.pk)).content.decode()


def test_a_worker_without_certificate_is_warned_and_signs(bench: Bench) -> None:
    letter = bench.report()
    Worker.objects.filter(pk=bench.melati.worker).update(certificate="", qualified=False)
    page = bench.browser.get(bench.url("letters:letter_settle", letter.pk)).content.decode()
    assert "Tenaga Kesejahteraan Sosial" in page
    assert bench.settle(letter).status_code == 302
    assert bench.number(letter).status_code == 302
    printed = bench.fresh(letter).to_sign
    assert printed is not None
    assert "TenagaKesejahteraanSosial" in pdf_text(content_of(printed))


def test_a_letter_becomes_a_draft_again_only_before_it_is_signed(bench: Bench) -> None:
    letter = bench.report()
    bench.settle(letter)
    assert bench.step("letters:letter_unsign", letter).status_code == 302
    assert bench.fresh(letter).state == LetterState.DRAFT
    bench.settle(letter)
    bench.number(letter)
    assert bench.step("letters:letter_unsign", letter).status_code == 302
    bench.settle(letter)
    bench.number(letter)
    bench.sign(letter)
    assert bench.step("letters:letter_unsign", letter).status_code == 422
    assert bench.fresh(letter).state == LetterState.SIGNED


def test_the_signers_capacity_stands_on_the_paper(bench: Bench) -> None:
    letter = bench.report()
    assert bench.settle(letter, capacity="an").status_code == 422
    refused = bench.settle(letter, capacity="an", on_behalf_of="Kepala Dinas Sosial")
    assert "Mandat untuk menandatangani atas nama" in refused.content.decode()
    told = {"worker": 1, "title": "Pekerja Sosial", "capacity": "an", "on_behalf_of": "Kepala Dinas Sosial"}
    bench.policy("letter_acknowledge", told)
    assert bench.settle(letter, capacity="an", on_behalf_of="Kepala Dinas Sosial").status_code == 302
    text = pdf_text(bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content)
    assert "a.n.KepalaDinasSosial" in text
    assert "PekerjaSosialAhliMuda,MelatiContoh" in text


def test_plt_and_plh_need_an_appointment_of_today(bench: Bench) -> None:
    letter, title = bench.report(), "Kepala Bidang Rehabilitasi Sosial"
    refused = bench.step("letters:letter_settle", letter, signed_as=title, capacity="plh")
    assert "Penunjukan Anda sebagai Plh. tidak tercatat" in refused.content.decode()
    today = timezone.localdate(timezone=bench.melati.zone)
    Cover.objects.create(id=new_id(), absent_id=3, stand_in_id=1, office_id=3, capacity="plh", since=today, until=today)
    assert bench.step("letters:letter_settle", letter, signed_as=title, capacity="plt").status_code == 422
    assert bench.step("letters:letter_settle", letter, signed_as=title, capacity="plh").status_code == 302
    text = pdf_text(bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content)
    assert "Plh.KepalaBidangRehabilitasiSosial,MelatiContoh" in text


def test_mengetahui_stands_only_where_the_office_wants_it(bench: Bench) -> None:
    letter = bench.report()
    assert "Mengetahui" not in pdf_text(bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content)
    bench.policy("letter_acknowledge", {"worker": 3, "title": "Kepala Bidang Rehabilitasi Sosial"})
    text = pdf_text(bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content)
    assert all(told in text for told in ("Mengetahui,", "KepalaBidangRehabilitasiSosial,", "CitraContoh"))


def test_a_number_is_given_once_in_an_office(bench: Bench) -> None:
    first = bench.signed()
    second = Letter.objects.create(
        id=new_id(), dossier=bench.case.pk, office_id=3, direction="out", kind="social_report", state="settled",
        sealed=bytes(first.sealed), author=1,
    )  # fmt: skip
    bench.as_melati()
    with pytest.raises(Refused, match="sudah dipakai"):
        actions.number_letter(
            letter=second, case=bench.case, number=first.number, source=NumberSource.AGENDA,
            dated=bench.now.date(), by=bench.melati, action_id=new_id(),
        )  # fmt: skip
    assert bench.fresh(second).state == "settled"


def test_a_number_has_to_be_typed_unless_the_office_keeps_a_series(bench: Bench) -> None:
    letter = bench.report()
    bench.settle(letter)
    assert bench.number(letter, "").status_code == 422
    assert bench.number(letter, "", source="own").status_code == 422
    bench.policy("letter_numbers", "own")
    assert bench.number(letter, "", source="own").status_code == 302
    found = bench.fresh(letter)
    assert (found.number_source, found.number.split("/")[:3]) == ("own", ["R-1", "400.9", "DINSOS"])


def test_the_own_series_has_no_gap_when_storing_fails(bench: Bench) -> None:
    office, day = bench.report().office, bench.now.date()
    assert next_number(office, day).startswith("R-1/400.9/")
    with pytest.raises(Conflict):
        _take_and_fail(office, day)
    assert next_number(office, day).startswith("R-2/400.9/")
    assert Series.objects.get(office=office, year=day.year).last == 2


def _take_and_fail(office: Office, day: date) -> None:
    with transaction.atomic():
        next_number(office, day)
        raise Conflict("the letter could not be stored")


def test_a_number_typed_before_is_passed_over_by_the_series(bench: Bench) -> None:
    letter = bench.report()
    bench.settle(letter)
    probe = next_number(letter.office, bench.now.date())
    Series.objects.update(last=0)
    bench.number(letter, probe)
    assert next_number(letter.office, bench.now.date()).startswith("R-2/400.9/")


@pytest.mark.parametrize("typed", ["460/12/ZURIGAHA/2026", "dekat rumah 12", "460/12 DINSOS"])
def test_a_number_of_ours_holds_no_other_words(bench: Bench, typed: str) -> None:
    """It stands in the register in clear, and stays there when the client is erased."""
    letter = bench.report()
    bench.sign(letter)
    answer = bench.number(letter, typed)
    assert answer.status_code == 422
    assert "misalnya: 400.9.2/123/DINSOS/2026" in answer.content.decode()
    letter.refresh_from_db()
    with pytest.raises(Refused, match="nomornya saja"):
        give_number(letter, typed, NumberSource.SRIKANDI, bench.now.date())
    assert letter.number == ""


def test_the_final_paper_is_stored_with_the_number_and_never_changes(bench: Bench) -> None:
    letter = bench.signed()
    assert letter.final is not None
    stored = content_of(letter.final)
    assert hashlib.sha256(stored).digest() == bytes(letter.final.sha256)
    Worker.objects.filter(pk=1).update(name="Melati Lain")
    bench.policy("letter_head", ["Kantor Lain"])
    bench.deliver(letter)
    copy = bench.browser.get(bench.url("letters:letter_pdf", letter.pk))
    assert copy.content == stored
    assert letter.number in squeezed(pdf_text(stored))
    bench.as_melati()
    assert bytes(File.objects.get(pk=letter.final.pk).sha256) == hashlib.sha256(stored).digest()


def test_the_database_refuses_to_change_a_stored_file(bench: Bench) -> None:
    kept = bench.signed().final
    assert kept is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        File.objects.filter(pk=kept.pk).update(sealed=b"lain")


def test_what_is_numbered_is_what_was_signed(bench: Bench) -> None:
    letter = bench.report()
    bench.settle(letter)
    bench.case.client.refresh_from_db()
    correct_identity(
        person=bench.case.client, identity=Identity(called="Rambu", full_name="Rambu Pengganti"), sex=Sex.FEMALE,
        birth_year=2012, birth_estimated=False, version=1, by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip
    bench.number(letter)
    bench.sign(letter)
    final = bench.fresh(letter).final
    assert final is not None
    assert "RambuTeladan" in pdf_text(content_of(final))


def test_writing_does_not_stop_the_clock_but_delivery_does(bench: Bench) -> None:
    bench.request(hours_ago=48)
    letter = bench.report()
    bench.settle(letter)
    bench.number(letter)
    bench.sign(letter)
    assert bench.clock().state == "running"
    bench.deliver(letter)
    clock = bench.clock()
    assert (clock.state, clock.stopped_at) == ("stopped", bench.now)


def test_a_letter_is_not_handed_over_tomorrow_or_to_nobody(bench: Bench) -> None:
    letter = bench.signed()
    assert bench.deliver(letter, at="2099-01-01T08:00").status_code == 422
    assert bench.deliver(letter, handed_to=" ").status_code == 422
    assert bench.fresh(letter).state == LetterState.SIGNED


def test_a_receipt_at_delivery_acknowledges_at_once(bench: Bench) -> None:
    letter = bench.signed()
    assert bench.deliver(letter, receipt=_photo()).status_code == 302
    assert bench.fresh(letter).state == LetterState.ACKNOWLEDGED


def test_a_numbered_report_is_not_edited(bench: Bench) -> None:
    letter = bench.signed()
    answer = bench.browser.get(bench.url("justice:social_report_edit", letter.pk))
    assert answer["Location"] == bench.url("letters:letter", letter.pk)
    answer = bench.post("justice:social_report_edit", letter.pk, data=bench.texts(version="1", conclusion="Lain."))
    assert answer.url == bench.url("letters:letter", letter.pk)
    assert "Lain." not in pdf_text(bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content)


def test_a_colleague_reads_why_not_and_an_outsider_finds_nothing(bench: Bench) -> None:
    letter = bench.report()
    for name in (
        "letters:letter_settle",
        "letters:letter_number",
        "letters:letter_deliver",
        "letters:letter_scan",
        "letters:letter_unsign",
    ):
        assert bench.client("bima").get(bench.url(name, letter.pk)).status_code == 403
        assert bench.client("dewi").get(bench.url(name, letter.pk)).status_code == 404
    assert bench.step("letters:letter_settle", letter, bench.client("bima"), signed_as="x").status_code == 403
    assert bench.fresh(letter).state == LetterState.DRAFT


def test_a_report_handed_over_before_it_was_asked_for_or_signed_wants_a_reason(bench: Bench) -> None:
    bench.request(hours_ago=2)
    letter = bench.signed()
    for hours in (72, 1):
        at = (bench.now - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
        answer = bench.deliver(letter, at=at)
        assert answer.status_code == 422
        assert "Lebih awal daripada" in answer.content.decode()
        assert 'name="reason"' in answer.content.decode()
        assert bench.clock().state == "running"
    assert bench.deliver(letter, at=at, reason="Jam pada tanda terima").status_code == 302
    assert bench.clock().state == "stopped"


def test_a_letter_dated_before_its_request_wants_a_reason(bench: Bench) -> None:
    bench.request(hours_ago=2)
    letter = bench.report()
    bench.settle(letter)
    day = (bench.now - timedelta(days=2)).date().isoformat()
    answer = bench.number(letter, dated=day)
    assert answer.status_code == 422
    assert "permintaannya diterima" in answer.content.decode()
    assert bench.number(letter, dated=day, reason="Tanggal pada surat").status_code == 302


def test_a_refused_step_is_repeated_after_reloading_on_what_holds_now(bench: Bench) -> None:
    letter = bench.report()
    bench.settle(letter)
    stale = {"version": "1", "source": "agenda", "number": "460/9/DINSOS/XI/2026", "dated": str(bench.now.date())}
    assert bench.post("letters:letter_number", letter.pk, data=stale).status_code == 422
    address = bench.url("letters:letter_number", letter.pk)
    bench.browser.post("/draf/", {**stale, "action_id": str(new_id()), "form_address": address})
    page = bench.browser.get(address).content.decode()
    assert "460/9/DINSOS/XI/2026" in page
    assert f'name="version" value="{bench.fresh(letter).version}"' in page


def test_the_clerk_numbers_delivers_and_keeps_the_receipt_but_reads_no_report(bench: Bench) -> None:
    clerk, letter = bench.client("indah"), bench.report()
    assert bench.number(letter, browser=clerk).status_code == 422
    bench.settle(letter)
    assert "Beri nomor" in clerk.get(bench.url("letters:letter", letter.pk)).content.decode()
    states = []
    for act in (bench.number, bench.sign, bench.deliver):
        assert act(letter, browser=clerk).status_code == 302
        states.append(bench.fresh(letter).state)
    bench.step("letters:letter_scan", letter, browser=clerk, kind="receipt", scan=_photo())
    kept = bench.fresh(letter)
    assert [*states, kept.state] == ["numbered", "signed", "delivered", "acknowledged"]
    assert clerk.get(bench.url("cases:file", kept.receipt_id)).status_code == 200
    assert clerk.get(bench.url("letters:letter_receipt", letter.pk)).status_code == 200
    for closed in ("letters:letter_pdf", "letters:letter_settle", "justice:social_report_edit"):
        assert clerk.get(bench.url(closed, letter.pk)).status_code == 404
    assert clerk.get(bench.url("cases:file", kept.final_id)).status_code == 404


def test_the_clerk_of_another_office_finds_no_letter(bench: Bench) -> None:
    letter = bench.signed()
    assert bench.client("dewi").get(bench.url("letters:letter_deliver", letter.pk)).status_code == 404
