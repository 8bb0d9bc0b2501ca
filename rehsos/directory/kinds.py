"""Kinds of office, and which of them are alike: said here, once."""

from collections.abc import Collection

from django.db.models import Case, When

from .models import OfficeKind

UNITS = frozenset({OfficeKind.UPT, OfficeKind.RPTC, OfficeKind.RPSA, OfficeKind.PUSLANSOS})
"""A UPT or UPTD of a government: it stands for whom it is under."""
PARTNERS = frozenset({OfficeKind.PARTNER, OfficeKind.LKSA, OfficeKind.LPA})
"""Not of a government: a foundation, an association."""
INSTITUTIONS = UNITS | {OfficeKind.SENTRA}
"""Of a government, and it may take people in and have a catchment: a UPT, a Sentra, a balai."""
HOUSES = INSTITUTIONS | PARTNERS
"""Where people may sleep. A dinas may have a house of its own, and is no house."""
ALIKE = (UNITS, PARTNERS)
"""An office may turn out to be another kind of the same group: nothing that was counted or owed moves by that."""


def first(kinds: Collection[OfficeKind]) -> Case:
    """How to order offices: those of these kinds before the others."""
    return Case(When(kind__in=kinds, then=0), default=1)
