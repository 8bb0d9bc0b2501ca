"""Kinds of office, and which of them are alike: said here, once."""

from collections.abc import Collection

from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import OFFICES_NOW
from rehsos.audit.answers import Words

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


COUNTED_KINDS: dict[str, Words] = {**dict(OfficeKind.choices), OfficeKind.PARTNER: _("lembaga lain")}
"""What a count calls the kinds of office it tells apart (`counted_kind`)."""


def counted_kind(office: str) -> str:
    """The kind of a joined office as a count tells it, as SQL: a hidden one stands among the other houses.

    One house of its kind in a province would be known by its kind. But for its own people, who know what it is.
    """
    return f"CASE WHEN {_hidden(office)} THEN '{OfficeKind.PARTNER}' ELSE {office}.kind END"


def counted_place(office: str) -> str:
    """Where a joined office is, as a count tells it: a hidden one stands at the place of the office above it."""
    above = f"(SELECT y.place_id FROM directory_office y WHERE y.id = {office}.parent_id)"
    return f"CASE WHEN {_hidden(office)} THEN coalesce({above}, {office}.place_id) ELSE {office}.place_id END"


def listed(office: str) -> str:
    """Whether a joined office may stand among others in a table, as SQL: a hidden one only before its own people."""
    return f"NOT ({_hidden(office)})"


def _hidden(office: str) -> str:
    return f"{office}.hidden_place AND {office}.id <> ALL(coalesce({OFFICES_NOW}, '{{}}'))"
