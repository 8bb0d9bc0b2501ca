"""Of who was accepted without a case and is in no room: that they went, where to, at what hour."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused

from ..models import LeftTo
from ..models_guest import Guest, Went
from ..policies import may_tell_guests_left


@action(_("Yang tiba tanpa kasus sudah pergi: {to}"))
def tell_guests_left(*, gone: tuple[UUID, ...], to: LeftTo, at: datetime, by: Actor, action_id: UUID) -> None:
    """Some of those who wait here, or all, went home or elsewhere: nobody waits for a bed for them any more."""
    may_tell_guests_left(by).insist()
    if not gone:
        raise Refused(_("Centang siapa yang sudah pergi."), field="gone")
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila sudah pergi."), field="at")
    here = Guest.objects.filter(pk__in=gone, office=by.office, went=Went.HERE)
    if here.filter(since__gte=at + timedelta(minutes=1)).exists():
        raise Refused(_("Lebih awal daripada tibanya. Periksa tanggal dan jamnya."), field="at")
    told = here.update(went=Went.LEFT, went_to=to, went_at=at, went_by=action_id)
    Conflict.unless(told == len(set(gone)), _("Daftar orang baru saja berubah. Muat ulang, lalu centang lagi."))
