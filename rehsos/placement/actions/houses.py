"""Houses, their rooms and beds. Nothing of it must be there before somebody can be taken in."""

from datetime import time
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Codes, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.models import Office
from rehsos.law.categories import stay_categories
from rehsos.look import words as say

from ..bed_names import MOST, bed_names
from ..models import Bed, House, Lying, Room, Sexes, Use
from ..policies import may_arrange

OLDEST, MOST_CARERS, LONGEST_STAY = 120, 500, 3660


@action(_("Lembaga dijelaskan"))
def describe_house(
    *,
    office: Office,
    sexes: Sexes,
    age_from: int | None,
    age_to: int | None,
    categories: Codes,
    carers: int | None,
    limit_days: int | None,
    acts_as_ppt: bool,
    complaints: Code,
    roll_by: time | None = None,
    by: Actor,
    action_id: UUID,
) -> None:
    """Whom it takes, how many carers a shift has, how long one may stay, by when a roll is held each night.

    All of it may be left unsaid; who says no hour is reminded of no roll.
    """
    may_arrange(office.pk, by).insist()
    _check_range("age_from", age_from, OLDEST)
    _check_range("age_to", age_to, OLDEST)
    _check_range("carers", carers, MOST_CARERS)
    _check_range("limit_days", limit_days, LONGEST_STAY)
    if age_from is not None and age_to is not None and age_from > age_to:
        raise Refused(_("Umur termuda lebih tua daripada umur tertua."), field="age_to")
    if set(categories) - stay_categories().keys():
        raise Refused(_("Kategori ini tidak dikenal."), field="categories")
    told = {
        "sexes": sexes, "age_from": age_from, "age_to": age_to, "categories": list(categories), "carers": carers,
        "limit_days": limit_days, "acts_as_ppt": acts_as_ppt, "complaints": complaints.strip(),
        "roll_by": roll_by,
    }  # fmt: skip
    House.objects.update_or_create(office=office, defaults=told)


def _check_range(field: str, told: int | None, most: int) -> None:
    if told is not None and not 0 <= told <= most:
        raise Refused(_("Isi bilangan dari 0 sampai {most}.").format(most=most), field=field)


@action(_("Kamar ditambahkan: {name}"))
def add_room(
    *, office: Office, name: Code, sexes: Sexes, use: Use, step_free: bool, beds: Code, by: Actor, action_id: UUID
) -> Room:
    """A room, with the beds that a line names. A house without `House` has rooms, too."""
    may_arrange(office.pk, by).insist()
    made = Room(
        id=action_id, office=office, name=_name(office.pk, name), sexes=sexes, use=use, step_free=step_free
    )  # fmt: skip
    names = _beds(beds)
    made.save(force_insert=True)
    _put_beds(made, names)
    return made


@action(_("Kamar diubah: {name}"))
def change_room(*, room: Room, name: Code, sexes: Sexes, use: Use, step_free: bool, by: Actor, action_id: UUID) -> None:
    """What it is called and whom it is for. Who lies there stays."""
    may_arrange(room.office_id, by).insist()
    called = _name(room.office_id, name, but=room.pk)
    Room.objects.filter(pk=room.pk).update(name=called, sexes=sexes, use=use, step_free=step_free)


@action(_("Tempat tidur ditambahkan: {beds}"))
def add_beds(*, room: Room, beds: Code, by: Actor, action_id: UUID) -> None:
    """Beds that a line names; those that stand there already stay as they are."""
    may_arrange(room.office_id, by).insist()
    Conflict.unless(room.closed_at is None, _("Kamar ini ditutup. Buka dahulu."))
    if not (names := _beds(beds)):
        raise Refused(_("Tulis tempat tidurnya, misalnya A1–A12 atau 12."), field="beds")
    _put_beds(room, names)


@action(_("Tempat tidur diubah: {name}"))
def change_bed(*, bed: Bed, name: Code, step_free: bool, by: Actor, action_id: UUID) -> None:
    """What it is called, and whether one comes to it without a step."""
    may_arrange(bed.room.office_id, by).insist()
    called = " ".join(name.split())
    if not called:
        raise Refused(_("Isi nama atau nomornya."), field="name")
    if Bed.objects.filter(room=bed.room_id, name__iexact=called).exclude(pk=bed.pk).exists():
        raise Refused(_("Sudah ada tempat tidur dengan nama ini di kamar itu."), field="name")
    Bed.objects.filter(pk=bed.pk).update(name=called, step_free=step_free)


@action(_("Tempat tidur ditutup"))
def close_bed(*, bed: Bed, by: Actor, action_id: UUID) -> None:
    """Nobody is put there any more."""
    may_arrange(bed.room.office_id, by).insist()
    _insist_empty(Bed.objects.select_for_update(no_key=True).filter(pk=bed.pk))
    shut = Bed.objects.filter(pk=bed.pk, closed_at=None).update(closed_at=timezone.now())
    Conflict.unless(shut, _("Tempat tidur ini sudah ditutup."))


@action(_("Tempat tidur dibuka lagi"))
def open_bed(*, bed: Bed, by: Actor, action_id: UUID) -> None:
    """It is used again."""
    may_arrange(bed.room.office_id, by).insist()
    Conflict.unless(bed.room.closed_at is None, _("Kamar ini ditutup. Buka dahulu."))
    opened = Bed.objects.filter(pk=bed.pk, closed_at__isnull=False).update(closed_at=None)
    Conflict.unless(opened, _("Tempat tidur ini sudah dibuka."))


@action(_("Kamar ditutup: {room}"))
def close_room(*, room: Room, by: Actor, action_id: UUID) -> None:
    """With all its beds."""
    may_arrange(room.office_id, by).insist()
    now = timezone.now()
    _insist_empty(Bed.objects.select_for_update(no_key=True).filter(room=room.pk))
    Conflict.unless(
        Room.objects.filter(pk=room.pk, closed_at=None).update(closed_at=now), _("Kamar ini sudah ditutup.")
    )
    Bed.objects.filter(room=room.pk, closed_at=None).update(closed_at=now)


@action(_("Kamar dibuka lagi: {room}"))
def open_room(*, room: Room, by: Actor, action_id: UUID) -> None:
    """With the beds that were closed with it; one that was closed before stays closed."""
    may_arrange(room.office_id, by).insist()
    Bed.objects.filter(Q(room=room.pk), Q(closed_at=F("room__closed_at"))).update(closed_at=None)
    opened = Room.objects.filter(pk=room.pk, closed_at__isnull=False).update(closed_at=None)
    Conflict.unless(opened, _("Kamar ini sudah dibuka."))


def _insist_empty(beds: QuerySet[Bed]) -> None:
    """Nobody lies there and nobody was promised it: who does is said by code, and what to do about it."""
    now, locked = timezone.now(), list(beds)
    lies = Lying.objects.filter(Q(until=None) | Q(until__gt=now), bed__in=locked, withdrawn_by=None)
    found = lies.select_related("bed", "stay__case", "referral").order_by("bed__name").first()
    if found is None:
        return
    if found.referral is not None:
        words = _("Tempat tidur {bed} dipesan sampai {hour} untuk {code}. Batalkan dulu pesanannya di Malam ini.")
        hour = say.moment(timezone.localtime(found.until))
        raise Refused(words.format(bed=found.bed, hour=hour, code=found.referral))
    code = found.stay.case.code if found.stay else _("penghuni yang berkasnya tertutup bagi Anda")
    words = _("Tempat tidur {bed} ditempati: {code}. Pindahkan dulu ke tempat tidur lain, atau catat tanpa ranjang.")
    raise Refused(words.format(bed=found.bed, code=code))


def _name(office: int, name: str, but: UUID | None = None) -> str:
    called = " ".join(name.split())
    if not called:
        raise Refused(_("Isi nama kamarnya."), field="name")
    others = Room.objects.exclude(pk=but) if but else Room.objects.all()
    if others.filter(office=office, name__iexact=called).exists():
        raise Refused(_("Sudah ada kamar dengan nama ini."), field="name")
    return called


def _beds(text: str) -> list[str]:
    try:
        return bed_names(text)
    except ValueError as unread:
        words = _("Tulis misalnya A1–A12, atau 12, atau 1, 2, 3. Paling banyak {most} sekaligus.")
        raise Refused(words.format(most=MOST), field="beds") from unread


def _put_beds(room: Room, names: list[str]) -> None:
    there = {name.casefold() for name in Bed.objects.filter(room=room.pk).values_list("name", flat=True)}
    Bed.objects.bulk_create(Bed(room=room, name=name) for name in names if name.casefold() not in there)
