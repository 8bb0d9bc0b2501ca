"""A fresh wrapping key opens everything that was sealed before."""

from typing import Any

from rehsos.cases.tests.test_open_case import rambu
from rehsos.console import main
from rehsos.people.identity import identity_of
from rehsos.people.models import Person
from rehsos.vault.keys import destroy, keyset
from rehsos.vault.models import Key


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
