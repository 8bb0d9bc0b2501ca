"""What the other end of a leg of ours told us, on Hari ini: who did not come, a code tried too often, that all came.

Who is missing stands until it is said what became of them: of whom somebody said so. Who accepts in parts says nothing
of the rest: of them it is told from the hour they were to arrive that there is no word.
"""

from collections.abc import Mapping
from typing import Any

from rehsos.access.doors import NOBODY, WORKED, Line
from rehsos.access.in_database import MOST_TRIES
from rehsos.access.pages import Request

from .queries import reads_names
from .sealing import shown

_LATELY = "(l.accepted_at IS NULL OR l.accepted_at > %(now)s - interval '7 days')"
_MINE = f"""(%(approves)s OR l.group_id IS NOT NULL OR l.escort = %(worker)s OR EXISTS (
         SELECT FROM repatriation_ride r WHERE r.leg_id = l.id AND r.case_id = {WORKED}))"""
"""A group is everybody's at the office: a pier has no caseload."""
TOLD = f"""
SELECT x.id, x.numbers, CASE WHEN x.state = 'silent' THEN x.arrives ELSE x.told END, coalesce(o.short, p.name, ''),
       x.n, NULL::date, x.sealed, x.state, x.id, '', {NOBODY}
  FROM (SELECT l.id, l.receiver_id, l.to_place_id, l.sealed, r.numbers, r.n, l.arrives,
               coalesce(k.answered_at, l.arrived_at, k.made_at) AS told,
               CASE WHEN l.accepted_at IS NOT NULL THEN
                         CASE WHEN r.whole AND k.answered_at > l.accepted_at - interval '1 minute' THEN 'came' END
                    WHEN r.n > 0 AND k.answered_at IS NOT NULL THEN 'missing'
                    WHEN r.n > 0 AND l.arrived_at IS NOT NULL AND l.arrives < %(now)s THEN 'silent'
                    WHEN k.answered_at IS NULL AND k.revoked_at IS NULL AND k.tries >= {MOST_TRIES} THEN 'locked'
               END AS state
          FROM repatriation_leg l
          LEFT JOIN LATERAL (SELECT c.answered_at, c.revoked_at, c.made_at, c.tries FROM access_answercode c
                              WHERE c.thing = l.id ORDER BY c.made_at DESC LIMIT 1) k ON true,
               LATERAL (SELECT coalesce(string_agg(r.number::text, ', ' ORDER BY r.number)
                                          FILTER (WHERE r.outcome = ''), '') AS numbers,
                               (count(*) FILTER (WHERE r.outcome = ''))::int AS n,
                               bool_and(r.outcome = 'arrived') AS whole
                          FROM repatriation_ride r WHERE r.leg_id = l.id AND r.aboard) r
         WHERE l.office_id = %(office)s AND l.cancelled_at IS NULL AND l.departed_at IS NOT NULL
           AND {_LATELY} AND {_MINE}) x
  LEFT JOIN directory_office o ON o.id = x.receiver_id LEFT JOIN directory_place p ON p.code = x.to_place_id
 WHERE x.state IS NOT NULL ORDER BY x.state = 'came', x.told DESC LIMIT 10"""
"""Of a leg of ours: who did not come and nobody said what became of them, a code tried too often, an answer by code."""
ANY_TOLD = f"""SELECT FROM repatriation_leg l WHERE l.office_id = %(office)s AND l.cancelled_at IS NULL
   AND l.departed_at IS NOT NULL AND {_LATELY}"""


def told(request: Request, line: Line, key: bytes | None) -> Mapping[str, Any]:
    """What is missing stands first until it is told of; what the receiver wrote, once names are open."""
    words = shown(line.id, line.text, key) if line.id and line.state != "silent" else {}
    return {
        "news": True,
        "presses": line.state != "came",
        "wrote": bool(words.get("accepted")),
        "words": words if reads_names(request) else {},
    }
