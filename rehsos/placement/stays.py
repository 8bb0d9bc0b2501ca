"""What stands of stays: who may keep one, in which bed, whether they are away; and the facts their clocks hang on."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, no, not_for
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.clockwork import recompute
from rehsos.cases.dying import death_of, said_dead
from rehsos.cases.keeping import Kept
from rehsos.cases.models import Case, Status, Subject
from rehsos.directory.days import today_at
from rehsos.directory.models import Office
from rehsos.look import words
from rehsos.referral.brought import Brought
from rehsos.referral.models import Referral

from .fitting import NOBODY_YET, Whom, ages_told, house_of, room_told, unlike_room
from .models import Absence, Bed, House, Lying, OutTo, Stay
from .policies import may_arrange

KIND = "stay"
"""The kind of subject that a stay is."""
KEEPS = (Permission.WORK_CASES, Permission.APPROVE)
"""Any of these keeps what is recorded of who stays at the house, whoever works their case: a shift is no caseload."""


def may_keep(stay: Stay, by: Actor) -> Answer:
    """Whether the actor records what happens to who stays: whoever works at the house, or heads it."""
    return may_discharge(stay, by) and _still_ours(stay)


def may_pay(stay: Stay, by: Actor) -> Answer:
    """Whether the actor writes down what the stay costs: the same people, also once it is over, for bills come late."""
    if stay.office_id != by.office:
        return _ELSEWHERE
    if not any(by.may(one) for one in KEEPS):
        return not_for(_("Biayanya dicatat pekerja sosial atau kepala lembaga."))
    return _still_ours(stay)


def may_discharge(stay: Stay, by: Actor) -> Answer:
    """Whether the actor writes down that they left: the same, also where their case was handed on meanwhile."""
    if stay.office_id != by.office:
        return _ELSEWHERE
    if not any(by.may(one) for one in KEEPS):
        return not_for(_("Ini dicatat pekerja sosial atau kepala lembaga."))
    return YES if stay.is_open else _over(stay)


def _still_ours(stay: Stay) -> Answer:
    """Who handed a case on reads its history alone: what happens from then on is the new office's to write."""
    return _HANDED_ON if stay.office_id in stay.case.history_for else YES


_HANDED_ON = no(_("Kasusnya sudah dialihkan, dan kantor barunya yang mencatat. Di sini tinggal mencatat keluar."))


def may_renew(stay: Stay, by: Actor) -> Answer:
    """Whether the actor lets somebody stay longer: who heads the house."""
    return may_keep(stay, by) and may_arrange(stay.office_id, by)


def may_watch(stay: Stay, by: Actor) -> Answer:
    """The same, of what whoever is awake sees first: they are gone, they are back, who was told, what happened."""
    if stay.office_id == by.office and by.may(Permission.CALL_ROLL):
        return _still_ours(stay) if stay.is_open else _over(stay)
    return may_keep(stay, by)


EMERGENCY = (OutTo.HOSPITAL, OutTo.POLICE)
"""Where somebody is taken at night without anybody's planning it."""


def may_tell_died(stay: Stay, by: Actor) -> Answer:
    """Whether the actor tells that somebody died who stays there: whoever is awake at the house."""
    awake = _awake(stay, by)
    return may_discharge(stay, by) if awake.whoever else awake


def may_see_off(stay: Stay, out_to: OutTo, by: Actor) -> Answer:
    """Whether the actor writes down that they left for there: in an emergency whoever is awake at the house."""
    if out_to in EMERGENCY and not (awake := _awake(stay, by)).whoever:
        return awake
    return may_discharge(stay, by)


def may_open_door(stay: Stay, by: Actor) -> Answer:
    """Whether the actor writes down that they left, for wherever it may be."""
    return may_see_off(stay, EMERGENCY[0], by)


def _awake(stay: Stay, by: Actor) -> Answer:
    """Whoever calls the roll of the house; also of who stays by a case that was handed on."""
    if stay.office_id != by.office or not by.may(Permission.CALL_ROLL):
        return _ELSEWHERE
    return YES if stay.is_open else _over(stay)


_ELSEWHERE = not_for(_("Orang ini tinggal di lembaga lain. Lembaga itu yang mencatatnya."))


def _over(stay: Stay) -> Answer:
    """That they left, when and for where: who comes second is told what was recorded."""
    told = _("Sudah tercatat keluar {when} ({to}). Bacalah di halaman tinggalnya.")
    return no(told.format(when=words.moment(stay.ended_at), to=stay.get_ended_to_display() or _("salah catat")))


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
    if (died := death_of(case)) is not None:
        return no(said_dead(died))
    return YES if case.status == Status.OPEN else no(_("Kasus ini tidak berjalan. Buka kembali kasusnya dahulu."))


def house_limit(office: Office, since: datetime) -> date | None:
    """Until when a house lets somebody stay, where it says so; never longer than the kind of stay allows."""
    days = House.objects.filter(office=office).values_list("limit_days", flat=True).first()
    return timezone.localdate(since) + timedelta(days=days) if days else None


def last_day(stay: Stay) -> date:
    """Until when the house sees a case that is another's, once they left: today, where one of the two still has it.

    By the earlier of two days the house, an hour before its midnight, would see nothing of what it just wrote.
    """
    return max(today_at(stay.office), today_at(stay.case.owner))


def leaves_by(it: Referral) -> str:
    """The page on which who came by a hand-over leaves, while they stay by it."""
    stay = Stay.objects.filter(referral=it, ended_at=None, withdrawn_by=None).values_list("pk", flat=True).first()
    return reverse("placement:out", args=[stay]) if stay else ""


def stay_of_brought(found: Collection[Brought]) -> dict[UUID, str]:
    """The page of the stay of each who was taken in since a leg brought them, by what places them here."""
    if not found:
        return {}
    stays = Stay.objects.filter(case__in=[one.dossier for one in found], ended_at=None, withdrawn_by=None)
    pages = {(case, office): reverse("placement:stay", args=[pk])
             for pk, case, office in stays.values_list("pk", "case_id", "office_id")}  # fmt: skip
    return {one.place: pages[one.dossier, one.office] for one in found if (one.dossier, one.office) in pages}


def bed_of(stay: Stay) -> Lying | None:
    """In which bed they lie now; None: without one."""
    return Lying.objects.select_related("bed__room").filter(stay=stay, until=None, withdrawn_by=None).first()


def free_beds(office: int, referral: UUID | None = None, one: Whom = NOBODY_YET) -> list[tuple[str, str]]:
    """The beds of a house that are nobody's now, to choose from, each with whom it is for; who fits comes first.

    With those promised to a hand-over. Two statements. Who lies and who is promised have an index each, both no longer.
    """
    now, ages = timezone.now(), ages_told(house_of(office))
    here = Lying.objects.filter(office=office, withdrawn_by=None)
    if referral is not None:
        here = here.exclude(referral=referral)
    lain_in, promised = here.filter(until=None), here.filter(referral__isnull=False, until__gt=now)
    open_ones = Bed.objects.filter(room__office=office, closed_at=None, room__closed_at=None)
    free = open_ones.exclude(pk__in=lain_in.values("bed")).exclude(pk__in=promised.values("bed"))
    free = free.select_related("room").order_by("room__name", "name")
    fitting = sorted(free, key=lambda bed: bool(unlike_room(bed.room, one)))
    return [(str(bed.pk), _bed_told(bed, ages, one)) for bed in fitting]


def _bed_told(bed: Bed, ages: str, one: Whom) -> str:
    step_free = str(_("tanpa tangga")) if bed.step_free and not bed.room.step_free else ""
    parts = [f"{bed.room} · {bed}", room_told(bed.room), ages, step_free]
    told = " · ".join(part for part in parts if part)
    return f"{told} — {_('tidak cocok')}" if unlike_room(bed.room, one) else told


def absence_of(stay: Stay) -> Absence | None:
    """Since when and why they are away now; None: they are there."""
    return Absence.objects.filter(stay=stay, until=None, withdrawn_by=None).first()


def kept(ones: Collection[UUID]) -> dict[UUID, Kept]:
    """Who of them stays in a house, told nowhere otherwise; and whether they are away from it. Two statements."""
    stays = Stay.objects.select_related("office").filter(one__in=ones, ended_at=None, withdrawn_by=None)
    standing = list(stays.filter(contested=False))
    open_ones = Absence.objects.filter(stay__in=standing, until=None, withdrawn_by=None)
    away = {one.stay_id: one for one in open_ones}
    return {
        stay.one: Kept(stay.office, stay.case_id, absence.get_kind_display() if absence else "",
                       absence.since if absence else None)
        for stay, absence in ((stay, away.get(stay.pk)) for stay in standing)
    }  # fmt: skip


def told(stay: Stay, code: str, at: datetime, *, by: Actor, fact_id: UUID | None = None) -> None:
    """A fact that clocks of a stay hang on; they follow."""
    with everywhere():
        put_fact(stay.case, Subject(KIND, stay.pk), code, at, fact_id=fact_id or new_id())
        recompute(stay.case, by=by)
