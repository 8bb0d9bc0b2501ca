"""Inspections of houses: which a dinas may inspect, who mends what was found, and what of it stands open."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, no, not_for
from rehsos.directory.kinds import HOUSES
from rehsos.directory.models import Office, OfficeKind
from rehsos.vault.keys import key_of
from rehsos.vault.seal import legible, seal

from .models import Finding, Inspection

CONTEXT = "inspection"
INSPECTS = frozenset({OfficeKind.REGENCY, OfficeKind.PROVINCE})


def inspectable(by: Actor) -> QuerySet[Office]:
    """Houses right below the actor's office, and partners' houses at its place."""
    near = Q(parent=by.office) | Q(kind=OfficeKind.LKSA, place__pk__startswith=by.place)
    return Office.objects.filter(near, kind__in=HOUSES).exclude(pk=by.office).order_by("short")


def may_inspect(house: Office, by: Actor) -> Answer:
    """Whether the actor writes of an inspection of that house: who works or decides at the dinas above it."""
    if by.office_kind not in INSPECTS or not _acts(by):
        return not_for(_("Pengawasan dicatat dinas sosial yang membina lembaga ini."))
    return YES if inspectable(by).filter(pk=house.pk).exists() else _NOT_BELOW


_NOT_BELOW = not_for(_("Lembaga ini dibina kantor lain. Kantor itu yang mengawasinya."))


def _acts(by: Actor) -> bool:
    return by.may(Permission.WORK_CASES) or by.may(Permission.APPROVE)


def may_add(inspection: Inspection, by: Actor) -> Answer:
    """Whether the actor writes down what was found: who inspected."""
    return YES if inspection.office_id == by.office and _acts(by) else _INSPECTORS


_INSPECTORS = not_for(_("Temuan ditulis kantor yang mengawasi."))


def may_close(finding: Finding, by: Actor) -> Answer:
    """Whether the actor says that it is mended: whose it is to mend, or who inspected; once."""
    if by.office not in {finding.owner_id, finding.inspection.office_id} or not _acts(by):
        return not_for(_("Ini dicatat kantor yang memperbaikinya atau yang mengawasi."))
    return YES if finding.closed_on is None else no(_("Temuan ini sudah selesai. Muat ulang halaman."))


def inspections_of(by: Actor) -> QuerySet[Inspection]:
    """Those the actor's office made, and those made of it; the last first."""
    mine = Q(office=by.office) | Q(house=by.office)
    found = Inspection.objects.select_related("office", "house").filter(mine, withdrawn_by=None)
    return found.prefetch_related("findings__owner").order_by("-on", "-id")


def seal_in(inspection: UUID, **texts: str) -> bytes:
    """Under the key of the inspection."""
    return seal(key_of(inspection), texts, subject=inspection, context=CONTEXT)


def told_to(inspection: Inspection, key: bytes, by: Actor) -> Mapping[str, Any]:
    """Who came; and what they saw, to the dinas that inspected alone: a child may have said it of the house."""
    found = opened(inspection.pk, key, inspection.sealed)
    return found if inspection.office_id == by.office else {"went": found.get("went", "")}


def opened(inspection: UUID, key: bytes, *sealed: Any) -> Mapping[str, Any]:
    """What was written."""
    found: dict[str, Any] = {}
    for one in sealed:
        found |= legible(key, bytes(one), subject=inspection, context=CONTEXT) if one else {}
    return found
