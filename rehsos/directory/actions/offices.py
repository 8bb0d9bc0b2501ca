"""Offices: opening one, what it is called and where it is found, and the office above it. Done on the server.

What an office is called and where it stands is sealed in the log, for it may have to be hidden one day, and the log
keeps every word for ever.
"""

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.house.rooms import given

from .. import gazetteer
from ..doors import Bound
from ..kinds import ALIKE
from ..models import Office, OfficeKind, Place
from ..permissions import OPERATE
from .lengths import check_lengths

Stands = Annotated[Place, "sealed"]
LARGEST = 2_147_483_647  # what the column of office numbers holds


@action(_("Kantor dibuka"))
def add_office(
    *,
    number: int,
    name: Text,
    short: Text,
    kind: OfficeKind,
    place: Stands,
    parent: Office | None,
    address: Text,
    contact: Text,
    by: Actor,
    action_id: UUID,
) -> Office:
    """An office of a province, kabupaten or kota, in whose time zone it works. `parent` sees its cases by code."""
    by.need(OPERATE)
    _check_number(number)
    _check_place(place)
    office = Office(
        id=number,
        name=name.strip(),
        short=short.strip(),
        kind=kind,
        place=place,
        parent=parent,
        time_zone=place.time_zone,
        address=address,
        contact=contact,
    )
    _check_words(office)
    office.save(force_insert=True)
    return office


def _check_number(number: int) -> None:
    if not 0 < number <= LARGEST:
        raise Refused(_("Nomor kantor harus bilangan positif yang wajar."), field="id")
    if taken := Office.objects.filter(pk=number).first():
        raise Refused(_("Nomor {number} sudah dipakai {office}.").format(number=number, office=taken.short), field="id")


def _check_place(place: Place) -> None:
    found = gazetteer.place(place.code)
    if found is None or found.level > gazetteer.Level.REGENCY:
        raise Refused(
            _("Kantor berdiri di provinsi, kabupaten atau kota. Tulis kodenya, misalnya 53.01."), field="place"
        )
    if found.retired:
        words = _("Kode wilayah {code} sudah tidak berlaku. Lihat gantinya: rehsos places show {code}")
        raise Refused(words.format(code=place.code), field="place")


def _check_words(office: Office) -> None:
    """Everything said fits, and nobody else is called the same on screen."""
    check_lengths(Office, {name: getattr(office, name) for name in ("name", "short", "address", "contact")})
    if not (office.name and office.short):
        raise Refused(_("Isi nama kantor dan nama pendeknya."), field="name")
    if Office.objects.filter(short__iexact=office.short).exclude(pk=office.pk).exists():
        raise Refused(_("Nama pendek ini sudah dipakai kantor lain."), field="short")


@action(_("Kantor diubah"))
def change_office(
    *, office: Office, name: Text, short: Text, address: Text, contact: Text, by: Actor, action_id: UUID
) -> None:
    """What an office is called and where it is found. Letters that have a number keep what they said."""
    by.need(OPERATE)
    if office.hidden_place:
        raise Refused(
            _("Tempat kantor ini disembunyikan. Buka dahulu (rehsos office show), ubah, lalu sembunyikan lagi.")
        )
    office.name, office.short, office.address, office.contact = name.strip(), short.strip(), address, contact
    _check_words(office)
    office.save(update_fields=["name", "short", "address", "contact"])


@action(_("Jenis kantor: {kind}"))
def set_kind(*, office: Office, kind: OfficeKind, by: Actor, action_id: UUID) -> None:
    """Which kind of UPT, or of partner, it is. Never from one group to another: by that it owes and is counted."""
    by.need(OPERATE)
    if not any({office.kind, kind} <= alike for alike in ALIKE):
        raise Refused(
            _("Jenis ini tidak dapat diubah: UPT tetap UPT, lembaga mitra tetap lembaga mitra."), field="kind"
        )
    Office.objects.filter(pk=office.pk).update(kind=kind)


@action(_("Kantor di atasnya: {parent}"))
def put_under(*, office: Office, parent: Office | None, by: Actor, action_id: UUID) -> None:
    """Another office stands above this one, or none. Refused where a room says what binds it to the present one."""
    by.need(OPERATE)
    for door in given(Bound):
        if why := door.why(office):
            raise Refused(why, field="parent")
    above = parent
    while above is not None:
        if above.pk == office.pk:
            raise Refused(_("Sebuah kantor tidak dapat berada di bawah dirinya sendiri."), field="parent")
        above = above.parent
    office.parent = parent
    office.save(update_fields=["parent"])
