"""Who looked at a case, for the superior of its office: by day, code only. Reading it is a look, too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.audit.models import View
from rehsos.audit.views import LOOKS, READ, looks, saw
from rehsos.cases.crumbs import case_crumbs
from rehsos.cases.models import Case
from rehsos.cases.policies import may_assign
from rehsos.cases.printing import Purpose
from rehsos.cases.queries import open_case_file
from rehsos.directory.models import Office, Worker

NEWEST = 500
OPERATOR = _("administrator")


@dataclass
class Looked:
    """One worker on one day: what they opened of the case."""

    day: date
    worker: str
    office: str
    what: list[Words]


@page(Permission.ASSIGN)
def case_looks(request: Request, code: str) -> HttpResponseBase:
    """The newest looks at the case, its client and its letters; 404 but for the superior of the owning office."""
    file = open_case_file(request, code)
    if not may_assign(file.case, request.actor):
        raise Http404
    saw(READ, file.case.pk, request.actor, offices=file.case.offices)
    found = list(_looks_at(file.case))
    shown = {"rows": _by_day(found[:NEWEST], request.actor), "more": len(found) > NEWEST, "newest": NEWEST}
    return render(request, "desk/case_looks.html", shown | {"code": code, "crumbs": case_crumbs(file)})


def _looks_at(case: Case) -> QuerySet[View]:
    """Newest first, each with the names of its worker and office."""
    worker = Worker.objects.filter(pk=OuterRef("worker")).values("name")
    office = Office.objects.filter(pk=OuterRef("office")).values("short")
    told = looks().annotate(who=Subquery(worker), where=Subquery(office))
    return told.filter(dossier__in=[case.pk, case.client_id]).reverse()[: NEWEST + 1]


def _by_day(found: Iterable[Any], by: Actor) -> list[Looked]:
    """One row for each day and worker. The operator of the server is worker 0, who is nobody's colleague."""
    rows: dict[tuple[date, int, int], Looked] = {}
    for view in found:
        day = view.at.astimezone(by.zone).date()
        fresh = Looked(day, view.who or str(OPERATOR), view.where or "", [])
        row = rows.setdefault((day, view.worker, view.office), fresh)
        if (what := _said(view)) not in row.what:
            row.what.append(what)
    return list(rows.values())


def _said(view: View) -> Words:
    """What the look was; of a print also what for."""
    said = LOOKS.get(view.what, view.what)
    if view.what == "print" and view.question in Purpose.values:
        return f"{said}: {Purpose(view.question).label}"
    return f"{said} {view.question}" if view.what == "referral" and view.question else said
