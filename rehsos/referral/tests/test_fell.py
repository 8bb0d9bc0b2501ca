"""What fell by what became of its case was taken back by nobody: one word for it, wherever it is read."""

import pytest

from rehsos.referral.models import Deed, State
from rehsos.referral.steps import TITLES
from rehsos.referral.telling import FELL

from .conftest import OTHER, Road, words
from .test_outside import asked

GONE = ("dicabut", "Dicabut")


def handed_on(road: Road) -> str:
    """Two were asked for the case, one of them without an account; a third took it. The code of the one."""
    loser, _outside = road.sent(Deed.TRANSFER, OTHER), asked(road)
    road.answered(road.sent(Deed.TRANSFER))
    assert road.seen(loser).state == State.FELL
    return str(loser.pk)


@pytest.mark.parametrize(
    ("page", "query"), [("desk:today", ""), ("referral:referrals", "?lihat=semua"), ("referral:referral", "")]
)
def test_who_lost_it_reads_on_every_page_that_it_fell(road: Road, page: str, query: str) -> None:
    loser = handed_on(road)
    args = [loser] if page == "referral:referral" else []
    text = words(road.get(page, *args, who="dewi", query=query))
    assert "gugur" in text.lower()
    assert not any(word in text.replace("Dicabut</option>", "") for word in GONE)


def test_in_the_case_it_was_revoked_by_nobody_also_who_has_no_account(road: Road) -> None:
    handed_on(road)
    for who in ("fajar", "melati", "citra"):
        text = words(road.get("cases:case", road.case.code, who=who))
        assert not any(word in text for word in GONE), who
    text = words(road.get("cases:case", road.case.code, who="fajar"))
    assert "Rujuk kepada Rumah sakit atau puskesmas: Gugur" in text
    assert "Rujuk kepada Rumah sakit atau puskesmas: Dikirim" in text


def test_what_its_sender_took_back_is_taken_back_still(road: Road) -> None:
    it = road.sent(to=OTHER)
    road.post("referral:revoke", it.pk, reason="Keliru.")
    assert road.seen(it).state == State.REVOKED
    for page, query in (("desk:today", ""), ("referral:referrals", "?lihat=semua")):
        text = words(road.get(page, who="dewi", query=query)).replace("Gugur</option>", "")
        assert "dicabut" in text.lower()
        assert "gugur" not in text.lower()


def test_before_it_is_handed_on_the_same_word_is_said(road: Road) -> None:
    asked(road)
    assert "belum tiba gugur" in words(road.get("referral:refer", road.case.code, query="?laku=transfer"))
    assert str(TITLES[FELL]).startswith("Gugur")
