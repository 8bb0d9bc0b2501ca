"""A fresh wrapping key opens everything that was sealed before."""

from typing import Any

import pytest
from django.conf import settings

from rehsos.cases.tests.test_open_case import rambu
from rehsos.console import main
from rehsos.people.identity import identity_of
from rehsos.people.models import Person
from rehsos.vault.keys import destroy, keyset
from rehsos.vault.keyset import Keyset, rotate
from rehsos.vault.models import Key
from rehsos.vault.seal import Unsealable


def test_it_rewraps_every_key_and_names_still_open(people: Any, capsys: Any) -> None:
    person = rambu(people.actor("melati"))
    before = bytes(Key.objects.get(pk=person.pk).wrapped)
    assert main(["keys", "rotate"]) == 0
    after = bytes(Key.objects.get(pk=person.pk).wrapped)
    assert after != before
    assert keyset().is_current(after)
    assert identity_of(Person.objects.get(pk=person.pk)).name == "Rambu Teladan"
    assert "kunci data dibungkus ulang" in capsys.readouterr().out


def test_a_destroyed_key_stays_destroyed(people: Any) -> None:
    person = rambu(people.actor("melati"))
    destroy(person.pk)
    assert main(["keys", "rotate"]) == 0
    assert bytes(Key.objects.get(pk=person.pk).wrapped) == b""


def test_what_old_backups_hold_no_longer_opens_after_retiring_and_names_still_do(people: Any, says: Any) -> None:
    person = rambu(people.actor("melati"))
    backup = bytes(Key.objects.get(pk=person.pk).wrapped)
    says("keys", "rotate")
    assert keyset().unwrap(backup, person.pk)
    told = says("keys", "retire")
    assert (told.code, keyset().older) == (0, 0)
    assert "kunci pembungkus lama dibuang" in told.out
    with pytest.raises(Unsealable):
        keyset().unwrap(backup, person.pk)
    assert identity_of(Person.objects.get(pk=person.pk)).name == "Rambu Teladan"


def test_a_wrapping_key_that_still_wraps_something_is_kept(people: Any, says: Any) -> None:
    person = rambu(people.actor("melati"))
    rotate(settings.VAULT_KEYSET)
    told = says("keys", "retire")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "rehsos keys rotate" in told.err
    assert Keyset.read(settings.VAULT_KEYSET)[1].older > 0
    assert identity_of(Person.objects.get(pk=person.pk)).name == "Rambu Teladan"


def test_an_erased_person_holds_no_wrapping_key_back(people: Any, says: Any) -> None:
    destroy(rambu(people.actor("melati")).pk)
    says("keys", "rotate")
    assert says("keys", "retire").code == 0


def test_with_nothing_to_retire_nothing_happens(says: Any, people: Any) -> None:
    says("keys", "rotate")
    says("keys", "retire")
    assert says("keys", "retire").out == "Tidak ada kunci pembungkus lama.\n"
