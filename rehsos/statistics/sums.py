"""Sums of cases: which questions they answer, how they are asked together with what they do not hold, and made anew.

A row of sums has the columns of a case, so a question's conditions and dimensions read it as they read `cases_case c`.
In one statement, and so in one moment, a question adds up

- the sums and the changes that are not folded into them yet;
- the cases that the sums leave out (`Unit.apart`), one by one: those behind a wall, for they may be closed to who
  asks; those of children with more than two, for each is counted once;
- of children with two, what they are too many (`pairs`); of the nation from sums and changes of pairs, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.db import connection, transaction

from rehsos.audit.actor import Actor
from rehsos.directory.models import OfficeKind

from . import source_sums
from .in_database import ALIKE, CASES, GRAINS, NUMBERS, summed
from .in_database_of_pairs import PAIRS
from .in_database_of_pairs import SUMS as PAIR_SUMS
from .pairs import taken_away
from .periods import cuts_a_month, cuts_a_year
from .todays_places import moves

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from .asked import Asked
    from .once import Once

CASE = "case"
"""The source whose sums these are; those of others: source_sums."""
_PROVINCE, _KAB = 2, 5  # letters of their codes
READERS = (OfficeKind.PROVINCE, OfficeKind.REGENCY)


def grain_of(asked: Asked, by: Actor | None) -> int | None:
    """Which grain of the sums answers a question; or none.

    Of the nation, of a province with the offices below it, of a dinas. Who works at two offices reads a case once
    though both see it: not from sums.
    """
    reads = by is None or (by.office_kind in READERS and len(by.offices) == 1)
    if not (asked.one.summed and reads) or asked.one_by_one or cuts_a_month(asked) or len(asked.place) > _KAB:
        return None
    wanted = {*asked.by, *dict(asked.cell)}
    parts = {name for name in wanted if asked.is_time(name)}
    wanted -= {*parts, "role"}
    wanted |= {"month"} if parts - {"year"} or cuts_a_year(asked) else set()
    wanted |= {"place"} if len(asked.place) > _PROVINCE or moves(asked.place) else set()
    wanted |= {"office"} if by and by.office_kind == OfficeKind.REGENCY else set()
    return next((number for number, told in enumerate(GRAINS) if wanted <= told), None)


def added_up(
    asked: Asked,
    where: Sequence[str],
    by: Actor | None,
    *,
    of_sums: Sequence[str],
    of_cases: Sequence[str],
    joins: str,
    grouping: str = "",
    once: Once | None = None,
) -> str:
    """A question as one statement. `of_sums` and `of_cases` are its columns over sums, and over cases and `joins`.

    `once`: how the cases are told instead, where each of what they are cases of is counted once.

    Its lines may tell the same key twice: a number is the sum of them.
    """
    if lines := source_sums.read_as_rows(asked, of_sums, where):
        return _select(of_sums, lines, where, grouping=grouping)
    cases = f"{asked.rows} {joins}"
    grain = grain_of(asked, by) if asked.source.code == CASE else None
    tell = once.select if once else partial(_select, of_cases, grouping=grouping)
    if grain is None:
        return tell(cases, where)
    apart = asked.one.apart if by else asked.one.apart_of_nation
    parts = [_select(of_sums, _LINES.format(grain=grain), where, grouping=grouping)]
    if apart:
        parts.append(tell(cases, [*where, apart]))
    if asked.one.paired:
        parts.append(taken_away(asked, where, len(of_sums), of_nation=by is None))
    return " UNION ALL ".join(parts)


def _select(columns: Sequence[str], source: str, where: Sequence[str], *, grouping: str) -> str:
    return f"SELECT {', '.join(columns)} FROM {source} WHERE {' AND '.join(where)} {grouping}"


_COLUMNS = ", ".join(("NULL::int[] AS barred", *ALIKE[:-1], *NUMBERS))
_LINES = f"""(SELECT {_COLUMNS} FROM statistics_sum WHERE grain = {{grain}}
   UNION ALL SELECT {_COLUMNS} FROM statistics_change) c"""


def fold() -> int:
    """Put the changes since into the sums; how many. No count is another before, during or after."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statistics_fold() + statistics_fold_pairs()")
        folded: int = cursor.fetchone()[0]
        return folded + source_sums.fold()


_MARKS = """
UPDATE cases_case c SET repeated = r.repeated FROM (
  SELECT k.id, count(*) OVER one > 2 OR count(*) OVER one = 2 AND bool_or(k.barred <> '{}') OVER one AS repeated
    FROM cases_case k JOIN people_person p ON p.id = k.client_id
  WINDOW one AS (PARTITION BY coalesce(p.true_person_id, p.id))) r
 WHERE c.id = r.id AND c.repeated <> r.repeated
"""


def rebuild() -> int:
    """Make all sums anew from the cases, as the owner; how many rows. Nobody changes a case meanwhile.

    For rows that were brought without triggers (a bulk import).
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE cases_case, people_person IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(_MARKS)
        cursor.execute("TRUNCATE statistics_change, statistics_sum, statistics_pair")
        cursor.execute(PAIRS)
        cursor.execute("TRUNCATE statistics_pairchange, statistics_pairsum")
        cursor.execute(PAIR_SUMS)
        return sum(_made(cursor, number) for number in range(len(GRAINS))) + source_sums.rebuild()


def _made(cursor: CursorWrapper, number: int) -> int:
    columns = ", ".join(("grain", *ALIKE, *NUMBERS))
    cursor.execute(f"INSERT INTO statistics_sum ({columns}) {summed(CASES, number)} ORDER BY 2, 5, 4")
    made: int = cursor.rowcount
    return made
