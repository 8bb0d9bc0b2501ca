"""What every source has: time, place and the office that counts, worked out of what it says of itself."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import OFFICES_NOW
from rehsos.directory import gazetteer
from rehsos.directory.models import Office
from rehsos.house.counting import Dimension, Source
from rehsos.law.words import LONG_MONTHS, MONTHS
from rehsos.look.words import language

from .todays_places import former, kab_of, kec_of

MONTHS_A_YEAR = 12
CLOSED = "*"
"""The line of rows that are closed to who asks."""


def month_code(number: int) -> str:
    """2018-06 from the stored month number (year x 12 + month - 1)."""
    number = int(number)  # as text beside the closed line
    return f"{number // 12}-{number % 12 + 1:02d}"


def month_number(code: str) -> int:
    """The stored month number of 2018-06. Raises ValueError for anything else."""
    day = date.fromisoformat(f"{code}-01")
    return day.year * 12 + day.month - 1


def month_label(code: str, *, long: bool = False) -> str:
    """Jun 2018, or Juni 2018."""
    year, month = divmod(month_number(code), 12)
    return f"{LONG_MONTHS[language()][month] if long else month_name(month + 1)} {year}"


def month_name(month: int) -> str:
    """Mei, of 5."""
    return MONTHS[language()][month - 1]


def day_of(source: Source) -> str:
    """The day that a row is counted by, as SQL."""
    return f"({source.instant} AT TIME ZONE %(zone)s)::date" if source.instant else source.day


def month_of(source: Source) -> str:
    """The month that a row is counted in, as SQL: year x 12 + month - 1."""
    day = day_of(source)
    return source.month or f"(extract(year FROM {day}) * 12 + extract(month FROM {day}) - 1)::int"


def ends(source: Source, months: int) -> str:
    """A row of a stock once for each part of the time at whose end it stands, as a join."""

    def part(day: str) -> str:
        return f"(extract(year FROM {day}) * 12 + extract(month FROM {day}) - 1)::int / {months}"

    return (
        f"CROSS JOIN LATERAL generate_series(greatest({part(day_of(source))}, %(first_end)s), "
        f"CASE WHEN {source.until} IS NULL OR {source.until} > %(last)s THEN %(last_end)s "
        f"ELSE {part(source.until)} - 1 END) AS ends(number)"
    )


def closed_row(source: Source) -> str:
    """That a row is closed to who asks, as SQL: its wall stands before a worker of theirs."""
    return f"{source.barred} && %(closed)s::int[]"


def _by(months: int) -> Callable[[Source], str]:
    return lambda source: month_of(source) if months == 1 else f"{month_of(source)} / {months}"


def _part(code: str, title: Promise, letter: str, months: int, order: int) -> Dimension:
    """A part of a year, as `2018-S1`."""
    parts = MONTHS_A_YEAR // months

    def read(number: object) -> str:
        year, part = divmod(int(str(number)), parts)
        return f"{year}-{letter}{part + 1}"

    def write(code: str) -> int:
        year, _dash, part = code.partition(f"-{letter}")
        if len(year) != len("2018") or part not in {str(n + 1) for n in range(parts)}:
            raise ValueError(code)
        return int(year) * parts + int(part) - 1

    def said(code: str) -> str:
        year, part = divmod(write(code), parts)
        return f"{month_name(part * months + 1)}–{month_name((part + 1) * months)} {year}"

    return Dimension(code, title, _by(months), said, read=read, write=write, months=months, order=order)


def _place(code: str) -> str:
    known = gazetteer.place(code)
    if known is None:
        return code or str(_("Tempat tidak diketahui"))
    codes = ", ".join([code, *(_("dahulu {code}").format(code=old) for old in former(code))])
    return f"{known.label} ({codes})"


def _office(code: str) -> str:
    return _office_names(timezone.now().replace(second=0, microsecond=0)).get(int(code), code)


@lru_cache(maxsize=1)
def _office_names(_minute: datetime) -> Mapping[int, str]:
    """The name of every office, read once a minute: a table labels each of its lines."""
    return dict(Office.objects.values_list("pk", "name"))


def _counts(source: Source) -> str:
    """Who counts a row, as a line of a table says it: a hidden office stands in that of the one above it.

    But for its own people, who count its rows alone.
    """
    here = source.counts_at
    others = f"x.hidden_place AND x.id <> ALL(coalesce({OFFICES_NOW}, '{{}}'))"
    return (
        f"CASE WHEN {here} = ANY(ARRAY(SELECT x.id FROM directory_office x WHERE {others})) THEN "
        f"(SELECT coalesce(y.parent_id, y.id) FROM directory_office y WHERE y.id = {here}) ELSE {here} END"
    )


EVERYWHERE = (
    Dimension("year", _("Tahun"), _by(MONTHS_A_YEAR), str, write=int, months=MONTHS_A_YEAR, order=10),
    _part("half", _("Setengah tahun"), "S", 6, 12),
    _part("third", _("Empat bulan"), "C", 4, 14),
    Dimension("month", _("Bulan"), _by(1), month_label, read=month_code, write=month_number, months=1, order=16),
    Dimension("place", _("Kabupaten/kota"), lambda source: kab_of(source.place), _place, order=70),
    Dimension("district", _("Kecamatan"), lambda source: kec_of(source.place), _place, order=72),
    Dimension("office", _("Kantor yang menghitung"), _counts, _office, write=int, order=74),
)
