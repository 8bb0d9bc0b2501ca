"""The house as its head arranges it: whom it takes, its rooms and its beds."""

import functools
from collections.abc import Mapping
from typing import Any, ParamSpec, cast
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import ActionForm, Guarded, Page, Request, act, form_page, page
from rehsos.access.permissions import Permission
from rehsos.audit.answers import Words
from rehsos.directory.actions.papers import record_paper, take_back_paper
from rehsos.directory.models import Office, OfficePaper
from rehsos.law.categories import stay_categories
from rehsos.look.words import say

from ..actions import houses
from ..fitting import room_told
from ..forms import houses as forms
from ..forms import papers
from ..models import Bed, House, Room, Sexes
from ..policies import may_arrange

TITLE = _("Kamar dan tempat tidur")
P = ParamSpec("P")


def arranging(view: Page[P]) -> Guarded[P]:
    """A page of who arranges the house: its head, or who works there where it has none. Others find no such page."""

    @functools.wraps(view)
    def headed(request: Request, *args: P.args, **given: P.kwargs) -> HttpResponseBase:
        if not may_arrange(request.actor.office, request.actor):
            raise Http404
        return view(request, *args, **given)

    return page(Permission.ARRANGE_HOUSE, Permission.WORK_CASES)(cast("Page[P]", headed))


@arranging
def arrange(request: Request) -> HttpResponseBase:
    """What the house says of itself, and its rooms with their beds: four statements."""
    here = request.actor.office
    rooms = list(Room.objects.filter(office=here).order_by("name").prefetch_related("beds"))
    shown = {
        "house": _said(House.objects.filter(office=here).first()),
        "papers": _papers(here),
        "rooms": [_room(room) for room in sorted(rooms, key=_in_order)],
        "crumbs": [(_("Malam ini"), reverse("placement:tonight")), (TITLE, None)],
        "title": TITLE,
    }
    return render(request, "placement/arrange.html", shown)


def _in_order(room: Room) -> tuple[bool, int, str]:
    """Those in use first; `Kamar 2` before `Kamar 10`."""
    return room.closed_at is not None, len(room.name), room.name


def _room(room: Room) -> dict[str, Any]:
    beds = sorted(room.beds.all(), key=lambda bed: (bed.closed_at is not None, bed.pk))
    return {"room": room, "beds": beds, "open": sum(bed.closed_at is None for bed in beds), "told": room_told(room)}


def _said(house: House | None) -> list[tuple[Words, Any]]:
    """What is said of the house, line by line; what is not said is left out."""
    if house is None:
        return []
    known = stay_categories()
    ages = {"from": house.age_from or 0, "to": house.age_to}
    return [
        (_("Menerima"), Sexes(house.sexes).label),
        (_("Umur"), _ages(ages)),
        (_("Kategori"), ", ".join(say(known[code].label) for code in house.categories if code in known)),
        (_("Petugas tiap giliran"), house.carers),
        (_("Batas tinggal"), _("{n} hari").format(n=house.limit_days) if house.limit_days is not None else ""),
        (
            _("Apel malam"),
            _("paling lambat pukul {hour}").format(hour=f"{house.roll_by:%H.%M}") if house.roll_by else "",
        ),
        (_("Pusat pelayanan terpadu"), _("ya") if house.acts_as_ppt else ""),
        (_("Pengaduan di luar lembaga"), house.complaints),
    ]


def _ages(ages: Mapping[str, int | None]) -> str:
    if ages["to"] is None:
        return str(_("{n} tahun ke atas")).format(n=ages["from"]) if ages["from"] else ""
    return str(_("{first} sampai {last} tahun")).format(first=ages["from"], last=ages["to"])


@arranging
def describe(request: Request) -> HttpResponseBase:
    """Whom it takes, how many carers, how long."""
    office = Office.objects.get(pk=request.actor.office)
    return _form(request, forms.HouseForm, houses.describe_house, _("Lembaga"), over=LaidOver(office, _house_now),
                 office=office)  # fmt: skip


def _house_now(office: Office) -> Mapping[str, Any]:
    house = House.objects.filter(office=office).first() or House(office=office)
    return {name: getattr(house, name) for name in forms.HouseForm.base_fields if name != "action_id"}


@arranging
def room_new(request: Request) -> HttpResponseBase:
    """A room with its beds."""
    office = Office.objects.get(pk=request.actor.office)
    return _form(request, forms.NewRoomForm, houses.add_room, _("Kamar baru"), office=office)


@arranging
def room(request: Request, room: UUID) -> HttpResponseBase:
    """What it is called and whom it is for."""
    it = _own_room(request, room)
    over = LaidOver(it, lambda one: {name: getattr(one, name) for name in ("name", "sexes", "use", "step_free")})
    return _form(request, forms.RoomForm, houses.change_room, it.name, over=over, room=it)


@arranging
def beds_new(request: Request, room: UUID) -> HttpResponseBase:
    """More beds."""
    it = _own_room(request, room)
    return _form(request, forms.BedsForm, houses.add_beds, _("Tambah tempat tidur: {room}").format(room=it), room=it)


@arranging
def room_shut(request: Request, room: UUID) -> HttpResponseBase:
    """Close a room with its beds, or open it again."""
    it = _own_room(request, room)
    if it.closed_at:
        return _form(request, forms.OpenRoomForm, houses.open_room, _("Buka lagi {room}?").format(room=it), room=it,
                     save_label=_("Buka lagi"))  # fmt: skip
    return _form(request, forms.CloseRoomForm, houses.close_room, _("Tutup {room}?").format(room=it), room=it,
                 lead=_("Tempat tidurnya ikut ditutup. Kamar dapat dibuka lagi."), save_label=_("Tutup"))  # fmt: skip


@arranging
def bed(request: Request, bed: int) -> HttpResponseBase:
    """What it is called."""
    it = _own_bed(request, bed)
    over = LaidOver(it, lambda one: {"name": one.name, "step_free": one.step_free})
    title = _("{room}, tempat tidur {bed}").format(room=it.room, bed=it)
    shut = {"href": reverse("placement:bed_shut", args=[it.pk]),
            "label": _("Buka lagi") if it.closed_at else _("Tutup tempat tidur ini")}  # fmt: skip
    return _form(request, forms.BedForm, houses.change_bed, title, over=over, template="placement/bed.html", shut=shut,
                 bed=it)  # fmt: skip


@arranging
def bed_shut(request: Request, bed: int) -> HttpResponseBase:
    """Close a bed, or open it again."""
    it = _own_bed(request, bed)
    words = {"room": it.room, "bed": it}
    if it.closed_at:
        return _form(request, forms.OpenBedForm, houses.open_bed, _("Buka lagi {room}, {bed}?").format(**words),
                     bed=it, save_label=_("Buka lagi"))  # fmt: skip
    return _form(request, forms.CloseBedForm, houses.close_bed, _("Tutup {room}, {bed}?").format(**words), bed=it,
                 lead=_("Tidak dipakai lagi sampai dibuka."), save_label=_("Tutup"))  # fmt: skip


@arranging
def paper_new(request: Request) -> HttpResponseBase:
    """A licence, an accreditation."""
    office = Office.objects.get(pk=request.actor.office)
    return _form(request, papers.PaperForm, record_paper, _("Izin atau akreditasi"), office=office)


@arranging
def paper_back(request: Request, paper: UUID) -> HttpResponseBase:
    """It was recorded wrongly."""
    it = OfficePaper.objects.filter(pk=paper, office=request.actor.office, withdrawn_by=None).first()
    if it is None:
        raise Http404
    title = _("Tarik {kind} {number}?").format(kind=it.get_kind_display(), number=it.number)
    return _form(request, papers.PaperBackForm, take_back_paper, title, paper=it,
                 lead=_("Hanya bila salah catat. Surat yang sudah lewat dibiarkan: tanggalnya yang berbicara."),
                 save_label=_("Tarik"))  # fmt: skip


def _papers(office: int) -> list[dict[str, Any]]:
    """Those that stand, the newest first, and in how many days one ends; below zero it ended."""
    today = timezone.localdate()
    found = OfficePaper.objects.filter(office=office, withdrawn_by=None).order_by("-since", "-pk")
    return [{"paper": one, "left": (one.until - today).days if one.until else None} for one in found]


def _form(request: Request, form: type[ActionForm], action: Any, title: Words, **more: Any) -> HttpResponseBase:
    """One form about a thing of the house; then back to all its rooms."""
    about = {name: more.pop(name) for name in ("office", "room", "bed", "paper") if name in more}
    back = reverse("placement:arrange")
    return form_page(request, form, act(request, action, **about), title=title, back=back,
                     crumbs=[(TITLE, back), (title, None)], **more)  # fmt: skip


def _own_room(request: Request, room: UUID) -> Room:
    found = Room.objects.filter(pk=room, office=request.actor.office).first()
    if found is None:
        raise Http404
    return found


def _own_bed(request: Request, bed: int) -> Bed:
    found = Bed.objects.select_related("room").filter(pk=bed, room__office=request.actor.office).first()
    if found is None:
        raise Http404
    return found
