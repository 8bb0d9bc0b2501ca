"""Harm by staff of a house: who is told of it, who may tell, who may say what was done."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import SEES, Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, no, not_for
from rehsos.directory.governments import PROVINCE_CODE, offices_of
from rehsos.directory.models import Office
from rehsos.law.authority import Government
from rehsos.vault.keys import key_of, keys_of
from rehsos.vault.seal import legible, seal

from .gatekeeping import dinas_of
from .models import HarmReport, Stay

CONTEXT = "harm"


def told_offices(house: Office) -> dict[str, Office]:
    """The dinas of the place, the office above, the province: each once, and never the house itself."""
    provinces = offices_of(Government.PROVINCE, house.place_id[:PROVINCE_CODE], timezone.localdate())
    wanted = {"dinas": dinas_of(house), "above": house.parent, "province": provinces[0] if provinces else None}
    found: dict[str, Office] = {}
    for name, office in wanted.items():
        if office is not None and office.pk != house.pk and office not in found.values():
            found[name] = office
    return found


def may_tell(stay: Stay, by: Actor) -> Answer:
    """Whoever works there, on whatever shift, or works with who stays there: nobody's leave is asked."""
    if by.office != stay.office_id and by.office not in stay.offices:
        return not_for(_("Orang ini tidak tinggal di kantor Anda dan bukan klien kantor Anda."))
    if not any(by.may(one) for one in (*SEES, Permission.CALL_ROLL)):
        return not_for(_("Ini dilaporkan petugas yang bertugas atau pekerja sosial."))
    return YES if told_offices(stay.office) else NOBODY_ABOVE


NOBODY_ABOVE = no(
    _("Belum ada kantor di atas lembaga ini di Rehsos. Telepon dinas sosial atau kepolisian (110) sekarang.")
)


def may_take_up(report: HarmReport, by: Actor) -> Answer:
    """Who works or decides at an office that was told; the first of them (`take_up_harm`)."""
    if by.office not in report.offices or not (by.may(Permission.WORK_CASES) or by.may(Permission.APPROVE)):
        return not_for(_("Ini ditangani pekerja sosial atau kepala bidang kantor yang diberi tahu."))
    return YES


def seal_report(report: UUID, **texts: str) -> bytes:
    """Under the key of the report itself."""
    return seal(key_of(report), texts, subject=report, context=CONTEXT)


def opened(report: HarmReport) -> dict[str, Any]:
    """Whose file, which bed, what was told, and what was done; `erased` where its key went with the case."""
    key = keys_of([report.pk]).get(report.pk)
    if key is None:
        return {"erased": True}
    found: dict[str, Any] = {}
    for sealed in (report.sealed, report.sealed_answer):
        found |= legible(key, bytes(sealed), subject=report.pk, context=CONTEXT) if sealed else {}
    return found
