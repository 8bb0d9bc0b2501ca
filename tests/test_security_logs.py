"""Neither a log line nor an error page carries a client."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils.module_loading import import_string

from config import urls as site

SECRET = "Rambu Teladan"


def breaks(request: HttpRequest) -> HttpResponse:
    """A page with a child's name at hand when it breaks; the database's message quotes the row."""
    name = SECRET
    raise IntegrityError(f"duplicate key: ({name}) {request.GET}") from ValueError(name)


def misses(request: HttpRequest) -> HttpResponse:
    logging.getLogger("rehsos").warning("Belum ada: %s", request.get_full_path())
    return HttpResponse(status=404)


def cut_off(request: HttpRequest) -> HttpResponse:
    """A page while the database is away."""
    raise OperationalError("connection to server failed")


urlpatterns = [path("rusak/", breaks), path("putus/", cut_off), path("hilang/", misses), *site.urlpatterns]
handler400, handler403, handler404, handler500 = site.handler400, site.handler403, site.handler404, site.handler500
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the server's own handler writes, with its own filters and its own form."""
    site_logging: Any = settings.LOGGING
    told = site_logging["handlers"]["console"]
    page = io.StringIO()
    handler = logging.StreamHandler(page)
    for name in told["filters"]:
        handler.addFilter(import_string(site_logging["filters"][name]["()"])())
    handler.setFormatter(logging.Formatter(site_logging["formatters"][told["formatter"]]["format"]))
    root = logging.getLogger()
    kept, root.handlers = root.handlers, [handler]
    yield page
    root.handlers = kept


def browser() -> Client:
    return Client(raise_request_exception=False)


def test_an_error_is_logged_with_its_place_and_without_its_words(written: io.StringIO) -> None:
    assert browser().get("/rusak/", {"q": SECRET}).status_code == 500
    line = written.getvalue()
    assert "/rusak/" in line
    assert "django.db.utils.IntegrityError" in line
    assert "in breaks" in line
    assert "Rambu" not in line
    assert "Teladan" not in line


def test_a_database_that_is_away_is_one_line_a_request(written: io.StringIO) -> None:
    assert browser().get("/putus/").status_code == 500
    lines = written.getvalue().splitlines()
    assert len(lines) == 1
    assert "OperationalError" in lines[0]


def test_what_was_asked_for_is_not_logged(written: io.StringIO) -> None:
    browser().get("/hilang/", {"q": SECRET})
    line = written.getvalue()
    assert "/hilang/" in line
    assert "Rambu" not in line
    assert "?" not in line


def test_what_was_sent_is_not_logged(written: io.StringIO) -> None:
    browser().post("/rusak/", {"full_name": SECRET})
    assert "Rambu" not in written.getvalue()


def test_the_error_page_says_what_to_do_and_nothing_else(written: io.StringIO) -> None:
    answer = browser().get("/rusak/")
    body = answer.content.decode()
    assert "belum dapat dibuka" in body
    assert "Rambu" not in body
    assert "Traceback" not in body
    assert "IntegrityError" not in body


def test_every_handler_of_the_site_is_filtered() -> None:
    assert settings.DEBUG is False
    site_logging: Any = settings.LOGGING
    assert all("quiet" in handler["filters"] for handler in site_logging["handlers"].values())
    assert settings.ADMINS == []  # or Django would mail whole requests


def test_a_broken_page_takes_back_what_it_wrote(people: Any, written: io.StringIO) -> None:
    from rehsos.access.models import User

    client = people.client("melati")
    client.raise_request_exception = False
    before = User.objects.count()
    assert client.get("/rusak/").status_code == 500
    assert User.objects.count() == before
