"""Who a person is: the sealed part."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.utils.translation import gettext as _

from rehsos.law.ages import Birth, born, born_about
from rehsos.vault.keys import key_of, keys_of
from rehsos.vault.seal import UNREADABLE, Unreadable, Unsealable, legible, seal

from .models import Person
from .names import clean_display, initials

CONTEXT = "identity"


@dataclass(frozen=True)
class Identity:
    """Everything that names a person. All of it may be empty; `called` is what they are called."""

    called: str = ""
    full_name: str = ""
    other_names: str = ""
    nik: str = ""
    no_nik_because: str = ""
    birth_date: str = ""
    birth_place: str = ""
    birth_proof: str = ""
    lives_at: str = ""
    lives_in: str = ""
    registered_address: str = ""
    carer_name: str = ""
    phone: str = ""
    phone_owner: str = ""
    safe_channel: str = ""
    school: str = ""
    languages: str = ""
    needs: str = ""

    @property
    def name(self) -> str:
        """The fullest name known."""
        return self.full_name or self.called or _("Tanpa nama")

    @property
    def initials(self) -> str:
        """R.T. for Rambu Teladan: what colleagues and lists see."""
        return initials(self.full_name or self.called)

    @property
    def born(self) -> date | None:
        """The birth date when known to the day."""
        return date.fromisoformat(self.birth_date) if self.birth_date else None

    @property
    def names(self) -> tuple[str, ...]:
        """All names one might search for."""
        return tuple(n for n in (self.full_name, self.called, *self.other_names.split(",")) if n.strip())

    def cleaned(self) -> Self:
        """Without control and direction marks, which can disguise one name as another."""
        return replace(self, **{f.name: clean_display(getattr(self, f.name)) for f in fields(self)})

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """From sealed JSON; fields of an older or newer version are left out."""
        read = object.__new__(cls)  # not by its own way in, which writes down each field that is empty: a list reads 25
        vars(read).update((name, value) for name, value in data.items() if name in cls.__dataclass_fields__)
        return read


def birth(identity: Identity, year: int | None, *, estimated: bool) -> Birth | None:
    """What is known of a birth: the day, the year, or a year give or take one. The one reading of it for every age."""
    if identity.born:
        return born(identity.born)
    return born_about(year, int(estimated)) if year else None


class Erased(Identity):
    """Who was erased: nobody any more. What is counted of them stays."""

    @property
    def name(self) -> str:
        """Says so where the name stood."""
        return _("Identitas dihapus")


ERASED = Erased()


class Unread(Identity):
    """Whose seal does not open: damaged, or wrapped by another keyset. Nothing is known of them here."""

    @property
    def name(self) -> str:
        """Says so where the name stood."""
        return str(UNREADABLE)

    @property
    def initials(self) -> str:
        """Says so where the initials stood."""
        return str(UNREADABLE)


UNREAD = Unread()


def seal_identity(identity: Identity, person: UUID) -> bytes:
    """Seal with the person's key, which is made on first use. Raises Destroyed for who was erased."""
    return seal(key_of(person), asdict(identity), subject=person, context=CONTEXT)


def identity_of(person: Person, key: bytes | None = None) -> Identity:
    """Unseal one, to be changed or printed; with a key that came along, without asking for it.

    Raises Unsealable where it does not open: nothing is saved over it, and no letter goes out without a name.
    """
    found = identities_of([person])[person.pk] if key is None else read_identity(person.pk, person.sealed, key)
    if found is UNREAD:
        raise Unsealable("This identity does not open.")
    return found


def birth_of(person: Person) -> Birth | None:
    """What is known of somebody's birth."""
    return birth(identity_of(person), person.birth_year, estimated=person.birth_estimated)


def identities_of(people: Iterable[Person]) -> dict[UUID, Identity]:
    """Unseal many with one statement for the keys, for showing; one that does not open says so."""
    people = list(people)
    keys = keys_of(p.pk for p in people)
    return {p.pk: read_identity(p.pk, p.sealed, keys.get(p.pk)) for p in people}


def read_identity(person: UUID, sealed: bytes | memoryview, key: bytes | None) -> Identity:
    """Unseal with a key that is at hand, for showing; without one the person was erased."""
    if key is None:
        return ERASED
    told = legible(key, bytes(sealed), subject=person, context=CONTEXT)
    return UNREAD if isinstance(told, Unreadable) else Identity.read(told)
