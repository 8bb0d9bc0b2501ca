"""What stands of stays: who may keep one, in which bed, whether they are away; and the facts their clocks hang on."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, no, not_for
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Status, Subject
from rehsos.referral.models import Referral

from .models import Absence, Lying, Stay

KIND = "stay"
"""The kind of subject that a stay is."""
KEEPS = (Permission.WORK_CASES, Permission.APPROVE)
"""Any of these keeps what is recorded of who stays at the house, whoever works their case: a shift is no caseload."""


def may_keep(stay: Stay, by: Actor) -> Answer:
    """Whether the actor records what happens to who stays: whoever works at the house, or heads it."""
    if stay.office_id != by.office:
        return _ELSEWHERE
    if not any(by.may(one) for one in KEEPS):
        return not_for(_("Ini dicatat pekerja sosial atau kepala lembaga."))
    return YES if stay.is_open else _OVER


_ELSEWHERE = not_for(_("Orang ini tinggal di lembaga lain. Lembaga itu yang mencatatnya."))
_OVER = no(_("Orang ini sudah tercatat keluar. Muat ulang halaman."))


def may_take_in(by: Actor) -> Answer:
    """Whether the actor takes somebody in: who works at an office, for a house may be empty at half past seven."""
    return YES if by.may(Permission.WORK_CASES) else not_for(_("Orang diterima oleh pekerja sosial lembaga ini."))


def may_take_over(referral: Referral, by: Actor) -> Answer:
    """Whether the actor takes in who is handed over by this: at the office it was sent to."""
    if referral.receiver_id != by.office or referral.shown_to_id is None:
        return not_for(_("Serah terima ini ditujukan ke kantor lain."))
    return may_take_in(by)


def may_admit(case: Case, by: Actor) -> Answer:
    """Whether the client of a case is taken in: at the office whose case it is, by whoever is on duty there."""
    if case.owner_id != by.office:
        return not_for(_("Kasus ini milik kantor lain. Terima lewat serah terima orang."))
    if not (may := may_take_in(by)):
        return may
    return YES if case.status == Status.OPEN else no(_("Kasus ini tidak berjalan. Buka kembali kasusnya dahulu."))


def bed_of(stay: Stay) -> Lying | None:
    """In which bed they lie now; None: without one."""
    return Lying.objects.select_related("bed__room").filter(stay=stay, until=None, withdrawn_by=None).first()


def absence_of(stay: Stay) -> Absence | None:
    """Since when and why they are away now; None: they are there."""
    return Absence.objects.filter(stay=stay, until=None, withdrawn_by=None).first()


def told(stay: Stay, code: str, at: datetime, *, by: Actor, fact_id: UUID | None = None) -> None:
    """A fact that clocks of a stay hang on; they follow."""
    put_fact(stay.case, Subject(KIND, stay.pk), code, at, fact_id=fact_id or new_id())
    recompute(stay.case, by=by)
