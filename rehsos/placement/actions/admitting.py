"""Somebody is taken in: from the street in a minute, as a client known already, or as one who was handed over."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Private, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.facts import put_circumstance, put_fact
from rehsos.cases.actions.opening import open_case
from rehsos.cases.actions.placing import Told, everywhere, place, unplace
from rehsos.cases.actions.withdrawing import undoes
from rehsos.cases.actions.work import add_task
from rehsos.cases.clockwork import ZONE, recompute
from rehsos.cases.first_type import type_of
from rehsos.cases.models import Case, CaseKind, Errand, Fact, Status, Subject, WhereaboutsKind
from rehsos.cases.sealing import seal_for
from rehsos.directory.days import today_at
from rehsos.directory.models import Office, Place
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex
from rehsos.referral import guests
from rehsos.referral.actions import record_arrival
from rehsos.referral.actions.staying import is_here
from rehsos.referral.models import Referral, State

from ..hanging import insist_nothing_hangs
from ..hearing import asked_where_they_wait
from ..models import Absence, Bed, BroughtBy, Lying, OutTo, Stay, StayKind
from ..stays import KIND, house_limit, may_admit, may_take_in, may_take_over
from .lying import lie_down
from .moving import follow


@action(_("Diterima: {stay_kind}"))
def take_in(
    *,
    called: Private,
    sex: Sex,
    age: int | None,
    client: Person | None,
    category: Code,
    stay_kind: StayKind,
    brought_by: BroughtBy,
    health: Text,
    bed: Bed | None,
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> Stay:
    """Take somebody in whom nobody knows yet, or a `client` who has no case here: person, case and stay at once.

    Only the sex must be known. Who they are is looked for afterwards: a task of who took them in.
    """
    may_take_in(by).insist()
    insist_past(at)
    person = client or registered(called, sex, age, by)
    case = _case_of(person, by) or opened_for(person, age, category, at, by)
    if client is None:
        seek_identity(case, by)
    told = Admission(case, stay_kind, brought_by, health, bed, at)
    return admit(told, by, action_id)


@action(_("Klien diterima: {stay_kind}"))
def admit_client(
    *,
    case: Case,
    stay_kind: StayKind,
    brought_by: BroughtBy,
    health: Text,
    bed: Bed | None,
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> Stay:
    """Take in the client of a case of this office."""
    may_admit(case, by).insist()
    insist_past(at)
    return admit(Admission(case, stay_kind, brought_by, health, bed, at), by, action_id)


@action(_("Tinggal yang sudah berlalu: {stay_kind}"))
def record_earlier_stay(
    *,
    case: Case,
    stay_kind: StayKind,
    brought_by: BroughtBy,
    out_to: OutTo,
    at: datetime,
    until: datetime,
    by: Actor,
    action_id: UUID,
) -> Stay:
    """Out of the book of the house: they came and left before it was written down here.

    It is counted on its days. It says nothing of where they are now, and no clock runs of what is over.
    """
    may_admit(case, by).insist()
    insist_past(until)
    if at >= until:
        raise Refused(_("Keluarnya harus sesudah masuknya. Periksa tanggal dan jamnya."), field="until")
    if out_to in {OutTo.MOVED, OutTo.SENDER}:
        raise Refused(_("Kasusnya milik kantor ini. Pilih ke mana orangnya pergi."), field="out_to")
    one = Person.objects.values_list("true_person", flat=True).get(pk=case.client_id) or case.client_id
    _insist_nowhere_else(one, at, until)
    return Stay.objects.create(
        id=action_id, case=case, person_id=case.client_id, office_id=by.office, one=one, kind=stay_kind,
        category=case.category, brought_by=brought_by, since=at, ended_at=until, ended_to=out_to, ended_by=action_id,
    )  # fmt: skip


def _insist_nowhere_else(one: UUID, at: datetime, until: datetime) -> None:
    """Nobody stayed in two houses then, either; of what this office may see."""
    stays = Stay.objects.filter(one=one, withdrawn_by=None, since__lt=until)
    if stays.filter(Q(ended_at=None) | Q(ended_at__gt=at)).exists():
        raise Refused(_("Pada hari-hari itu orang ini sudah tercatat tinggal. Periksa tanggalnya."), field="at")


@action(_("Diterima lewat serah terima: {stay_kind}"))
def admit_referred(
    *,
    referral: Referral,
    stay_kind: StayKind,
    health: Private,
    bed: Bed | None,
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> Stay:
    """Take in who was handed over: their arrival, where it was not told yet, and a share in the case they stay in."""
    may_take_over(referral, by).insist()
    insist_past(at)
    if referral.state == State.ARRIVED and not is_here(referral):
        raise Refused(MOVED_ON)
    taken_over(referral)
    if referral.state != State.ARRIVED:
        record_arrival(referral=referral, at=at, by=by, action_id=new_id())
    case = Case.objects.get(pk=referral.case_id)
    told = Admission(case, stay_kind, BroughtBy.OFFICE, health, bed, at, referral, placed=True)
    return admit(told, by, action_id)


def taken_over(referral: Referral) -> None:
    """From today on the house sees the case of who was handed over. Raises Conflict or Refused where that is over."""
    day = min(today_at(referral.sender), today_at(referral.office))
    with connection.cursor() as cursor:
        cursor.execute("SELECT placement_take_in(%s, %s)", [referral.pk, day])
        why = cursor.fetchone()[0]
    if why:
        raise Conflict(_GONE) if why == "gone" else Refused(_CASE)


_GONE = _("Serah terima ini sudah selesai, dicabut, atau bukan untuk kantor ini. Muat ulang halaman.")
MOVED_ON = _(
    "Klien ini tercatat sudah pindah dari sini. Bila orangnya ada di depan Anda, catat lewat “Terima orang”: "
    "kantor yang memegangnya akan diberi tahu."
)
_CASE = _("Kasusnya tidak berjalan lagi di kantor pengirim. Hubungi mereka.")


@dataclass(frozen=True)
class Admission:
    """How somebody is taken in."""

    case: Case
    kind: StayKind
    brought_by: BroughtBy
    health: str
    bed: Bed | None
    at: datetime
    referral: Referral | None = None
    placed: bool = False
    """Whether it is told already that they are here: by an arrival, by a leg that was accepted."""


def admit(told: Admission, by: Actor, action_id: UUID) -> Stay:
    """The stay with its bed, the place of the client, and what its clocks hang on."""
    case, office = told.case, Office.objects.get(pk=by.office)
    one = Person.objects.values_list("true_person", flat=True).get(pk=case.client_id) or case.client_id
    _insist_not_here(case, one, office)
    stay = Stay.objects.create(
        id=action_id, case=case, person_id=case.client_id, office=office, one=one, referral=told.referral,
        kind=told.kind,
        category=case.category, brought_by=told.brought_by, since=told.at,
        sealed=seal_for(case.pk, health=told.health.strip()) if told.health.strip() else None,
    )  # fmt: skip
    if not told.placed:
        here = Told("office", office)
        there = Told(WhereaboutsKind.FAMILY) if told.kind == StayKind.FAMILY else here
        asks = asked_where_they_wait(case, one, office)
        place(case, custody=here, whereabouts=there, at=told.at, by=by, cause=action_id, asks=asks)
    else:
        with everywhere():
            follow(one, by, action_id)
    stay.refresh_from_db(fields=["ended_at"])
    if not stay.is_open:
        raise Refused(MOVED_ON)
    if told.bed is not None:
        lie_down(stay, told.bed, told.at, action_id)
    subject = Subject(KIND, stay.pk)
    put_circumstance(case, subject, "stay_kind", told.kind)
    put_circumstance(case, subject, ZONE, office.time_zone)
    put_fact(case, subject, "stay_began", told.at, fact_id=action_id)
    until = house_limit(office, told.at)
    put_fact(case, subject, "stay_limit_runs", told.at, fact_id=new_id(), until=until)
    recompute(case, by=by)
    return stay


def _insist_not_here(case: Case, one: UUID, office: Office) -> None:
    here = Stay.objects.filter(office=office, ended_at=None, withdrawn_by=None)
    if here.filter(person__in=[one, case.client_id]).exists() or here.filter(person__true_person=one).exists():
        raise Refused(_("Orang ini masih tercatat tinggal di sini. Buka tinggalnya, atau catat keluar dulu."))


def insist_past(at: datetime) -> None:
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila orangnya sudah di sini."), field="at")


def seek_identity(case: Case, by: Actor) -> None:
    """Who they are is a task of who took them in, and no gate."""
    add_task(
        case=case, kind=Errand.IDENTITY, what=str(_("Cari identitas dan keluarganya")), agency="", due_on=None,
        by=by, action_id=new_id(),
    )  # fmt: skip


def registered(called: str, sex: Sex, age: int | None, by: Actor) -> Person:
    return register_person(
        identity=Identity(called=called.strip() or str(_("Tanpa nama"))), sex=sex,
        birth_year=None if age is None else timezone.localdate().year - age, birth_estimated=age is not None,
        by=by, action_id=new_id(),
    )  # fmt: skip


def _case_of(person: Person, by: Actor) -> Case | None:
    """Their case that runs at this office, the newest."""
    mine = Case.objects.filter(client=person, owner=by.office, status=Status.OPEN)
    return mine.order_by("-opened_on", "-id").first()


def opened_for(person: Person, age: int | None, category: str, at: datetime, by: Actor) -> Case:
    kind, letter = type_of(category, age)
    return open_case(
        client=person, types=(kind,), primary_type=kind, place=Place.objects.get(pk=by.place), event_place=None,
        opened_on=timezone.localdate(at), kind=CaseKind.CASE, report=None, earlier=None, age=age, category=category,
        protection=letter, by=by, action_id=new_id(),
    )  # fmt: skip


@undoes("take_in", _("penerimaan"))
@undoes("admit_client", _("penerimaan"))
@undoes("admit_waiting", _("penerimaan"))
@undoes("record_earlier_stay", _("tinggal yang sudah berlalu"))
def _not_taken_in(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """Nobody was taken in then: the bed is free, and where they were before holds again.

    Not while something hangs on it: who died there, was seen off, was written of.
    """
    stay = Stay.objects.filter(pk=recorded.pk, case=case).first()
    if stay is None:
        return
    if case.owner_id != stay.office_id:
        raise Refused(_("Penghuni ini diterima lembaga lain. Lembaga itu yang mencatat keluarnya."))
    insist_nothing_hangs(stay, past=recorded.name == "record_earlier_stay")
    Stay.objects.filter(pk=stay.pk).update(withdrawn_by=action_id)
    Lying.objects.filter(stay=stay).update(withdrawn_by=action_id)
    Absence.objects.filter(stay=stay).update(withdrawn_by=action_id)
    Fact.objects.filter(case=case, subject=stay.pk, replaced_by=None).update(replaced_by=action_id)
    unplace(case, recorded.pk, action_id, by)
    guests.waits_again(recorded.pk)
