"""A letter looked for by its number: ours, or that of a letter that came in."""

import re
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.cases.models import Case
from rehsos.papers.kinds import words_of
from rehsos.papers.models import Direction, Letter
from rehsos.people.doors import Led

from .unlikely import came_lately, same_number

_NUMBER = re.compile(r"(?=.*\d)[\w.\-]+(?:/[\w.\-]+){2,}", re.ASCII)
_REGISTER = (Permission.REGISTER_LETTERS, Permission.APPROVE)


def leads(text: str, by: Actor) -> list[Led] | None:
    """The letters of that number in the office's register, each where it lies; None of what is no number."""
    number = "".join(text.split())
    if not _NUMBER.fullmatch(number):
        return None
    found = _of_register(number, by) if any(by.may(one) for one in _REGISTER) else {}
    codes = dict(Case.objects.filter(pk__in=found).values_list("pk", "code"))
    return [_led(letter, codes.get(dossier)) for dossier, letter in found.items()]


def _led(letter: Letter, code: str | None) -> Led:
    """In its case, or where it waits for one."""
    if code is None:
        return Led(reverse("intake:report", args=[letter.dossier]), _("Surat yang belum masuk kasus"))
    address = reverse("letters:letter", args=[code, letter.pk])
    return Led(address, _("{letter}, kasus {code}").format(letter=words_of(letter.kind), code=code))


def _of_register(number: str, by: Actor) -> dict[UUID, Letter]:
    """One for each dossier, the newest first: ours by their number, else those that came lately."""
    ours = Letter.objects.filter(office=by.office, direction=Direction.OUT, number__iexact=number).order_by("-id")
    found = list(ours) or [letter for letter, told in came_lately(by) if same_number(told.number, number)]
    return {letter.dossier: letter for letter in reversed(found)}
