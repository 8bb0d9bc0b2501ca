"""What rooms say in strings means one thing: a second page or template of one name is refused, both places named."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.template.backends.jinja2 import Jinja2
from django.urls import URLPattern, path

from rehsos.audit.doors import Said
from rehsos.cases.actions.withdrawing import undoes
from rehsos.cases.decisions import Decision
from rehsos.cases.doors import Answers, Appointments, Remedy, Roles, Rows, SubjectKind
from rehsos.cases.told_once import ToldOnce
from rehsos.directory.doors import Policy
from rehsos.house import pages, rooms
from rehsos.house.pages import Pages
from rehsos.intake.doors import Purposes
from rehsos.letters.doors import About, Term, Written
from rehsos.look.doors import Labels, Way
from rehsos.papers.doors import LetterKind


def page(at: str, name: str) -> URLPattern:
    return path(at, lambda _request: HttpResponse(), name=name)


def test_two_pages_of_one_name_are_refused_when_the_rooms_are_put_together(monkeypatch: Any) -> None:
    entries = ([page("lama/", "stay"), page("baru/", "stay")], "invented")
    monkeypatch.setattr(pages, "include", lambda _module: (entries[0], entries[1], entries[1]))
    monkeypatch.setattr(pages, "given", lambda _door: (Pages("wisma/", "rehsos.invented.urls"),))
    with pytest.raises(ValueError, match="'invented:stay': wisma/lama/, wisma/baru/"):
        pages.pages()


def test_two_rooms_may_have_a_page_of_one_name(monkeypatch: Any) -> None:
    told = {room: ([page("", "start")], room, room) for room in ("one", "other")}
    monkeypatch.setattr(pages, "include", lambda module: told[module])
    monkeypatch.setattr(pages, "given", lambda _door: (Pages("satu/", "one"), Pages("dua/", "other")))
    assert [str(entry.pattern) for entry in pages.pages()] == ["satu/", "dua/"]


def test_two_templates_of_one_name_are_refused_when_the_look_is_made(tmp_path: Path) -> None:
    folders = [tmp_path / room / "templates" for room in ("one", "other")]
    for folder in folders:
        (folder / "stay").mkdir(parents=True)
        (folder / "stay" / "stay.html").write_text("")
    made = {"NAME": "twice", "DIRS": folders, "APP_DIRS": False,
            "OPTIONS": {"environment": "rehsos.look.environment.environment"}}  # fmt: skip
    with pytest.raises(ValueError, match=r"stay/stay\.html.*one/templates.*other/templates"):
        Jinja2(made)


NAMING = (
    *(Answers, Appointments, Decision, Labels, LetterKind, Policy, Purposes, Remedy, Roles, Rows, Said, SubjectKind),
    *(About, Term, ToldOnce, Way, Written),
)


@pytest.mark.parametrize("door", NAMING, ids=lambda door: door.__name__)
def test_what_two_rooms_give_under_one_name_is_refused_when_the_house_is_loaded(monkeypatch: Any, door: Any) -> None:
    """Not on the day a page asks for it: the web does not start, and `rehsos check` says so."""
    rooms.load()
    gifts = dict(rooms._gifts())
    gifts[door] = (*gifts[door], ("invented", gifts[door][0][1]))
    monkeypatch.setattr(rooms, "_gifts", lambda: gifts)
    _forget()
    try:
        with pytest.raises(ValueError, match="invented"):
            rooms.load()
    finally:
        _forget()


def _forget() -> None:
    for put_together in rooms._COMPOSED:
        put_together.cache_clear()


def test_two_ways_of_taking_one_action_back_are_refused() -> None:
    with pytest.raises(TypeError, match=r"record_service is taken back by rehsos\.cases\.actions\.withdrawing already"):
        undoes("record_service", "layanan")(lambda *_given: None)


@pytest.mark.parametrize("thing", ["rations", rooms.Door, len])
def test_what_is_no_door_is_refused_for_nobody_would_ask_for_it(thing: Any) -> None:
    with pytest.raises(TypeError, match="nobody asks a room for"):
        rooms.Room(thing)
