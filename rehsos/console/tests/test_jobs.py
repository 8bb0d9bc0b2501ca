import os
import signal
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.access.models import Draft, KeptForm, User
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, Share
from rehsos.cases.tests.test_open_case import opened
from rehsos.console import jobs
from rehsos.directory.days import today_at

pytestmark = pytest.mark.hours


def offices_of(case: Case) -> list[int]:
    set_scope((2, 3, 4), 0)
    return list(Case.objects.values_list("offices", flat=True).get(pk=case.pk))


def share(case: Case, **days: int) -> None:
    """A share with TTS, its dates counted from today, as the case stood before they passed."""
    today = today_at(case.owner)
    dates = {name: today + timedelta(days=number) for name, number in days.items()}
    Share.objects.create(case=case, office_id=4, grounds="help", opened_on=case.opened_on, **dates)


@pytest.mark.django_db
def test_an_office_whose_share_has_ended_no_longer_sees_the_case(people: Any) -> None:
    case = opened(people.actor("melati"), opened_on=date(2026, 1, 5))
    share(case, since=-30, until=-1)
    set_scope((2, 3, 4), 0)
    Case.objects.filter(pk=case.pk).update(offices=[2, 3, 4])
    assert jobs.tick()["shares"] == 1
    assert offices_of(case) == [2, 3]
    assert jobs.tick()["shares"] == 0


@pytest.mark.django_db
def test_an_office_whose_share_has_begun_sees_the_case(people: Any) -> None:
    case = opened(people.actor("melati"), opened_on=date(2026, 1, 5))
    share(case, since=0)
    set_scope((2, 3, 4), 0)
    Case.objects.filter(pk=case.pk).update(offices=[2, 3])
    assert jobs.tick()["shares"] == 1
    assert offices_of(case) == [2, 3, 4]


@pytest.mark.django_db
def test_a_share_behind_a_wall_ends_too(people: Any) -> None:
    case = opened(people.actor("melati"), opened_on=date(2026, 1, 5))
    share(case, since=-30, until=-1)
    set_scope((2, 3, 4), 0)
    Case.objects.filter(pk=case.pk).update(offices=[2, 3, 4], barred=[2])
    assert jobs.tick()["shares"] == 1


@pytest.mark.django_db
def test_drafts_older_than_two_weeks_are_cleared(people: Any) -> None:
    user = User.objects.get(email="melati@contoh.test")
    for days in (1, 15):
        Draft.objects.create(
            user=user, place=str(days).encode(), sealed=b"x", saved_at=timezone.now() - timedelta(days=days)
        )
    assert jobs.tick()["drafts"] == 1
    assert bytes(Draft.objects.get().place) == b"1"


@pytest.mark.django_db
def test_a_form_of_a_lost_session_goes_when_it_can_no_longer_be_taken_up(people: Any) -> None:
    user = User.objects.get(email="melati@contoh.test")
    for days in (1, 3):
        kept_at = timezone.now() - timedelta(days=days)
        KeptForm.objects.create(pk=new_id(), user=user, sealed=b"x", kept_at=kept_at)
    assert jobs.tick()["kept_forms"] == 1


@pytest.mark.django_db
def test_one_round_is_told(says: Any) -> None:
    told = says("jobs", "tick", "--format", "csv").out.splitlines()
    assert told[0] == "shares,walls,drafts,kept_forms,saved_forms,counts,paces,sessions,sealed,folded"


@pytest.fixture
def _signals() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_signals")
def test_the_worker_leaves_when_told(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []

    def tick() -> None:
        rounds.append(1)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(jobs, "tick", tick)
    monkeypatch.setattr(jobs, "tell_due", lambda: 0)
    assert says("jobs", "work").code == 0
    assert rounds == [1]
