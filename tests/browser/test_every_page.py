"""Every page of the URL conf, as every role that has it, on a phone: nothing axe objects to, nothing too wide.

The pages are found as the security tests find them (`tests/whole_office.py`), so one written tomorrow is looked at as
well. Each is asked of the living office and laid before one Chromium by a server that knows no Django; of those that
are built of the same lines one stands for all.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor, set_scope
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.plan import Step, write_plan
from rehsos.cases.actions.receiving import receive_letter
from rehsos.cases.models import Case, Stage, Status
from rehsos.demo import arranged
from rehsos.desk.tests.test_two_days import going
from rehsos.letters.actions import begin_letter
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Letter, LetterState, Road
from rehsos.repatriation.actions.after import tell_contact
from rehsos.repatriation.actions.arriving import accept_leg
from rehsos.repatriation.actions.legs import depart, tick_aboard
from rehsos.repatriation.models import Found, HomeContact, Leg
from tests.office_house import child_of_nobody
from tests.office_road import came_home, group_leg
from tests.whole_office import Office, doors, undone

from .conftest import PHONE

pytestmark = pytest.mark.browser

Opens = Callable[[Client], Client]
CLOSED: Opens = lambda client: client  # noqa: E731 - names stay closed
WHO: Mapping[str, Opens] = {
    "melati": unlock,  # works the cases
    "bima": unlock,  # a colleague
    "citra": CLOSED,  # decides
    "indah": CLOSED,  # the clerk
    "eka": CLOSED,  # the office above
    "fajar": unlock,  # another office, which is asked
    "nadia": unlock,  # an institution that took a child in
    "gita": CLOSED,  # the ministry's analyst
    "nobody": CLOSED,  # before signing in
}
NO_PAGE = {
    "cases:case_of_report": "leads to the case",
    "cases:case_open": "leads to finding a person first",
    "justice:part_resume": "leads to taking back what ended it",
    "placement:decision": "a paper, once a decision was taken and its reason opened",
    "security_contact": "a text for machines, where the operator gave one",
}
"""Addresses that show no page of their own to anybody, and why. What takes forms only, or gives a file, is seen by its
answer."""
LETTERS = [
    (LetterState.SETTLED, Road.PEN), (LetterState.NUMBERED, Road.PEN), (LetterState.NUMBERED, Road.ELECTRONIC),
    (LetterState.SIGNED, Road.PEN), (LetterState.DELIVERED, Road.PEN),
]  # fmt: skip
AXE = '<script src="/static/axe.js"></script></body>'
LOOK = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], preload: false});
  const said = found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 200)).join(" | ")}`);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wide > 0 ? [...said, `${wide} px too wide`] : said;
}"""


@dataclass(frozen=True)
class Walk:
    """What each of the cast gets to see of every address."""

    pages: dict[frozenset[str], tuple[str, bytes]] = field(default_factory=dict)
    """By what it is built of: who met it where, and the page."""
    answers: dict[str, set[str]] = field(default_factory=dict)
    """Of each door: HTML, the type of a file, or the status of the answer."""

    def ask(self, who: str, client: Client, door: str, path: str) -> None:
        answer = client.get(path)
        kind = str(answer.headers.get("content-type", "")).partition(";")[0]
        fine = answer.status_code == HTTPStatus.OK
        self.answers.setdefault(door, set()).add(kind if fine else str(answer.status_code))
        if kind == "text/html" and answer.status_code != HTTPStatus.FOUND:
            built = _built_of(answer.content.decode()) if fine else frozenset({who, str(answer.status_code)})
            self.pages.setdefault(built, (f"{path} ({who})", answer.content))

    def unseen(self) -> set[str]:
        """Doors of which nobody saw a page, though they are neither for forms alone nor files."""
        return {door for door, answers in self.answers.items() if not any(map(_seen, answers))}


def _seen(answer: str) -> bool:
    return "/" in answer or answer == str(int(HTTPStatus.METHOD_NOT_ALLOWED))


def _built_of(html: str) -> frozenset[str]:
    """The lines of a page, each once, whatever words, numbers and tokens stand in them."""
    bare = re.sub(r">[^<]*[^<\s][^<]*<", ">x<", html)
    return frozenset(re.sub(r"[\w%./?&;=+-]*\d[\w%./?&;=+-]*", "n", bare).splitlines())


@pytest.fixture(scope="module")
def walk(office: Office) -> Walk:
    """Every address, asked as everybody."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with undone(), override_settings(STORAGES=settings.STORAGES | plain):
        living = [(address.door, address.path) for address in office.addresses()]
        walked, addresses = Walk(), list(dict.fromkeys([*living, *_addresses(office, _further(office))]))
        for who, opens in WHO.items():
            client = opens(Client() if who == "nobody" else office.people.client(who))
            for door, path in addresses:
                walked.ask(who, client, door, path)
    return walked


def _further(office: Office) -> list[Letter]:
    """What it has not come to: a letter at each step, a plan being written, a closed case, a Sentra's provinces."""
    arranged.tell()
    by, case, ended = office.people.actor("melati"), office.cases[0], office.cases[2]
    step = Step(need="Sekolah", what="Daftar ulang", component="care")
    write_plan(case=case, goal="Kembali sekolah", steps=(step,), review_on=None, by=by, action_id=new_id())
    going(office.people, ended, -3)
    _under_way(by, office.people.actor("fajar"))
    office.people.actor("melati")
    Case.objects.filter(pk=ended.pk).update(status=Status.CLOSED, stage=Stage.AFTERCARE, closed_on=ended.opened_on)
    return [*(_letter(case, state, road, by) for state, road in LETTERS), _asked_again(case, by)]


def _asked_again(case: Case, by: Actor) -> Letter:
    """A request that came after an earlier one was answered: what was handed over may answer it, too."""
    _asks(case, 5, by)
    handed = timezone.now() - timedelta(hours=4)
    put_fact(case, case.subject, "social_report_handed_over", handed, fact_id=new_id())
    return _asks(case, 3, by)


def _asks(case: Case, hours: int, by: Actor) -> Letter:
    came = timezone.now() - timedelta(hours=hours)
    return receive_letter(
        case=case, subject=None, kind="report_request", envelope=Envelope(party="Polres Contoh", about="Permintaan"),
        number=f"B/90{hours}/XI", dated=timezone.localdate(came), agenda="", received_by="TU", reached_worker_at=None,
        received_at=came, scan=None, by=by, action_id=new_id(),
    )  # fmt: skip


def _under_way(by: Actor, receiver: Actor) -> None:
    """A leg that left, and waits to be accepted; one that was accepted; one to who answers with a code."""
    set_scope(by.offices, by.worker)
    waits, came, outside = group_leg(by, 5), group_leg(by, 5), group_leg(by, None)
    for leg in (waits, came, outside):
        tick_aboard(leg=leg, aboard=(1, 2), by=by, action_id=new_id())
        depart(leg=leg, at=timezone.now(), by=by, action_id=new_id())
    set_scope(receiver.offices, receiver.worker)
    came.refresh_from_db()
    accept_leg(leg=came, arrived=(1, 2), at=timezone.now(), words="", by=receiver, action_id=new_id())


def _letter(case: Case, state: LetterState, road: Road, by: Actor) -> Letter:
    letter = begin_letter(
        case=case, kind="reply", subject=None, request=None, answers={"body": "Isi."},
        envelope=Envelope(party="Kepala Sekolah", about="Hal"), by=by, action_id=new_id(),
    )  # fmt: skip
    assert letter is not None
    number, today = f"400.9/{letter.pk.int % 10**6}/2026", timezone.localdate()
    standing = Letter.objects.filter(pk=letter.pk)
    standing.update(state=state, road=road, signer=by.worker, number=number, dated=today)
    return letter


def _addresses(office: Office, letters: list[Letter]) -> Iterator[tuple[str, str]]:
    """Of every door: where it takes nothing, one; where it takes a case, each of them; else a few of the kind."""
    yield from ((address.door, address.path) for address in office.addresses())
    code = Letter.objects.exclude(check_code="").values_list("check_code", flat=True)[0]
    yield "papers:letter_check", reverse("papers:letter_check", args=[code])
    yield "placement:report_child", reverse("placement:report_child", args=[child_of_nobody(office.people).pk])
    office.people.actor("melati")
    to_family = Leg.objects.filter(receiver=None, departed_at__isnull=False)
    yield from (("repatriation:code", reverse("repatriation:code", args=[leg.pk])) for leg in to_family[:1])
    yield from _after_return(office)
    for door in (door for door in doors() if door.arguments == ("code", "letter")):
        given = ({"code": office.cases[0].code, "letter": letter.pk} for letter in letters)
        yield from ((door.name, reverse(door.name, kwargs=one)) for one in given)
    for door in doors():
        if not door.arguments:
            yield door.name, reverse(door.name)
        if door.arguments == ("code",):
            yield from ((door.name, reverse(door.name, args=[case.code])) for case in office.cases)
    yield from (("cases:rule", reverse("cases:rule", args=[code])) for code in ("social_report", "first_contact_high"))


def _after_return(office: Office) -> Iterator[tuple[str, str]]:
    """Who came home and of whom nobody was asked yet; what was asked, and a contact that was told."""
    unasked, by = came_home(office.people), office.people.actor("melati")
    told = HomeContact.objects.filter(revoked_at=None).order_by("due_at").last()
    assert told is not None
    tell_contact(contact=told, contact_found=Found.WELL, at=timezone.now(), words="Sekolah.", by=by, action_id=new_id())
    yield "repatriation:ask_contacts", reverse("repatriation:ask_contacts", args=[unasked.pk])
    yield "repatriation:end_contacts", reverse("repatriation:end_contacts", args=[told.journey_id])
    yield "repatriation:take_back_contact", reverse("repatriation:take_back_contact", args=[told.pk])


class _Server(ThreadingHTTPServer):
    """Gives the page it was handed last, and files of style and script; the browser keeps those."""

    page = b""


class _Answers(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        path, _, _ = self.path.partition("?")
        found = _static(path.removeprefix("/static/")) if path.startswith("/static/") else None
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", (guess_type(path)[0] or "text/plain") if found else "text/html; charset=utf-8")
        self.send_header("Cache-Control", "max-age=3600" if found else "no-store")
        self.end_headers()
        self.wfile.write(found.read_bytes() if found else self.server.page)

    def log_message(self, *_args: Any) -> None:
        """Nobody reads it."""


def _static(name: str) -> Path | None:
    found = AXE_FILE_PATH if name == "axe.js" else finders.find(name)
    return Path(str(found)) if found else None


@contextmanager
def serving() -> Iterator[_Server]:
    server = _Server(("127.0.0.1", 0), _Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def _wrong(browser: Browser, pages: Mapping[Any, tuple[str, bytes]]) -> Iterator[tuple[str, list[str]]]:
    """The pages that axe objects to or that scroll sideways, with what is wrong."""
    with serving() as server, browser.new_context(viewport=PHONE, locale="id-ID") as context:  # type: ignore[arg-type]
        page = context.new_page()
        for where, content in pages.values():
            server.page = content.replace(b"</body>", AXE.encode())
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            if found := page.evaluate(LOOK):
                yield where, found


def test_nothing_is_wrong_with_any_page_on_a_phone(walk: Walk, browser: Browser) -> None:
    assert len(walk.pages) > len(WHO)
    assert list(_wrong(browser, walk.pages)) == []


def test_every_page_of_the_url_conf_is_looked_at(walk: Walk) -> None:
    """A new one is looked at without being named; what shows nothing is excused above, and only that."""
    assert set(walk.answers) == {door.name for door in doors()}
    assert walk.unseen() == set(NO_PAGE)


def test_what_is_wrong_is_found(browser: Browser) -> None:
    """Otherwise the test above would prove nothing."""
    bad = b'<html lang="id"><title>x</title><body><main><h1>x</h1><input style="width:900px"></main></body></html>'
    assert [where for where, _said in _wrong(browser, {1: ("/", bad)})] == ["/"]
