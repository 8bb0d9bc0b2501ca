"""Who comes second is told so, and led to where it stands: a second later, and in the very same second."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict
from rehsos.cases.actions.placing import Told, place
from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.referral import actions, pages
from rehsos.referral.models import Deed, Referral, State

from .conftest import SENTRA, Road, words


def _meanwhile(monkeypatch: pytest.MonkeyPatch, does: Callable[[], Any]) -> None:
    """Somebody else does this between the page that was opened and its action."""
    real = pages.act

    def act(request: Any, *named: Any, **about: Any) -> Any:
        if request.method == "POST":
            does()
        return real(request, *named, **about)

    monkeypatch.setattr(pages, "act", act)


def _now() -> str:
    return f"{timezone.localtime():%Y-%m-%dT%H:%M}"


SECONDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "answer, answered": ("fajar", "referral:answer", {"answer": "accepted"}),
    "answer, revoked": ("fajar", "referral:answer", {"answer": "accepted"}),
    "receive, revoked": ("fajar", "referral:receive", {}),
    "revoke, answered": ("melati", "referral:revoke", {"reason": "Batal."}),
}


@pytest.mark.parametrize("which", SECONDS)
def test_in_the_same_second_one_wins_and_the_other_reads_where_it_stands(
    road: Road, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    who, page, told = SECONDS[which]
    it = road.sent()
    first: Callable[[], Any] = lambda: road.answered(it)  # noqa: E731 - one of two
    if which.endswith("revoked"):
        first = lambda: actions.revoke_referral(  # noqa: E731
            referral=road.seen(it), reason="Batal.", by=road.people.actor("melati"), action_id=new_id()
        )

    def quicker() -> None:
        first()
        road.people.actor(who)

    told = {**told, "at": _now()}
    _meanwhile(monkeypatch, quicker)
    answer = road.post(page, it.pk, who=who, **told)
    assert answer.status_code == 409
    assert "Ke rujukan ini" in words(answer)


def test_who_records_an_arrival_second_is_not_told_of_another_place(road: Road) -> None:
    """Their colleague's line is not a line of the office whose case it is."""
    it = road.answered(road.sent(Deed.HAND_OVER))
    here = road.seen(it, "fajar")
    by = road.people.actor("fajar")
    at = here.answered_at
    assert at
    actions.record_arrival(referral=Referral.objects.get(pk=it.pk), at=at, by=by, action_id=new_id())
    assert here.state == State.ACCEPTED, "as the second had it on the screen"
    with pytest.raises(Conflict, match="orang lain"):
        actions.record_arrival(referral=here, at=at, by=by, action_id=new_id())


def test_in_the_same_second_an_arrival_is_recorded_once(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    it = road.answered(road.sent(Deed.HAND_OVER))

    def quicker() -> None:
        by = road.people.actor("fajar")
        here = road.seen(it, "fajar")
        actions.record_arrival(referral=here, at=timezone.now(), by=by, action_id=new_id())
        road.people.actor("fajar")

    _meanwhile(monkeypatch, quicker)
    answer = road.post("referral:arrival", it.pk, who="fajar", at=_now())
    assert answer.status_code == 409, re.findall("error[^<]*<", words(answer))
    assert "mencatat tempat lain" not in words(answer)


@pytest.mark.parametrize(("office", "says"), [(SENTRA, "sudah tercatat di kantor Anda sejak"), (None, "tempat lain")])
def test_who_records_an_arrival_after_a_place_was_told_reads_what_was_told(
    road: Road, monkeypatch: pytest.MonkeyPatch, office: int | None, says: str
) -> None:
    """In the same minute: the place holds from that minute on, not after it; and it may be this very house."""
    it = road.answered(road.sent(Deed.HAND_OVER))
    at = timezone.now().replace(second=0, microsecond=0)

    def quicker() -> None:
        by = road.people.actor("melati")
        told = Told("office", Office.objects.get(pk=office)) if office else Told("hospital", words="RSUD Contoh")
        place(Case.objects.get(pk=road.case.pk), whereabouts=told, at=at, by=by, cause=new_id())
        road.people.actor("fajar")

    _meanwhile(monkeypatch, quicker)
    answer = words(road.post("referral:arrival", it.pk, who="fajar", at=_now()))
    assert says in answer
    assert "sesudah jam itu." not in answer
    assert Referral.objects.get(pk=it.pk).state == State.ACCEPTED
