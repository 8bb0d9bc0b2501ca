"""What of a death nobody saw to yet, on Hari ini: at who works the case, at its head, at the head of the house.

A line stands until each kind of what follows was told (`TOLD`); each leads to where it is. Who pays is decided within
the hours that the book gives (`death_payer`), whether or not the office has a clock of it.
"""

from collections.abc import Mapping
from typing import Any

from rehsos.access.doors import NOBODY, WORKED, Line
from rehsos.access.heads import HANDLES_LISTED, HEADS_LISTED
from rehsos.access.pages import Request
from rehsos.directory.days import lasts
from rehsos.law.clocks import due

from .models import AfterDeath, FamilyAnswer, Payer

TOLD = f"""(ARRAY(SELECT DISTINCT n.kind::text FROM cases_deathnote n WHERE n.death_id = d.id AND n.withdrawn_by IS NULL
         AND (n.kind, n.code) NOT IN (('{AfterDeath.PAYER}', '{Payer.NOBODY}'),
                                      ('{AfterDeath.FAMILY}', '{FamilyAnswer.WAITING}')))
       || CASE WHEN d.confirmed <> '' THEN ARRAY['{AfterDeath.STATED}'] ELSE ARRAY[]::text[] END)"""
"""Of which kinds it is told how it stands; that nobody pays yet is no payer, and who was asked has not answered."""
_LACKING = f"""
SELECT d.id, array_to_string(x.told, ' '), d.at, '', 0, NULL::date, NULL::bytea, '', c.id, c.code,
       c.age, c.opened_on, p.birth_year, p.birth_estimated, c.client_id, p.sealed
  FROM cases_death d JOIN cases_case c ON c.id = d.case_id JOIN people_person p ON p.id = c.client_id,
       LATERAL (SELECT {TOLD} AS told) x
 WHERE d.withdrawn_by IS NULL AND c.status = 'open' AND {{whose}}
   AND NOT x.told @> ARRAY[{", ".join(f"'{kind}'" for kind in AfterDeath)}]::text[]
 ORDER BY d.at LIMIT 10"""
_POSTED = f"""SELECT FROM directory_posting h WHERE h.office_id = d.house_id AND h.since <= %(today)s
            AND {lasts("h", "%(today)s")}"""
_HOUSE = f"""d.house_id = %(office)s AND c.id <> ALL(%(mine)s::uuid[])
         AND EXISTS ({_POSTED} AND h.worker_id = %(worker)s AND h.role IN ({HANDLES_LISTED}))
         AND NOT EXISTS ({_POSTED} AND h.role IN ({HEADS_LISTED}))"""
"""Of a house that has no head, whoever works there: somebody sees to it."""
LACKING = _LACKING.format(whose=f"(%(approves)s AND %(office)s IN (c.owner_id, d.house_id) OR {_HOUSE})")
LACKING_MINE = _LACKING.format(whose=f"NOT %(approves)s AND c.id = {WORKED}")
"""The same to who works the case; a head who works cases is told once."""
ABOVE = f"""
SELECT d.id, '', d.at, o.short, 0, NULL, NULL, '', NULL, c.code, {NOBODY}
  FROM cases_death d JOIN cases_case c ON c.id = d.case_id
  JOIN directory_office o ON o.id = coalesce(d.house_id, c.owner_id)
 WHERE o.parent_id = %(office)s AND d.withdrawn_by IS NULL AND c.status = 'open'
   AND d.at BETWEEN %(now)s - interval '7 days' AND %(two_days)s
   AND NOT EXISTS (SELECT FROM directory_posting h WHERE h.office_id = o.id AND h.since <= %(today)s
                      AND {lasts("h", "%(today)s")} AND h.role IN ({HEADS_LISTED}))
 ORDER BY d.at DESC LIMIT 5"""
"""At an office below that has no head: whoever oversees it reads for a week that somebody died there."""
ANY_LACKING = "SELECT FROM cases_death d WHERE d.withdrawn_by IS NULL"


def told(request: Request, line: Line, _key: bytes | None) -> Mapping[str, Any]:
    """What is left to be told, and until when who pays is decided, while it is not."""
    there = line.kind.split()
    left = [(kind.value, kind.label) for kind in AfterDeath if kind not in there]
    found = {"left": left, "payer_due": None}
    if line.at is None or AfterDeath.PAYER in there:
        return found
    return found | {"payer_due": due("death_payer", line.at, request.actor.time_zone).due_at}
