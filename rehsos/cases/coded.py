"""A case looked for by its code, by who may open no name: whom it is about is not asked."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.people.doors import Led
from rehsos.people.tokens import case_code, is_case_code, of_own_place

from .models import Case


def leads(text: str, by: Actor) -> list[Led] | None:
    """The case of that code; empty where there is none they may open; None of anything else, and to who may name."""
    code = of_own_place(text, by.place, timezone.localdate().year)
    if by.may(Permission.SEE_NAMES) or not is_case_code(code):
        return None
    found = Case.objects.filter(code=case_code(code)).values_list("code", flat=True).first()
    return [to_case(found)] if found else []


def to_case(code: str) -> Led:
    """Its page, by its code."""
    return Led(reverse("cases:case", args=[code]), _("Kasus {code}").format(code=code))
