"""A case looked for by its code, by whom it is shown to by code alone: whom it is about is not asked."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.directory.days import runs
from rehsos.people.doors import Led
from rehsos.people.tokens import case_code, is_case_code, of_own_place

from .models import Case, Share


def leads(text: str, by: Actor) -> list[Led] | None:
    """The case of that code; empty where there is none they may open, None of anything else.

    Who may name is led to what the list shows them by code alone, an office's below; the rest is found by its client.
    """
    code = of_own_place(text, by.place, timezone.localdate().year)
    if not is_case_code(code):
        return None
    found = Case.objects.filter(code=case_code(code)).values_list("id", "code").first()
    if by.may(Permission.SEE_NAMES) and not (found and _by_code_alone(found[0], by)):
        return None
    return [to_case(found[1])] if found else []


def _by_code_alone(case: UUID, by: Actor) -> bool:
    mine = Share.objects.filter(runs("case__owner_id"), case=case, office__in=by.offices)
    return not mine.filter(named=True).exists()


def to_case(code: str) -> Led:
    """Its page, by its code."""
    return Led(reverse("cases:case", args=[code]), _("Kasus {code}").format(code=code))
