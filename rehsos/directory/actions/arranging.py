"""How an office is arranged, and whom it serves: its bidang, its catchment. Facts with their day, also of the past."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.law.book import ppks_types

from ..bidang import KEY
from ..days import not_over
from ..governments import PROVINCE_CODE
from ..kinds import INSTITUTIONS
from ..models import Catchment, LocalPolicy, Office, Place
from ..permissions import APPROVE, OPERATE

Arrangement = Annotated[Mapping[str, Sequence[str]], "plain"]
"""The types each bidang handles, by its name. Nothing in it is about a client."""
LONGEST_CODE, LONGEST_NAME = 20, 60


@action(_("Pembagian bidang ditetapkan, berlaku sejak {since}"))
def arrange_bidang(*, office: Office, bidang: Arrangement, since: date, by: Actor, action_id: UUID) -> None:
    """Which bidang of the office handles which types from a day on, until the next arrangement. Empty: one bidang.

    The day may lie behind: it is that of the regulation that divided the office, and nothing counted changes by it.
    """
    _may_arrange(office, by)
    taken: dict[str, str] = {}
    for name, types in bidang.items():
        _check_name(name)
        _check_types(name, types, taken)
    value = {_code(name): {"name": name.strip(), "types": _in_order(types)} for name, types in bidang.items()}
    if len(value) < len(bidang):
        raise Refused(_("Dua bidang bernama sama. Beri nama yang berbeda."), field="bidang")
    LocalPolicy.objects.update_or_create(office=office, key=KEY, since=since, defaults={"value": value or None})


def _may_arrange(office: Office, by: Actor) -> None:
    """The head of the office, or who runs the server."""
    if by.may(OPERATE):
        return
    by.need(APPROVE)
    if office.pk != by.office:
        raise NotAllowed(_("Setiap kantor mengatur bidangnya sendiri."))


def _code(name: str) -> str:
    return slugify(name).replace("-", "_")[:LONGEST_CODE].strip("_")


def _check_name(name: str) -> None:
    if not _code(name) or len(name.strip()) > LONGEST_NAME:
        raise Refused(_("Nama bidang: huruf, paling panjang {most}.").format(most=LONGEST_NAME), field="bidang")


def _check_types(name: str, types: Sequence[str], taken: dict[str, str]) -> None:
    for one in types:
        if one not in ppks_types():
            raise Refused(_("Jenis PPKS tidak dikenal: {code}").format(code=one), field="bidang")
        if (other := taken.setdefault(one, name)) != name:
            words = _("{type} sudah di bidang {other}. Satu jenis satu bidang.")
            raise Refused(words.format(type=ppks_types()[one].label[0], other=other), field="bidang")


def _in_order(types: Sequence[str]) -> list[str]:
    return [code for code in ppks_types() if code in set(types)]


@action(_("{office} melayani provinsi {province}, sejak {since}"))
def serve_province(*, office: Office, province: Place, since: date, by: Actor, action_id: UUID) -> Catchment:
    """A province comes into the catchment of a Sentra, balai or UPT: referrals go there, no case is seen by it."""
    by.need(OPERATE)
    if office.kind not in INSTITUTIONS:
        raise Refused(_("Wilayah layanan hanya untuk Sentra, balai atau UPT."), field="office")
    if len(province.pk) != PROVINCE_CODE:
        raise Refused(_("Wilayah layanan ditulis per provinsi, misalnya 52."), field="province")
    held = Catchment.objects.filter(not_over(since), office=office, province=province)
    if held.exists():
        raise Refused(_("{province} sudah di wilayah layanan kantor ini.").format(province=province), field="province")
    return Catchment.objects.create(id=action_id, office=office, province=province, since=since)


@action(_("{office} tidak lagi melayani provinsi {province}, sesudah {last}"))
def leave_province(*, office: Office, province: Place, last: date, by: Actor, action_id: UUID) -> None:
    """A province leaves the catchment: that day is the last one served."""
    by.need(OPERATE)
    standing = Catchment.objects.filter(not_over(last), office=office, province=province, since__lte=last)
    Conflict.unless(standing.update(until=last), _("Pada hari itu provinsi ini tidak di wilayah layanannya."))
