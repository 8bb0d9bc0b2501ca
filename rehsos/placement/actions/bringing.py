"""Who is here and in no room yet is taken in, whatever case they are in, or in none: from arrival to bed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import Private, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.models import Assignment, Case, Status, Whereabouts
from rehsos.directory.days import today_at
from rehsos.directory.models import Office
from rehsos.look import words
from rehsos.people.models import Sex
from rehsos.referral import guests
from rehsos.referral.brought import Brought, brought_of
from rehsos.referral.models import Referral
from rehsos.referral.models_guest import Guest, Went
from rehsos.vault.keys import keys_of

from ..models import Bed, BroughtBy, Stay, StayKind
from ..stays import may_admit, may_take_in, may_take_over
from ..waiting import BROUGHT, CASE, GUEST, REFERRAL, Waiting, may_let_in, waiting_of
from .admitting import Admission, admit, insist_past, opened_for, registered, seek_identity, taken_over


@action(_("Diterima setelah tiba: {stay_kind}"))
def admit_brought(
    *,
    brought: UUID,
    stay_kind: StayKind,
    health: Private,
    bed: Bed | None,
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> Stay:
    """Take in who this office accepted and has since: a share in the case they stay in. `brought`: what placed them."""
    may_take_in(by).insist()
    insist_past(at)
    one = brought_of(brought)
    if one is None or one.office != by.office:
        raise Conflict(_GONE)
    if at < one.since.replace(second=0, microsecond=0):
        told = _BEFORE.format(since=words.moment(timezone.localtime(one.since)))
        raise Refused(told, field="at")
    _share(one)
    case = Case.objects.get(pk=one.dossier)
    return admit(Admission(case, stay_kind, BroughtBy.OFFICE, health, bed, at, placed=True), by, action_id)


@action(_("Diterima di kamar: {stay_kind}"))
def admit_waiting(
    *, arrival: UUID, stay_kind: StayKind, health: Private, bed: Bed | None, at: datetime, by: Actor, action_id: UUID
) -> Stay:
    """Take in who waits here, however they came, also at night; who has no case is opened one. `arrival`: by what."""
    may_let_in(by).insist()
    insist_past(at)
    one = waiting_of(by.office, arrival)
    if one is None:
        raise Conflict(_GONE)
    if at < one.since.replace(second=0, microsecond=0):
        raise Refused(_BEFORE.format(since=words.moment(timezone.localtime(one.since))), field="at")
    return let_in(one, Bedded(stay_kind, health, bed, at), by, action_id)


@dataclass(frozen=True)
class Bedded:
    """As what somebody who waited is taken in, and into which bed."""

    kind: StayKind
    health: str
    bed: Bed | None
    at: datetime


def let_in(one: Waiting, told: Bedded, by: Actor, action_id: UUID) -> Stay:
    """Within another action: their stay, in the case they came in, or in one of the house's own, whoever is awake."""
    awake, by = by, replace(by, permissions=by.permissions | {Permission.WORK_CASES})
    case, referral = _LET_IN[one.how](one, by)
    placed = one.how in {REFERRAL, BROUGHT}
    given = Admission(case, told.kind, BroughtBy.OFFICE, told.health, told.bed, told.at, referral, placed=placed)
    stay = admit(given, by, action_id)
    if one.how == GUEST:
        guests.was_taken_in(one.thing, case, told.at, action_id)
        if not awake.may(Permission.WORK_CASES):  # who leads the house sees that nobody works it yet
            Assignment.objects.filter(case=case, worker=awake.worker).delete()
    return stay


def _in_no_case(one: Waiting, by: Actor) -> tuple[Case, None]:
    """In the case that whose list it is opened since, or in one of this house: they are as the list says."""
    guest = Guest.objects.select_for_update(of=("self",), no_key=True).filter(pk=one.thing, went=Went.HERE).first()
    if guest is None:
        raise Conflict(_GONE)
    _insist_nowhere_else(guest)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT placement_take_in_guest(%s, %s)", [guest.pk, _first_day(guest.office_id, guest.sender_id)]
        )
        theirs = cursor.fetchone()[0]
    ours = Case.objects.filter(pk=theirs or guest.case_id, status=Status.OPEN).first() if guest.case_id else None
    return ours or _opened_for(guest, by), None


def _insist_nowhere_else(guest: Guest) -> None:
    """Nobody has two cases: whom another house took in off the same list is there, or died there."""
    with everywhere():
        there = guests.taken(guest.thing)
    if there is not None:
        house = _("lembaga lain") if there.office.hidden_place else there.office.short
        raise Refused(_THERE.format(house=house))


def _opened_for(guest: Guest, by: Actor) -> Case:
    name = guests.name_of(guest, keys_of([guest.key]).get(guest.key))
    person = registered(name, Sex(guest.sex), guest.age, by)
    case = opened_for(person, guest.age, guest.category, guest.since, by)
    seek_identity(case, by)
    return case


def _in_theirs(one: Waiting, by: Actor) -> tuple[Case, None]:
    brought = brought_of(one.thing)
    if brought is None or brought.office != by.office:
        raise Conflict(_GONE)
    _share(brought)
    return Case.objects.get(pk=brought.dossier), None


def _in_a_hand_over(one: Waiting, by: Actor) -> tuple[Case, Referral]:
    referral = Referral.objects.select_related("sender", "receiver").get(pk=one.thing)
    may_take_over(referral, by).insist()
    taken_over(referral)
    return Case.objects.get(pk=referral.case_id), referral


def _in_ours(one: Waiting, by: Actor) -> tuple[Case, None]:
    case = Whereabouts.objects.select_related("case").get(pk=one.thing).case
    may_admit(case, by).insist()
    return case, None


_LET_IN: Mapping[str, Callable[[Waiting, Actor], tuple[Case, Referral | None]]] = {
    GUEST: _in_no_case, BROUGHT: _in_theirs, REFERRAL: _in_a_hand_over, CASE: _in_ours,
}  # fmt: skip


def _first_day(*offices: int) -> date:
    """The earlier of their days."""
    return min(map(today_at, Office.objects.filter(pk__in=offices)))


def _share(one: Brought) -> None:
    """From today on the house sees the case they stay in. It saw no row of it, so the database looks itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT placement_take_in_brought(%s, %s)", [one.place, _first_day(one.office, one.owner)])
        Conflict.unless(cursor.fetchone()[0], _GONE)


_GONE = _("Orang ini tidak tercatat di sini lagi, atau kasusnya sudah tidak berjalan. Muat ulang halaman.")
_THERE = _("Orang ini sudah diterima di kamar di {house}, yang memegang kasusnya. Tanyakan ke sana; yang tercatat "
           "menunggu di sini keliru: catat di Di sini sekarang bahwa ia sudah pergi.")  # fmt: skip
_BEFORE = _("Tercatat tiba {since}. Isi jam sesudahnya.")
