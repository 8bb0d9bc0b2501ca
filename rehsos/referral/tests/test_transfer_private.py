"""A case goes to an office that is competent: to no foundation, which is asked, or has a client."""

import pytest

from rehsos.audit.answers import Refused
from rehsos.directory.models import Office, OfficeKind
from rehsos.referral.models import Deed

from .conftest import SENTRA, Road, words


@pytest.fixture
def foundation(road: Road) -> Road:
    """The office that is asked is one of no government."""
    Office.objects.filter(pk=SENTRA).update(kind=OfficeKind.LKSA)
    return road


def test_a_case_is_not_handed_to_a_foundation_and_what_else_may_be_done_is_said(foundation: Road) -> None:
    with pytest.raises(Refused, match="Serah terimakan orang") as why:
        foundation.draft(Deed.TRANSFER)
    assert why.value.field == "receiver"


@pytest.mark.parametrize("deed", [Deed.REFER, Deed.ASK_OPINION, Deed.HAND_OVER])
def test_it_is_asked_and_somebody_is_handed_over_to_it(foundation: Road, deed: Deed) -> None:
    assert foundation.sent(deed).code


def test_it_is_not_proposed_for_a_transfer(foundation: Road) -> None:
    assert "Sentra Efata" not in words(foundation.get("referral:refer", foundation.case.code, query="?laku=transfer"))
