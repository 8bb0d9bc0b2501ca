"""Between two requests a connection is kept, and a server that went away in the meantime is noticed."""

from contextlib import closing
from typing import Any

import psycopg
import pytest
from django.db import close_old_connections, connection, connections
from django.db.backends.postgresql import base
from django.test import Client
from django.urls import reverse
from psycopg import _queries


def kept() -> Any:
    """The connection in use, and that it is Django's with our manners."""
    connection.ensure_connection()
    return connection


@pytest.mark.django_db(transaction=True)
def test_a_quiet_line_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda _self: False)  # what asking would answer
    assert kept().is_usable()


@pytest.mark.django_db(transaction=True)
def test_what_the_server_says_of_itself_is_asked_about() -> None:
    here = kept()
    here.connection.execute("LISTEN news")
    with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
        cursor.execute("NOTIFY news")
    assert here.is_usable()


@pytest.mark.django_db(transaction=True)
def test_a_server_that_went_away_is_noticed_and_the_next_request_is_answered() -> None:
    here = kept()
    gone = here.connection.info.backend_pid
    with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 2000)", [gone])
        assert cursor.fetchone() == (True,)
    assert not here.is_usable()
    close_old_connections()  # as a request begins; the test client leaves it out
    assert Client().get(reverse("account_login")).status_code == 200
    assert kept().connection.info.backend_pid != gone


@pytest.mark.django_db(transaction=True)
def test_what_is_closed_here_is_not_usable() -> None:
    here = kept()
    here.connection.close()
    assert not here.is_usable()
    with pytest.raises(psycopg.OperationalError):
        here.connection.execute("SELECT 1")
    here.close()
    assert not here.is_usable()


def test_a_long_statement_is_read_once() -> None:
    """Left to itself psycopg keeps how it read one up to 4096 characters, and reads Hari ini's anew each time."""
    adapting = psycopg.adapt.Transformer()
    asked = f"SELECT %(n)s -- {'x' * 30_000}"
    before = _queries._query2pg.cache_info().hits
    for _ in range(3):
        _queries.PostgresQuery(adapting).convert(asked, {"n": 1})
    assert _queries._query2pg.cache_info().hits == before + 2
