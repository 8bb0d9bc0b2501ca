"""A case that was given away: what its old office still reads of the referrals that it sent says so, and opens."""

import pytest

from rehsos.audit.actions import new_id
from rehsos.referral.models import Referral
from rehsos.referral.policies import may_follow, may_send

from .conftest import Road, words
from .test_transfer import moved

SENT = "?lihat=kirim"


def test_the_list_calls_it_ours_until_it_is_given_away(road: Road) -> None:
    road.sent()
    assert "kasus kantor kita" in words(road.get("referral:referrals", query=SENT))
    moved(road)
    page = words(road.get("referral:referrals", query=SENT))
    assert "kasus kantor kita" not in page
    assert "kasus yang sudah dialihkan" in page
    assert road.case.code in page


@pytest.mark.parametrize("who", ["melati", "bima"])
def test_of_a_case_that_no_share_shows_nothing_is_sent_and_nothing_breaks(road: Road, who: str) -> None:
    it = Referral(sender_id=3, case_id=new_id(), sent_by=road.by.worker)
    by = road.people.actor(who)
    assert not may_send(it, by)
    assert bool(may_follow(it, by)) is (who == "melati")
