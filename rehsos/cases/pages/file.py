"""The case page: who, stage, clocks with their article, people around, timeline, and one button Catat."""

from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import SEES
from rehsos.look import words

from ..aged import said_age
from ..doors import Card, Place
from ..file import CaseFile
from ..models import AssignmentKind, Case
from ..offers import offers
from ..passed import stages
from ..reading import read_file
from ..warmth import warm

NEWEST = 15


@page(*SEES)
def case(request: Request, code: str) -> HttpResponseBase:
    """One page per case, with the newest lines of its timeline, or all of them when asked (`?semua=1`)."""
    everything = "semua" in request.GET
    file = read_file(request, code, None if everything else NEWEST)
    return render(request, "cases/case.html", {**_shown(request, file), "all": everything, "printed": False})


def on_paper(request: Request, file: CaseFile) -> dict[str, Any]:
    """What the file shows on paper: everything open, nothing to press."""
    return {**_shown(request, file), "offers": [], "jumps": [], "all": True, "printed": True}


@page()
def case_marks(request: Request, code: str) -> HttpResponseBase:  # noqa: ARG001 - the shape of a page
    """What every printed page of a case bears: a style of its own, for a sheet of styles cannot ask for the code."""
    if not Case.objects.filter(code=code).exists():
        raise Http404
    mark = f"{_SECRET} · {code}"
    style = f'@page {{ @top-center {{ content: "{mark}"; }} @bottom-center {{ content: "{mark}"; }} }}'
    return HttpResponse(style, content_type="text/css")


_SECRET = "RAHASIA"  # noqa: S105 - a degree of secrecy, no password


def _shown(request: Request, file: CaseFile) -> dict[str, Any]:
    cards = _cards(file)
    return {
        "file": file,
        "case": file.case,
        "rows": file.rows,
        "age": _age(file),
        "stages": stages(file),
        "workers": _who_works(file),
        "offers": offers(request.actor, file),
        "jumps": [{"label": card.jump[1], "href": f"#{card.jump[0]}"} for card in cards if card.jump],
        **{place.value: [_filled(card, file) for card in cards if card.place is place] for place in Place},
    }


def _cards(file: CaseFile) -> list[Card]:
    """What the rooms show of this case: those that have something in it, where there is something to show."""
    shown = (card for card in warm(Card, file.case["rooms"]) if card.when(file))
    return sorted(shown, key=attrgetter("order"))


def _filled(card: Card, file: CaseFile) -> dict[str, Any]:
    return {"template": card.template, "more": card.tells(file)}


def _age(file: CaseFile) -> str:
    """What stands behind the name."""
    case = file.case
    return said_age(
        file.identity, case["birth_year"], date.fromisoformat(case["opened_on"]), case["age"], case["other_age"],
        estimated=case["birth_estimated"],
    )  # fmt: skip


def _who_works(file: CaseFile) -> str:
    """Names, the lead first; a lead whose last day this is handed the case on, and may record until it ends.

    Who handed the case to another office sees nobody who was assigned there since, and says nothing about them.
    """
    rows = file.rows["workers"]
    led = any(row["leads"] for row in rows)
    named = (_worker(row) for row in rows)
    return ", ".join(
        [*([] if led or file.case["handed_on"] else [_("belum ada penanggung jawab")]), *filter(None, named)]
    )


def _worker(row: Mapping[str, Any]) -> str:
    """The name; nothing of one who leads elsewhere only, being posted here no more."""
    name = str(row["name"])
    if row["leads"] or row["kind"] != AssignmentKind.LEAD:
        return name
    if row["until"] != timezone.localdate():
        return ""
    return _("{name} (mencatat sampai {day})").format(name=name, day=words.day(row["until"]))
