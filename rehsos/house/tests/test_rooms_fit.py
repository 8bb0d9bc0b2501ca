"""What a room gives that leads nowhere is refused when the house is loaded, and named: nobody meets it on a page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from rehsos.access.doors import Menu
from rehsos.cases.doors import Appointments, Knowers, SubjectKind
from rehsos.cases.told_once import ToldOnce
from rehsos.console import checks
from rehsos.directory.doors import Policy
from rehsos.house import rooms
from rehsos.house.counting import Logged
from rehsos.letters.doors import About, Begun, Written
from rehsos.look.doors import Way
from rehsos.papers.doors import LetterKind


def first(door: type[Any]) -> Any:
    """What a room gives to it now."""
    return rooms.given(door)[0]


def policy(page: str = "another", under: str = "lain/") -> Policy:
    """A choice of an office under a key of its own."""
    given: Policy = first(Policy)
    return replace(given, keys={"another": None}, page=page, under=under)


WRONG: list[tuple[str, Callable[[], Any], str]] = [
    ("icon", lambda: Menu("Wisma", "desk:more", "no-such-icon", rail=1), "invented's desk:more has 'no-such-icon'"),
    ("way", lambda: Way("berth", "wisma:stay"), "invented's way to berth leads to 'wisma:stay'"),
    ("written", lambda: replace(first(Written), kind="aid", begin="wisma:letter"), "aid leads to 'wisma:letter'"),
    (
        "recorded",
        lambda: Appointments("part", {"aid": "Alat"}, recorded="wisma:aid"),
        "appointments leads to 'wisma:aid'",
    ),
    ("logged", lambda: Logged("lend_a_house", "Wisma"), "invented logs 'lend_a_house'"),
    ("over", lambda: SubjectKind("berth", "Tinggal", over="berth_over"), "invented's 'berth' is over by 'berth_over'"),
    ("over a word", lambda: SubjectKind("berth", "Tinggal", over="role"), "invented's 'berth' is over by 'role'"),
    ("address", lambda: policy(under=first(Policy).under), "'kantor/.+': [a-z]+, invented"),
    ("page", lambda: policy(page=first(Policy).page), "'[a-z_]+': [a-z]+, invented"),
    ("about", lambda: replace(first(About), kind="berth"), "invented has letters about 'berth'"),
    ("stops", lambda: LetterKind("aid", "Alat", goes=True, stops="aid_back"), "the fact aid_back of aid"),
    ("begun", lambda: Begun("social_report", lambda *_given: {}), "invented begins 'social_report'"),
    ("told once", lambda: ToldOnce("part", first(ToldOnce).note, first(ToldOnce).answer), "invented tells 'part' once"),
]


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Another room gives this, too."""

    def build(*things: Any, without: tuple[type[Any], ...] = ()) -> None:
        kept = [gift for door, those in rooms._gifts().items() if door not in without for gift in those]
        built = rooms.by_door([*kept, *(("invented", thing) for thing in things)])
        monkeypatch.setattr(rooms, "_gifts", lambda: built)
        _forget()

    yield build
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for put_together in rooms._COMPOSED:
        put_together.cache_clear()


@pytest.mark.parametrize(("thing", "says"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_leads_nowhere_is_refused_and_named(add: Callable[..., None], thing: Any, says: str) -> None:
    rooms.load()
    add(thing())
    with pytest.raises(ValueError, match=says):
        rooms.load()
    assert checks.FOLDER in checks._fitting()


def test_a_letter_that_stops_what_no_letter_is_about_is_refused(add: Callable[..., None]) -> None:
    """Its fact would be told of the case, and the clock that waits for it run on."""
    add(without=(About,))
    with pytest.raises(ValueError, match="justice's social_report stops social_report_handed_over, of 'part'"):
        rooms.load()


def test_a_fact_that_nobody_is_said_to_know_is_refused(add: Callable[..., None]) -> None:
    """It would stand in no list, for the lists are grouped by who knows what."""
    add(without=(Knowers,))
    with pytest.raises(ValueError, match=r"no room says who knows it: .*sprindik_issued of 'police'"):
        rooms.load()
