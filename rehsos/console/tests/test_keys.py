"""A fresh wrapping key opens everything that was sealed before."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from ops.environment import database
from rehsos.cases.tests.test_open_case import rambu
from rehsos.console import main
from rehsos.console.database import as_owner
from rehsos.console.seals import sealed_columns
from rehsos.house import rooms
from rehsos.people.identity import identity_of
from rehsos.people.models import Person
from rehsos.vault import keys
from rehsos.vault.doors import Sealed
from rehsos.vault.keys import destroy, keyset
from rehsos.vault.keyset import Keyset, load_or_create, rotate
from rehsos.vault.models import Key
from rehsos.vault.seal import Unsealable, new_key

pytestmark = pytest.mark.django_db(transaction=True)  # the owner rewraps, through a connection of its own

STRANGER = UUID("0190a0b0-0000-7000-8000-0000000000bd")


def registered(people: Any) -> Person:
    """Somebody whose key is wrapped by today's keyset."""
    with transaction.atomic():
        return rambu(people.actor("melati"))


def name_of(person: Person, people: Any) -> str:
    """As Melati reads it."""
    with transaction.atomic():
        people.actor("melati")
        return identity_of(Person.objects.get(pk=person.pk)).name


def a_row_of_another_keyset(tmp_path: Any) -> None:
    """As one that was made while another keyset lay in the place of ours."""
    Key.objects.create(subject=STRANGER, wrapped=load_or_create(tmp_path / "foreign.json").wrap(new_key(), STRANGER))


def altered(person: Person, at: int) -> bytes:
    """One byte of the person's wrapped key becomes another; the row as it was."""
    row = Key.objects.get(pk=person.pk)
    before = bytes(row.wrapped)
    with as_owner():
        Key.objects.filter(pk=person.pk).update(wrapped=before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
    return before


@pytest.mark.parametrize(("at", "kept"), [(20, 1), (-1, 1), (0, 2), (4, 2)])
def test_a_row_out_of_a_backup_still_opens_after_retiring(people: Any, says: Any, at: int, kept: int) -> None:
    """Altered in what is wrapped it still names its key, altered in the name it may be any."""
    person = registered(people)
    before = altered(person, at % len(Key.objects.get(pk=person.pk).wrapped))
    says("keys", "rotate")
    says("keys", "rotate")
    told = says("keys", "retire")
    assert (told.code, keyset().older) == (1, kept)
    assert ("1 kunci pembungkus lama dibuang" in told.out) == (kept == 1)
    assert f"{kept} kunci pembungkus lama tetap disimpan" in told.out
    assert f"masih terbuka dengan {settings.VAULT_KEYSET}" in told.out
    with as_owner():
        Key.objects.filter(pk=person.pk).update(wrapped=before)
    assert name_of(person, people) == "Rambu Teladan"
    assert says("keys", "rotate").code == 0
    assert (says("keys", "retire").code, keyset().older) == (0, 0)
    assert name_of(person, people) == "Rambu Teladan"


def test_a_bad_row_stops_rotation_not_at_all_and_the_end_of_older_keys_until_it_is_given_up(
    people: Any, says: Any, tmp_path: Any
) -> None:
    person = registered(people)
    a_row_of_another_keyset(tmp_path)
    rotated = says("keys", "rotate")
    assert (rotated.code, str(STRANGER) in rotated.out) == (1, True)
    assert "1 kunci data tidak terbuka" in rotated.out
    assert keyset().is_current(bytes(Key.objects.get(pk=person.pk).wrapped))
    retired = says("keys", "retire")
    assert (retired.code, str(STRANGER) in retired.out, keyset().older) == (1, True, 1)
    assert "dibuang" not in retired.out
    given_up = says("keys", "retire", "--lost-too")
    assert (given_up.code, str(STRANGER) in given_up.out, keyset().older) == (1, True, 0)
    assert name_of(person, people) == "Rambu Teladan"


def test_the_check_names_what_does_not_open(people: Any, says: Any, tmp_path: Any) -> None:
    person = registered(people)
    a_row_of_another_keyset(tmp_path)
    with as_owner():
        Person.objects.filter(pk=person.pk).update(sealed=b"\x01" + bytes(60))
    told = says("check")
    line = next(line for line in told.out.splitlines() if "Semua yang tersegel terbuka" in line)
    assert line.startswith("✗")
    assert f"vault_key {STRANGER}" in line
    assert f"people_person.sealed {person.pk}" in line


def test_every_sealed_column_says_how_it_opens() -> None:
    found = {str(one): one.opens for one in sealed_columns()}
    assert [name for name, opens in found.items() if opens is None] == []
    said = {name: (opens.key, opens.context) for name, opens in found.items() if opens}
    assert said["cases_task.sealed"] == said["justice_hearing.sealed"] == ("case_id", "case")  # as whatever is filed
    assert said["cases_supervisionnote.sealed"] == ("key", "supervision")
    assert (said["papers_file.sealed"], said["papers_file.sealed_name"]) == (
        ("dossier", "file"),
        ("dossier", "file-name"),
    )
    assert {"papers_letter.sealed", "access_draft.sealed", "audit_action.sealed"} <= said.keys()


def test_a_sealed_column_of_which_nobody_says_how_it_opens_is_a_line_of_the_check(
    people: Any, says: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(people)
    known = rooms.by_room(Sealed)
    less = {**rooms._gifts(), Sealed: tuple(gift for gift in known if gift[1].model is not Person)}
    monkeypatch.setattr(rooms, "_gifts", lambda: less)
    told = says("check").out
    assert "✗ Setiap kolom tersegel menyebut kuncinya: tidak dikenal: people_person.sealed. " in told
    assert "✓ Semua yang tersegel terbuka" in told


def test_it_rewraps_every_key_and_names_still_open(people: Any, capsys: Any) -> None:
    person = registered(people)
    before = bytes(Key.objects.get(pk=person.pk).wrapped)
    assert main(["keys", "rotate"]) == 0
    after = bytes(Key.objects.get(pk=person.pk).wrapped)
    assert after != before
    assert keyset().is_current(after)
    assert name_of(person, people) == "Rambu Teladan"
    assert "kunci data dibungkus ulang" in capsys.readouterr().out


def test_a_destroyed_key_stays_destroyed(people: Any) -> None:
    person = registered(people)
    destroy(person.pk)
    assert main(["keys", "rotate"]) == 0
    assert bytes(Key.objects.get(pk=person.pk).wrapped) == b""


def test_what_old_backups_hold_no_longer_opens_after_retiring_and_names_still_do(people: Any, says: Any) -> None:
    person = registered(people)
    backup = bytes(Key.objects.get(pk=person.pk).wrapped)
    says("keys", "rotate")
    assert keyset().unwrap(backup, person.pk)
    told = says("keys", "retire")
    assert (told.code, keyset().older) == (0, 0)
    assert "kunci pembungkus lama dibuang" in told.out
    with pytest.raises(Unsealable):
        keyset().unwrap(backup, person.pk)
    assert name_of(person, people) == "Rambu Teladan"


def test_a_wrapping_key_that_still_wraps_something_is_kept(people: Any, says: Any) -> None:
    person = registered(people)
    rotate(settings.VAULT_KEYSET)
    told = says("keys", "retire")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "rehsos keys rotate" in told.err
    assert Keyset.read(settings.VAULT_KEYSET)[1].older > 0
    assert name_of(person, people) == "Rambu Teladan"


def test_an_erased_person_holds_no_wrapping_key_back(people: Any, says: Any) -> None:
    destroy(registered(people).pk)
    says("keys", "rotate")
    assert says("keys", "retire").code == 0


def test_with_nothing_to_retire_nothing_happens(says: Any, people: Any) -> None:
    says("keys", "rotate")
    says("keys", "retire")
    assert says("keys", "retire").out == "Tidak ada kunci pembungkus lama.\n"


@pytest.mark.parametrize("command", ["rotate", "retire"])
def test_while_one_command_works_on_the_keys_no_other_does(people: Any, says: Any, command: str) -> None:
    person = registered(people)
    rotate(settings.VAULT_KEYSET)
    before = settings.VAULT_KEYSET.read_bytes()
    owner = database("owner")
    told = {"host": owner["HOST"], "port": owner["PORT"], "user": owner["USER"], "password": owner["PASSWORD"]}
    with psycopg.connect(**told, dbname=connection.settings_dict["NAME"]) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('vault_wrapping'))")
        refused = says("keys", command)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "sedang berjalan" in refused.err
    assert settings.VAULT_KEYSET.read_bytes() == before
    assert says("keys", "rotate").code == 0
    assert says("keys", "retire").code == 0
    assert name_of(person, people) == "Rambu Teladan"


def test_no_row_is_kept_under_a_key_that_was_retired_while_it_was_made(
    people: Any, says: Any, monkeypatch: Any
) -> None:
    registered(people)
    held = keyset()
    says("keys", "rotate")
    says("keys", "retire")
    answers = iter([held])
    monkeypatch.setattr(keys, "keyset", lambda: next(answers, None) or keyset())
    with pytest.raises(Unsealable), transaction.atomic():
        keys.key_of(STRANGER)
    assert not Key.objects.filter(pk=STRANGER).exists()
