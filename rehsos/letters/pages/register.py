"""Agenda surat: the office's letters in and out, by number and code; where a clerk finds the case of a letter."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.db import connection
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, Worded, page
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor, set_scope
from rehsos.cases.models import Case
from rehsos.cases.one_paper import A_MONTH
from rehsos.intake.requests import clock_since, tone
from rehsos.law.clocks import Clock
from rehsos.papers.letters import CONTEXT, NOT_HANDED_OVER
from rehsos.papers.models import Direction
from rehsos.people.tokens import case_code
from rehsos.vault.keys import keys_beside
from rehsos.vault.seal import Unreadable, legible

from ..terms import term_of

PAGE = 30

# By key, newest first: letter ids are UUIDv7, so their order is that of registration. Each direction is a walk along
# its own part of the index `letter_register`, until the page is full.
_LETTERS = """
SELECT w.*, k.wrapped FROM unnest(%(directions)s::text[]) AS way, LATERAL (
  SELECT l.id, l.direction, l.kind, l.state, l.number, l.dated, l.received_at, l.delivered_at, c.code,
         r.id AS report, r.decision = '' AS waits, l.dossier, l.sealed,
         coalesce(c.status = 'void', false) AND l.direction = 'out' AND l.state = ANY(%(ends)s) AS cancelled
    FROM papers_letter l LEFT JOIN cases_case c ON c.id = l.dossier LEFT JOIN intake_report r ON r.id = l.dossier
   WHERE l.office_id = %(office)s AND l.direction = way AND l.id < %(before)s AND coalesce(c.id, r.id) IS NOT NULL
   ORDER BY l.id DESC LIMIT %(most)s) w
  LEFT JOIN vault_key k ON k.subject = w.dossier AND k.destroyed_at IS NULL
 ORDER BY w.id DESC LIMIT %(most)s
"""
END = UUID(int=2**128 - 1)
"""After every id there is."""


class CodeForm(Worded):
    """The code of the case a letter belongs to."""

    code = forms.CharField(label=_("Kode kasus"), max_length=20, help_text=_("Misalnya 53.01-26-0001."))

    def clean_code(self) -> str:
        """Known here, or say how to find it."""
        code = case_code(str(self.cleaned_data["code"]))
        if not Case.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Kode ini tidak ada di kantor Anda. Tanyakan kodenya kepada pekerja sosial."))
        return code


@page(Permission.REGISTER_LETTERS, Permission.APPROVE)
def register(request: Request) -> HttpResponseBase:
    """The register; a code leads to the form for a letter that came in. Who signs letters reads it only."""
    if request.method == "POST" and not request.actor.may(Permission.REGISTER_LETTERS):
        raise Http404
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return HttpResponseRedirect(reverse("letters:letter_in", args=[form.cleaned_data["code"]]))
    rows = _letters(request)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    shown = {
        "form": form,
        "rows": [row | _term(row, request.actor) for row in _with_those_apart(_as_one(rows))],
        "now": timezone.now(),
        "tone": tone,
        "direction": request.GET.get("arah", ""),
        "directions": [("", _("Masuk dan keluar")), *Direction.choices],
        "next": f"?arah={request.GET.get('arah', '')}&sesudah={rows[-1]['id']}" if more else None,
    }
    return render(request, "letters/register.html", shown, status=422 if form.errors else 200)


def _term(row: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    clock = _clock(row, by)
    return {"clock": clock, "falls": term_of(clock.rule.code).falls if clock else ""}


def _clock(row: Mapping[str, Any], by: Actor) -> Clock | None:
    """What a request started that waits to become a case; in a case its clock stands on the case's page."""
    came = row["direction"] == Direction.IN and row["received_at"]
    return clock_since(row["kind"], row["received_at"], by.time_zone) if came and row["waits"] else None


def _letters(request: Request) -> list[dict[str, Any]]:
    """One page of them and one more.

    From here to the end of the transaction without bitmaps: PostgreSQL takes a scope for one row in a hundred, and
    until it keeps a plan would put all letters of the office beside their cases, to sort three of them (ADR 36).
    """
    set_scope(request.actor.offices, request.actor.worker, enable_bitmapscan="off")
    direction = request.GET.get("arah", "")
    given: dict[str, Any] = {
        "office": request.actor.office,
        "directions": [direction] if direction in Direction.values else Direction.values,
        "before": _key(request.GET.get("sesudah", "")) or END,
        "most": PAGE + 1,
        "ends": list(NOT_HANDED_OVER),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LETTERS, given)
        columns = [column.name for column in cursor.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    opens = not request.session.get("public_screen")
    keys = keys_beside((row["dossier"], row["wrapped"]) for row in rows if opens)
    return [row | _numbers(row, keys.get(row["dossier"])) for row in rows]


def _as_one(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line for each paper that came in: about several children it lies in the case of each (`cases.one_paper`)."""
    lines: dict[Any, dict[str, Any]] = {}
    for row in rows:
        paper = _paper(row)
        marks = (*paper, row["received_at"]) if paper else row["id"]
        lines.setdefault(marks, row | {"beside": []})["beside"].append(row)
    return [line | {"beside": line["beside"][1:]} for line in lines.values()]


def _with_those_apart(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each line with those of this page that may be the same paper at another hour, or told otherwise."""
    of, booked = _by(lines, _paper), _by(lines, _booked)
    return [
        line
        | {
            "other_hours": [one for one in of[_paper(line)] if _apart(line, one, _paper)],
            "other_data": [
                one for one in booked[_booked(line)] if _apart(line, one, _booked) and _paper(one) != _paper(line)
            ],
        }
        for line in lines
    ]


Marks = Callable[[Mapping[str, Any]], tuple[Any, ...]]


def _by(lines: list[dict[str, Any]], marks: Marks) -> dict[Any, list[dict[str, Any]]]:
    of: dict[Any, list[dict[str, Any]]] = {}
    for line in lines:
        of.setdefault(marks(line), []).extend([line, *line["beside"]])
    return of


def _apart(line: Mapping[str, Any], other: Mapping[str, Any], marks: Marks) -> bool:
    """Whether these lie in two cases, at two hours within a month; told otherwise, at one hour too."""
    if not marks(line) or other["dossier"] in {line["dossier"], *(one["dossier"] for one in line["beside"])}:
        return False
    between = abs(line["received_at"] - other["received_at"])
    return bool(between <= A_MONTH and (between or marks is _booked))


def _booked(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """By what the office's agenda knows a paper that came into a case; empty where it has no number there."""
    known = row["direction"] == Direction.IN and row["code"] and row.get("agenda")
    return (row["kind"], row["agenda"]) if known and row["received_at"] else ()


def _paper(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """By what a paper that came into a case is known, whatever its hour; empty where none of it tells."""
    known = row["direction"] == Direction.IN and row["code"] and row.get("party") and row["number"]
    return tuple(row.get(mark) for mark in _OF_A_PAPER) if known and row["received_at"] else ()


_OF_A_PAPER = ("kind", "dated", "number", "party")


def _numbers(row: Mapping[str, Any], key: bytes | None) -> dict[str, Any]:
    """What is sealed with it: its number in the agenda, that of its sender, what is odd about its signature."""
    if key is None:
        return {}
    told = legible(key, bytes(row["sealed"]), subject=row["dossier"], context=CONTEXT)
    doubts = () if isinstance(told, Unreadable) else told.get("doubts", ())
    numbers = {
        "number": row["number"] or str(told.get("number", "")), "agenda": str(told.get("agenda", "")),
        "party": str(told.get("party", "")),
    }  # fmt: skip
    return {**numbers, "doubts": doubts}


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
