"""Sums of any source that declares them: which questions they answer, how they are read, and made anew.

A sum is read as a row of its source, called `c`, with the columns that its grain tells; so a question's dimensions,
conditions and walls read it as they read the rows, and who may see is asked of it by the same row-level security.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from .in_database_of_sources import (
    INTO,
    OLD_ENOUGH,
    UTC,
    ZONES,
    column,
    in_database,
    kept,
    rows_as_lines,
    summed_sources,
    summed_up,
    when,
)
from .models import SummedAs
from .periods import between, last_day

if TYPE_CHECKING:
    from rehsos.house.counting import Source
    from rehsos.house.database import Function, Trigger

    from .asked import Asked


def drawn() -> tuple[Function | Trigger, ...]:
    """What the database does for all sources of the house. Put together when the guard is drawn."""
    return in_database(_sources())


def _sources() -> Mapping[str, Source]:
    from .dimensions import SOURCES

    return SOURCES


def read_as_rows(asked: Asked, columns: Sequence[str], where: Sequence[str]) -> str:
    """The sums that answer a question, as they stand behind FROM, called `c`; empty where none do."""
    source, number = asked.source, _grain_of(asked, " ".join([*columns, *where, asked.source.joins]))
    if number is None:
        return ""
    told, of_it = _columns(source), f"s.source = '{source.code}'"
    sums = f"SELECT {told} FROM statistics_sourcesum s WHERE {of_it} AND s.grain = {number}"
    changes = f"SELECT {told} FROM statistics_sourcechange s WHERE {of_it}"
    return f"({sums} UNION ALL {changes}) c {source.joins}".rstrip()


def _columns(source: Source) -> str:
    summed, office, time = kept(source), column(source.counts_at), when(source)
    at = "s.at" if source.instant else f"(s.at AT TIME ZONE '{UTC}')::date"
    told = [f"(s.told[{n}])::{kind} AS {name}" for n, (name, kind) in enumerate(summed.columns.items(), start=1)]
    numbers = [f"s.numbers[{n}] AS {name}" for n, name in enumerate(("n", *summed.numbers), start=1)]
    return ", ".join([f"s.counts_at_id AS {office}", f"{at} AS {time}", *told, *numbers])


def _grain_of(asked: Asked, sql: str) -> int | None:
    """The first grain that tells every column that is read, of whole years or months."""
    source = asked.source
    if source.summed is None or not asked.one.summed or asked.mine or asked.one_by_one or _cuts(asked, 1):
        return None
    if source.instant and timezone.get_current_timezone_name() not in {zone.key for zone in ZONES}:
        return None
    wanted = set(re.findall(r"\bc\.(\w+)", sql)) - {column(source.counts_at), when(source)}
    wanted -= {"n", *source.summed.numbers}
    parts = {name for name in (*asked.by, *dict(asked.cell)) if asked.is_time(name)} - {"year"}
    units = {"month"} if parts or _cuts(asked, 12) else {"year", "month"}
    grains = enumerate(source.summed.grains)
    return next((number for number, one in grains if one.unit in units and wanted <= {*one.columns}), None)


def _cuts(asked: Asked, months: int) -> bool:
    """Whether the days of a question begin or end within a month, or a year. Until today is whole: see FRESH."""
    first, last = between(asked)
    begun = first is not None and (first.day > 1 or (months > 1 and first.month > 1))
    whole = last >= timezone.localdate() or (last == last_day(last) and last.month % months == 0)
    return begun or not whole


def fold() -> int:
    """Put the changes of all sources into their sums; how many. No count is another before, during or after."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statistics_fold_sources()")
        folded: int = cursor.fetchone()[0]
        return folded


def rebuild() -> int:
    """Make the sums of every source anew, as the owner; how many rows."""
    return sum(map(_rebuilt, summed_sources(_sources())))


def bring_in_step() -> None:
    """After a migration: make the sums of a source that declares them for the first time, or otherwise than before."""
    now = {source.code: _digest(source) for source in summed_sources(_sources())}
    before = dict(SummedAs.objects.values_list("source", "digest"))
    for source in summed_sources(_sources()):
        if before.get(source.code) != now[source.code]:
            _rebuilt(source)
    for code in before.keys() - now.keys():
        _forget(code)


def _digest(source: Source) -> str:
    read = [source.table, source.counts_at, source.day, source.instant, source.summed]
    return sha256(repr(read).encode()).hexdigest()


def _forget(code: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM statistics_sourcesum WHERE source = %s", [code])
        cursor.execute("DELETE FROM statistics_sourcechange WHERE source = %s", [code])
    SummedAs.objects.filter(source=code).delete()


def _rebuilt(source: Source) -> int:
    """Nobody changes a row of it meanwhile. What is too young for a sum stays a line."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {source.table} IN SHARE ROW EXCLUSIVE MODE")
        _forget(source.code)
        cursor.execute(f"INSERT INTO statistics_sourcechange {INTO} {rows_as_lines(source)}")
        old = f"SELECT * FROM statistics_sourcechange WHERE source = '{source.code}' AND {OLD_ENOUGH}"
        made = 0
        for number in range(len(kept(source).grains)):
            columns = "(grain, source, counts_at_id, at, told, offices, numbers)"
            cursor.execute(f"INSERT INTO statistics_sourcesum {columns} {summed_up(source, number, old)} ORDER BY 3, 4")
            made += cursor.rowcount
        cursor.execute(f"DELETE FROM statistics_sourcechange WHERE source = %s AND {OLD_ENOUGH}", [source.code])
        SummedAs.objects.create(source=source.code, digest=_digest(source))
    return made
