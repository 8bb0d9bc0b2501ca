"""How the names of reports that stand in a case are opened: by the rule of that case."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rehsos.access.pages import Request, Shown, shown
from rehsos.directory.days import running
from rehsos.intake.doors import Names
from rehsos.look.repeated import way_to

from .working import WORKS

_CASES = f"""
SELECT c.id, c.code, {WORKS}, (SELECT bool_or(s.named) FROM cases_share s
   WHERE s.case_id = c.id AND s.office_id = ANY(%(offices)s) AND {running("s", "c.owner_id")})
  FROM cases_case c WHERE c.id = ANY(%(cases)s)
"""


def names_in(request: Request, cases: Collection[UUID]) -> Mapping[UUID, Names]:
    """Of each case the actor sees whether its names are open on this screen, and where they are opened."""
    by = request.actor
    given: dict[str, Any] = {
        "office": by.office, "offices": list(by.offices), "worker": by.worker, "cases": list(cases),
        "today": timezone.localdate(timezone=by.zone), "day": timezone.localdate(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_CASES, given)
        rows = cursor.fetchall()
    return {case: _names(request, case, code, works=works, named=bool(named)) for case, code, works, named in rows}


def _names(request: Request, case: UUID, code: str, *, works: bool, named: bool) -> Names:
    level = shown(request, case, works=works, named=named)
    return Names(level is Shown.FULL, way_to("reveal_case", code) if named else "")
