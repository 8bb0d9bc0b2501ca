"""How old a child was at the deed: from the birth and the days of the event; otherwise as somebody estimated."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rehsos.audit.answers import Refused
from rehsos.cases.rulebook import language
from rehsos.law.ages import Age, Birth, age_at, band, born, born_about
from rehsos.people.identity import identity_of
from rehsos.people.models import Person


@dataclass(frozen=True)
class DeedAge:
    """Whole years at the deed. `band` is empty where the estimate straddles two bands of the law."""

    years: int | None = None
    estimated: bool = False
    band: str = ""


def birth_of(person: Person) -> Birth | None:
    """What is known of a birth: the day, the year, or a year give or take one."""
    if day := identity_of(person).born:
        return born(day)
    return born_about(person.birth_year, int(person.birth_estimated)) if person.birth_year else None


def computed_age(birth: Birth | None, first: date | None, last: date | None) -> Age | None:
    """The age over all days the event can have been; None while birth or event are unknown."""
    if birth is None or first is None:
        return None
    return Age(age_at(birth, first).low, age_at(birth, last or first).high)


def deed_age(age: Age | None, typed: int | None, *, estimated: bool) -> DeedAge:
    """The age to keep: a certain computation wins, then what was typed, then an uncertain computation.

    A typed age that the birth and event cannot mean is refused, so that a slip is seen at once.
    """
    if typed is not None:
        if age and not age.low <= typed <= age.high:
            words = _("Menurut kelahiran dan tanggal kejadian, umurnya {age}. Kosongkan, atau perbaiki tanggalnya.")
            raise Refused(words.format(age=age.words()[language()]), field="age_at_deed")
        return DeedAge(typed, estimated and not (age and not age.estimated), band(Age(typed, typed)) or "")
    if age is None:
        return DeedAge()
    return DeedAge(age.low, age.estimated or estimated, band(age) or "")
