"""What letters put on Hari ini: a request that nobody answered, where the law sets the child no term for it."""

from collections.abc import Mapping

from rehsos.access.doors import WORKED, Line
from rehsos.access.pages import Request
from rehsos.papers.letters import shown_sealed

UNANSWERED = f"""
SELECT l.id, l.kind, l.received_at, '', 0, NULL, l.sealed, '', c.id, c.code, c.age, c.opened_on, p.birth_year,
       p.birth_estimated, c.client_id, p.sealed
  FROM papers_letter l JOIN cases_case c ON c.id = l.dossier JOIN people_person p ON p.id = c.client_id
 WHERE l.dossier = {WORKED} AND c.status = 'open' AND l.direction = 'in' AND l.kind = ANY(%(asking)s)
   AND l.received_at IS NOT NULL AND l.answered_with_id IS NULL
   AND NOT EXISTS (SELECT FROM cases_clock k WHERE k.case_id = c.id AND k.rule = ANY(%(terms)s))
   AND NOT EXISTS (SELECT FROM papers_letter o WHERE o.dossier = c.id AND o.direction = 'out'
                      AND o.delivered_at >= l.received_at
                      AND (o.answers_id = l.id OR o.kind = ANY(%(answering)s)))
 ORDER BY l.received_at LIMIT 10"""
"""Where a term runs or ended, its clock says so."""


def numbered(request: Request, line: Line, key: bytes | None) -> Mapping[str, str]:
    """The number its sender gave it, which names nobody; nothing on a screen that others see."""
    if line.dossier is None or line.text is None or request.session.get("public_screen"):
        return {"number": ""}
    return {"number": shown_sealed(line.dossier, bytes(line.text), key).number}
