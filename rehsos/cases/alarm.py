"""Whom Hari ini tells the head and the worker of first: a risk that is critical, a client who may harm themselves.

Such a risk stands from the day it was found until a contact with the client on a later day, a review, or a risk judged
anew; never of who died. Whatever the risk, also with whom somebody lives who is suspected, until it is written what was
done (`actions.homes`).
That somebody may harm themselves is sealed in the assessment, and said there alone; the risk stands on the case.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rehsos.access.doors import WORKED, Line
from rehsos.access.pages import Request

from .assignments import LEAD
from .models import Case

SELF_HARM = "self_harm"

AT_HOME, IN_DANGER = 1, 2
"""What a line says, added up: a suspect at home, and what was judged or found of the client themselves."""
_STANDS = "(c.alarmed_on IS NOT NULL AND (c.last_contact_on > c.alarmed_on) IS NOT TRUE)"
_ALARMED = f"""
SELECT c.id, c.risk, NULL, lead.name, (c.home_unsafe_on IS NOT NULL)::int + 2 * ({_STANDS})::int,
       least(c.home_unsafe_on, CASE WHEN {_STANDS} THEN c.alarmed_on END), NULL,
       coalesce(c.last_contact_on::text, ''), c.id, c.code, c.age, c.opened_on,
       p.birth_year, p.birth_estimated, c.client_id, p.sealed
  FROM cases_case c JOIN people_person p ON p.id = c.client_id {LEAD}
 WHERE {{whose}} AND c.status = 'open' AND (c.alarmed_on IS NOT NULL OR c.home_unsafe_on IS NOT NULL)
   AND (c.home_unsafe_on IS NOT NULL OR {_STANDS})
   AND NOT EXISTS (SELECT FROM cases_death d WHERE d.person_id = c.client_id AND d.withdrawn_by IS NULL)
 ORDER BY 6 LIMIT 10"""
ALARMED = _ALARMED.format(whose="c.owner_id = %(office)s")
ALARMED_MINE = _ALARMED.format(whose=f"NOT %(approves)s AND c.id = {WORKED}")
"""The same to who works the case; a head who works cases is told once."""


def told(_request: Request, line: Line, _key: bytes | None) -> Mapping[str, Any]:
    """What it is: of the client, of who lives with them, or both."""
    return {"home": bool(line.number & AT_HOME), "danger": bool(line.number & IN_DANGER)}


def told_mine(request: Request, line: Line, key: bytes | None) -> Mapping[str, Any]:
    """The same to who works the case and writes what was done."""
    return {**told(request, line, key), "acts": True}


def alarm(case: Case, on: date | None) -> None:
    """From that day the head is told; None: it is settled."""
    Case.objects.filter(pk=case.pk).update(alarmed_on=on)
    case.alarmed_on = on


def harms_oneself(answers: Mapping[str, Any]) -> bool:
    """Whether an assessment saw signs of it: of the questions of safety, or of the dangers of the risk form."""
    return answers.get(SELF_HARM) == "yes" or SELF_HARM in (answers.get("sources") or ())
