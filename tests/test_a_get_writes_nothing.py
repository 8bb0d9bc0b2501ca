"""Following links changes nothing: only the view log and the session are written."""

import re
from collections import Counter, deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urldefrag

import pytest
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from rehsos.cases.models import Plan
from tests.whole_office import Office

WRITES = re.compile(r'(?:INSERT INTO|(?<!FOR )(?<!FOR NO KEY )UPDATE|DELETE FROM|TRUNCATE)\s+"?(\w+)', re.IGNORECASE)
ALLOWED = {"audit_view", "django_session", "access_cache"}
MOST_PAGES, MOST_OF_A_KIND = 160, 3
LINK = re.compile(r'href="(/[^"]*)"')


class Watch:
    """Notes every table that is written to."""

    def __init__(self) -> None:
        self.written: Counter[str] = Counter()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.written.update(WRITES.findall(str(sql)))
        return execute(sql, params, many, context)


class Walk:
    """Follows every link it meets, a few of each kind, and remembers what each answered and wrote."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.kinds: Counter[str] = Counter()
        self.answers: dict[str, int] = {}
        self.wrote: dict[str, set[str]] = {}

    def all_from(self, *starts: str) -> None:
        waiting, seen = deque(starts), set(starts)
        while waiting and len(self.answers) < MOST_PAGES:
            address = waiting.popleft()
            for link in self._open(address):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)

    def _open(self, address: str) -> list[str]:
        kind = _kind(address)
        if not kind or self.kinds[kind] >= MOST_OF_A_KIND:
            return []
        self.kinds[kind] += 1
        watch = Watch()
        with connection.execute_wrapper(watch):
            answer = self.client.get(address)
        self.answers[address] = answer.status_code
        if strange := set(watch.written) - ALLOWED:
            self.wrote[address] = strange
        if answer.headers.get("location", "").startswith("/"):
            return [answer.headers["location"]]
        html = answer.headers.get("content-type", "").startswith("text/html")
        return (
            [urldefrag(link.replace("&amp;", "&"))[0] for link in LINK.findall(answer.content.decode())] if html else []
        )


def _kind(address: str) -> str:
    """The page behind an address; empty for static files and what lies outside. A link to nowhere is a kind too."""
    if not address or address.startswith(("/static/", "//")):
        return ""
    try:
        return resolve(address.partition("?")[0]).view_name or address
    except Resolver404:
        return address


pytestmark = pytest.mark.usefixtures("undone_office")


WALKS: dict[str, Walk] = {}


def walk(office: Office, who: str) -> Walk:
    """Each person walks once; what they met is remembered for all tests here."""
    if who not in WALKS:
        WALKS[who] = _walk(office, who)
    return WALKS[who]


def _walk(office: Office, who: str) -> Walk:
    client = office.people.client(who)
    kept = client.session
    kept["names_open"] = True
    kept.save()
    walked = Walk(client)
    walked.all_from("/", *(_own_cases(office) if who == "melati" else ()))
    return walked


def _own_cases(office: Office) -> list[str]:
    """A case with everything in it: of those that her lists lead to, only a few are opened."""
    office.people.actor("melati")
    planned = Plan.objects.order_by("pk").values_list("case__code", flat=True)[:1]
    return [reverse("cases:case", args=[code]) for code in planned]


def test_melati_opens_everything_and_changes_nothing(office: Office) -> None:
    walked = walk(office, "melati")
    assert walked.wrote == {}
    assert len(walked.answers) > 60
    assert {"cases:case", "cases:service", "letters:letter", "cases:plan", "people:people", "access:open_names"} <= set(
        walked.kinds
    )


@pytest.mark.parametrize("who", ["citra", "bima", "eka", "indah", "gita", "dewi"])
def test_neither_does_anybody_else(office: Office, who: str) -> None:
    assert walk(office, who).wrote == {}


@pytest.mark.parametrize("who", ["melati", "citra", "bima", "eka", "indah", "gita"])
def test_no_link_leads_into_a_wall(office: Office, who: str) -> None:
    """A page offers only what opens for this person."""
    answers = walk(office, who).answers
    assert {address: status for address, status in answers.items() if status not in {200, 302}} == {}


def test_pages_with_ids_are_no_exception(office: Office) -> None:
    client = office.people.client("melati")
    wrote = {}
    for address in office.addresses():
        watch = Watch()
        with connection.execute_wrapper(watch):
            client.get(address.path)
        if strange := set(watch.written) - ALLOWED:
            wrote[address.door] = strange
    assert wrote == {}


def test_the_watch_sees_a_write(office: Office) -> None:
    watch = Watch()
    with connection.execute_wrapper(watch):
        office.people.client("melati").post(reverse("access:open_names"), {"pin": "123456"})
    assert "access_user" in watch.written
