"""A letter looked for by its number: ours, or that of a letter that came in."""

import re

from django.urls import reverse

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.cases.models import Case
from rehsos.papers.models import Direction, Letter

from .unlikely import came_lately, same_number

_NUMBER = re.compile(r"(?=.*\d)[\w.\-]+(?:/[\w.\-]+){2,}", re.ASCII)
_REGISTER = (Permission.REGISTER_LETTERS, Permission.APPROVE)


def leads(text: str, by: Actor) -> str | None:
    """The letter of that number in the office's register; empty where there is none, None of what is no number."""
    number = "".join(text.split())
    if not _NUMBER.fullmatch(number):
        return None
    found = _of_register(number, by) if any(by.may(one) for one in _REGISTER) else None
    if found is None:
        return ""
    code = Case.objects.filter(pk=found.dossier).values_list("code", flat=True).first()
    there = ("letters:letter", [code, found.pk]) if code else ("intake:report", [found.dossier])
    return reverse(there[0], args=there[1])


def _of_register(number: str, by: Actor) -> Letter | None:
    ours = (
        Letter.objects.filter(office=by.office, direction=Direction.OUT, number__iexact=number).order_by("-id").first()
    )
    return ours or next((letter for letter, told in came_lately(by) if same_number(told.number, number)), None)
