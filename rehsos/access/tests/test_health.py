"""`/sehat/`: for the process that watches us."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from rehsos.access import health
from rehsos.vault.keys import keyset
from rehsos.vault.keyset import KeysetError


def test_it_asks_the_database_and_nobody_who_they_are(people: Any, django_assert_num_queries: Any) -> None:
    browser = people.client("melati")
    keyset()  # there from the first day on
    with django_assert_num_queries(1):
        answer = browser.get("/sehat/", headers={"host": "a-name-of-the-probe"})
    assert (answer.status_code, answer.content, answer.cookies) == (200, b"ok", {})


@pytest.mark.django_db
def test_it_says_no_without_a_keyset_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise KeysetError("/var/rehsos/keyset.json")

    monkeypatch.setattr(health, "keyset", missing)
    answer = Client().get("/sehat/")
    assert (answer.status_code, answer.content) == (503, b"no")


@pytest.mark.django_db
def test_it_says_no_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", _away)
    assert Client().get("/sehat/").status_code == 503


@pytest.mark.django_db
def test_it_says_no_where_nothing_more_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "disk_usage", lambda _folder: SimpleNamespace(free=health.LEAST - 1))
    assert Client().get("/sehat/").status_code == 503


def _away() -> None:
    from django.db import OperationalError

    raise OperationalError(str(Path("/run/postgres")))


def test_a_page_that_takes_too_long_is_given_up_and_says_so(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from rehsos.desk.pages import cases

    def slow(*_given: Any, **_more: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '20ms'")
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(cases, "page_of_cases", slow)
    browser = people.client("melati")
    browser.raise_request_exception = False
    answer = browser.get("/kasus/")
    assert answer.status_code == 503
    assert "sedang sibuk" in answer.content.decode()


@pytest.mark.django_db
def test_a_command_waits_for_a_lock_only_so_long() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        assert cursor.fetchone() == ("30s", "0")
