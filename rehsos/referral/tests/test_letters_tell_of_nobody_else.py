"""What is typed into a paper of the road between offices tells of nobody else: it is signed, and goes out in copies."""

from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.letters import paper
from rehsos.papers.models import Letter, LetterState
from rehsos.referral.models import Deed
from tests.sheets import sheet, with_typed

from .conftest import Road, words
from .test_letters_of_a_referral import address, begun
from .test_others import beside, hide_marta, marta

__all__ = ["beside"]

TOLD = ("Serumah dengan Marta Rekaan.", "NIK 5301016203120001", "telp 0812 3456 7890", "lihat 53.01-26-9006")


def edited(road: Road, letter: Letter, **told: Any) -> Any:
    return road.post("referral:record_edit", road.case.code, letter.pk, party="Kepala Sentra Contoh",
                     place="Oelamasi", **told)  # fmt: skip


@pytest.mark.parametrize("text", TOLD)
def test_a_record_is_kept_with_no_name_of_who_is_protected_and_no_number(beside: Road, text: str) -> None:
    letter = begun(beside, beside.sent(Deed.HAND_OVER), "handover_person")
    for field in ("belongings", "view", "second_post", "copies"):
        page = edited(beside, letter, **{field: text})
        assert (page.status_code, text in words(page)) == (422, True), field
        assert "inisial" in words(page)
    assert edited(beside, letter, belongings="Tas dari M.R., RUJ-53.01-26-0003.").status_code == 302


@pytest.mark.parametrize("text", TOLD)
@pytest.mark.parametrize("kind", ["referral", "case_transfer"])
def test_an_office_letter_of_it_neither(beside: Road, kind: str, text: str) -> None:
    it = beside.sent(Deed.TRANSFER, to=4) if kind == "case_transfer" else beside.sent()
    browser, where = beside._browser("melati"), address(it, beside.case.code, kind)
    page = browser.post(where, with_typed(sheet(words(browser.get(where))), {"body": text}))
    assert (page.status_code, text in words(page)) == (422, True)


def test_a_draft_older_than_the_protection_is_not_settled(road: Road) -> None:
    case = marta(road)
    letter = begun(road, road.sent(Deed.HAND_OVER), "handover_person", belongings="Tas dari Marta Rekaan.")
    hide_marta(road, case)
    with pytest.raises(Refused, match=r"“Marta”.*M\.R\."):
        paper.settle(letter=letter, case=road.case, capacity="", signed_as="", on_behalf_of="", by=road.by,
                     action_id=new_id())  # fmt: skip
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFT
