"""Telling a year: counted and solved by the owner's command or the nightly job, never in a web process."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from rehsos.directory.days import WEST
from rehsos.directory.models import Place
from rehsos.house.counting import Item, Source
from rehsos.vault.keys import keyset

from ..dimensions import DIMENSIONS, ITEMS, MEASURES, SOURCES, UNITS, sql_of
from ..everywhere import month_of
from ..models import Release, ReleasedCell
from . import units
from .dividing import Divided
from .hiding import CannotHideError, Hiding, Sign
from .rungs import MONTHS_A_YEAR, above, closed, closed_months, divided, fixed_codes, half, kab_of
from .running import kept_told, told_before, told_of_a_month
from .totals import Totals

KAB_LENGTH = len("53.01")


@dataclass(frozen=True)
class Counted:
    """So many rows alike: of an item, a kab and a month, with a code of each dimension that divides some item."""

    item: str
    kab: str
    month: int
    codes: Mapping[str, str]
    number: int


@dataclass(frozen=True)
class Seal:
    """The hour of the last action that is counted, and who lets it out."""

    data_version: datetime | None
    signed_by: str


Row = tuple[str, str, str, Sign, int | None]
"""Place, period, code, sign, number."""


def told_sources() -> dict[str, tuple[Item, ...]]:
    """The sources of which anything is told, and their items. What stands is not told (ADR 25)."""
    return {
        code: items
        for code, source in SOURCES.items()
        if (items := tuple(item for item in ITEMS.values() if item.source == code)) and not source.stock
    }


def release_due(today: date, *, signed_by: str) -> list[Release]:
    """Tell every closed year that was not told yet, oldest first, then the closed months of those that still run.

    Run as the owner, who sees every row.
    """
    sources, first = told_sources(), _first_year()
    if first is None:
        return []
    made = [one for code in sources for year in _due(code, first, today) for one in release_year(year, code, signed_by)]
    return made + [
        one
        for code in sources
        for year in (today.year - 1, today.year)
        if not closed(year, today)
        for one in release_months(code, year, today, signed_by)
    ]


def release_months(source: str, year: int, today: date, signed_by: str) -> list[Release]:
    """Tell each closed month of a year that is not told itself, for the nation and the large provinces."""
    items = told_sources()[source]
    told = set(_totals_of(items).filter(year=year).values_list("through", flat=True))
    last = min(closed_months(year, today), MONTHS_A_YEAR - 1)  # the last month is told with its year
    due = [] if MONTHS_A_YEAR in told else [*range(max(told, default=0) + 1, last + 1)]
    if not due:
        return []
    with transaction.atomic():
        seal, counted = Seal(_data_version(), signed_by), _counted(SOURCES[source], year)
        return [
            _kept(item.code, year, "", _month_told(counted, item.code, year, month), seal, through=month)
            for month in due for item in items
        ]  # fmt: skip


def is_due(today: date) -> bool:
    """Whether anything closed was not told yet. Read by whoever may read what was told."""
    return any(_is_due(items, today) for items in told_sources().values())


def _is_due(items: Sequence[Item], today: date) -> bool:
    told = set(_totals_of(items).values_list("year", "through"))
    last = today.year - (1 if closed(today.year - 1, today) else 2)
    running = [(year, min(closed_months(year, today), MONTHS_A_YEAR - 1)) for year in range(last + 1, today.year + 1)]
    return (last, MONTHS_A_YEAR) not in told or any(months and (year, months) not in told for year, months in running)


def _totals_of(items: Sequence[Item]) -> QuerySet[Release]:
    return Release.objects.filter(dimension="", item__in=[item.code for item in items])


def _month_told(counted: Sequence[Counted], item: str, year: int, month: int) -> list[Row]:
    found = told_of_a_month(_by_month(counted, item), year, month)
    return [(place, period, "", Sign.TOLD, number) for place, period, number in found]


def _by_month(counted: Sequence[Counted], item: str) -> Counter[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for row in counted:
        counts[row.kab, row.month] += row.number if row.item == item else 0
    return +counts


def _first_year() -> int | None:
    """The first year of which there is anything to tell. Every source is told from then on, with noughts if need be."""
    years = " UNION ALL ".join(
        f"SELECT min({month_of(SOURCES[code])}) / 12 FROM {SOURCES[code].rows} WHERE {_told(items)}"
        for code, items in told_sources().items()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(year) FROM ({years}) y (year)", _zone())
        first: int | None = (cursor.fetchone() or (None,))[0]
        return first


def _due(source: str, first: int, today: date) -> list[int]:
    whole = _totals_of(told_sources()[source]).filter(through=MONTHS_A_YEAR)
    told = set(whole.values_list("year", flat=True))
    return [year for year in range(first, today.year) if year not in told and closed(year, today)]


def _told(items: Sequence[Item]) -> str:
    return " OR ".join(f"({item.where})" for item in items)


def _zone() -> dict[str, Any]:
    """The nation has no office whose day it would be: by that of the west, as the job that tells."""
    return {"zone": str(WEST)}


def release_year(year: int, source: str, signed_by: str) -> list[Release]:
    """Every item's totals and divisions of a year, all or nothing. What cannot be told safely is withheld."""
    items = told_sources()[source]
    with transaction.atomic():
        seal = Seal(_data_version(), signed_by)
        counted = _counted(SOURCES[source], year)
        kabs = _kabs(row.kab for row in counted)
        totals = {item.code: _totals(item.code, year, _by_month(counted, item.code), kabs) for item in items}
        made = []
        for item in items:
            rows = [row for row in counted if row.item == item.code]
            made.append(_kept(item.code, year, "", _totals_told(totals[item.code], kabs), seal))
            made += [
                _kept(item.code, year, name, _divided(year, item, name, rows, totals), seal)
                for name in divided(item.code)
            ]
        return made + [one for item in items for one in _units_of(item, year, totals[item.code], seal)]


def _units_of(item: Item, year: int, whole: Hiding[Any] | None, seal: Seal) -> list[Release]:
    """Units in which a measure is told that is this item alone."""
    alone = [one for one in MEASURES.values() if one.items == (item.code,)]
    told = [(one.code, unit) for unit in UNITS for one in alone if unit in one.told_in]
    return [_kept(item.code, year, unit, _in_units(measure, unit, year, whole), seal) for measure, unit in told]


def _counted(source: Source, year: int) -> list[Counted]:
    """All rows of a year that are told. Along the dimensions of the rekap, so that both count alike."""
    items = told_sources()[source.code]
    names = list(dict.fromkeys(name for item in items for name in divided(item.code)))
    which = " ".join(f"WHEN {item.where} THEN '{item.code}'" for item in items)
    columns = [f"CASE {which} END", f"left({source.place}, {KAB_LENGTH})", f"{month_of(source)} %% 12 + 1",
               *(sql_of(DIMENSIONS[name], source) or "''" for name in names)]  # fmt: skip
    groups = ", ".join(str(n) for n in range(1, len(columns) + 1))
    ask = (
        f"SELECT {', '.join(columns)}, count(*) FROM {source.rows} WHERE ({_told(items)}) "
        f"AND {month_of(source)} BETWEEN %(first)s AND %(last)s GROUP BY {groups}"
    )
    given = _zone() | {"first": year * 12, "last": year * 12 + 11}
    with connection.cursor() as cursor:
        cursor.execute(ask, given)
        return [
            Counted(item, kab_of(kab or ""), int(month), dict(zip(names, codes, strict=True)), number)
            for item, kab, month, *codes, number in cursor.fetchall()
        ]


def _data_version() -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(recorded_at) FROM audit_action")
        found: datetime | None = (cursor.fetchone() or (None,))[0]
        return found


def _kabs(found: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every kab and kota there is by province, and whatever else was found."""
    known = Place.objects.filter(code__regex=r"^\d\d\.\d\d$").values_list("code", flat=True)
    kabs: dict[str, list[str]] = {}
    for kab in sorted({*known, *found}):
        kabs.setdefault(above(kab), []).append(kab)
    return {province: tuple(inside) for province, inside in kabs.items()}


def _totals(
    item: str, year: int, counts: Mapping[tuple[str, int], int], kabs: Mapping[str, tuple[str, ...]]
) -> Hiding[Any] | None:
    try:
        return Totals(year, counts, kabs, kept_told(told_before(item, year), counts)).solve()
    except CannotHideError:
        return None


def _totals_told(hiding: Hiding[Any] | None, kabs: Mapping[str, tuple[str, ...]]) -> list[Row] | None:
    """All that is not nought; and of a kab with cases both halves where they are told, for a nought there speaks."""
    if hiding is None:
        return None
    rows = {(place, period): _row(hiding, (place, period, "")) for (place, period, _), _sign, _n in hiding.told()}
    for kab in (kab for inside in kabs.values() for kab in inside):
        for year in [period for place, period in rows if place == kab and "-" not in period]:
            rows |= {(kab, half(int(year), m)): _row(hiding, (kab, half(int(year), m), "")) for m in (1, 12)}
    return [row for row in rows.values() if row[3] is not Sign.WITHHELD]


def _row(hiding: Hiding[Any], cell: tuple[str, str, str]) -> Row:
    sign = hiding.sign(cell)
    return *cell, sign, hiding.values.get(cell, 0) if sign is Sign.TOLD else None


def _divided(
    year: int, item: Item, name: str, rows: Sequence[Counted], totals: Mapping[str, Hiding[Any] | None]
) -> list[Row] | None:
    told = DIMENSIONS[name].told
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counts[row.kab if told and told.by_kab else above(row.kab), row.codes[name]] += row.number
    codes = tuple(dict.fromkeys([*fixed_codes(name, (item.code,)), *sorted({code for _place, code in counts})]))
    # Types are told beside the children before the law: there it is all cases that must be enough.
    enough = [*told.beside, *told.items] if told and told.together else [item.code]
    whole = [totals[code] for code in enough]
    table = Divided(year, counts, codes, lambda place: _total(whole, place, str(year)))
    try:
        hiding = table.solve()
    except CannotHideError:
        return None
    places = sorted({place for place, _period, _code in hiding.values if table.divided(place)})
    return [_row(hiding, (place, str(year), code)) for place in places for code in codes]


def _in_units(measure: str, unit: str, year: int, whole: Hiding[Any] | None) -> list[Row] | None:
    if whole is None:
        return None
    cells = [cell for cell in {*whole.values} if cell[1] == str(year) and "." not in cell[0]]
    cases = {cell[0]: (whole.sign(cell), whole.values[cell]) for cell in cells}
    return [*units.told(cases, units.counted(measure, unit, year), year)]


def _total(whole: Sequence[Hiding[Any] | None], place: str, year: str) -> int:
    """What was told of a place, nought where any part of it was not."""
    cell = (place, year, "")
    if any(hiding is None or hiding.sign(cell) is not Sign.TOLD for hiding in whole):
        return 0
    return sum(hiding.values.get(cell, 0) for hiding in whole if hiding is not None)


def _kept(
    item: str, year: int, name: str, rows: list[Row] | None, seal: Seal, *, through: int = MONTHS_A_YEAR
) -> Release:
    told = sorted(rows or [])
    release = Release(
        id=uuid4(), item=item, year=year, dimension=name, through=through, withheld=rows is None,
        data_version=seal.data_version, released_at=timezone.now(), signed_by=seal.signed_by, digest=digest(told),
    )  # fmt: skip
    release.signature = signature(release)
    release.save(force_insert=True)
    ReleasedCell.objects.bulk_create(
        ReleasedCell(release=release, item=item, dimension=name, place=place, period=period, code=code, sign=sign,
                     number=number)
        for place, period, code, sign, number in told
    )  # fmt: skip
    return release


def digest(rows: Iterable[Row]) -> bytes:
    """A fingerprint of the cells of a release."""
    return hashlib.sha256(json.dumps(sorted([*map(str, row)] for row in rows)).encode()).digest()


def signature(release: Release) -> bytes:
    """Over the digest and what the release says of itself, with the installation's own secret."""
    hours = [at.astimezone(UTC).isoformat() if at else "" for at in (release.data_version, release.released_at)]
    said = [release.item, release.year, release.dimension, release.withheld, release.signed_by, *hours,
            bytes(release.digest).hex()]  # fmt: skip
    if release.through < MONTHS_A_YEAR:
        said.append(release.through)
    return hmac.new(keyset().token_key, b"rehsos release\0" + json.dumps(said).encode(), hashlib.sha256).digest()


def broken() -> Iterator[Release]:
    """Releases whose cells or signature are not those that were told."""
    for release in Release.objects.prefetch_related("cells").order_by("year", "through", "item", "dimension"):
        rows = [(c.place, c.period, c.code, Sign(c.sign), c.number) for c in release.cells.all()]
        good = hmac.compare_digest(signature(release), bytes(release.signature))
        if not good or digest(rows) != bytes(release.digest):
            yield release
