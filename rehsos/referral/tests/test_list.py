"""The list of an office: both sides in one order, page after page, each referral once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.referral.models import Deed, Referral, State
from rehsos.referral.queries import PAGE, Filters, page_of

from .conftest import OTHER, SENTRA, Road, words

pytestmark = pytest.mark.django_db
HERE = 3


@pytest.fixture
def both_ways(road: Road) -> list[Referral]:
    """As many from Kupang as to it, by turns, two in each hour, newest first; one is a draft."""
    drafted = road.draft()
    made = [_copied(drafted, n) for n in range(2 * PAGE)]
    Referral.objects.bulk_create(made)
    return [drafted, *sorted(made, key=lambda one: (one.sent_at, one.pk), reverse=True)]


def _copied(draft: Referral, n: int) -> Referral:
    sender, receiver = (HERE, SENTRA) if n % 2 else (OTHER, HERE)
    given: dict[str, Any] = {
        "id": new_id(), "key": new_id(), "code": f"RUJ-53.01-26-{n:04d}", "deed": Deed.REFER, "state": State.SENT,
        "sender_id": sender, "receiver_id": receiver, "shown_to_id": receiver, "offices": [sender, receiver],
        "sent_at": timezone.now() - timedelta(hours=1 + n // 2),
    }  # fmt: skip
    kept = {field.attname: getattr(draft, field.attname) for field in Referral._meta.concrete_fields}
    return Referral(**{**kept, **given})


def test_page_after_page_each_stands_once_and_in_one_order(road: Road, both_ways: list[Referral]) -> None:
    found, before = [], None
    while page := page_of(road.by, Filters("all"), before)[:PAGE]:
        found += page
        before = page[-1].sent_at or page[-1].drafted_at, page[-1].pk
    assert [one.pk for one in found] == [one.pk for one in both_ways]


@pytest.mark.parametrize("side", ["to", "from", "all"])
def test_a_page_reads_no_more_than_a_page_of_each_side(road: Road, both_ways: list[Referral], side: str) -> None:
    """Together they were read and sorted whole: 155 ms of a province's page at 200,000."""
    with CaptureQueriesContext(connection) as seen:
        found = page_of(road.by, Filters(side), None)
    asked = [query["sql"] for query in seen.captured_queries if "referral_referral" in query["sql"]]
    assert both_ways
    assert all(f"LIMIT {PAGE + 1}" in sql and " OR " not in sql for sql in asked)
    assert len(found) == {"to": PAGE, "from": PAGE + 1, "all": PAGE + 1}[side]


def test_what_is_to_be_answered_stands_by_its_end_the_most_overdue_first_page_after_page(
    road: Road, both_ways: list[Referral]
) -> None:
    more = [_copied(both_ways[0], 2 * (PAGE + n)) for n in range(10)]
    ours = [*Referral.objects.bulk_create(more), *(one for one in both_ways if one.receiver_id == HERE)]
    now = timezone.now()
    for n, one in enumerate(ours):
        Referral.objects.filter(pk=one.pk).update(answer_due=now + timedelta(hours=(7 * n) % 23 - 11))
    found, where = [], "/rujukan/?lihat=jawab"
    for _page in range(2):
        page = words(road._browser("bima").get(where))
        found += list(dict.fromkeys(re.findall(r"RUJ-53\.01-26-\d{4}", page)))
        where = (re.findall(r'href="(/rujukan/\?[^"]*saat=[^"]*)"', page) or [where])[0].replace("&amp;", "&")
    road.people.actor("bima")
    due = list(Referral.objects.filter(receiver=HERE).order_by("answer_due", "pk").values_list("code", flat=True))
    assert len(due) == PAGE + 10
    assert found == due
