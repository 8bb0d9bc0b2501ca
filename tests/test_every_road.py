"""What a page offers leads somewhere: no link, for any role, ends where nothing is."""

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from conftest import unlock
from rehsos.demo import cast
from tests.whole_office import Office

ROOF = "/"
FURTHER = 12
"""So many links of a kind are tried on one page: a list of twenty cases is one road."""
DEEP = 2
"""The first page, its pages, and theirs."""


def links(browser: Client, address: str) -> Iterator[str]:
    """Where a page of ours leads, a few of each kind."""
    answer = browser.get(address, follow=True)
    if not answer.get("Content-Type", "").startswith("text/html") or answer.streaming:
        return
    kinds: dict[str, int] = {}
    for found in dict.fromkeys(re.findall(r'(?:href|action)="(/[^"#]*)', answer.content.decode())):
        kind = re.sub(r"[0-9a-f-]{36}|\d[\d.-]*", "_", found.partition("?")[0])
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= FURTHER and not found.startswith("/static/"):
            yield html.unescape(found)


@pytest.mark.parametrize("hand", cast.HANDS, ids=lambda hand: hand.name.split()[0].lower())
@pytest.mark.usefixtures("undone_office")
def test_no_road_of_a_role_ends_in_nothing(office: Office, hand: cast.Hand) -> None:
    browser = unlock(office.people.client(hand.name.split()[0].lower()))
    seen, front, broken = {ROOF}, [ROOF], []
    for _depth in range(DEEP + 1):
        further = {there: here for here in front for there in links(browser, here) if there not in seen}
        broken += [(here, there) for there, here in further.items() if browser.get(there).status_code == 404]
        seen |= further.keys()
        front = [*further]
    assert len(seen) > 5
    assert broken == []
