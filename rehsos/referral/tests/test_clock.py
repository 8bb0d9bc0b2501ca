"""Until when an answer is owed: by the receiver's hours, its days off and what it chose; the last day in two zones."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from conftest import keeps
from rehsos.audit.actions import new_id
from rehsos.directory.models import LocalPolicy, Office
from rehsos.law.book import rule
from rehsos.referral.clock import answer_due
from rehsos.referral.models import Referral, Urgency

from .conftest import SENTRA, Road, words

FRIDAY = datetime(2026, 11, 27, 2, tzinfo=UTC)
"""10.00 in Kupang."""


def due(office: Office, at: datetime, urgency: Urgency = Urgency.USUAL) -> datetime | None:
    return answer_due(new_id(), urgency, office, at)


def kupang() -> Office:
    return Office.objects.get(pk=3)


@pytest.mark.django_db
def test_three_working_days_after_a_friday_end_with_wednesday() -> None:
    assert due(kupang(), FRIDAY) == datetime(2026, 12, 2, 16, tzinfo=UTC)  # midnight in Kupang


@pytest.mark.django_db
def test_urgent_is_24_hours_whatever_the_day() -> None:
    assert due(kupang(), FRIDAY, Urgency.URGENT) == datetime(2026, 11, 28, 2, tzinfo=UTC)


@pytest.mark.django_db
def test_the_same_hour_is_another_day_a_zone_further_west() -> None:
    """Sent at 23.30 in the west on Sunday: in Kupang it is Monday already, and the first working day is Tuesday."""
    late = datetime(2026, 11, 29, 16, 30, tzinfo=UTC)
    west = Office(id=90, kind="regency", time_zone="Asia/Jakarta")
    assert due(west, late) == datetime(2026, 12, 2, 17, tzinfo=UTC)  # Wed midnight in WIB
    assert due(kupang(), late) == datetime(2026, 12, 3, 16, tzinfo=UTC)  # Thu midnight in WITA


@pytest.mark.django_db
def test_a_day_off_of_the_receivers_region_moves_it() -> None:
    LocalPolicy.objects.create(office_id=3, key="days_off", value={"2026-12-01": "Contoh"}, since=date(2026, 1, 1))
    assert due(kupang(), FRIDAY) == datetime(2026, 12, 3, 16, tzinfo=UTC)


@pytest.mark.django_db
def test_what_the_receiver_switched_off_it_does_not_owe() -> None:
    off = {"lengths": {}, "on": [], "off": ["referral_answer"]}
    LocalPolicy.objects.create(office_id=3, key="clocks", value=off, since=date(2015, 1, 1))
    assert due(kupang(), FRIDAY) is None


@pytest.mark.django_db
def test_on_without_anybody_choosing_and_its_own_promise() -> None:
    keeps()
    assert due(kupang(), FRIDAY) is not None
    assert rule("referral_answer").duty == "policy"


def test_the_time_runs_from_the_sending_whoever_takes_it_up(road: Road) -> None:
    """Who does not tap *Terima* is late all the same, on both sides."""
    it = road.sent()
    assert it.answer_due
    assert it.received_at is None
    with time_machine.travel(it.answer_due + timedelta(hours=1), tick=True):
        road.browsers = {}
        ours, theirs = (words(road.get("referral:referral", it.pk, who=who)) for who in ("melati", "fajar"))
        assert "; tenggat mereka" in ours
        assert 'class="note late"' not in ours
        assert 'class="note late"' in theirs
        assert "Tenggat jawaban mereka" in words(road.get("desk:today"))
        assert "Lewat 1 jam" in words(road.get("desk:today", who="fajar"))
        later = road.received(it)
        assert later.answer_due == it.answer_due


def test_who_took_it_up_is_read_by_both(road: Road) -> None:
    it = road.received(road.sent())
    for who in ("melati", "fajar"):
        page = words(road.get("referral:referral", it.pk, who=who))
        assert page.count("Diterima di Sentra Efata Kupang") == 1
        assert "Fajar Contoh" in page


def test_late_is_theirs_and_something_to_ask_about_for_the_sender(road: Road) -> None:
    it = road.sent()
    assert it.answer_due
    with time_machine.travel(it.answer_due.replace(microsecond=1), tick=True):
        road.browsers = {}
        ours, theirs = (road.get("referral:referral", it.pk, who=who).content.decode() for who in ("melati", "fajar"))
        assert "Tanyakan" in ours
        assert 'class="note late"' not in ours
        assert 'class="note late"' in theirs
        assert timezone.now() > it.answer_due
    assert it.receiver_id == SENTRA


def test_what_waited_before_the_upgrade_gets_its_end(road: Road) -> None:
    it = road.sent(urgency=Urgency.URGENT)
    Referral.objects.filter(pk=it.pk).update(answer_due=None)
    upgrade = import_module("rehsos.referral.migrations.0003_the_time_for_an_answer_runs_from_the_sending")
    upgrade.give_ends(apps, None)
    assert road.seen(it).answer_due == it.answer_due
