"""Numbers of the provinces an office serves without standing above them: what was released, and nothing else.

A catchment opens no case, so nothing is counted for it. Released cells are told to everybody alike, with small numbers
hidden; the provinces are not added up, for that would be one more number than was told.
"""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.views import saw
from rehsos.directory.governments import serves
from rehsos.directory.kinds import INSTITUTIONS

from ..asking import measure_in
from ..dimensions import MEASURES
from ..grids import Cell, Line
from .asking import said_place
from .hiding import Sign
from .told import Ladder, told_so_far

YEARS = 12


def served_by(actor: Actor) -> list[str]:
    """The provinces that the actor's office serves today; none for an office of another kind, which is not asked."""
    return serves(actor.office, timezone.localdate()) if actor.office_kind in INSTITUTIONS else []


@page(Permission.COUNT)
def catchment(request: Request) -> HttpResponseBase:
    """The last told years of each province the office serves today; 404 for an office that serves none."""
    actor = request.actor
    provinces = served_by(actor)
    measure = measure_in(request.GET)
    if not provinces or not MEASURES[measure].items:
        raise Http404
    years = told_so_far(measure)[0][-YEARS:]
    saw("count", None, actor, question=request.GET.urlencode() or f"apa={measure}")
    return render(request, "statistics/catchment.html", _told(measure, provinces, years))


def _told(measure: str, provinces: list[str], years: tuple[int, ...]) -> dict[str, Any]:
    ladder = Ladder(measure, "", tuple(provinces))
    said = {place: [ladder.total(place, str(year)) for year in years] for place in provinces}
    rows = [
        Line(said_place(place), [Cell(one.text, muted=one.sign is Sign.WITHHELD) for one in row])
        for place, row in said.items()
    ]
    return {
        "measure": measure,
        "title": MEASURES[measure].title,
        "measures": [(code, one.title) for code, one in MEASURES.items() if one.items],
        "head": [_("Provinsi"), *map(str, years)],
        "rows": [asdict(row) for row in rows],
        "years": years,
        "hidden": any(one.sign is not Sign.TOLD for row in said.values() for one in row),
    }
