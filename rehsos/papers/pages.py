"""The public page behind the square on a letter: whether a letter is ours, and nothing about anybody."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from rehsos.directory.models import Office
from rehsos.papers.kinds import words_of
from rehsos.papers.letters import NUMBERED, plain_code, said_code
from rehsos.papers.models import LetterState


@dataclass(frozen=True)
class Registered:
    """What anybody may learn of a letter."""

    number: str
    dated: date | None
    office: str
    numbered: bool
    state: str
    kind: str


@never_cache
def letter_check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a check code belongs to a letter of ours. Open to anyone; an unknown code gets a polite page."""
    wanted = plain_code(code)
    shown = {"letter": _registered(wanted), "code": said_code(wanted)}
    response = render(request, "papers/letter_check.html", shown, status=200 if shown["letter"] else 404)
    response["X-Robots-Tag"] = "noindex"
    return response


def _registered(code: str) -> Registered | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, dated, office, state, kind FROM letter_check(%s)", [code])
        row = cursor.fetchone()
    if row is None:
        return None
    number, dated, office, state, kind = row
    name = Office.objects.values_list("name", flat=True).get(pk=office)
    return Registered(number, dated, name, state in NUMBERED, str(LetterState(state).label), str(words_of(kind)))
