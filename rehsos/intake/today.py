"""What reports put on Hari ini: those nobody decided about, and above all those in danger or asked for by letter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rehsos.access.doors import Line
from rehsos.access.pages import Request
from rehsos.papers.letters import shown_sealed
from rehsos.vault.seal import legible

from .actions import CONTEXT, Told
from .calling import Card, card
from .doors import Candidate, Waits
from .models import called
from .requests import clock_since, tone

_LETTER = """(SELECT l.sealed FROM papers_letter l
         WHERE l.dossier = r.id AND l.direction = 'in' AND l.kind = ANY(%(asking)s) ORDER BY l.received_at LIMIT 1)"""
"""The letter that asked first, by which a report waits; sealed under the key of the report."""
REPORTS = f"""
SELECT r.id, r.from_role, coalesce(r.needed_at, r.received_at), r.channel, (r.needed_at IS NOT NULL)::int,
       NULL, r.sealed, r.danger, r.id, '', NULL, NULL, NULL, NULL, NULL,
       {_LETTER}
  FROM intake_report r WHERE r.office_id = %(office)s AND r.decision = ''"""

UNDECIDED = "SELECT FROM intake_report r WHERE r.office_id = %(office)s AND r.decision = ''"
URGENT = """
SELECT r.id, '', '', (array_agg(l.kind ORDER BY l.received_at))[1], min(l.received_at),
       CASE WHEN r.danger = 'yes' THEN r.received_at END
  FROM intake_report r LEFT JOIN papers_letter l ON l.dossier = r.id AND l.kind = ANY(%(asking)s)
   AND l.direction = 'in'
 WHERE r.office_id = %(office)s AND r.decision = ''
 GROUP BY r.id HAVING r.danger = 'yes' OR min(l.received_at) IS NOT NULL"""


def asked(request: Request, line: Line, key: bytes | None) -> Mapping[str, Any]:
    """What a report asks for, who asks, by which letter, and how to call back; not on a screen that others see."""
    if line.dossier is None or key is None or line.text is None or request.session.get("public_screen"):
        return {"card": Card(), "called": called(line.kind), "letter": "", "be_there": bool(line.number)}
    told = Told.read(legible(key, bytes(line.text), subject=line.dossier, context=CONTEXT))
    shown = card(told, line.kind, named=bool(request.session.get("names_open")))
    letter = shown_sealed(line.dossier, bytes(line.identity), key) if line.identity else None
    number = letter.number if letter else ""
    return {"card": shown, "called": called(line.kind), "letter": number, "be_there": bool(line.number)}


def waits(found: Candidate, zone: str, now: datetime) -> Waits | None:
    """A report that waits, in danger or with a letter: danger is late at once."""
    clock = clock_since(found.kind, found.at, zone) if found.at else None
    colour = "late" if found.danger_since else tone(clock, now) if clock else ""
    return Waits(clock, colour, danger_since=found.danger_since)
