"""The test bench: the database is made by the owner, tests run as the app, and the cast is always there.

`people` are the three of every page test: the worker of a case, a colleague, an outsider.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import date, datetime
from html import unescape
from http import HTTPStatus
from threading import Condition
from typing import Any

import hypothesis
import pytest
import time_machine
import uuid_utils
from django.conf import settings
from django.core.management.base import CommandError
from django.core.signals import request_finished, request_started
from django.db import OperationalError, connection, connections
from django.dispatch import Signal
from django.test import Client, TransactionTestCase
from django.test.utils import CaptureQueriesContext, setup_databases
from django.urls import reverse
from django.utils import timezone

from ops.catalogues import compile_all
from rehsos.audit.actor import set_scope
from rehsos.console.database import as_owner

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
compile_all()  # words that came with a pull since the last set-up

# A noisy machine is no failure: hypothesis looks for wrong answers, not for slow ones.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_test_environment: None,  # noqa: ARG001 - asked for so that it comes first
    django_db_blocker: Any,
                    django_db_keepdb: bool, django_db_createdb: bool) -> None:  # fmt: skip
    """Create and migrate as the owner; then fill in places and the cast, once."""
    from rehsos.demo import cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    _suffix_for_workers(request)
    with django_db_blocker.unblock():
        with as_owner():
            setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb and not django_db_createdb)
        cast.load_places("53.01.06", "53.01.08")
        cast.put_offices_and_workers()
    # Not dropped at the end: a thread of the test server may still hold a connection. The next run drops it.


def _suffix_for_workers(request: pytest.FixtureRequest) -> None:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    name = "_".join(part for part in ("test", os.environ.get("REHSOS_TEST_DB", "rehsos"), worker) if part)
    connections["default"].settings_dict["TEST"]["NAME"] = name


_flush: Any = vars(TransactionTestCase)["_fixture_teardown"]  # the app role may not truncate; the owner does it


class _UnderWay:
    """How many requests this process's server is answering: a page that was left may still be asking."""

    def __init__(self) -> None:
        self._answering, self._changed = 0, Condition()
        request_started.connect(self._count, dispatch_uid="bench: a request begins")
        request_finished.connect(self._count, dispatch_uid="bench: a request ends")

    def _count(self, signal: Signal, **_: Any) -> None:
        with self._changed:
            self._answering += 1 if signal is request_started else -1
            self._changed.notify_all()

    def wait(self) -> None:
        """Until none is left; one that hangs is not waited for longer than ten seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._answering <= 0, timeout=10)
            self._answering = 0


_under_way = _UnderWay()


def _flush_between_requests(self: TransactionTestCase, tries: int = 3) -> None:
    """A page that is left sends its draft: it and the emptying can wait for each other, and one is thrown out."""
    _under_way.wait()
    try:
        _flush(self)
    except CommandError as trouble:
        if tries > 1 and isinstance(trouble.__cause__, OperationalError):
            _flush_between_requests(self, tries - 1)
        else:
            raise


def _flush_as_owner(self: TransactionTestCase) -> None:
    from rehsos.demo import cast

    with as_owner():
        _flush_between_requests(self)
    cast.load_places("53.01.06", "53.01.08")
    cast.put_offices_and_workers()


setattr(TransactionTestCase, "_fixture_teardown", _flush_as_owner)  # noqa: B010 - the stubs do not know it


HOURS = {
    "06.10 WITA": "2026-11-28T06:10+08:00",  # the day before by UTC
    "00.30 WIT": "2026-11-28T00:30+09:00",  # the day before in Kupang and Jakarta
    "23.30 UTC": "2026-11-27T23:30+00:00",  # the day after everywhere in Indonesia
    "31 Dec 23.30 WITA": "2026-12-31T23:30+08:00",  # a year further in Jayapura
    "29 Feb 00.40 WITA": "2028-02-29T00:40+08:00",  # the 28th in Jakarta
    "30 Apr 23.30 WIB": "2027-04-30T23:30+07:00",  # a month further in Kupang: the last hour of a share between the two
}
"""The hours at which a module marked `hours` is run too: those at which a day of the wrong place shows."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("hours"):
        metafunc.parametrize("_hour", [None, *HOURS.values()], ids=["now", *HOURS], indirect=True)


@pytest.fixture(autouse=True)
def _hour(request: pytest.FixtureRequest) -> Iterator[None]:
    """Move this process's clock, which is the only one the house asks; it goes on from there.

    A test that says “today” means the day in Kupang, where the cast works, at any hour it is run.
    """
    hour = getattr(request, "param", None)
    moved = time_machine.travel(datetime.fromisoformat(hour), tick=True) if hour else nullcontext()
    with moved, timezone.override("Asia/Makassar"):
        yield


@pytest.fixture(autouse=True)
def _keyset(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    """Tests seal with keys of their own."""
    settings.VAULT_KEYSET = tmp_path_factory.getbasetemp() / "keyset.json"


@pytest.fixture(autouse=True)
def _no_scope(request: pytest.FixtureRequest) -> None:
    """A test starts seeing nothing."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
        if connection.in_atomic_block:
            set_scope((), None)


def opened_form(browser: Client, address: str) -> dict[str, str]:
    """What a form carries unseen when somebody opens it: its id, and what it is laid over; of a letter what stands."""
    page = browser.get(address).content.decode()
    unseen = dict(re.findall(r'<input type="hidden" name="(action_id|laid_over|version|shown)" value="([^"]*)"', page))
    return unseen | (_typed_of_letter(page) if address.endswith("/jam-terima/") else {})


def _typed_of_letter(page: str) -> dict[str, str]:
    """Number, date, sender and hour of a letter, as the form that corrects them shows them."""
    boxes = re.findall(r'<(?:input|textarea)[^>]*name="(?:number|dated|party|received_at)"[^>]*>[^<]*', page)
    names = (re.search(r'name="(\w+)"', box) for box in boxes)
    values = (re.search(r'value="([^"]*)"', box) or re.search(r">\s*([^<]*)", box) for box in boxes)
    return {name[1]: unescape(value[1]).strip() for name, value in zip(names, values, strict=True) if name and value}


def save(browser: Client, address: str, told: dict[str, Any]) -> Any:
    """Open a form, fill it in and send it, as people do."""
    return browser.post(address, opened_form(browser, address) | told)


def unlock(browser: Client) -> Client:
    """Names are open in this session, as after the PIN."""
    kept = browser.session
    kept["names_open"] = True
    kept.save()
    return browser


def reveal(browser: Client, code: str, because: str = "conference") -> Any:
    """Open the names of a colleague's case: after the PIN, and say why."""
    told = {"because": because, "action_id": str(uuid_utils.uuid7())}
    return unlock(browser).post(reverse("cases:reveal_case", args=[code]), told)


def keeps(*codes: str, office: int = 3) -> None:
    """The office keeps these terms of its own, and kept them always; others but a few are off until it says so."""
    from rehsos.directory.models import LocalPolicy

    chosen = {"lengths": {}, "on": sorted(codes), "off": []}
    LocalPolicy.objects.create(office_id=office, key="clocks", since=date(2015, 1, 1), value=chosen)


class People:
    """The cast at their keyboards, and as actors."""

    def __init__(self) -> None:
        from rehsos.demo import cast

        self.hands = {h.name.split()[0].lower(): h for h in cast.HANDS}

    def actor(self, name: str) -> Any:
        """The actor, with the database's scope set to theirs."""
        from rehsos.demo import cast

        found = cast.actor(self.hands[name])
        set_scope(found.offices, found.worker)
        return found

    def client(self, name: str) -> Client:
        """A browser signed in as that person."""
        from rehsos.access.models import User

        browser = Client()
        browser.force_login(
            User.objects.get(worker_id=self.hands[name].id),
            backend=settings.AUTHENTICATION_BACKENDS[0],
        )
        return browser


@pytest.fixture
def people(db: None) -> People:  # noqa: ARG001 - asked for so that there is a database
    """Melati works the case, Bima is her colleague, Dewi is an outsider (another kab)."""
    return People()


MARKS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
"""What a request's own transaction writes around it; in a test it is a savepoint."""


class FewStatements:
    """Opens a page, and asserts that it stood there before counting what it cost: an error page is always cheap."""

    def __call__(self, browser: Client, address: str, data: Mapping[str, str] | None = None, *, most: int = 7,
                 post: bool = False) -> Any:  # fmt: skip
        """The answer. `most` counts statements beside the marks of the transaction."""
        with CaptureQueriesContext(connection) as seen:
            answer = (browser.post if post else browser.get)(address, data)
        if answer.status_code != HTTPStatus.OK:
            pytest.fail(f"{address} answered {answer.status_code}")
        asked = [q["sql"] for q in seen.captured_queries if not q["sql"].startswith(MARKS)]
        if len(asked) > most:
            pytest.fail("\n".join([f"{address}: {len(asked)} statements, at most {most}", *asked]))
        return answer


@pytest.fixture
def few_statements() -> FewStatements:
    """`few_statements(browser, address)` for every page: see `FewStatements`."""
    return FewStatements()
