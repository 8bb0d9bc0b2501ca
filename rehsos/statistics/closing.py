"""Cases that a wall closes to who asks: told in totals of a whole year and kind, and in nothing that tells more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from .everywhere import CLOSED

if TYPE_CHECKING:
    from rehsos.audit.actor import Actor
    from rehsos.house.counting import Source

    from .asked import Asked

_OURS = "SELECT id FROM directory_office WHERE id = ANY(%(offices)s) OR parent_id = ANY(%(offices)s)"
_WORKERS = "ARRAY(SELECT worker_id::int FROM directory_posting WHERE office_id = ANY(%(offices)s))"


def counted_here(source: Source) -> str:
    """That the asker's office counts a row, or one right below it whose rows it sees, as SQL.

    An array, so that an index on the counting office serves it whatever the planner believes of its length.
    """
    if not source.above:
        return f"{source.counts_at} = ANY(%(offices)s::int[])"
    return f"{source.counts_at} = ANY(ARRAY({_OURS}))"


def closed_here(source: Source) -> str:
    """The workers of the asker's office who stand before a wall of a row that is counted here, as SQL; and circles.

    That there is a wall at all is asked in its own words: the few such cases have an index of their own.
    """
    rows, walls = (source.walled, "c.barred") if source.walled else (source.rows, source.barred)
    return (
        f"SELECT DISTINCT before.who FROM {rows} CROSS JOIN unnest({walls}) AS before(who) "
        f"WHERE {counted_here(source)} AND {walls} <> '{{}}' AND (before.who < 0 OR before.who = ANY({_WORKERS}))"
    )


def closed_to(asked: Asked, by: Actor) -> Asked:
    """The question, with the cases that a wall closes to some worker of the asker's office. Ask within `office_wide`.

    Such a case is closed to every role of that office: what one may read, a colleague may tell.
    """
    if asked.closed is not None or not asked.source.barred:
        return asked
    told = _holds(asked.place, by.place) and not asked.source.stock  # two days of a stock would tell when it began
    return replace(asked, closed=_walled_workers(asked.source, by), closed_counts=told)


def _walled_workers(source: Source, by: Actor) -> tuple[int, ...]:
    """Who of the asker's office stands before a wall of a row that is counted here."""
    with connection.cursor() as cursor:
        cursor.execute(closed_here(source), {"offices": list(by.offices)})
        return tuple(row[0] for row in cursor.fetchall())


def _holds(place: str, own: str) -> bool:
    """Whether a place is everywhere, the office's own or one around it; any other would tell where the child lives."""
    return not place or f"{own}.".startswith(f"{place}.")


def cut_years(asked: Asked) -> list[int]:
    """Years of which the period holds only a part, which would tell when a case was opened; until today is whole."""
    first, last = asked.first, asked.last
    cut = {first.year} if first and (first.month, first.day) != (1, 1) else set()
    if (last.month, last.day) != (12, 31) and last < timezone.localdate():
        cut.add(last.year)
    return sorted(cut)


def left_out(asked: Asked, by: Actor | None) -> str:
    """The sentence that a table leaves closed cases out; empty where it does not.

    By the question alone, whether there is such a case or none: a sentence that came with a case would tell of it.
    """
    narrowed = dict(asked.cell).keys() - {"year"} and CLOSED not in dict(asked.cell).values()
    if by is None or not asked.source.barred:
        return ""
    if _holds(asked.place, by.place) and not (cut_years(asked) or narrowed or asked.source.stock):
        return ""
    return _("Kasus yang tertutup bagi sebagian pekerja kantor ini tidak ikut dihitung di sini.")
