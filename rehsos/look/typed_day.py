"""A day or a moment as people write it: the one reading of it, for every form and the command line.

The day stands before the month, in both languages. A year left out is the nearest in the past, or ahead where one looks
ahead; of two figures it is of this century, or of the last where this one has not come so far. Days may be words
(`kemarin`, `lusa`), and so may a part of a day (`tadi pagi`), which then stands for its usual hour.
"""

import re
from datetime import date, datetime, time, timedelta

from rehsos.law.words import LONG_DAYS, LONG_MONTHS

SHORTEST = 3  # letters by which a month is told
LEAP = 8  # years within which every day of the calendar comes again

_SPELT = {"agt": 8, "ags": 8, "agst": 8, "nop": 11, "nopember": 11, "peb": 2, "pebruari": 2, "mrt": 3, "sept": 9}
_WORDS = {
    **dict.fromkeys(("hari ini", "today", "sekarang", "tadi"), 0),
    **dict.fromkeys(("kemarin", "kemaren", "yesterday"), -1),
    **dict.fromkeys(("kemarin lusa", "kemarin dulu", "dua hari lalu"), -2),
    **dict.fromkeys(("besok", "esok", "tomorrow"), 1),
    "lusa": 2,
}
_AGO = re.compile(r"(\d{1,3}|se)\s*(hari|minggu|days?|weeks?)\s*(?:yang\s+)?(lalu|ago|lagi|ahead)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})(?:[-/. ]+(\d{4}|\d{2}))?")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]{3,9})[-/. ]*(\d{4}|\d{2})?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})[-/. ]+(\d{1,2})(?:st|nd|rd|th)?(?:[-/. ]+(\d{4}))?")
_WEEKDAYS = {name.casefold(): n for names in LONG_DAYS.values() for n, name in enumerate(names)} | {"jum'at": 4}

_PARTS = {"subuh": 5, "pagi": 8, "siang": 12, "sore": 16, "petang": 17, "malam": 20}
_PART = re.compile(rf"(?:(?:tadi|nanti)\s+)?({'|'.join(_PARTS)})(?:\s+(?:ini|tadi|nanti))?")
_HOUR = re.compile(
    r"(?P<told>(?:pukul|jam|pkl\.?|at)\s*)?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d)(?::\d\d)?)?"
    rf"\s*(?P<part>{'|'.join(_PARTS)}|am|pm)?(?:\s*(?:wib|wita|wit))?"
)
_NOON = 12


class Unread(ValueError):  # noqa: N818 - nothing went wrong: somebody wrote something else
    """What was written is no day, or no moment, or not surely one."""


def read_day(text: str, today: date, *, ahead: bool = False) -> date:
    """The day that was meant. `ahead`: a year left out is the next one. Raises Unread."""
    written = " ".join(text.casefold().replace(",", " ").replace("’", "'").split())
    written = re.sub(r"^(?:tgl\.?|tanggal)\s*", "", written)
    weekday, written = _weekday(written)
    found = _by_word(written, today) or _by_numbers(written, today, ahead=ahead)
    if found is None or (weekday is not None and found.weekday() != weekday):
        raise Unread(text)
    return found


def _weekday(written: str) -> tuple[int | None, str]:
    """The day of the week before a date: it must be that of the date."""
    first, _space, rest = written.partition(" ")
    return (_WEEKDAYS[first], rest) if rest and first in _WEEKDAYS else (None, written)


def _by_word(written: str, today: date) -> date | None:
    if written in _WORDS:
        return today + timedelta(days=_WORDS[written])
    if found := _AGO.fullmatch(written.replace("seminggu", "se minggu").replace("sehari", "se hari")):
        days = (1 if found[1] == "se" else int(found[1])) * (7 if found[2] in {"minggu", "week", "weeks"} else 1)
        return today + timedelta(days=days if found[3] in {"lagi", "ahead"} else -days)
    return None


def _by_numbers(written: str, today: date, *, ahead: bool) -> date | None:
    if found := _ISO.fullmatch(written):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(written):
        return _in_year(found[3], int(found[2]), int(found[1]), today, ahead=ahead)
    if (found := _NAMED.fullmatch(written.replace("'", ""))) and (month := _month(found[2])):
        return _in_year(found[3], month, int(found[1]), today, ahead=ahead)
    if (found := _MONTH_FIRST.fullmatch(written)) and (month := _month(found[1])):
        return _in_year(found[3], month, int(found[2]), today, ahead=ahead)
    return None


def _month(word: str) -> int:
    """The month of a name or the beginning of one, in either language; nought for another word."""
    if word in _SPELT:
        return _SPELT[word]
    months = {
        n for names in LONG_MONTHS.values() for n, name in enumerate(names, 1) if name.casefold().startswith(word)
    }
    return months.pop() if len(word) >= SHORTEST and len(months) == 1 else 0


def _in_year(year: str | None, month: int, day: int, today: date, *, ahead: bool) -> date | None:
    if year is None:
        step = 1 if ahead else -1
        tried = (_date(today.year + step * n, month, day) for n in range(LEAP + 1))
        return next((d for d in tried if d and (d >= today if ahead else d <= today)), None)
    if len(year) == len("2010"):
        return _date(int(year), month, day)
    this = today.year // 100 * 100 + int(year)
    return _date(this if ahead or this <= today.year else this - 100, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_moment(text: str, now: datetime, *, ahead: bool = False) -> datetime:
    """The day and hour that were meant, both told, in the zone of `now`. Raises Unread, also for a day alone."""
    written = " ".join(text.casefold().replace(",", " ").replace("semalam", "tadi malam").split())
    if written in {"sekarang", "now", "baru saja"}:
        return _minute(now)
    if found := re.fullmatch(rf"(\d{{4}}-\d\d-\d\d)[t ]({_HOUR.pattern})", written):
        return _at(read_day(found[1], now.date()), _hour(found[2], "", told=False))
    for words in range(1, min(3, written.count(" ") + 1) + 1):
        day, hour = _split(written, words)
        if (whole := _of_both(day, hour, now, ahead=ahead)) is not None:
            return whole
    raise Unread(text)


def _split(written: str, words: int) -> tuple[str, str]:
    every = written.split(" ")
    return " ".join(every[:-words]), " ".join(every[-words:])


def _of_both(day: str, hour: str, now: datetime, *, ahead: bool) -> datetime | None:
    """A day with an hour behind it, or with a part of the day; a part alone is of today, a night maybe of yesterday."""
    try:
        if whole := _PART.fullmatch(f"{day} {hour}".strip()):
            return _usual(now.date(), whole[1], f"{day} {hour}", now)
        split = re.fullmatch(rf"(.*?)\s*\b({'|'.join(_PARTS)})", day)
        part = split[2] if split else ""
        told = _hour(hour, part, told=bool(part))
        if split and split[1] in {"", "tadi", "nanti"}:
            return _at(_night(now, part, day), told)
        return _at(read_day(split[1] if split else day, now.date(), ahead=ahead), told)
    except Unread:
        return _part_of_day(day, hour, now, ahead=ahead)


def _part_of_day(day: str, hour: str, now: datetime, *, ahead: bool) -> datetime | None:
    """`Kemarin sore`, `besok pagi`: the usual hour of that part."""
    if hour not in _PARTS:
        return None
    try:
        return _usual(read_day(day, now.date(), ahead=ahead), hour, day, now)
    except Unread:
        return None


def _usual(day: date, part: str, words: str, now: datetime) -> datetime:
    """The usual hour of a part of a day; of today's, when it is said to be over, not later than now."""
    if day == now.date() and "tadi" in words:
        day = _night(now, part, words)
    told = datetime.combine(day, time(_PARTS[part]))
    if "tadi" in words and told > _minute(now) + timedelta(hours=1):
        raise Unread(words)  # this afternoon is not over in the morning
    return min(told, _minute(now)) if "tadi" in words else told


def _night(now: datetime, part: str, words: str) -> date:
    """`Tadi malam`, said before the evening, was yesterday's."""
    over = part == "malam" and "nanti" not in words and now.hour < _PARTS["petang"]
    return now.date() - timedelta(days=1) if over else now.date()


def _hour(text: str, part: str, *, told: bool) -> time:
    """08.30, 8:30, jam 4 sore, 4 pm; an hour without minutes only where a word says that it is one."""
    found = _HOUR.fullmatch(text)
    if found is None or not (found["minute"] or found["told"] or found["part"] or told):
        raise Unread(text)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    hour = _of_part(hour, found["part"] or part)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a day has 24 hours, an hour 60 minutes
        raise Unread(text)
    return time(hour, minute)


def _of_part(hour: int, part: str) -> int:
    """Four in the afternoon is 16; from 13 on the figure says it itself."""
    if part == "am":
        return hour % _NOON
    first = {"pm": 1, "siang": 1, "sore": 1, "petang": 1, "malam": 6}.get(part)
    last = {"siang": 4}.get(part, _NOON - 1)
    return hour + _NOON if first is not None and first <= hour <= last else hour


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour)


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0, tzinfo=None)
