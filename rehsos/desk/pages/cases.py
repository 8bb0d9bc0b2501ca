"""The list of cases: filters in the address, pages by key."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, page, shown
from rehsos.access.permissions import SEES
from rehsos.cases.doors import Column
from rehsos.cases.models import Stage
from rehsos.cases.queries import PAGE, Filters, Row, called, page_of_cases
from rehsos.cases.roles import roles, said_role
from rehsos.house.rooms import given
from rehsos.law.book import ppks_types, rule
from rehsos.look import words
from rehsos.people.identity import ERASED, read_identity
from rehsos.vault.keys import keys_beside

from ..soon import A_DAY


@page(*SEES)
def cases(request: Request) -> HttpResponseBase:
    """Cases of the office, newest first."""
    filters = _filters(request)
    rows = page_of_cases(request.actor, filters, _after(request.GET.get("sesudah", "")))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    keys = keys_beside((row.client, row.wrapped) for row in rows)
    return render(
        request,
        "desk/cases.html",
        {
            "headings": [door.heading for door in given(Column)],
            "rows": [_line(request, row, keys) for row in rows],
            "filters": filters,
            "next": _address(request, rows[-1]) if more else None,
            "first": _address(request, None) if request.GET.get("sesudah") else None,
            "roles": [*roles().items()],
            "stages": Stage.choices,
            "chosen": _chosen(filters),
            "years": [(str(y), str(y)) for y in range(timezone.localdate().year, 2014, -1)],
        },
    )


def _filters(request: Request) -> Filters:
    given = request.GET
    year = given.get("tahun", "")
    return Filters(
        mine=given.get("milik") == "saya",
        status=given.get("keadaan", "open") if given.get("keadaan") in {None, "open", "closed"} else "",
        role=given.get("peran", "") if given.get("peran") in roles() else "",
        stage=given.get("tahap", "") if given.get("tahap") in Stage.values else "",
        year=int(year) if year.isdigit() and len(year) == 4 else None,  # noqa: PLR2004 - a year
        quiet="sepi" in given,
    )


def _chosen(filters: Filters) -> str:
    """What the filters hold, for a phone on which they are folded."""
    status = {"open": _("Berjalan"), "closed": _("Diakhiri")}.get(filters.status, _("Semua keadaan"))
    said = (
        _("Kasus saya") if filters.mine else _("Semua kasus kantor"),
        status,
        said_role(filters.role) if filters.role else "",
        Stage(filters.stage).label if filters.stage else "",
        filters.year,
    )
    return " · ".join(str(part) for part in said if part)


def _after(text: str) -> tuple[date, UUID] | None:
    """The key of the last row seen: 2018-09-21_uuid. Anything else is the first page."""
    day, _sep, key = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def _address(request: Request, last: Row | None) -> str:
    query = request.GET.copy()
    query.pop("sesudah", None)
    if last is not None:
        query["sesudah"] = f"{last.opened_on.isoformat()}_{last.id}"
    return f"{request.path}?{query.urlencode()}"


def _line(request: Request, row: Row, keys: Mapping[UUID, bytes]) -> dict[str, Any]:
    how = shown(request, row.id, works=row.mine, named=row.named)
    identity = read_identity(row.client, row.sealed, keys.get(row.client))
    types = ppks_types()
    return {
        "row": row,
        "name": called(None if identity is ERASED else identity, how, row.code),
        "age": row.aged(identity),
        "kind": said_role(row.role)
        if row.role
        else words.say(types[row.primary_type].label)
        if row.primary_type in types
        else "",
        "columns": [
            (door.heading, door.says(code) if code else "")
            for door, code in zip(given(Column), row.columns, strict=True)
        ],
        "next": words.say(rule(row.next_rule).label) if row.next_rule else "",
        "left": words.left(row.next_due, softer=row.next_softer),
        "late": row.next_late,
        "own": (own := bool(row.next_rule) and rule(row.next_rule).duty == "policy"),
        "near": not own or (row.next_due is not None and row.next_due < timezone.now() + A_DAY),
    }
