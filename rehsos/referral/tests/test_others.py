"""What is typed to another office or to a partner tells of nobody else: no number, no other case, nobody protected."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions.protecting import protect
from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Worker
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex
from rehsos.referral import actions, others
from rehsos.referral.actions import outside
from rehsos.referral.models import Deed, Referral
from rehsos.referral.sealing import seal_in

from .conftest import PROVINCE, Road, words
from .test_outside import asked

NUMBERS = (
    "NIK 5301016203120001", "NIK 5301.0162.0312.0001", "5301 0162 0312 0001", "WA 0812 9998 7766", "+62 812-9998-7766",
    "telp (0380) 821234", "lihat 53.01-26-9006", "kasus 53.01-26-9006.",
    "5301/0162/0312/0001", "WA 0812/9998/7766", "0812_9998_7766", "53.01/26/9006", "5301-26-9006", "53.01 - 26 - 9006",
)  # fmt: skip
ALLOWED = (
    "Senin 30-11-2026 09.00-10.00, 06.10.2026 07.00, sesi 05.30.",
    "Surat 460/12/2026, RUJ-2026-0004.", "14 tahun, 2 kali.",
    "RUJ-53.01-26-0003 sudah dijawab.", "surat 400.9-26-0123, SKT-26-01", "Mobil DH-26-12.", "Surat 094/1203/2026.",
    "Biaya Rp 1.500.000.", "NIP 19800101 000000 0 001.", "Pasal 59 UU 35/2014.",
)  # fmt: skip
PROTECTED = ("Serumah dengan Marta Rekaan.", "kakaknya MARTA REKAAN juga", "adik dari Rekaan, Marta")


def _add(road: Road, text: str) -> Any:
    it = road.sent(Deed.ASK_OPINION, PROVINCE)
    return actions.add_to_referral(referral=it, parts=(), words=text, by=road.by, action_id=new_id())


LINES: dict[str, Callable[[Road, str], Any]] = {
    "ask_opinion": lambda road, text: road.draft(Deed.ASK_OPINION, PROVINCE, asked=text),
    "refer": lambda road, text: road.draft(asked=text),
    "add": _add,
    "partner": lambda road, text: asked(road, asked=text),
}


@pytest.fixture
def beside(road: Road) -> Road:
    """Another client of the office who is protected by a circle in which Melati is not."""
    hide_marta(road, marta(road))
    return road


def marta(road: Road) -> Case:
    """Another client of the office, Bima's."""
    who = register_person(
        identity=Identity(called="Marta", full_name="Marta Rekaan"), sex=Sex.FEMALE, birth_year=2010,
        birth_estimated=False, by=road.people.actor("bima"), action_id=new_id(),
    )  # fmt: skip
    case: Case = opened(road.people.actor("bima"), client=who)
    road.people.actor("melati")
    return case


def hide_marta(road: Road, case: Case) -> None:
    """Protected, and Bima alone sees them."""
    by = road.people.actor("citra")
    worker = Worker.objects.get(name="Bima Contoh")
    protect(case=Case.objects.get(pk=case.pk), first=worker, second=None, words="LPSK", by=by, action_id=new_id())
    road.people.actor("melati")


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_that_leads_to_somebody_is_not_sent(road: Road, line: str, text: str) -> None:
    with pytest.raises(Refused, match="inisial") as why:
        LINES[line](road, text)
    assert why.value.field in {"asked", "words"}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("text", ALLOWED)
def test_hours_and_numbers_of_papers_are_sent(road: Road, line: str, text: str) -> None:
    LINES[line](road, text)


def test_the_own_code_and_an_officers_telephone_are_sent(road: Road) -> None:
    Worker.objects.filter(name="Melati Contoh").update(phone="081299988877")
    road.draft(asked=f"Hubungi +62 812-9998-8877 untuk {road.case.code}.")


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("text", PROTECTED)
def test_who_is_protected_is_named_in_the_words_of_no_other_case(beside: Road, line: str, text: str) -> None:
    with pytest.raises(Refused, match=r"Tulis tanpa nama klien.*(M\.R\.|R\.M\.)"):
        LINES[line](beside, text)


def test_the_refusal_reads_like_that_of_the_own_clients_name(beside: Road) -> None:
    said = []
    for text in ("Rambu Teladan ikut.", "Marta Rekaan ikut."):
        with pytest.raises(Refused) as why:
            beside.draft(asked=text)
        said.append(re.sub(r"“\w+”|\w\.\w\.", "–", str(why.value)))
    assert said[0] == said[1]


def test_half_of_a_name_that_many_bear_is_sent(beside: Road) -> None:
    beside.draft(asked="Diantar pekerja Rekaan.")


def test_a_draft_older_than_a_protection_is_not_sent_and_has_no_code(beside: Road) -> None:
    draft, partner = beside.draft(), asked(beside)
    for it in (draft, partner):
        text = {"asked": "Serumah dengan Marta Rekaan.", "party": "RSUD", "phone": "0812-3456-7890"}
        Referral.objects.filter(pk=it.pk).update(sealed=seal_in(it.key, **text))
    with pytest.raises(Refused, match="Cabut konsepnya"):
        actions.send_referral(referral=beside.seen(draft), parts=(), by=beside.by, action_id=new_id())
    with pytest.raises(Refused, match="Cabut permintaan ini"):
        outside.give_code(referral=beside.seen(partner), by=beside.by, action_id=new_id())


@pytest.mark.parametrize("text", NUMBERS)
def test_the_receiver_writes_no_such_number_either(road: Road, text: str) -> None:
    with pytest.raises(Refused, match="inisial"):
        road.answered(road.sent(to=PROVINCE), who="eka", words=text)


def test_a_partner_answers_with_their_own_telephone_and_without_a_nik() -> None:
    others.insist_no_nik("Hubungi IGD (0380) 821234, 30-11-2026 09.00.")
    with pytest.raises(Refused, match="itu NIK"):
        others.insist_no_nik("NIK 5301 0162 0312 0001")


def test_on_the_page_nothing_typed_is_lost(beside: Road) -> None:
    text = "Serumah dengan Marta Rekaan."
    given = {"receiver": "other", "elsewhere": "Prov. NTT", "wanted": "other", "asked": text, "urgency": "usual"}
    page = beside.post("referral:refer", beside.case.code, query="?laku=ask_opinion", **given)
    assert page.status_code == 422
    assert "“Marta” menyebut orangnya" in words(page)
    assert text in words(page)
