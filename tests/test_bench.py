"""What is measured is what is there: rows as triggers would leave them, every page walked, bytes as they were sent."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.apps import apps
from django.db import models
from django.urls import resolve

from bench import asking
from bench.pages import PAGES
from bench.seats import ask
from bench.table import Goal, Line, compared
from bench.walk import OF_OFFICE, of_cases, untaught
from rehsos.cases.models import Case
from rehsos.house.rooms import by_room, given
from rehsos.house.sample import Filled, never
from rehsos.house.shapes import OwnedBy

MODELS = {model._meta.db_table: model for model in apps.get_models()}
TEXT = b"<p>Daftar kasus</p>" * 200


def columns(named: str) -> set[str]:
    return {name.strip(' "') for name in named.split(",")}


@pytest.mark.parametrize("filled", given(Filled), ids=lambda it: it.table)
def test_the_fill_writes_what_triggers_mirror_and_what_has_no_default(filled: Filled) -> None:
    """With triggers off, a mirrored column that is left out stands empty: late lists were measured over nothing."""
    model, copied = MODELS[filled.table], columns(filled.columns)
    assert set(getattr(model, "mirrors", ())) <= copied
    assert not {field.column for field in model._meta.concrete_fields if _must_be_given(field)} - copied


def _must_be_given(field: models.Field) -> bool:
    """COPY asks the database alone: what only Django would put into a column left out, is not put there."""
    kept = isinstance(field, models.AutoField) or field.null or field.has_db_default()
    return not kept and field.column not in {"offices", "barred"}


def test_a_room_with_rows_of_its_own_in_a_case_says_in_which() -> None:
    """With triggers off nobody else writes it into `cases_case.rooms`, and its cards would stay away."""
    files = {room for room, it in by_room(Filled) if room != "cases" and _files(room, MODELS[it.table])}
    assert files == {room for room, it in by_room(Filled) if it.warms is not never} != set()


def _files(room: str, model: type[models.Model]) -> bool:
    """What an office owns is in no file: it may name a case, and the case does not know."""
    own = model.__module__.split(".")[1] == room and not isinstance(getattr(model, "shape", None), OwnedBy)
    return own and any(field.related_model is Case for field in model._meta.concrete_fields)


def test_the_walk_knows_every_argument_that_a_page_takes() -> None:
    assert not untaught()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "asked"), [*of_cases().items(), *OF_OFFICE.items()])
def test_where_the_walk_looks_for_things_there_are_such_columns(name: str, asked: str) -> None:
    assert ask(asked, [[]] if name in of_cases() else [0]) == []


def test_every_page_that_is_measured_by_name_is_there() -> None:
    assert all(resolve(it.path.partition("?")[0]) for it in PAGES)


class Page(BaseHTTPRequestHandler):
    """Sends one page as the browser takes it."""

    def do_GET(self) -> None:
        packs = "gzip" in self.headers.get("Accept-Encoding", "") and self.path != "/plain"
        sent = gzip.compress(TEXT) if packs else TEXT
        self.send_response(200)
        if packs:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *said: object) -> None:
        """Nothing."""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", 0), Page)
    monkeypatch.setattr(asking, "PORT", server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


def test_bytes_are_counted_as_the_server_sent_them(served: None) -> None:
    """The bench once packed a page itself and called it met; the server had sent it as it was."""
    packed, plain = asking.fetch("", "/"), asking.fetch("", "/plain")
    assert (packed.body, plain.body) == (TEXT, TEXT)
    assert packed.sent < len(TEXT) // 4
    assert plain.sent == len(TEXT)


def row(line: Line, small: Line | None = None) -> str:
    return compared([small] if small else [], [line]).splitlines()[-1]


def test_the_table_says_what_missed_what_grew_and_what_only_the_load_kept_from_its_goal() -> None:
    quick, slow = Line("daftar", 8, cpu=6, goal=Goal(12, grows=True)), Line("daftar", 40, cpu=30, goal=Goal(12))
    assert row(quick).endswith("| met |")
    assert row(slow).endswith("| **missed** |")
    assert "processor time is within" in row(Line("daftar", 40, cpu=6, goal=Goal(12)))
    assert "grew" in row(quick, small=Line("daftar", 8, cpu=2))
    assert row(Line("permintaan", 150, goal=Goal(200, least=True))).endswith("| **missed** |")
