"""Somebody died who stays at a house: the house says so, whoever's their case is."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.dying import Died, die
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.models import Confirmed, DeathPlace
from rehsos.look import words

from ..kinds import usual_kind
from ..models import Stay
from ..stays import may_discharge, may_tell_died
from ..waiting import may_let_in, waiting_of
from .bringing import Bedded, let_in


@action(_("Penghuni meninggal"))
def record_resident_died(
    *,
    stay: Stay,
    at: datetime,
    death_place: DeathPlace,
    where: Text,
    found_by: Text,
    confirmed: Confirmed,
    confirmer: Text,
    police_told: bool | None,
    by: Actor,
    action_id: UUID,
) -> None:
    """A resident died, here, on leave or in hospital: the stay ends with it, and the house tends to what follows."""
    may_discharge(stay, by).insist()
    told = Died(at, death_place, where, found_by, confirmed, confirmer, police_told)
    with everywhere():
        die(stay.case, told, by=by, cause=action_id, house=stay.office, agreed=True)


@action(_("Penghuni ditemukan meninggal"))
def record_found_dead(
    *,
    stay: Stay,
    at: datetime,
    death_place: DeathPlace,
    found_by: Text,
    police_told: bool | None,
    by: Actor,
    action_id: UUID,
) -> None:
    """The same as whoever is awake knows it: when, how they were found, who was told. The rest is written by day."""
    may_tell_died(stay, by).insist()
    told = Died(at, death_place, found_by=found_by, police_told=police_told)
    with everywhere():
        die(stay.case, told, by=by, cause=action_id, house=stay.office, agreed=True)


@action(_("Yang tiba dan belum di kamar meninggal"))
def record_waiting_died(
    *,
    arrival: UUID,
    at: datetime,
    death_place: DeathPlace,
    found_by: Text,
    police_told: bool | None,
    by: Actor,
    action_id: UUID,
) -> Stay:
    """Somebody died who was accepted here and in no room yet: theirs is a stay from the arrival, that ends so."""
    may_let_in(by).insist()
    one = waiting_of(by.office, arrival)
    if one is None:
        raise Conflict(_GONE)
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Isi jam kematiannya."), field="at")
    if at < one.since.replace(second=0, microsecond=0):
        since = words.moment(timezone.localtime(one.since))
        raise Refused(_("Tercatat tiba {since}. Isi jam sesudahnya.").format(since=since), field="at")
    stay = let_in(one, Bedded(usual_kind(by), "", None, one.since), by, action_id)
    told = Died(max(at, one.since), death_place, found_by=found_by, police_told=police_told)
    with everywhere():
        die(stay.case, told, by=by, cause=action_id, house=stay.office, agreed=True)
    return stay


_GONE = _(
    "Orang ini tidak menunggu di sini lagi. Muat ulang halaman; bila sudah di kamar, catat di halaman tinggalnya."
)
