"""How many social workers were in post in each year: the other half of a trend."""

from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from rehsos.directory.days import lasts

from .counting import Table

ROLES = ["peksos", "sentra"]

_IN_POST = f"""
SELECT y, (SELECT count(DISTINCT p.worker_id) FROM directory_posting p JOIN directory_office o ON o.id = p.office_id
            WHERE p.role = ANY(%(roles)s) AND {{where}}
              AND p.since <= least(make_date(y, 12, 31), %(last)s)
              AND {lasts("p", "greatest(make_date(y, 1, 1), %(first)s)")})
  FROM unnest(%(years)s::int[]) AS y
"""
_HERE = "(o.id = ANY(%(offices)s) OR o.parent_id = ANY(%(offices)s))"
_INSIDE = "(%(place)s = '' OR o.place_id = %(place)s OR o.place_id LIKE %(inside)s)"


def in_post(table: Table, offices: tuple[int, ...]) -> dict[str, int]:
    """Social workers with a posting in each year of the table, at the offices that count it. Year: workers.

    Of the nation: at every office inside the place asked for.
    """
    if table.asked.by[:1] != ("year",):
        return {}
    given: dict[str, Any] = {
        "roles": ROLES,
        "offices": list(offices),
        "place": table.asked.place,
        "inside": f"{table.asked.place}.%",
        "first": table.asked.first or date.min,
        "last": min(table.asked.last, timezone.localdate()),
        "years": [int(year) for year in table.axes[0]],
    }
    with connection.cursor() as cursor:
        cursor.execute(_IN_POST.format(where=_INSIDE if table.nation else _HERE), given)
        return {str(year): number for year, number in cursor.fetchall()}
