"""Composing a laporan sosial: what is already known, drafts, two tabs, and what lies in the database."""

import io
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from conftest import reveal, unlock
from rehsos.access.models import Draft
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action, View
from rehsos.cases.actions.opening import add_participant
from rehsos.cases.actions.work import assess, record_service
from rehsos.cases.models import Mode, Relation, ServiceKind
from rehsos.justice.report_sheet import Reference
from rehsos.justice.social_report import known
from rehsos.letters.tests.report_bench import Bench, bench, docx_text, pdf_text, squeezed
from rehsos.papers.filling import answers_of
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import FilledForm, Letter
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

__all__ = ["bench"]


def assessed(bench: Bench) -> None:
    assess(
        case=bench.case, blank="child_assessment", about="child", phase="", on=bench.now.date(),
        answers={"health": "Tidak ada luka.", "hopes": "Mau menenun lagi.", "needs_list": ["safety", "school"]},
        by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip


def test_nothing_known_is_typed_again(bench: Bench) -> None:
    bench.request()
    assessed(bench)
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    for told in (
        "Rambu Teladan", "5301016203120001", "Kupang, 22 Maret 2012 (akta kelahiran)", "LP/B/101/Contoh",
        "Kekerasan terhadap anak", "B/101/IX/Reskrim", "Kepala Unit PPA", "Tidak ada luka.", "Mau menenun lagi.",
        "Keselamatan; Sekolah atau keterampilan", "1. Asesmen anak,", "Oelamasi",
    ):  # fmt: skip
        assert told in page, told
    assert "Kebutuhan anak: " not in page


def test_the_draft_answers_the_request_and_keeps_its_text(bench: Bench) -> None:
    asked = bench.request()
    letter = bench.report()
    assert letter.answers_id == asked.pk
    assert answers_of(FilledForm.objects.get(pk=letter.pk))["family"] == "Rambu tinggal bersama ibu dan nenek."
    assert envelope_of(letter).party == "Kepala Unit PPA\nSatreskrim Polres Kupang"


def test_a_second_visit_goes_on_with_the_draft(bench: Bench) -> None:
    letter = bench.report()
    answer = bench.browser.get(bench.url("justice:social_report", bench.subject))
    assert answer["Location"] == bench.url("justice:social_report_edit", letter.pk)
    assert "Rambu tinggal bersama ibu" in bench.browser.get(answer["Location"]).content.decode()


def test_a_report_can_be_begun_before_the_matter_is_known(people: Any) -> None:
    loose = Bench(people, matter=False)
    letter = loose.report()
    assert (letter.subject, envelope_of(letter).police_report) == (None, "")
    assert loose.browser.get(loose.url("letters:letter", letter.pk)).status_code == 200


def test_a_gap_is_no_obstacle_to_saving(bench: Bench) -> None:
    letter = bench.report(conclusion="", family="")
    assert letter.state == "draft"


def test_an_answer_that_makes_no_sense_is_told_and_nothing_is_lost(bench: Bench) -> None:
    answer = bench.post("justice:social_report", bench.subject, data=bench.texts(request_date="31/02/2018"))
    assert answer.status_code == 422
    assert "Sulit tidur." in answer.content.decode()
    assert not Letter.objects.exists()


def test_two_tabs_do_not_overwrite_each_other(bench: Bench) -> None:
    letter = bench.report()
    first = bench.post(
        "justice:social_report_edit", letter.pk, data=bench.texts(version="1", family="Dari tab pertama.")
    )
    second = bench.post(
        "justice:social_report_edit", letter.pk, data=bench.texts(version="1", family="Dari tab kedua.")
    )
    page = second.content.decode()
    assert (first.status_code, second.status_code) == (302, 422)
    assert "Dari tab pertama." in page
    assert "Dari tab kedua." in page
    assert answers_of(FilledForm.objects.get(pk=letter.pk))["family"] == "Dari tab pertama."
    assert '<input type="hidden" name="version" value="2">' in page


@pytest.mark.parametrize("name", ["letters:letter_pdf", "letters:letter_docx"])
def test_the_paper_says_everything_it_must(bench: Bench, name: str) -> None:
    bench.request()
    letter = bench.report()
    content = bench.browser.get(bench.url(name, letter.pk)).content
    text = pdf_text(content) if name == "letters:letter_pdf" else docx_text(content)
    for told in (
        "RAHASIA", "KONSEP",
        "Rambu Teladan", "5301016203120001", "14 tahun", "Marta Teladan", "Dusun Contoh RT 01", "Anak Korban",
        "B/101/IX/Reskrim", "WITA", "094/55/DINSOS", "LP/B/101/Contoh", "Sulit tidur.", "Diperiksa satu kali saja.",
        "Melati Contoh, S.Tr.Sos", "STR-CONTOH-001", "Pekerja Sosial Profesional",
    ):  # fmt: skip
        assert squeezed(told) in text, told


def test_until_it_has_its_number_it_is_a_draft_and_what_is_signed_is_clean_and_numbered(bench: Bench) -> None:
    letter = bench.report()
    bench.settle(letter)
    waiting = pdf_text(bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content)
    assert "KONSEP" in waiting
    assert "......" in waiting
    bench.number(letter)
    clean = pdf_text(bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content)
    assert "KONSEP" not in clean
    final = bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content
    assert "460/77/DINSOS/XI/2026" in pdf_text(final)
    code = bench.fresh(letter).check_code
    assert squeezed(f"{code[:4]}-{code[4:8]}-{code[8:]}") in pdf_text(final)
    metadata = PdfReader(io.BytesIO(final)).metadata
    assert metadata is not None
    assert (metadata.title, metadata.author) == ("Laporan sosial", "Dinas Sosial Kabupaten Kupang")


def test_a_numbered_letter_has_no_word_processor_file(bench: Bench) -> None:
    letter = bench.numbered()
    assert bench.browser.get(bench.url("letters:letter_docx", letter.pk)).status_code == 404


def test_the_receipt_names_no_child(bench: Bench) -> None:
    letter = bench.signed()
    text = pdf_text(bench.browser.get(bench.url("letters:letter_receipt", letter.pk)).content)
    assert "460/77/DINSOS/XI/2026" in text
    assert "SatreskrimPolresKupang" in text
    assert not any(name in text for name in ("Rambu", "Teladan", "5301016203120001", "R.T."))


@pytest.mark.parametrize("name", ["letters:letter_pdf", "letters:letter_docx"])
def test_a_download_has_no_name_is_not_cached_and_is_recorded(bench: Bench, name: str) -> None:
    letter = bench.report()
    answer = bench.browser.get(bench.url(name, letter.pk))
    assert "Rambu" not in answer["Content-Disposition"]
    assert letter.check_code in answer["Content-Disposition"]
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")
    bench.as_melati()
    assert View.objects.filter(what="letter", dossier=bench.case.pk, worker=bench.melati.worker).count() == 1


def test_who_may_not_read_gets_no_paper(bench: Bench) -> None:
    letter = bench.signed()
    for name in ("letters:letter_pdf", "letters:letter_docx", "letters:letter_receipt"):
        for who in ("bima", "dewi", "indah", "eka", "gita"):
            hers = who == "indah" and name == "letters:letter_receipt"  # names no child, and TU carries the letter out
            answer = bench.client(who).get(bench.url(name, letter.pk))
            if who == "bima":  # a colleague may say why, and come back
                assert answer.url.startswith(bench.url("cases:reveal_case")), name
            else:
                assert answer.status_code == (200 if hers else 404), (name, who)


def test_no_paper_opens_before_the_pin(bench: Bench) -> None:
    """The name stood in the PDF, the form of the letter and the files of who had not unlocked anything."""
    letter, browser = bench.signed(), bench.people.client("melati")
    for name in ("letters:letter_pdf", "letters:letter_receipt", "letters:letter_docx"):
        where = bench.url(name, letter.pk)
        assert browser.get(where).url == f"{reverse('access:open_names')}?next={quote(where, safe='')}"
    assert unlock(browser).get(bench.url("letters:letter_pdf", letter.pk)).status_code == 200


def test_a_colleague_who_revealed_the_case_reads_it(bench: Bench) -> None:
    letter = bench.numbered()
    bima = bench.client("bima")
    reveal(bima, bench.case.code)
    assert bima.get(bench.url("letters:letter_pdf", letter.pk)).status_code == 200


def test_a_shared_screen_shows_no_text(bench: Bench) -> None:
    letter = bench.report()
    session = bench.browser.session
    session["public_screen"] = True
    session.save()
    page = bench.browser.get(bench.url("letters:letter", letter.pk)).content.decode()
    assert "Satreskrim" not in page
    assert bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).status_code == 403
    assert bench.browser.get(bench.url("justice:social_report_edit", letter.pk)).status_code == 403


def test_the_database_holds_no_clear_name_or_text(bench: Bench) -> None:
    bench.request()
    letter = bench.signed()
    bench.deliver(letter)
    with connection.cursor() as cursor:
        for table in (
            "papers_letter",
            "papers_filledform",
            "papers_file",
            "audit_action",
            "people_person",
            "access_draft",
        ):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            text = cursor.fetchone()[0]
            clear = text + "".join(bytes.fromhex(run[2:]).decode("latin1") for run in text.split("\\") if _hex(run))
            for name in ("Rambu", "Teladan", "5301016203120001", "Sulit tidur", "Satreskrim", "Karangan"):
                assert name not in clear, (table, name)


def _hex(run: str) -> bool:
    return run.startswith("x") and len(run) % 2 == 1 and all(c in "0123456789abcdef" for c in run[1:])


def test_looking_writes_nothing_but_the_look(bench: Bench) -> None:
    letter = bench.report()
    before = _written()
    for name in (
        "letters:letter",
        "letters:letter_pdf",
        "letters:letter_docx",
        "letters:letter_settle",
        "justice:social_report_edit",
    ):
        assert bench.browser.get(bench.url(name, letter.pk)).status_code == 200, name
    bench.browser.get(bench.url("letters:letter_in"))
    bench.as_melati()
    assert _written() == before


def _written() -> tuple[int, ...]:
    return Action.objects.count(), Letter.objects.count(), FilledForm.objects.count(), Draft.objects.count()


# Beyond seven: each room is asked once for what it keeps: the case, the letter, its text, the child's part with the
# words of the matter, who cares for the child; the draft also asks
# for the assessments, the requests that wait and what was typed before; it and its settling for who lives there,
# a letter that comes in for what was handed over before it,
# the paper for the office's habits and the signer, and records that it was read.
@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("letters:letter", 4),
        ("letters:letter_in", 7),
        ("letters:letter_settle", 8),
        ("justice:social_report_edit", 11),
        ("letters:letter_pdf", 10),
    ],
)
def test_a_page_takes_few_statements(bench: Bench, name: str, most: int, few_statements: Any) -> None:
    letter = bench.report()
    address = bench.url(name, *([] if name == "letters:letter_in" else [letter.pk]))
    bench.browser.get(address)
    few_statements(bench.browser, address, most=most)


def test_a_subject_of_another_case_is_not_found(bench: Bench) -> None:
    other = Bench(bench.people, police_number="LP/B/102/Contoh")
    assert bench.browser.get(bench.url("justice:social_report", other.subject)).status_code == 404


def test_a_colleague_reads_why_not_and_an_outsider_finds_nothing(bench: Bench) -> None:
    address = bench.url("justice:social_report", bench.subject)
    assert bench.client("bima").get(address).status_code == 403
    assert bench.client("dewi").get(address).status_code == 404
    assert bench.client("bima").post(address, bench.texts()).status_code == 403
    bench.as_melati()
    assert not Letter.objects.exists()


def test_a_surat_tugas_without_its_date_is_saved_and_asked_for_before_signing(bench: Bench) -> None:
    letter = bench.report(assignment_dated="")
    answer = bench.settle(letter)
    assert answer.status_code == 422
    assert bench.empty(answer) == ["Tanggal surat tugas"]


def test_a_number_without_its_date_is_offered_and_not_filled_in(bench: Bench) -> None:
    """It was filled in, and the report then refused for a date that no record holds."""
    record_service(
        case=bench.case, cases=(), kind=ServiceKind.VISIT, at=bench.now - timedelta(days=1), minutes=60, waiting=0,
        mode=Mode.VISIT, place="Oesao", component="", assignment_letter="094/77", workers=(), note="", costs=(),
        by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    assert "Di catatan layanan: 094/77. Isi bersama tanggalnya" in page
    assert 'value="094/77"' not in page
    letter = bench.report(assignment_letter="")
    assert bench.empty(bench.settle(letter)) == ["Nomor surat tugas"]


def test_the_sign_page_leads_to_each_empty_part(bench: Bench) -> None:
    letter = bench.report(risk="")
    page = bench.browser.get(bench.url("letters:letter_settle", letter.pk)).content.decode()
    form = bench.url("justice:social_report_edit", letter.pk)
    assert f'href="{form}#id_risk-box"' in page
    assert 'id="id_risk-box"' in bench.browser.get(form).content.decode()


def test_a_later_assessment_fills_what_is_empty_only_when_asked_and_never_what_is_written(bench: Bench) -> None:
    letter = bench.report(child_view="", physical="Sehat.")
    assessed(bench)
    page = bench.browser.get(bench.url("justice:social_report_edit", letter.pk)).content.decode()
    assert "Pendapat dan harapan anak: Mau menenun lagi." in page
    assert "Tidak ada luka." not in page
    sent = bench.texts(version="1", child_view="", physical="Sehat.", fill="child_view")
    assert bench.post("justice:social_report_edit", letter.pk, data=sent).status_code == 302
    told = answers_of(FilledForm.objects.get(pk=letter.pk))
    assert (told["child_view"], told["physical"]) == ("Mau menenun lagi.", "Sehat.")


def test_an_answer_comes_with_its_question_only_where_it_means_nothing_without(bench: Bench) -> None:
    assess(
        case=bench.case, blank="initial_assessment", about="child", phase="", on=bench.now.date(),
        answers={"risk_level": "high", "reason_1": "Serumah"}, by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    assert "Tinggi\n- Serumah" in page
    assert "Alasan pertama" not in page
    assess(
        case=bench.case, blank="child_assessment", about="child", phase="", on=bench.now.date(),
        answers={"school_state": "attending", "school_name": "SMP Contoh, kelas VIII"}, by=bench.as_melati(),
        action_id=new_id(),
    )  # fmt: skip
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    assert "Sekolah saat ini: Bersekolah\nNama sekolah dan kelas: SMP Contoh, kelas VIII" in page


def test_the_instruments_own_remark_stays_in_the_file(bench: Bench) -> None:
    assess(
        case=bench.case, blank="functioning", about="child", phase="before", on=bench.now.date(),
        answers={}, by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    assert "1. Keberfungsian sosial, " in page
    assert "belum divalidasi" not in page


def test_the_mother_of_the_case_stands_in_the_letter(bench: Bench) -> None:
    told = Identity(called="Marta", full_name="Marta Teladan")
    mother = register_person(
        identity=told, sex=Sex.FEMALE, birth_year=None, birth_estimated=False, by=bench.as_melati(), action_id=new_id()
    )
    add_participant(
        case=bench.case, person=mother, relation=Relation.MOTHER, lives_together=True, no_contact=False,
        alleged=False, trusted=False, safe_contact="", by=bench.melati, action_id=new_id(),
    )  # fmt: skip
    rows = known(bench.case, None, {})["identity"]
    assert ("Ibu", "Marta Teladan") in rows
    assert ("Pendidikan", "Kelas VIII") in rows
    assert not [row for row in rows if row[0] == "Orang tua/wali"]


def test_of_a_request_without_its_day_number_and_hour_are_printed() -> None:
    at = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))
    told = str(Reference("B/101/IX/Reskrim", None, at, "WITA"))
    assert told.startswith("Nomor B/101/IX/Reskrim, diterima ")
    assert "tanggal" not in told.split("diterima", maxsplit=1)[0]
    assert str(Reference("B/101", None)) == "Nomor B/101"
