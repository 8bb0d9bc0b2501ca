"""What may be asked of the ladder: fixed periods, fixed places, one division. Anything else is refused with why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.directory import gazetteer
from rehsos.house.counting import Source

from ..dimensions import DIMENSIONS, MEASURES, SOURCES, units_of
from ..everywhere import month_label, month_name
from ..periods import bounds
from .rungs import MONTHS_A_HALF, MONTHS_A_THIRD, MONTHS_A_YEAR, NATION, parts, period_of, told_by
from .told import is_plain

ROWS: Mapping[str, Promise] = {
    "year": gettext_lazy("Tahun"),
    "half": gettext_lazy("Setengah tahun"),
    "third": gettext_lazy("Empat bulan"),
    "month": gettext_lazy("Bulan"),
    "place": gettext_lazy("Wilayah di dalamnya"),
}
MONTHS_OF = {"year": MONTHS_A_YEAR, "half": MONTHS_A_HALF, "third": MONTHS_A_THIRD, "month": 1}
BY_KAB = ("year", "half")


@dataclass(frozen=True)
class Sought:
    """What somebody asks, before it is known whether that is told."""

    measure: str
    by: tuple[str, ...]
    place: str = ""
    first: date | None = None
    last: date | None = None
    unit: str = ""
    beyond: tuple[str, ...] = ()
    """What else narrows the question, by name: the ladder knows no such filter."""


class NotToldError(Exception):
    """What was asked is never told; the message says so in words for the person, and what to ask instead."""


@dataclass(frozen=True)
class Wanted:
    """A question to the ladder. `rows` empty: one number. `place` empty: the nation. Days inclusive."""

    measure: str
    rows: str
    columns: str
    place: str
    first: date
    last: date
    unit: str

    @property
    def source(self) -> Source:
        return SOURCES[MEASURES[self.measure].source]

    @property
    def plain(self) -> bool:
        """Whether it is told in the unit that adds up."""
        return is_plain(self.measure, self.unit)

    @property
    def where(self) -> str:
        """The place as the ladder calls it."""
        return self.place or NATION

    @property
    def periods(self) -> tuple[str, ...]:
        """The fixed periods the days consist of: of the rows' length, or one for all. Raises NotToldError."""
        if self.rows in {"", "place"}:
            return (self._only_period(),)
        return tuple(self._each(MONTHS_OF[self.rows]))

    def _only_period(self) -> str:
        period = period_of(self.first, self.last)
        if not period:
            raise NotToldError(_("Pilih satu tahun, setengah tahun, empat bulan (Jan–Apr …), atau satu bulan."))
        return self._told_here(period)

    def _each(self, months: int) -> Iterable[str]:
        """Years may be cut by the ends of the days, where what is left is a fixed period as well."""
        start = self.first
        while start <= self.last:
            end = bounds(f"{start.year}")[1] if months == MONTHS_A_YEAR else _end(start, months)
            period = period_of(start, min(end, self.last))
            if not period or (months < MONTHS_A_YEAR and len(parts(period)) != months):
                raise NotToldError(_("Masanya harus tepat satu tahun, setengah tahun, empat bulan, atau bulan."))
            yield self._told_here(period)
            start = end + timedelta(days=1)

    def _told_here(self, period: str) -> str:
        if "." in self.place and len(parts(period)) not in {MONTHS_A_YEAR, MONTHS_A_HALF}:
            raise NotToldError(
                _("Angka kabupaten/kota hanya diumumkan per tahun dan per setengah tahun. Untuk bulan: pilih provinsi.")
            )
        return period


def reach(asked: Wanted, years: tuple[int, ...], until: date | None) -> date:
    """The last day that a table of this shape can ever hold now: whole years, but months where it has room for them."""
    closed = date(years[-1], MONTHS_A_YEAR, 31)
    yearly = "." in asked.place or asked.columns or asked.rows == "year" or not asked.plain
    return closed if yearly or until is None else max(until, closed)


def _end(start: date, months: int) -> date:
    month = start.month - 1 + months
    return date(start.year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1) - timedelta(days=1)


def wanted(sought: Sought, years: tuple[int, ...], until: date | None) -> Wanted:
    """The question in the ladder's terms. Raises NotToldError.

    `years` are those told, `until` the last day of the last month told: nothing later is asked.
    """
    if not MEASURES[sought.measure].items:
        raise NotToldError(_("Angka ini tidak diumumkan. Mintalah kepada kantor yang mencatatnya."))
    if not years:
        raise NotToldError(_("Belum ada tahun yang ditutup dan diumumkan."))
    _insist_on_known_filters(sought)
    _insist_on_place_and_unit(sought)
    rows, columns = _shape(sought.measure, sought.by)
    if columns and rows not in {"year", "place"}:
        raise NotToldError(_("Rincian hanya diumumkan per tahun."))
    if rows == "place" and "." in sought.place:
        raise NotToldError(_("Angka di bawah kabupaten/kota tidak diumumkan. Pilih kabupaten atau kotanya."))
    first, last = _days(sought, rows, years, _end_of(sought, rows, columns, years, until))
    unit = sought.unit or next(iter(units_of(SOURCES[MEASURES[sought.measure].source])))
    asked = Wanted(sought.measure, rows, columns, sought.place, first, last, unit)
    periods = asked.periods  # raises where the days are no fixed periods
    if not asked.plain and any("-" in period for period in periods):
        _insist_on_unit(replace(sought, by=("month",)))
    return asked


def _insist_on_known_filters(sought: Sought) -> None:
    """A table that left a filter out would be read as if it held."""
    if sought.beyond:
        raise NotToldError(_("Saringan itu tidak tersedia untuk angka yang diumumkan."))


def _insist_on_place_and_unit(sought: Sought) -> None:
    if sought.place and not gazetteer.place(sought.place):
        raise NotToldError(_("Wilayah itu tidak dikenal. Pilih dari daftar."))
    if sought.place.count(".") > 1:
        raise NotToldError(_("Angka di bawah kabupaten/kota tidak diumumkan. Pilih kabupaten atau kotanya."))
    if not is_plain(sought.measure, sought.unit):
        _insist_on_unit(sought)


def _insist_on_unit(sought: Sought) -> None:
    """Children and perkara: the differences to the cases below a province or along a dimension would be small."""
    plain = set(sought.by) <= {"year", "place"} and len(sought.by) < 2  # noqa: PLR2004 - one row, no column
    told = sought.unit in MEASURES[sought.measure].told_in
    if not told or "." in sought.place or not plain or (
        sought.place and "place" in sought.by
    ):  # fmt: skip
        raise NotToldError(
            _("Anak dan perkara diumumkan hanya untuk ABH, per tahun, untuk Indonesia dan provinsi, tanpa rincian.")
        )


def _end_of(sought: Sought, rows: str, columns: str, years: tuple[int, ...], until: date | None) -> date:
    """The last day such a table can reach: of the running year a nation or a province has whole months."""
    closed = date(years[-1], 12, 31)
    if "." in sought.place or columns or rows == "year" or until is None or until <= closed:
        return closed
    if rows in MONTHS_OF:
        length = MONTHS_OF[rows]
        whole = until.month // length * length
        return _end(date(until.year, 1, 1), whole) if whole else closed
    return until if sought.first or sought.last else closed


def _days(sought: Sought, rows: str, years: tuple[int, ...], end: date) -> tuple[date, date]:
    """From the first year told where the rows are years, else one year; never later than `end`."""
    last = min(sought.last or end, end)
    first = sought.first or date(years[0] if rows == "year" else last.year, 1, 1)
    if first > last:
        until = month_label(f"{end.year}-{end.month:02d}")
        raise NotToldError(_("Masa itu belum diumumkan. Angka ada sampai {until}.").format(until=until))
    return first, last


def _shape(measure: str, by: tuple[str, ...]) -> tuple[str, str]:
    """Which name stands for the rows, which for the columns; one of each at most, and rows where there are columns."""
    along, known = [name for name in by if name in ROWS], told_by(measure)
    across = [name for name in by if name not in ROWS]
    if len(along) > 1 or len(across) > 1:
        raise NotToldError(_("Satu tabel hanya punya satu baris (masa atau wilayah) dan satu kolom (rincian)."))
    if across and across[0] not in known:
        names = ", ".join(str(DIMENSIONS[name].title) for name in known)
        raise NotToldError(_("Rincian itu tidak diumumkan. Yang diumumkan: {names}.").format(names=names))
    return (along[0] if along else "year" if across else ""), (across[0] if across else "")


def said_period(period: str) -> str:
    """`2018`, `Jan–Jun 2018`, `Jan–Apr 2024`, `Jun 2018`."""
    first, last = bounds(period)
    months = last.month - first.month + 1
    if months == MONTHS_A_YEAR:
        return period
    if months == 1:
        return month_label(period)
    return f"{month_name(first.month)}–{month_name(last.month)} {first.year}"


def said_place(code: str) -> str:
    """Kab. Kupang (53.01); Indonesia; or that nobody knows where."""
    if code in {"", NATION}:
        return _("Indonesia")
    if code in {"00", "00.00"} or code.endswith(".00"):
        return _("Tempat tinggal tidak diketahui")
    return DIMENSIONS["place"].label(code)
