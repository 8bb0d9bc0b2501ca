"""Who takes back what was recorded of a leg by mistake: that day who recorded it, later the head whose leg it is."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, Refused, no, not_for
from rehsos.audit.models import Action

from .models import Leg

LEFT = ("depart",)
CAME = ("accept_leg", "receive_instead", "accept_leg_by_code")


def may_take_back_departure(leg: Leg, by: Actor) -> Answer:
    """Whether the actor says that it did not leave after all."""
    if not (may := _may(leg, LEFT, by)):
        return may
    if leg.departed_at is None:
        return no(_("Etape ini belum tercatat berangkat."))
    return YES if leg.accepted_at is None else no(_("Etape ini sudah diterima. Tarik dulu penerimaannya."))


def may_take_back_acceptance(leg: Leg, by: Actor) -> Answer:
    """Whether the actor says that they were not accepted after all."""
    if not (may := _may(leg, CAME, by)):
        return may
    return YES if leg.arrived_at is not None else no(_("Etape ini belum tercatat diterima."))


def insist_reason(leg: Leg, names: tuple[str, ...], reason: str, by: Actor) -> None:
    """Who recorded it corrects it that day; who takes back what another recorded, or later, says why."""
    if not reason.strip() and not recorded_today(leg, names, by):
        raise Refused(_("Tulis apa yang salah, dan bagaimana diketahui."), field="reason")


def recorded_today(leg: Leg, names: tuple[str, ...], by: Actor) -> bool:
    """Whether the actor wrote it today."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Action.objects.filter(worker=by.worker, recorded_at__gte=midnight, name__in=names)
    return mine.filter(facts__leg=str(leg.pk)).exists()


def _may(leg: Leg, names: tuple[str, ...], by: Actor) -> Answer:
    if by.office not in {leg.office_id, leg.sender_id, leg.receiver_id}:
        return not_for(_("Etape ini bukan urusan kantor Anda."))
    if leg.office_id == by.office and by.may(Permission.APPROVE):
        return YES
    return YES if recorded_today(leg, names, by) else _NOT_YOU


_NOT_YOU = not_for(
    _("Ditarik pada hari yang sama oleh yang mencatat; sesudahnya oleh kepala kantor yang menyusun etape ini.")
)
