"""A keyset is made where there never was one, and nowhere else."""

import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from rehsos.cases.tests.test_open_case import rambu
from rehsos.people.models import Person
from rehsos.vault import ours
from rehsos.vault.keys import destroy, key_of, keyset
from rehsos.vault.keyset import KeysetError, KeysetMissing, load_or_create
from rehsos.vault.models import Key, Mark

SUBJECT = UUID("0190a0b0-0000-7000-8000-000000000001")
pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Path:
    """An installation's own place for its keyset; nothing lies there yet."""
    settings.VAULT_KEYSET = tmp_path / "keyset.json"
    return tmp_path / "keyset.json"


def test_where_there_never_was_one_it_is_made_and_leaves_its_mark(place: Path) -> None:
    made = keyset()
    assert place.exists()
    assert bytes(Mark.objects.get().keyset) == made.fingerprint
    key_of(SUBJECT)
    assert keyset() is made


def test_beside_its_data_a_lost_one_is_not_replaced(place: Path) -> None:
    key_of(SUBJECT)
    place.rename(place.with_name("elsewhere.json"))
    with pytest.raises(KeysetMissing, match=str(place)) as told:
        keyset()
    assert "1 kunci data" in str(told.value)
    assert not place.exists()
    place.with_name("elsewhere.json").rename(place)
    assert key_of(SUBJECT)


def test_its_mark_stays_where_every_key_is_gone(place: Path) -> None:
    keyset()
    assert not Key.objects.exists()
    place.unlink()
    with pytest.raises(KeysetMissing):
        keyset()
    assert not place.exists()


def test_another_installations_is_refused(place: Path, tmp_path: Path) -> None:
    key_of(SUBJECT)
    load_or_create(tmp_path / "foreign.json")
    shutil.copy(tmp_path / "foreign.json", place)
    with pytest.raises(KeysetError, match="bukan milik basis data ini"):
        keyset()


def test_an_older_database_without_a_mark_knows_its_own_by_its_keys(place: Path, tmp_path: Path) -> None:
    key_of(SUBJECT)
    mine = keyset()
    found = load_or_create(tmp_path / "foreign.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ours, "_mark", lambda: None)
        assert ours.fits(mine)
        assert not ours.fits(found)


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM vault_key", "UPDATE vault_key SET wrapped = ''", "TRUNCATE vault_key", "DELETE FROM vault_mark",
     "UPDATE vault_mark SET keyset = ''"],
)  # fmt: skip
def test_the_app_loses_no_key_by_right(sql: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_erasing_does(place: Path) -> None:
    key_of(SUBJECT)
    destroy(SUBJECT)
    destroy(SUBJECT)
    found = Key.objects.get(pk=SUBJECT)
    assert (bytes(found.wrapped), found.destroyed_at is not None) == (b"", True)


def test_a_page_without_its_keyset_says_so_and_writes_nothing(people: Any, place: Path) -> None:
    person = rambu(people.actor("melati"))
    before, browser, address = Person.objects.count(), people.client("melati"), f"/orang/{person.pk}/"
    browser.raise_request_exception = False
    aside = place.with_name("aside.json")
    place.rename(aside)
    form = {"called": "Anton", "sex": "L", "birth_year": "2010", "lives_in": "53.01", "confirm": "on"}
    answers = [browser.get(address), browser.post("/orang/baru/", form)]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert all("Kunci pembuka berkas" in answer.content.decode() for answer in answers)
    assert not place.exists()
    aside.rename(place)
    people.actor("melati")
    assert Person.objects.count() == before
    assert browser.get(address).status_code == 200
