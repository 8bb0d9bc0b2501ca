"""Dates, hours and sums as Indonesians write them; English where chosen."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rehsos.law import words as law
from rehsos.law.ages import Age
from rehsos.law.book import fact_kinds
from rehsos.law.shapes import Words
from rehsos.law.words import DAYS, LONG_DAYS, LONG_MONTHS, MONTHS, Lang


def language() -> Lang:
    """The language of the screen: `id` or `en`."""
    return "en" if (translation.get_language() or "id").startswith("en") else "id"


_paper: ContextVar[bool] = ContextVar("paper", default=False)


@contextmanager
def on_paper() -> Iterator[None]:
    """What is said in here is read on another day, too: no today, no tomorrow, and no time left."""
    token = _paper.set(True)
    try:
        yield
    finally:
        _paper.reset(token)


def day(value: date | None, *, long: bool = False) -> str:
    """21 Sep 2018, or Jumat, 21 September 2018."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    lang = language()
    if long:
        return f"{LONG_DAYS[lang][local.weekday()]}, {local.day} {LONG_MONTHS[lang][local.month - 1]} {local.year}"
    return say(law.day(local))


def hour(value: datetime | None) -> str:
    """09.00, in the office's zone."""
    return timezone.localtime(value).strftime("%H.%M") if value else ""


def moment(value: datetime | None) -> str:
    """Sel 18 Sep 2018, 09.00."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{DAYS[language()][local.weekday()]} {day(local)}, {hour(local)}"


def ends(value: datetime | None) -> str:
    """An end: midnight is said as 24.00 of the day before."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if (local.hour, local.minute) != (0, 0):
        return moment(value)
    before = local - timedelta(minutes=1)
    return f"{DAYS[language()][before.weekday()]} {day(before)}, 24.00"


def to_the_day(value: datetime) -> bool:
    """Whether no hour was told: a day alone is kept as its midnight."""
    local = timezone.localtime(value)
    return (local.hour, local.minute) == (0, 0)


def begun(value: datetime | None) -> str:
    """A start: one known to the day only stands at midnight, and no hour is invented for it."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if (local.hour, local.minute) != (0, 0):
        return moment(value)
    return f"{DAYS[language()][local.weekday()]} {day(local)}"


def when(value: datetime | None) -> str:
    """Short for a list: Hari ini 08.12 · Kemarin 16.00 · Kam 20 Sep · 3 Mei 2017; no hour where none was told."""
    if value is None:
        return ""
    if _paper.get():
        return begun(value)
    local, today = timezone.localtime(value), timezone.localdate()
    lang = language()
    near = {-1: ("Kemarin", "Yesterday"), 0: ("Hari ini", "Today"), 1: ("Besok", "Tomorrow")}
    if named := near.get((local.date() - today).days):
        return say(named) if (local.hour, local.minute) == (0, 0) else f"{say(named)} {hour(local)}"
    short = f"{DAYS[lang][local.weekday()]} {local.day} {MONTHS[lang][local.month - 1]}"
    return short if local.year == today.year else f"{short} {local.year}"


def at_end(value: datetime | None) -> str:
    """`at` of an end: with its hour, 24.00 of the day before. Min 29 Nov, 09.15 · Sen 30 Nov, 24.00."""
    if _paper.get():
        return ends(value)
    local = timezone.localtime(value) if value else None
    if value is None or local is None or (local.hour, local.minute) != (0, 0):
        return at(value)
    return f"{when(value - timedelta(minutes=1)).removesuffix(' 23.59')}, 24.00"


def at(value: datetime | None) -> str:
    """Where somebody must be: the same, always with the hour. Hari ini 08.12 · Rab 25 Nov, 09.00."""
    said = when(value)
    return said if not said or said.endswith(hour(value)) else f"{said}, {hour(value)}"


def agreed(value: datetime | None) -> str:
    """When something is to be: `at` on a screen; on a paper that goes to another office, in full and with the zone."""
    return in_full(value) if value and _paper.get() else at(value)


def owed(value: datetime | None) -> str:
    """The same of an end: midnight is 24.00 of the day before."""
    if value is None or not _paper.get():
        return at_end(value)
    local = timezone.localtime(value)
    if (local.hour, local.minute) != (0, 0):
        return in_full(value)
    return in_full(value - timedelta(minutes=1)).replace("23.59", "24.00")


def in_full(value: datetime) -> str:
    """Jumat, 21 September 2018, pukul 09.00 WITA: read in whatever zone."""
    pattern = _("{day}, pukul {hour} {zone}")
    zone = law.ZONES.get(timezone.get_current_timezone_name(), "")
    return pattern.format(day=day(value, long=True), hour=hour(value), zone=zone).rstrip()


def at_under(value: datetime | None) -> str:
    """An hour under the heading of its day; what is left there of a day gone by says which: Sen 30 Nov, 08.00."""
    return at(value) if value and timezone.localdate(value) < timezone.localdate() else hour(value)


def in_short(name: str) -> str:
    """The abbreviation that a long name bears behind it in brackets, as people say it: ABH; else the name."""
    long, bracket, short = name.removesuffix(")").rpartition(" (")
    return short if bracket and long and short.isupper() and name.endswith(")") else name


def iso_at(text: str | datetime | None) -> str:
    """The same for a moment that came as JSON."""
    return at(datetime.fromisoformat(text) if isinstance(text, str) and text else text or None)


def midnight(value: datetime) -> datetime:
    """The end of its day, in the office's zone."""
    local = timezone.localtime(value).replace(hour=0, minute=0, second=0, microsecond=0)
    return local + timedelta(days=1)


def iso_day(text: str | date | None) -> str:
    """A date that came as JSON, in words."""
    return day(date.fromisoformat(text[:10]) if isinstance(text, str) and text else text or None)


def iso_when(text: str | datetime | None) -> str:
    """A moment that came as JSON, in words."""
    return when(datetime.fromisoformat(text) if isinstance(text, str) and text else text or None)


def iso_moment(text: str | datetime | None) -> str:
    """The same in full, as paper says it."""
    return moment(datetime.fromisoformat(text) if isinstance(text, str) and text else text or None)


def rupiah(value: Any) -> str:
    """Rp85.000."""
    return "" if value is None else f"Rp{int(value):,}".replace(",", ".")


def grouped(value: Any) -> str:
    """A whole number with its thousands apart, 1.234 or in English 1,234; anything else as it is."""
    if not isinstance(value, int) or isinstance(value, bool):
        return "" if value is None else str(value)
    return f"{value:,}" if language() == "en" else f"{value:,}".replace(",", ".")


def left(due: datetime | None, now: datetime | None = None, softer: datetime | None = None) -> str:
    """Lewat 1 jam 40 mnt · sisa 4 jam 10 mnt · sisa 3 hari: time to a due hour, in words; by both readings of it."""
    if due is None or _paper.get():
        return ""
    at = now or timezone.now()
    return say(law.left(due - at, softer=softer is not None and softer > at))


def missing(codes: Iterable[str]) -> str:
    """What is asked, or filled in, for a clock that waits for these facts; empty where it waits for none we know."""
    known = [fact_kinds()[code] for code in codes if code in fact_kinds()]
    return say(law.missing(known)) if known else ""


def since(moment: datetime | None, now: datetime | None = None) -> str:
    """1 jam 40 mnt: how long ago something was."""
    return say(law.span((now or timezone.now()) - moment)) if moment else ""


def age(value: Age | None, *, long: bool = False) -> str:
    """14 th · kira-kira 13 th · 12–13 th (perkiraan): an age, alike on every page."""
    return say(value.words(long=long)) if value else ""


def either(*said: object) -> str:
    """One of these, in the midst of a sentence: perkara · surat atau perkara · kewajiban, surat, atau perkara."""
    *first, last = [_in_midst(str(word)) for word in said] or [""]
    if not first:
        return last
    return (_("{first}, atau {last}") if first[1:] else _("{first} atau {last}")).format(
        first=", ".join(first), last=last
    )


def _in_midst(word: str) -> str:
    """Perkara becomes perkara; BAP stays."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def say(words: Words) -> str:
    """One of the two, by the language of the screen: what the law's data carry in both."""
    return words[language() == "en"]
