"""How old a child was at the deed: from the birth and the days of the event; otherwise as somebody estimated."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rehsos.audit.answers import Refused
from rehsos.law.ages import Age, Birth, age_at, band, guessed
from rehsos.look.words import say


@dataclass(frozen=True)
class DeedAge:
    """Whole years at the deed, as a count takes them. `band` is empty where an estimate straddles two of the law."""

    years: int | None = None
    estimated: bool = False
    band: str = ""


def computed_age(born: Birth | None, first: date | None, last: date | None) -> Age | None:
    """The age over all days the event can have been; None while birth or event are unknown."""
    if born is None or first is None:
        return None
    began, ended = age_at(born, first), age_at(born, last or first)
    return Age(began.low, ended.high, began.told)


def said_age(known: Age | None, kept: int | None, *, estimated: bool) -> Age | None:
    """The age at the deed as every page and paper says it, from what birth and event tell and what is kept of it.

    What is kept without a doubt is the age. An estimate that is not the computed one was somebody's: it holds give or
    take a year, as far as birth and event allow it.
    """
    if kept is None or (known and estimated and kept == known.counted):
        return known
    if not estimated:
        return Age(kept, kept)
    about = guessed(kept)
    return Age(max(about.low, known.low), min(about.high, known.high), kept) if known else about


def deed_age(age: Age | None, typed: int | None, *, estimated: bool) -> DeedAge:
    """The age to keep: a certain computation wins, then what was typed, then an uncertain computation.

    A typed age that the birth and event cannot mean is refused, so that a slip is seen at once.
    """
    if typed is not None and age and not age.low <= typed <= age.high:
        words = _("Menurut kelahiran dan tanggal kejadian, umurnya {age}. Kosongkan, atau perbaiki tanggalnya.")
        raise Refused(words.format(age=say(age.words())), field="age_at_deed")
    told = said_age(age, typed, estimated=estimated and (age is None or age.estimated))
    return DeedAge(told.counted, told.estimated, band(told) or "") if told else DeedAge()
