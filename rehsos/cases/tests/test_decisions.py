"""What a superior may be asked is given by the rooms: a kind nobody gives has no page, and its code for words."""

from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponseBase

from rehsos.access.bound import Does
from rehsos.access.pages import Request, act
from rehsos.audit.actions import REGISTRY, Code, Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.models import Action
from rehsos.cases import decisions
from rehsos.cases.actions.plan import decide
from rehsos.cases.decisions import Decision
from rehsos.cases.forms.deciding import DecisionForm
from rehsos.cases.models import Approval
from rehsos.cases.pages.deciding import decision_page
from rehsos.cases.queries import Opened
from rehsos.house.rooms import by_room

from .conftest import Desk, words
from .test_plan import submitted

STAY = "stay_in_a_house_of_another"


@pytest.fixture
def asked(desk: Desk) -> Approval:
    """A request of a kind that another room gives."""
    found = submitted(desk)
    Approval.objects.filter(pk=found.pk).update(kind=STAY)
    return found


def deciding_a_stay() -> Any:
    """The page of another room, with an action of its own."""

    @action("Penempatan diputuskan: {approved}")
    def decide_stay(
        *, approval: Approval, approved: bool, note: Text, capacity: Code, by: Actor, action_id: UUID
    ) -> None:
        decide(approval, approved=approved, note=note, capacity=capacity, by=by)

    class StayDecisionForm(DecisionForm):
        does = Does(decide_stay, about=("approval",))

    def page(request: Request, file: Opened, approval: Approval) -> HttpResponseBase:
        save = act(request, decide_stay, approval=approval)
        return decision_page(request, file, approval, StayDecisionForm, save, template="cases/decision.html")

    return page


def given_too(monkeypatch: Any, decision: Decision) -> None:
    """The house, with a room that gives this one."""
    more = (*by_room(Decision), ("invented", decision))
    monkeypatch.setattr("rehsos.house.rooms.by_room", lambda door: more if door is Decision else by_room(door))
    decisions.decisions.cache_clear()


@pytest.fixture
def stays(monkeypatch: Any) -> Any:
    monkeypatch.setattr("rehsos.audit.actions.REGISTRY", dict(REGISTRY))
    given_too(monkeypatch, Decision(STAY, "Penempatan", "Penempatan anak", "Persetujuan penempatan", deciding_a_stay()))
    yield
    decisions.decisions.cache_clear()


@pytest.mark.usefixtures("stays")
def test_another_room_gives_its_page_and_its_words(desk: Desk, asked: Approval) -> None:
    desk.reveal("citra")
    assert "Persetujuan penempatan" in words(desk.get("cases:decide", asked.pk, who="citra"))
    for page, said in (("/", "Persetujuan penempatan"), ("/tim/", "Penempatan"),
                       (f"/kasus/{desk.case.code}/", "Penempatan anak")):  # fmt: skip
        assert said in words(desk.people.client("citra").get(page))


@pytest.mark.usefixtures("stays")
def test_another_room_decides_by_an_action_of_its_own(desk: Desk, asked: Approval) -> None:
    assert "Buka dan baca dulu isinya" in words(desk.post("cases:decide", asked.pk, who="citra", approved="yes"))
    assert desk.get("cases:decide", asked.pk, who="dewi").status_code == 404
    assert desk.post("cases:decide", asked.pk, approved="yes").status_code == 422  # its author
    assert desk.decide(asked.pk, approved="no").status_code == 422
    assert desk.decide(asked.pk, approved="yes").status_code == 302
    asked.refresh_from_db()
    assert (asked.approved, asked.decided_by_id) == (True, 3)
    assert Action.objects.filter(name="decide_stay", dossier=desk.case.pk).count() == 1


def test_a_kind_with_too_long_a_code_is_refused_before_one_is_asked(monkeypatch: Any) -> None:
    given_too(monkeypatch, Decision("x" * 41, "", "", "", deciding_nothing))
    with pytest.raises(ValueError, match=r"cases\.Approval\.kind keeps codes of at most 40 letters, not x{41}"):
        decisions.decisions()


def deciding_nothing(_request: Request, _file: Opened, _approval: Approval) -> HttpResponseBase:
    pytest.fail("a decision that is refused has no page")


def test_a_kind_that_no_room_gives_has_no_page_and_breaks_none(desk: Desk, asked: Approval) -> None:
    assert desk.get("cases:decide", asked.pk, who="citra").status_code == 404
    assert desk.people.client("citra").get("/").status_code == 200
    assert desk.people.client("citra").get("/tim/").status_code == 200
