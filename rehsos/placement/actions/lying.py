"""Which bed somebody lies in. Two are never in one: the database refuses it, and here it is said in words."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.look import words

from ..models import Bed, Lying, Stay


def lock_bed(bed: Bed, office: int) -> Bed:
    """The bed as it is until this transaction ends. One of another house, which nobody here sees, is refused."""
    beds = Bed.objects.select_for_update(no_key=True).select_related("room")
    if (found := beds.filter(pk=bed.pk, room__office=office).first()) is None:
        raise Refused(_("Tempat tidur ini milik lembaga lain."), field="bed")
    return found


def lie_down(stay: Stay, bed: Bed, at: datetime, cause: UUID) -> Lying:
    """The bed is theirs from that hour on. Raises Conflict beside `bed` where it is somebody else's, or promised."""
    locked = lock_bed(bed, stay.office_id)
    if locked.closed_at or locked.room.closed_at:
        raise Refused(_("Tempat tidur ini sudah ditutup. Pilih yang lain, atau tanpa ranjang."), field="bed")
    _keep_promise(stay, locked, at, cause)
    taken = _others(locked, at).exclude(stay=stay)
    if (other := taken.order_by("-since").first()) is not None:
        raise Conflict(_said(other), field="bed")
    return Lying.objects.create(
        id=new_id(), bed=locked, office_id=stay.office_id, stay=stay, since=at, cause=cause, offices=[stay.office_id]
    )


def _others(bed: Bed, at: datetime) -> QuerySet[Lying]:
    """Whose it is at that hour or later."""
    return Lying.objects.filter(Q(until=None) | Q(until__gt=at), bed=bed, withdrawn_by=None)


def _keep_promise(stay: Stay, bed: Bed, at: datetime, cause: UUID) -> None:
    """What was promised to the very hand-over they came by is kept: it ends where they lie down."""
    mine = _others(bed, at).filter(referral=stay.referral_id) if stay.referral_id else Lying.objects.none()
    for promise in mine:
        ended = max(at, promise.since)
        Lying.objects.filter(pk=promise.pk).update(until=ended, ended_by=cause)


def _said(other: Lying) -> str:
    if other.referral_id:
        until = timezone.localtime(other.until) if other.until else timezone.localtime()
        words_ = _("Tempat tidur ini dipesan sampai {hour}. Pilih yang lain, atau terima tanpa ranjang.")
        return str(words_).format(hour=words.moment(until))
    since = _("Tempat tidur ini terisi sejak {hour}. Pilih yang lain, atau terima tanpa ranjang.")
    return str(since).format(hour=words.moment(other.since))


def lie_again(stay: Stay, ended: UUID | None) -> None:
    """In the bed they lay in until the action `ended`, unless it was somebody's since."""
    for lying in Lying.objects.filter(stay=stay, ended_by=ended, withdrawn_by=None).exclude(until=None):
        taken = Lying.objects.filter(bed=lying.bed_id, withdrawn_by=None, since__gte=lying.until)
        if not taken.exclude(pk=lying.pk).exists():
            Lying.objects.filter(pk=lying.pk).update(until=None, ended_by=None)


def get_up(stay: Stay, at: datetime, cause: UUID) -> None:
    """The bed is nobody's from that hour on."""
    for lying in Lying.objects.filter(stay=stay, until=None, withdrawn_by=None):
        Lying.objects.filter(pk=lying.pk).update(until=max(at, lying.since), ended_by=cause)
