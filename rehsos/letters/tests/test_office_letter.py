"""Writing an office letter: what it says of the client, two tabs, wrong input, and the road it shares."""

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest

from conftest import reveal
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import View
from rehsos.letters import actions
from rehsos.papers.filling import answers_of, content_of
from rehsos.papers.letters import Envelope, envelope_of
from rehsos.papers.models import Classification, FilledForm, Letter
from rehsos.papers.tests.pictures import JPEG
from rehsos.people.actions import correct_identity
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

from .report_bench import Bench, bench, docx_text, pdf_text, squeezed

__all__ = ["bench"]
LETTER = {
    "kind": "psychology_request",
    "request": "",
    "party": "Kepala Sentra Efata\ndi Kupang",
    "about": "Permintaan pemeriksaan psikolog",
    "place": "Oelamasi",
    "classification": "secret",
    "body": "Kami mendampingi seorang anak.\nMohon bantuan pemeriksaan psikolog bagi anak berikut.",
    "closing": "Atas bantuan Saudara kami ucapkan terima kasih.",
    "attachments": "1 (satu) berkas",
    "copies": "Kepala Dinas Sosial",
    "conceptor": "MC",
}
NAMES = ("Rambu", "Teladan", "5301016203120001", "Dusun Contoh", "LP/B/101")


def written(bench: Bench, **other: str) -> Letter:
    answer = bench.post("letters:letter_out", data={**LETTER, **other})
    assert answer.status_code == 302, errors(answer)
    return Letter.objects.select_related("office").get(direction="out", dossier=bench.case.pk)


def numbered(bench: Bench, **other: str) -> Letter:
    letter = written(bench, **other)
    assert bench.settle(letter).status_code == 302
    assert bench.number(letter).status_code == 302
    return bench.fresh(letter)


def signed(bench: Bench, **other: str) -> Letter:
    letter = numbered(bench, **other)
    assert bench.sign(letter).status_code == 302
    return bench.fresh(letter)


def paper(bench: Bench, letter: Letter, name: str = "letters:letter_pdf") -> str:
    content = bench.browser.get(bench.url(name, letter.pk)).content
    bench.as_melati()
    return pdf_text(content) if name == "letters:letter_pdf" else docx_text(content)


def refused(bench: Bench, **other: str) -> dict[str, str]:
    answer = bench.post("letters:letter_out", data={**LETTER, **other})
    assert answer.status_code == 422
    assert not Letter.objects.filter(direction="out").exists()
    return errors(answer)


def errors(answer: Any) -> dict[str, str]:
    """What the page says beside each field."""
    found = re.findall(r'id="id_(\w+)_error"><svg.*?</svg><span>(.*?)</span>', answer.content.decode(), re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


def test_a_letter_goes_the_whole_road(bench: Bench) -> None:
    letter = written(bench)
    states = [letter.state]
    for act in (bench.settle, bench.number, bench.sign, bench.deliver):
        assert act(letter).status_code == 302
        states.append(bench.fresh(letter).state)
    bench.step("letters:letter_scan", letter, kind="receipt", scan=_photo())
    states.append(bench.fresh(letter).state)
    assert states == ["draft", "settled", "numbered", "signed", "delivered", "acknowledged"]


def test_the_kabid_signs_an_office_letter_once_it_can_be_read(bench: Bench) -> None:
    letter, citra = written(bench), bench.people.client("citra")
    title = "Kepala Bidang Rehabilitasi Sosial"
    lock = bench.url("cases:reveal_case") + "?" + urlencode({"next": bench.url("letters:letter_settle", letter.pk)})
    assert citra.get(bench.url("letters:letter_settle", letter.pk)).headers["Location"] == lock
    assert bench.step("letters:letter_settle", letter, citra, signed_as=title).headers["Location"] == lock
    seen = citra.get(bench.url("letters:letter", letter.pk)).content.decode()
    assert bench.url("cases:reveal_case") + "?" + urlencode({"next": bench.url("letters:letter", letter.pk)}) in seen
    reveal(citra, bench.case.code)
    assert (
        bench.url("letters:letter_settle", letter.pk)
        in citra.get(bench.url("letters:letter", letter.pk)).content.decode()
    )
    assert bench.step("letters:letter_settle", letter, citra, signed_as="Kepala Dinas Sosial").status_code == 422
    assert bench.step("letters:letter_settle", letter, citra, signed_as=title).status_code == 302
    text = paper(bench, letter)
    assert "KepalaBidangRehabilitasiSosial,CitraContoh" in text
    assert "TenagaKesejahteraanSosial" not in text
    for who in ("bima", "dewi", "jaya", "indah"):
        assert bench.step("letters:letter_settle", letter, bench.people.client(who), signed_as=title).status_code in {
            403,
            404,
        }


def test_a_social_report_is_signed_by_who_works_the_case(bench: Bench) -> None:
    letter, citra = bench.report(), bench.people.client("citra")
    reveal(citra, bench.case.code)
    assert (
        bench.step("letters:letter_settle", letter, citra, signed_as="Kepala Bidang Rehabilitasi Sosial").status_code
        == 403
    )


def test_the_register_tells_whom_a_letter_goes_to_and_not_what_it_is_about(bench: Bench) -> None:
    letter, clerk = numbered(bench, about="Visum bagi R.T., yang hamil"), bench.people.client("indah")
    seen = clerk.get(bench.url("letters:letter", letter.pk)).content.decode()
    assert "Kepala Sentra Efata" in seen
    assert "460/77/DINSOS/XI/2026" in seen
    assert "R.T." not in seen
    assert "hamil" not in seen
    bench.as_melati()
    assert View.objects.filter(what="letter", dossier=bench.case.pk, worker=bench.people.actor("indah").worker).exists()
    bench.as_melati()
    asked = bench.request(envelope=Envelope(party="Polres Kupang", about="Tentang Rambu", disposition="Temui ibunya"))
    came = clerk.get(bench.url("letters:letter", asked.pk)).content.decode()
    assert "Polres Kupang" in came
    assert "Tentang Rambu" not in came
    assert "Temui ibunya" not in came
    assert "Tentang Rambu" in bench.browser.get(bench.url("letters:letter", asked.pk)).content.decode()


def test_no_step_of_a_letter_is_open_before_the_one_it_follows(bench: Bench) -> None:
    letter, hands = written(bench), {"melati": bench.browser, "indah": bench.client("indah")}
    for browser in hands.values():
        for closed in ("letters:letter_number", "letters:letter_deliver", "letters:letter_scan"):
            answer = browser.get(bench.url(closed, letter.pk))
            assert answer.status_code == 403
            assert "masih konsep" in answer.content.decode()
            assert (
                bench.url(closed, letter.pk) not in browser.get(bench.url("letters:letter", letter.pk)).content.decode()
            )
    for act in (bench.number, bench.sign, bench.deliver):
        assert "masih konsep" in act(letter).content.decode()
    bench.settle(letter)
    for browser in hands.values():
        assert browser.get(bench.url("letters:letter_number", letter.pk)).status_code == 200
        assert "belum bernomor" in browser.get(bench.url("letters:letter_deliver", letter.pk)).content.decode()
    assert bench.browser.get(bench.url("letters:letter_settle", letter.pk)).status_code == 403
    bench.number(letter)
    for browser in hands.values():
        assert "sudah bernomor" in browser.get(bench.url("letters:letter_number", letter.pk)).content.decode()
        assert "belum ditandatangani" in browser.get(bench.url("letters:letter_deliver", letter.pk)).content.decode()
    bench.sign(letter)
    for browser in hands.values():
        assert "sudah ditandatangani" in browser.get(bench.url("letters:letter_sign", letter.pk)).content.decode()
        assert browser.get(bench.url("letters:letter_deliver", letter.pk)).status_code == 200


def _photo() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("foto.jpg", JPEG, content_type="image/jpeg")


@pytest.mark.parametrize("name", ["letters:letter_pdf", "letters:letter_docx"])
def test_the_paper_says_what_was_written(bench: Bench, name: str) -> None:
    text = paper(bench, written(bench), name)
    for told in (
        "KONSEP", "RAHASIA", "Yth. Kepala Sentra Efata", "di Kupang", "Permintaan pemeriksaan psikolog",
        "Kami mendampingi seorang anak.", "1 (satu) berkas", "R.T.", "Atas bantuan Saudara", "Kepala Dinas Sosial",
        "Melati Contoh, S.Tr.Sos", "Oelamasi",
    ):  # fmt: skip
        assert squeezed(told) in text, told


def test_pdf_and_docx_hold_the_same_words(bench: Bench) -> None:
    from rehsos.letters import paper as road

    letter = written(bench, named="on", body="Isi – “kutip”\n1. Satu\n2. Dua")
    sheet = road.paper(bench.fresh(letter), bench.case).sheet().plain()
    in_pdf, in_docx = (paper(bench, letter, name).lower() for name in ("letters:letter_pdf", "letters:letter_docx"))
    wanted = [squeezed(text).lower() for text in _texts(sheet["blocks"])]
    assert len(wanted) > 20
    assert [text for text in wanted if text not in in_pdf] == []
    assert [text for text in wanted if text not in in_docx] == []


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, dict):
        return [text for key, each in value.items() if key != "block" for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []


def test_initials_unless_the_worker_asks_for_the_full_identity(bench: Bench) -> None:
    letter = written(bench)
    assert not [name for name in NAMES if squeezed(name) in paper(bench, letter)]
    data = {**LETTER, "version": "1", "named": "on"}
    assert bench.post("letters:office_letter_edit", letter.pk, data=data).status_code == 302
    assert all(squeezed(name) in paper(bench, letter) for name in NAMES)


def test_officers_of_the_law_read_the_full_identity(bench: Bench) -> None:
    text = paper(bench, written(bench, kind="visum_request"))
    assert all(squeezed(name) in text for name in NAMES)


def test_a_reply_names_the_client_only_to_the_investigator_who_asked(bench: Bench) -> None:
    asked = bench.request(kind="companion_request")
    other = bench.request(kind="other", number="421/9/SMP")
    letter = written(bench, kind="reply", request=str(asked.pk))
    assert "RambuTeladan" in paper(bench, letter)
    bench.post(
        "letters:office_letter_edit", letter.pk, data={**LETTER, "kind": "reply", "request": other.pk, "version": "1"}
    )
    assert "RambuTeladan" not in paper(bench, letter)
    assert bench.fresh(letter).answers_id == other.pk


def test_an_invitation_bears_initials_and_takes_no_tick(bench: Bench) -> None:
    assert "hanya mencetak inisial" in refused(bench, kind="invitation", named="on")["named"]
    text = paper(bench, written(bench, kind="invitation"))
    assert "R.T." in text
    assert not [name for name in NAMES if squeezed(name) in text]


def test_a_plain_letter_names_nobody(bench: Bench) -> None:
    assert "Surat biasa tidak mencetak identitas" in refused(bench, classification="plain", named="on")["named"]
    text = paper(bench, written(bench, classification="plain", kind="visum_request"))
    assert "Sifat:Biasa" in text
    assert not [word for word in (*NAMES, "R.T.", "RAHASIA") if squeezed(word) in text]


@pytest.mark.parametrize("field", ["body", "about", "closing", "attachments", "party", "copies"])
@pytest.mark.parametrize(
    "text", ["Tentang Rambu.", "tentang TELADAN, anak", "NIK 5301 0162 0312 0001", "Ra\u200bmbu-nya"]
)
def test_a_plain_letter_is_refused_while_it_holds_the_name(bench: Bench, field: str, text: str) -> None:
    told = refused(bench, classification="plain", **{field: text})
    assert "Surat biasa tidak memuat identitas klien" in told[field]


def test_initials_mean_that_the_name_is_not_typed_either(bench: Bench) -> None:
    assert "Ganti dengan R.T. atau centang" in refused(bench, body="Mohon visum bagi Rambu.")["body"]
    assert "Ganti dengan R.T." in refused(bench, kind="invitation", body="Kasus Rambu Teladan.")["body"]
    assert written(bench, body="Mohon bantuan bagi Rambu.", named="on").state == "draft"


def test_a_name_learnt_after_writing_is_noticed_at_signing(bench: Bench) -> None:
    letter = written(bench, classification="plain", body="Tentang Kenanga.")
    bench.case.client.refresh_from_db()
    correct_identity(
        person=bench.case.client, identity=Identity(called="Kenanga"), sex=Sex.FEMALE, birth_year=2012,
        birth_estimated=False, version=1, by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip
    answer = bench.settle(letter)
    assert answer.status_code == 422
    assert "tertulis “Kenanga”" in answer.content.decode()
    assert bench.fresh(letter).state == "draft"


def test_a_letter_without_text_is_kept_but_not_signed(bench: Bench) -> None:
    letter = written(bench, body="")
    answer = bench.settle(letter)
    assert answer.status_code == 422
    assert bench.empty(answer) == ["Isi"]
    assert "Lengkapi surat" in answer.content.decode()


def test_the_address_subject_and_kind_are_needed(bench: Bench) -> None:
    assert "party" in refused(bench, party=" \n ")
    assert "about" in refused(bench, about="")
    assert "kind" in refused(bench, kind="social_report")
    assert "kind" in refused(bench, kind="assignment")
    assert "classification" in refused(bench, classification="sangat-rahasia")


def test_a_long_text_fits_and_a_longer_one_is_told(bench: Bench) -> None:
    assert "body" in refused(bench, body="a" * 10_001)
    letter = written(bench, body="kata " * 1_999 + "akhir")
    assert "akhir" in paper(bench, letter)
    assert "akhir" in paper(bench, letter, "letters:letter_docx")


def test_right_to_left_text_is_no_obstacle(bench: Bench) -> None:
    letter = numbered(bench, body="Salam \u202eterbalik\u202c\x00")
    assert letter.to_sign is not None
    assert "terbalik" in pdf_text(content_of(letter.to_sign))


def test_a_sign_that_no_font_shows_is_named_before_the_text_is_settled(bench: Bench) -> None:
    told = bench.settle(written(bench, about="🙂 hal"))
    assert told.status_code == 422
    assert "🙂" in told.content.decode()


def test_a_letter_of_another_case_is_not_answered(bench: Bench) -> None:
    other = Bench(bench.people, police_number="LP/B/102/Contoh")
    asked = other.request()
    assert "request" in refused(bench, kind="reply", request=str(asked.pk))
    with pytest.raises(Refused, match="surat masuk dari kasus ini"):
        begin(bench, request=asked)


def test_sent_twice_is_one_letter(bench: Bench) -> None:
    data = {**LETTER, "action_id": str(new_id())}
    answers = [bench.browser.post(bench.url("letters:letter_out"), data) for _ in range(2)]
    bench.as_melati()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Letter.objects.count() == 1


def test_two_tabs_do_not_overwrite_each_other(bench: Bench) -> None:
    letter = written(bench)
    sent = [{**LETTER, "version": "1", "body": f"Dari tab {n}."} for n in ("pertama", "kedua")]
    first, second = (bench.post("letters:office_letter_edit", letter.pk, data=data) for data in sent)
    assert (first.status_code, second.status_code) == (302, 422)
    page = second.content.decode()
    assert "Dari tab pertama." in page
    assert "Dari tab kedua." in page
    assert '<input type="hidden" name="version" value="2">' in page
    assert answers_of(FilledForm.objects.get(pk=letter.pk))["body"] == "Dari tab pertama."
    assert bench.post("letters:office_letter_edit", letter.pk, data={**sent[1], "version": "2"}).status_code == 302


def test_what_was_signed_is_edited_only_as_a_draft_again(bench: Bench) -> None:
    letter = written(bench)
    bench.settle(letter)
    assert bench.browser.get(bench.url("letters:office_letter_edit", letter.pk))["Location"] == bench.url(
        "letters:letter", letter.pk
    )
    with pytest.raises(Refused, match="sudah tetap"):
        edit(bench, bench.fresh(letter))
    assert bench.step("letters:letter_unsign", letter).status_code == 302
    edit(bench, bench.fresh(letter))
    assert answers_of(FilledForm.objects.get(pk=letter.pk))["body"] == "Lain."


def test_an_old_version_is_a_conflict(bench: Bench) -> None:
    letter = written(bench)
    with pytest.raises(Conflict):
        edit(bench, bench.fresh(letter), version=7)


def test_a_report_and_a_letter_do_not_become_each_other(bench: Bench) -> None:
    letter = written(bench)
    with pytest.raises(Refused, match="ditulis dengan formulir lain"):
        edit(bench, bench.fresh(letter), kind="social_report")
    assert bench.browser.get(bench.url("justice:social_report_edit", letter.pk)).status_code == 404
    report = bench.post("justice:social_report", bench.subject, data=bench.texts())
    assert report.status_code == 302
    drafted = Letter.objects.get(kind="social_report")
    assert bench.browser.get(bench.url("letters:office_letter_edit", drafted.pk)).status_code == 404


def test_only_who_works_the_case_writes_its_letters(bench: Bench) -> None:
    for who in ("bima", "dewi", "citra"):
        with pytest.raises(Refused):
            begin(bench, by=bench.people.actor(who))
    bench.as_melati()
    assert not Letter.objects.exists()


def begin(bench: Bench, **other: Any) -> Letter | None:
    given: dict[str, Any] = {
        "case": bench.case, "kind": "reply", "subject": None, "request": None,
        "envelope": Envelope(party="Kepala Sekolah", about="Hal"), "answers": {"body": "Isi."},
        "by": bench.melati, "action_id": new_id(),
    }  # fmt: skip
    return actions.begin_letter(**{**given, **other})


def edit(bench: Bench, letter: Letter, **other: Any) -> None:
    given: dict[str, Any] = {
        "letter": letter, "case": bench.case, "kind": letter.kind, "request": None,
        "classification": Classification.SECRET, "envelope": envelope_of(letter), "answers": {"body": "Lain."},
        "version": 1, "by": bench.as_melati(), "action_id": new_id(),
    }  # fmt: skip
    actions.edit_letter(**{**given, **other})


def test_a_reply_begins_with_what_the_letter_said(bench: Bench) -> None:
    asked = bench.request()
    page = bench.browser.get(bench.url("letters:letter", asked.pk)).content.decode()
    address = f"{bench.url('letters:letter_out')}?menjawab={asked.pk}"
    assert address in page
    page = bench.browser.get(address).content.decode()
    for told in (
        '<option value="reply" selected>', f'<option value="{asked.pk}" selected>',
        "Kepala Unit PPA\nSatreskrim Polres Kupang</textarea>", 'value="Balasan atas Surat Nomor B/101/IX/Reskrim"',
    ):  # fmt: skip
        assert told in page, told


def test_a_forged_letter_to_answer_is_no_letter(bench: Bench) -> None:
    for forged in ("x", str(new_id()), "%F0%9F%99%82"):
        assert bench.browser.get(f"{bench.url('letters:letter_out')}?menjawab={forged}").status_code == 200


def test_it_stops_no_clock(bench: Bench) -> None:
    asked = bench.request()
    bench.deliver(signed(bench, kind="reply", request=str(asked.pk)))
    assert bench.clock().state == "running"


def test_case_register_and_timeline_show_it(bench: Bench) -> None:
    letter = numbered(bench, kind="invitation", about="Undangan bagi R.T.")
    page = bench.browser.get(bench.url("cases:case")).content.decode()
    for told in ("Undangan temu bahas kasus", "Undangan bagi R.T.", "Konsep dimulai: Undangan temu bahas kasus"):
        assert told in page
    register = bench.client("indah").get("/surat/").content.decode()
    assert "Undangan temu bahas kasus" in register
    assert letter.number in register
    assert "Undangan bagi R.T." not in register


def test_the_button_offers_it_to_who_works_the_case(bench: Bench) -> None:
    assert bench.url("letters:letter_out") in bench.browser.get(bench.url("cases:case")).content.decode()
    assert bench.url("letters:letter_out") not in bench.client("bima").get(bench.url("cases:case")).content.decode()
