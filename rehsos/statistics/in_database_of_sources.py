"""What the database does so that the sums of any source are true at any moment (house.counting.Summed, ADR 25).

As with cases (in_database.py): each change of a row leaves what it takes away and what it adds in
`statistics_sourcechange`, in the same transaction; the job folds those lines into the sums; a question adds up both.
All sources share the two tables. A line tells the columns that its source declares, as text, in their order, and the
offices that see the row: lines are alike only where these are the same, so row-level security and walls hold for a sum
as for the rows, whoever asks and from however many offices.

A sum bears the beginning of its month or year. Of an hour it depends on the zone when that is: the latest of the three
beginnings that came before it, so that whoever asks, in whichever zone, finds the sum in the month of its rows. What is
younger than two days is not folded yet: nothing that lies before somebody and after somebody else, or in days to come,
is ever in a sum.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from rehsos.directory.days import EAST, WEST
from rehsos.house.counting import Grain, Source, Summed
from rehsos.house.database import Function, Trigger, on_change

ZONES = (WEST, ZoneInfo("Asia/Makassar"), EAST)
"""Those in which somebody may ask: the sums are exact in these."""
UTC = "UTC"
FRESH = timedelta(days=2)
MOST_AT_ONCE = 100_000
SAME = ("source", "counts_at_id", "at", "told", "offices")
OLD_ENOUGH = f"at < rehsos_now() - interval '{FRESH.days} days'"


def column(said: str) -> str:
    """`office` of `c.office`. ValueError for what is no column of the row itself: of others no change is noticed."""
    found = re.fullmatch(r"c\.(\w+)", said)
    if found is None:
        raise ValueError(f"sums are kept of a source's own columns, not of {said}")
    return found[1]


def when(source: Source) -> str:
    """The column of the day or hour by which it is counted."""
    return column(source.instant or source.day)


def kept(source: Source) -> Summed:
    """What it declares. ValueError where sums cannot be kept of it."""
    if source.summed is None or source.stock or not source.nation:
        raise ValueError(f"no sums can be kept of {source.code}: it stands, or the nation may not read it")
    return source.summed


def _at(source: Source, row: str) -> str:
    value = f"{row}.{when(source)}"
    return value if source.instant else f"({value}::timestamp AT TIME ZONE '{UTC}')"


def _line(source: Source, row: str, sign: int, rows: str = "") -> str:
    """A row as a line: what it adds, or takes away. Without a day it is in no count, and no line."""
    summed = kept(source)
    told = ", ".join(f"{row}.{name}::text" for name in summed.columns)
    numbers = ", ".join(f"{sign} * coalesce({said.format(row=row)}, 0)" for said in ("1", *summed.numbers.values()))
    return (
        f"SELECT '{source.code}', {row}.{column(source.counts_at)}, {_at(source, row)}, ARRAY[{told}]::text[], "
        f"{row}.offices, ARRAY[{numbers}]::bigint[] {rows} WHERE {row}.{when(source)} IS NOT NULL"
    )


INTO = "(source, counts_at_id, at, told, offices, numbers)"


def _changes(source: Source) -> Iterable[Function | Trigger]:
    name, summed = f"statistics_of_{source.code}", kept(source)
    read = set(chain.from_iterable(re.findall(r"\{row\}\.(\w+)", said) for said in summed.numbers.values()))
    noticed = {*summed.columns, *read, column(source.counts_at), when(source), "offices"}
    yield Function(
        f"{name}()",
        "trigger",
        f"""BEGIN
             IF TG_OP <> 'INSERT' THEN INSERT INTO statistics_sourcechange {INTO} {_line(source, "OLD", -1)}; END IF;
             IF TG_OP <> 'DELETE' THEN INSERT INTO statistics_sourcechange {INTO} {_line(source, "NEW", 1)}; END IF;
             RETURN NULL;
           END""",
    )
    yield Trigger("summed_made", source.table, "AFTER INSERT OR DELETE", name)
    yield on_change("summed", source.table, tuple(sorted(noticed)), name)


def _begins(source: Source, unit: str) -> str:
    """The beginning of the month or year in which a line is, as a sum bears it."""
    if not source.instant:
        return f"date_trunc('{unit}', s.at, '{UTC}')"
    beginnings = (f"date_trunc('{unit}', s.at, '{zone.key}')" for zone in ZONES)
    return f"greatest({', '.join(beginnings)})"


def summed_up(source: Source, number: int, lines: str) -> str:
    """Lines added up to the rows of a grain, by its number; what comes to nothing is left out."""
    summed = kept(source)
    grain: Grain = summed.grains[number]
    told = ", ".join(
        f"s.told[{n}]" if name in grain.columns else "NULL" for n, name in enumerate(summed.columns, start=1)
    )
    each = range(1, len(summed.numbers) + 2)
    numbers = ", ".join(f"sum(s.numbers[{n}])::bigint" for n in each)
    some = " OR ".join(f"sum(s.numbers[{n}]) <> 0" for n in each)
    return (
        f"SELECT {number}::smallint AS grain, s.source, s.counts_at_id, {_begins(source, grain.unit)} AS at, "
        f"ARRAY[{told}]::text[] AS told, s.offices, ARRAY[{numbers}] AS numbers FROM ({lines}) s "
        f"GROUP BY 2, 3, 4, 5, 6 HAVING {some}"
    )


def _folded(source: Source, number: int) -> str:
    same = " AND ".join(f"t.{name} = d.{name}" for name in SAME)
    each = range(1, len(kept(source).numbers) + 2)
    sums = [f"t.numbers[{n}] + d.numbers[{n}]" for n in each]
    lines = f"SELECT * FROM statistics_sourcechange WHERE id = ANY(ids) AND source = '{source.code}'"
    return f"""MERGE INTO statistics_sourcesum t USING ({summed_up(source, number, lines)}) d
                ON t.grain = {number} AND {same}
             WHEN MATCHED AND {" AND ".join(f"{one} = 0" for one in sums)} THEN DELETE
             WHEN MATCHED THEN UPDATE SET numbers = ARRAY[{", ".join(sums)}]
             WHEN NOT MATCHED THEN INSERT (grain, source, counts_at_id, at, told, offices, numbers)
                  VALUES (d.grain, d.source, d.counts_at_id, d.at, d.told, d.offices, d.numbers);"""


def summed_sources(sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """Those of which sums are kept."""
    return tuple(source for source in sources.values() if source.summed)


def in_database(sources: Mapping[str, Source]) -> tuple[Function | Trigger, ...]:
    """The functions and triggers that keep the sums of all sources that declare them."""
    of = summed_sources(sources)
    folds = "".join(_folded(source, number) for source in of for number in range(len(kept(source).grains)))
    fold = Function(
        "statistics_fold_sources()",
        "int",
        f"""DECLARE ids bigint[];
           BEGIN
             PERFORM pg_advisory_xact_lock(hashtext('statistics_fold_sources'));
             ids := ARRAY(SELECT id FROM statistics_sourcechange WHERE {OLD_ENOUGH} ORDER BY id LIMIT {MOST_AT_ONCE});
             IF cardinality(ids) = 0 THEN RETURN 0; END IF;
             {folds}
             DELETE FROM statistics_sourcechange WHERE id = ANY(ids);
             RETURN cardinality(ids);
           END""",
    )
    return fold, *chain.from_iterable(map(_changes, of))


def rows_as_lines(source: Source) -> str:
    """Every row there is as a line that adds it."""
    return _line(source, "c", 1, f"FROM {source.table} c")
