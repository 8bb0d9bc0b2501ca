"""What a superior may be asked is given by the rooms: a kind nobody gives has no page, and its code for words."""

from typing import Any

import pytest
from django.http import HttpResponse

from rehsos.cases import decisions
from rehsos.cases.decisions import Decision
from rehsos.cases.models import Approval

from .conftest import Desk, words
from .test_plan import submitted


@pytest.fixture
def asked(desk: Desk) -> Approval:
    """A request of a kind that another room gives."""
    found = submitted(desk)
    Approval.objects.filter(pk=found.pk).update(kind="stay")
    return found


@pytest.fixture
def stays(monkeypatch: Any) -> None:
    decision = Decision("stay", "Penempatan", "Penempatan anak", "Persetujuan penempatan",
                        lambda _request, _file, approval: HttpResponse(f"isi {approval.kind}"))  # fmt: skip
    known = {**decisions.decisions(), "stay": decision}
    monkeypatch.setattr(decisions, "decisions", lambda: known)
    monkeypatch.setattr("rehsos.cases.pages.ending.decisions", lambda: known)


@pytest.mark.usefixtures("stays")
def test_another_room_gives_its_page_and_its_words(desk: Desk, asked: Approval) -> None:
    assert desk.get("cases:decide", asked.pk, who="citra").content == b"isi stay"
    for page, said in (("/", "Persetujuan penempatan"), ("/tim/", "Penempatan"),
                       (f"/kasus/{desk.case.code}/", "Penempatan anak")):  # fmt: skip
        assert said in words(desk.people.client("citra").get(page))


def test_a_kind_that_no_room_gives_has_no_page_and_breaks_none(desk: Desk, asked: Approval) -> None:
    assert desk.get("cases:decide", asked.pk, who="citra").status_code == 404
    assert desk.people.client("citra").get("/").status_code == 200
    assert desk.people.client("citra").get("/tim/").status_code == 200
