from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from rehsos.access.models import User
from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, Clock
from rehsos.console import demo
from rehsos.demo import load
from rehsos.directory.models import Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hour", [0, 6, 11, 16, 23])
def test_the_living_cases_can_be_told_at_any_hour(hour: int) -> None:
    """WITA is eight hours ahead: among these are midnight, early morning and late evening there."""
    now = datetime.now(UTC).replace(hour=hour, minute=7) - timedelta(days=1)
    told: list[str] = []
    with patch("django.utils.timezone.now", return_value=now):
        load._now(told.append)
    set_scope((3,), 0)
    late = Clock.objects.filter(state="running", duty__in=["ours", "policy"], due_at__lt=now)
    assert list(late.values_list("rule", flat=True)) == ["social_report"]
    assert told == ["kasus hari ini"]


def test_signins_names_who_is_there_and_where_to_go(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8106")
    out = says("demo", "signins").out
    assert "http://localhost:8106" in out
    assert "melati@contoh.test" in out
    assert "rehsos-contoh" in out
    assert "123456" in out


def test_signins_is_silent_about_people_who_are_not_there(says: Any) -> None:
    User.objects.exclude(email="dewi@contoh.test").delete()
    User.objects.update(email="seseorang@dinas.test")
    assert says("demo", "signins").out == "Tidak ada orang contoh di sini.\n"


def test_where_nobody_is_yet_the_first_steps_are_told(says: Any) -> None:
    User.objects.all().delete()
    told = says("demo", "signins").out
    assert "rehsos office add" in told
    assert "rehsos user add" in told


def test_known_passwords_where_no_demo_is_wanted_are_warned_of(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHSOS_DEMO", "no")
    assert "siapa pun dapat masuk sebagai mereka" in says("demo", "signins").out


def test_the_demonstration_stays_away_from_a_real_office(says: Any) -> None:
    Office.objects.filter(pk=3).update(name="Dinas Sosial Kabupaten Sungguhan")
    told = says("demo", "load")
    assert (told.code, "tidak dimuat" in told.out) == (0, True)
    assert Office.objects.get(pk=3).name == "Dinas Sosial Kabupaten Sungguhan"


def test_the_demonstration_stays_away_from_real_people(says: Any) -> None:
    User.objects.filter(email="dewi@contoh.test").update(email="seseorang@dinas.test")
    assert "tidak dimuat" in says("demo", "load").out


def test_reset_wants_a_yes(says: Any) -> None:
    told = says("demo", "reset")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "--yes" in told.err


@pytest.mark.django_db(transaction=True)
def test_load_says_whether_it_did_anything(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "load", lambda _tell: False)
    assert says("demo", "load").out == "Contoh sudah dimuat.\n"


@pytest.mark.django_db(transaction=True)
def test_reset_empties_and_loads_anew(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from rehsos.demo import cast

    def load(_tell: Any) -> bool:
        cast.put_offices_and_workers()
        return True

    monkeypatch.setattr(demo, "load", load)
    assert says("demo", "reset", "--yes").code == 0
    set_scope((3,), 0)
    assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_reset_leaves_a_house_with_real_people_alone(says: Any) -> None:
    User.objects.filter(email="dewi@contoh.test").update(email="seseorang@dinas.test")
    told = says("demo", "reset", "--yes")
    assert told.code == 2
    assert "bukan orang contoh" in told.err
    assert User.objects.exists()
