"""The letters that go with a referral: begun with what is known, nothing that must be answered, RAHASIA, an annex."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.letters import paper
from rehsos.papers.filling import answers_of
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import FilledForm, Letter, LetterState
from rehsos.papers.rendering.sheet import Facts
from rehsos.papers.rendering.words import day_and_date
from rehsos.referral import actions
from rehsos.referral.actions import outside
from rehsos.referral.actions.outside import ask_outside
from rehsos.referral.letters import AS_OFFICE_LETTER, OF_A_DEED
from rehsos.referral.models import Deed, Outside, Referral, Wanted
from tests.sheets import sheet, with_typed

from .conftest import Road, words


def address(it: Referral, code: str, kind: str) -> str:
    """Where the page of the referral leads for a letter of a kind."""
    if kind in AS_OFFICE_LETTER:
        return reverse("letters:letter_out", args=[code]) + f"?jenis={kind}&menyangkut={it.pk}"
    return reverse("referral:record", args=[it.pk]) + f"?jenis={kind}"


def begun(road: Road, it: Referral, kind: str, **told: Any) -> Letter:
    """What the worker sends when they change nothing of what the page proposes but what is `told`."""
    browser, where = road._browser("melati"), address(it, road.case.code, kind)
    page = browser.get(where)
    assert page.status_code == 200, page.status_code
    answer = browser.post(where, with_typed(sheet(words(page)), told))
    road.people.actor("melati")
    assert answer.status_code == 302, words(answer)
    return Letter.objects.select_related("office").latest("pk")


def said(road: Road, letter: Letter) -> str:
    return str(paper.paper(letter, road.case).sheet().plain())


EVERY = [(deed, kind) for deed, kinds in OF_A_DEED.items() for kind in kinds]


@pytest.mark.parametrize(("deed", "kind"), EVERY)
def test_each_begins_with_what_is_known_and_nothing_must_be_answered(road: Road, deed: Deed, kind: str) -> None:
    it = road.sent(deed, to=4 if deed == Deed.TRANSFER else 5)
    letter = begun(road, it, kind)
    assert (letter.kind, letter.subject, letter.state) == (kind, it.pk, LetterState.DRAFT)
    text = said(road, letter)
    assert it.office.name in text
    assert "RAHASIA" in text
    assert deed != Deed.HAND_OVER or "merujuk kepada" not in text
    assert "Mohon rehabilitasi lanjut." in text or kind == "handover_files"
    answers = answers_of(FilledForm.objects.get(pk=letter.pk))
    paper.settle(letter=letter, case=road.case, capacity="", signed_as="", on_behalf_of="", by=road.by,
                 action_id=new_id())  # fmt: skip
    assert answers


def test_in_full_only_in_the_annex_and_only_where_the_sender_ticked_it(road: Road) -> None:
    letter = begun(road, road.sent(), "referral")
    assert envelope_of(letter).named
    blocks = paper.paper(letter, road.case).sheet().blocks
    at = next(n for n, block in enumerate(blocks) if block.block == "next_page")
    assert "Rambu Teladan" not in str(blocks[:at])
    assert "Rambu Teladan" in str(blocks[at:])
    assert "Tinggi" not in str(blocks[:at])
    last = blocks[-1]
    assert isinstance(last, Facts)
    assert ("Risiko", "Tinggi") in last.rows


def test_without_the_tick_there_is_no_annex(road: Road) -> None:
    it = road.draft(Deed.HAND_OVER)
    actions.send_referral(referral=it, parts=(), by=road.by, action_id=new_id())
    for kind in ("referral", "handover_person"):
        text = said(road, begun(road, it, kind))
        assert "Rambu Teladan" not in text
        assert "Lampiran Rahasia" not in text


def test_a_record_has_two_pens_two_witnesses_room_for_a_no_and_a_copy_for_the_person(road: Road) -> None:
    letter = begun(road, road.sent(Deed.HAND_OVER), "handover_person", health="Baik", injury="no",
                   view="Saya mau ikut.", witness_1="Kepala Desa Contoh")  # fmt: skip
    text = said(road, letter)
    told = ("Pihak Kesatu", "Pihak Kedua", "Saksi 1", "Saksi 2", "Bila tidak diterima", "Baik",
            "satu untuk orang yang diserahkan", "Saya mau ikut.", "Kepala Desa Contoh", "Luka terlihat",
            "Siapa membayar")  # fmt: skip
    assert [one for one in told if one not in text] == []


def test_a_record_in_initials_takes_no_name_in_any_of_its_words(road: Road) -> None:
    it = road.draft(Deed.HAND_OVER)
    actions.send_referral(referral=it, parts=(), by=road.by, action_id=new_id())
    page = road.post("referral:record", it.pk, query="?jenis=handover_person", party="Kepala Sentra", place="Oelamasi",
                     health="Rambu demam", named="")  # fmt: skip
    assert page.status_code == 422
    assert "di sini tertulis “Rambu”" in words(page)


def test_a_draft_is_gone_on_with(road: Road) -> None:
    letter = begun(road, road.sent(Deed.HAND_OVER), "handover_person")
    page = road.get("referral:record_edit", road.case.code, letter.pk)
    assert page.status_code == 200
    answer = road.post("referral:record_edit", road.case.code, letter.pk, party="Kepala Sentra Contoh",
                       place="Oelamasi", health="Demam")  # fmt: skip
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert "Demam" in said(road, letter)


def test_the_letters_of_a_referral_stand_on_its_page_for_its_sender_alone(road: Road) -> None:
    it = road.sent()
    begun(road, it, "referral")
    assert "Surat rujukan" in words(road.get("referral:referral", it.pk))
    assert "Surat rujukan" not in words(road.get("referral:referral", it.pk, who="fajar"))


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("fajar", "handover_person", 404),
        ("dewi", "handover_person", 404),
        ("bima", "handover_person", 403),
        ("melati", "handover_files", 404),
        ("melati", "referral", 404),
    ],
)
def test_who_may_begin_which(road: Road, who: str, kind: str, status: int) -> None:
    it = road.sent(Deed.HAND_OVER)
    assert road.get("referral:record", it.pk, who=who, query=f"?jenis={kind}").status_code == status


def test_the_page_of_a_referral_leads_to_each_of_its_letters(road: Road) -> None:
    it = road.sent(Deed.HAND_OVER)
    page = words(road.get("referral:referral", it.pk)).replace("&amp;", "&")
    assert all(address(it, road.case.code, kind) in page for kind in ("referral", "handover_person"))
    assert "Susun" not in words(road.get("referral:referral", it.pk, who="bima"))


def test_a_letter_of_a_referral_is_begun_from_there_alone(road: Road) -> None:
    assert "Mulai dengan isian awal" not in words(road.get("letters:letter_out", road.case.code))


def test_a_letter_about_a_referral_of_another_case_is_not_there(road: Road) -> None:
    other = Road(road.people)
    it = other.sent()
    page = road.get("letters:letter_out", road.case.code, query=f"?jenis=referral&menyangkut={it.pk}")
    assert page.status_code == 404
    assert road.get("letters:letter_out", road.case.code, query="?menyangkut=bukan-id").status_code == 404


@pytest.mark.parametrize("kind", ["referral", "handover_person"])
def test_pdf_and_docx_open(road: Road, kind: str) -> None:
    letter = begun(road, road.sent(Deed.HAND_OVER), kind)
    for page, first in (("letter_pdf", b"%PDF"), ("letter_docx", b"PK")):
        assert road.get(f"letters:{page}", road.case.code, letter.pk).content.startswith(first)


def test_a_letter_to_somebody_outside_is_addressed_to_them_and_tells_of_the_code(road: Road) -> None:
    asked = ask_outside(
        case=road.case, deed=Deed.REFER, outside=Outside.HOSPITAL, party="RSUD Contoh, poli jiwa",
        phone="0812 3456 7890", wanted=Wanted.EXPERT, asked="Psikolog, sekali.", by=road.by, action_id=new_id(),
    )  # fmt: skip
    assert outside.give_code(referral=road.seen(asked), by=road.by, action_id=new_id()).ends_at
    text = said(road, begun(road, road.seen(asked), "referral"))
    assert "RSUD Contoh, poli jiwa" in text
    assert "1 (satu) lembar, kode jawaban" in text
    assert re.search(
        r"paling lambat (Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), \d+ \w+ 20\d\d, pukul \d\d\.\d\d WITA", text
    )
    assert "lembar terlampir" in text
    assert "Rambu" not in text


@pytest.mark.parametrize(("deed", "wanted", "handed"), [
    (Deed.REFER, Wanted.ASSESSMENT, False), (Deed.REFER, Wanted.BED, True), (Deed.HAND_OVER, Wanted.ADVANCED, True),
    (Deed.ASK_OPINION, Wanted.EXPERT, False),
])  # fmt: skip
def test_a_record_of_a_person_is_offered_where_somebody_is_handed_over(
    road: Road, deed: Deed, wanted: Wanted, handed: bool
) -> None:
    it = road.sent(deed, wanted=wanted)
    assert (address(it, road.case.code, "handover_person") in words(road.get("referral:referral", it.pk))) is handed


def test_a_record_takes_its_hour_and_who_received_from_the_arrival(road: Road) -> None:
    it = road.answered(road.sent(Deed.HAND_OVER))
    before = said(road, begun(road, it, "handover_person"))
    assert "pukul ............ WITA" in before
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=5), tick=True):
        at = timezone.now()
        actions.record_arrival(
            referral=road.seen(it, "fajar"), at=at, by=road.people.actor("fajar"), action_id=new_id()
        )
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=True):
        road.sign_in_again()
        text = said(road, begun(road, road.seen(it), "handover_person"))
    came = timezone.localtime(at)
    assert f"Pada hari {day_and_date(came).replace(', ', ', tanggal ')}, pukul {came:%H.%M} WITA" in text
    assert "Fajar Contoh" in text


def test_no_answer_is_asked_for_that_was_given(road: Road) -> None:
    assert "Mohon jawaban Saudara" in said(road, begun(road, road.sent(), "referral"))
    assert "Mohon jawaban" not in said(road, begun(road, road.answered(road.sent()), "referral"))


def test_what_a_letter_is_about_is_said_with_its_noun(road: Road) -> None:
    found = {deed: envelope_of(begun(road, road.sent(deed, to=4 if deed == Deed.TRANSFER else 5), OF_A_DEED[deed][0]
                                     if deed != Deed.HAND_OVER else "referral")).about for deed in Deed}  # fmt: skip
    assert found[Deed.REFER] == "Rujukan: Rehabilitasi lanjut"
    assert found[Deed.ASK_OPINION] == "Permintaan pendapat: Rehabilitasi lanjut"
    assert found[Deed.HAND_OVER] == "Serah terima orang: Rehabilitasi lanjut"
    assert found[Deed.TRANSFER].startswith("Pelimpahan kasus ")


def test_the_paper_of_a_transfer_may_follow_the_yes(road: Road) -> None:
    """Agreed on the phone and taken over; written, numbered, signed and handed over afterwards, by who handed it on."""
    it = road.answered(road.sent(Deed.TRANSFER, to=4), who="dewi")
    road.post("cases:reveal_case", road.case.code, because="head_asked")
    page = words(road.get("referral:referral", it.pk)).replace("&amp;", "&")
    for kind in OF_A_DEED[Deed.TRANSFER]:
        assert address(it, road.case.code, kind) in page
        letter = begun(road, it, kind)
        text = said(road, letter)
        assert ("Dewi" in text) is (kind == "handover_files")
        assert "konsep ini ditutup" not in words(road.get("letters:letter", road.case.code, letter.pk))
        road.case.refresh_from_db()
        assert road.case.owner_id == 4
        paper.settle(letter=letter, case=road.case, capacity="", signed_as="", on_behalf_of="", by=road.by,
                     action_id=new_id())  # fmt: skip
        here = words(road.get("letters:letter", road.case.code, letter.pk))
        assert reverse("letters:letter_number", args=[road.case.code, letter.pk]) in here
        assert road.get("letters:letter_number", road.case.code, letter.pk).status_code == 200
        assert road.get("letters:letter_number", road.case.code, letter.pk, who="dewi").status_code in {403, 404}
    assert "beralih pada hari" in said(road, Letter.objects.get(kind="case_transfer"))


@pytest.mark.parametrize("who", ["bima", "dewi", "fajar"])
def test_nobody_else_writes_in_a_case_that_was_handed_on(road: Road, who: str) -> None:
    it = road.answered(road.sent(Deed.TRANSFER, to=4), who="dewi")
    for kind in OF_A_DEED[Deed.TRANSFER]:
        where = address(it, road.case.code, kind)
        status = road._browser(who).get(where).status_code
        assert status in ({403, 404} if who != "dewi" or kind not in AS_OFFICE_LETTER else {200, 404})
    road.people.actor("melati")
    assert road._browser("melati").get(reverse("letters:letter_out", args=[road.case.code])).status_code == 403
