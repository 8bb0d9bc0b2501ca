"""A bed promised to who asked for a place, until an hour: then it is free by itself (ADR 37)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, Conflict, Refused, not_for
from rehsos.look import words
from rehsos.referral.models import RUNS, WAITS, Referral, Wanted

from ..models import Bed, Lying
from ..stays import KEEPS
from .lying import lock_bed

LONGEST = timedelta(days=7)


def may_promise(office: int, by: Actor) -> Answer:
    """Whoever works at the house promises its beds, and takes a promise back."""
    return YES if office == by.office and any(by.may(one) for one in KEEPS) else _HOUSE


_HOUSE = not_for(_("Tempat tidur dipesankan oleh pekerja sosial atau kepala lembaga itu sendiri."))


@action(_("Tempat tidur dipesan sampai {until}"))
def promise_bed(*, referral: Referral, bed: Bed, until: datetime, by: Actor, action_id: UUID) -> Lying:
    """Keep a bed for who was referred here for a place. Raises Conflict beside `bed` where it is somebody's."""
    may_promise(referral.receiver_id or 0, by).insist()
    now = timezone.now()
    if referral.wanted != Wanted.BED or referral.state not in (*WAITS, *RUNS):
        raise Conflict(_("Permintaan ini tidak menunggu tempat lagi. Muat ulang halaman."))
    if not now < until <= now + LONGEST:
        raise Refused(_("Isi jam sesudah sekarang, paling lama tujuh hari."), field="until")
    locked = lock_bed(bed, by.office)
    if locked.closed_at or locked.room.closed_at:
        raise Refused(_("Tempat tidur ini sudah ditutup. Pilih yang lain."), field="bed")
    open_ones = Lying.objects.filter(Q(until=None) | Q(until__gt=now), withdrawn_by=None)
    if (mine := open_ones.filter(referral=referral).select_related("bed__room").first()) is not None:
        said = _("Untuk permintaan ini sudah dipesan {room}, {bed}. Batalkan dulu di Malam ini.")
        raise Conflict(said.format(room=mine.bed.room, bed=mine.bed), field="bed")
    if (other := open_ones.filter(bed=locked).order_by("until").first()) is not None:
        raise Conflict(_taken(other), field="bed")
    return Lying.objects.create(
        id=action_id, bed=locked, office_id=by.office, referral=referral, since=now, until=until, cause=action_id
    )


def _taken(other: Lying) -> str:
    if other.referral_id and other.until:
        said = _("Tempat tidur ini dipesan sampai {hour}. Pilih yang lain.")
        return said.format(hour=words.moment(timezone.localtime(other.until)))
    return str(_("Tempat tidur ini baru saja terisi. Pilih yang lain."))


@action(_("Pesanan tempat tidur dibatalkan"))
def end_promise(*, lying: Lying, by: Actor, action_id: UUID) -> None:
    """The bed is free again before the hour."""
    may_promise(lying.office_id, by).insist()
    now = timezone.now()
    runs = Lying.objects.filter(pk=lying.pk, referral__isnull=False, withdrawn_by=None, until__gt=now)
    Conflict.unless(runs.update(until=now, ended_by=action_id), _("Pesanan ini sudah berakhir."))
