"""Malam ini: the own house bed by bed, a province and the nation in numbers, and how one asks for a place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, Shown, act, form_page, page
from rehsos.access.permissions import SEES, Permission
from rehsos.cases.models import Case
from rehsos.cases.pages.case_forms import insist, this_minute
from rehsos.cases.queries import Filters, Row, called, page_of_cases
from rehsos.directory import gazetteer
from rehsos.directory.kinds import HOUSES, PARTNERS
from rehsos.directory.models import Office, OfficeKind
from rehsos.law.ages import guessed
from rehsos.law.categories import stay_categories
from rehsos.look.words import say
from rehsos.people.identity import ERASED, identities_of, read_identity
from rehsos.people.queries import age_on
from rehsos.referral import guests
from rehsos.referral.brought import Brought, told_of
from rehsos.referral.models import Deed, Referral, Wanted
from rehsos.referral.models_guest import Guest
from rehsos.referral.queries import initials_of
from rehsos.vault.keys import keys_beside

from .. import tonight
from ..actions import promising
from ..fitting import Whom, room_told, unlike_room, whom_referred
from ..forms import promising as forms
from ..models import Lying
from ..policies import may_arrange
from ..roll import overdue
from ..stays import free_beds, may_take_in
from ..tonight import Board, Numbers, Resident
from ..waiting import may_let_in
from .fitting import warning

TITLE = _("Malam ini")
CHILD = 18


@page(*SEES, Permission.CALL_ROLL)
def here(request: Request) -> HttpResponseBase:
    """The own house by bed; who has none reads the houses around in numbers."""
    if not tonight.is_house(request.actor):
        return houses(request)
    found = tonight.board(request.actor)
    names = _Names(request, found)
    counted = found.counted()
    kept = {
        place.promise.referral_id: f"{room.name} · {place.bed.name}"
        for room, places in found.rooms for place in places if place.promise
    }  # fmt: skip
    shown = {
        "counted": counted, "title": _heading(counted["free"], counted["beds"]), "now": timezone.now(),
        "rooms": [_room(room, places, names) for room, places in found.rooms],
        "without": [names.of(stay) for stay in found.without],
        "arrived": [
            {"it": it, "since": since, "who": names.initials.get(it.pk, ""), "bed": kept.get(it.pk, "")}
            for it, since in found.arrived
        ],
        "brought": [{"it": one, **names.brought(one)} for one in found.brought],
        "guests": [{"it": one, **names.guest(one)} for one in found.guests],
        "waiting": found.waiting, "roll_due": overdue(request.actor.office, timezone.now()),
        "opens": any(request.actor.may(one) for one in SEES),
        "told": [
            {"case": one.case, "thing": one.pk, "since": one.since, "who": names.called(one.case)}
            for one in found.told
        ],
        "urgent": [names.of(stay) for stay in found.stays if tonight.needs_a_hand(stay)],
        "asked": tonight.asked_for_places(request.actor.office),
        "promised": {place.promise.referral_id for place in found.beds if place.promise},
        "takes_in": bool(may_take_in(request.actor)), "lets_in": bool(may_let_in(request.actor)),
        "arranges": bool(may_arrange(request.actor.office, request.actor)),
        "free_for": _free_for(found),
        "tells": request.actor.office_kind in PARTNERS and request.actor.may(Permission.WORK_CASES),
    }  # fmt: skip
    return render(request, "placement/tonight.html", shown)


def _heading(free: int, beds: int) -> str:
    """The answer stands in the heading: how many beds are free."""
    if not beds:
        return str(TITLE)
    return str(_("Malam ini: {n} tempat tidur bebas")).format(n=free) if free else str(_("Malam ini: penuh"))


class _Names:
    """What residents are called on this screen: initials, and a code where the screen is shared."""

    def __init__(self, request: Request, found: Board) -> None:
        shared = request.session.get("public_screen")
        awake = request.actor.may(Permission.SEE_NAMES) or request.actor.may(Permission.CALL_ROLL)
        hides = shared or not awake
        self.how = Shown.CODE if hides else Shown.INITIALS
        keys = {} if hides else keys_beside((stay.person_id, stay.wrapped) for stay in found.stays)
        told = () if hides else [one.person for one in found.told]
        self.known = identities_of(told) if told else {}
        if not hides:
            self.known |= {
                it.person_id: read_identity(it.person_id, it.sealed, keys.get(it.person_id)) for it in found.stays
            }
        self.guests = {} if shared else guests.initials_in(found.guests)
        self.came = told_of(found.brought, names=not hides)
        self.initials = {} if shared or not found.arrived else initials_of([it.pk for it, _at in found.arrived])
        self.today = timezone.localdate()

    def called(self, case: Case) -> str:
        return called(self.known.get(case.client_id), self.how, case.code)

    def brought(self, one: Brought) -> dict[str, Any]:
        """By initials, whatever is open: their case is another office's."""
        who, age = self.came[one.place]
        return {"who": who, "age": age}

    def guest(self, one: Guest) -> dict[str, Any]:
        """By the initials of the list they came on: who takes them in has no other name of them."""
        return {"who": self.guests.get(one.pk, ""), "age": None if one.age is None else guessed(one.age)}

    def of(self, stay: Resident) -> dict[str, Any]:
        """Who, how old, which day of the stay; and what of it needs a hand."""
        identity = self.known.get(stay.person_id)
        age = age_on(identity, stay.birth_year, self.today, estimated=stay.birth_estimated) if identity else None
        days = (self.today - timezone.localdate(stay.since)).days + 1
        due = stay.limit_due if tonight.is_over(stay) else None
        late = (self.today - timezone.localdate(due)).days if due else None
        return {"stay": stay, "who": called(identity, self.how, stay.code), "age": age, "days": days, "late": late}


def _room(room: Any, places: Iterable[tonight.Place], names: _Names) -> dict[str, Any]:
    places = list(places)
    cells = [{"place": place, **(_in_bed(room, names.of(place.stay)) if place.stay else {})} for place in places]
    return {"room": room, "told": room_told(room), "cells": cells, "free": sum(place.free for place in places)}


def _in_bed(room: Any, told: dict[str, Any]) -> dict[str, Any]:
    """With why they do not belong in that room, where it says for whom it is."""
    age = told["age"].counted if told["age"] else None
    return {**told, "unlike": unlike_room(room, Whom(told["stay"].sex, age))}


def _free_for(found: Board) -> list[tuple[str, int]]:
    """For whom the free beds are: by what their rooms say; nothing where all are for all."""
    counts: dict[str, int] = defaultdict(int)
    for room, places in found.rooms:
        counts[room_told(room)] += sum(place.free for place in places)
    return sorted(counts.items()) if len(counts) > 1 else []


@page(*SEES)
def houses(request: Request, province: str = "") -> HttpResponseBase:
    """Houses of a province in numbers, the most free first; the nation by province where no one is chosen."""
    wide = tonight.sees_nation(request.actor)
    where = province if wide else request.actor.place[:2]
    if province and (province != where or gazetteer.place(province) is None):
        raise Http404
    rows = tonight.numbers(where)
    if wide and not province:
        return render(request, "placement/nation.html", _nation(rows))
    offices = {one.pk: one for one in Office.objects.filter(pk__in=[row.office for row in rows])}
    wanted = request.GET.get("untuk", "")
    lines = [_line(row, offices[row.office]) for row in rows if _fits(row, offices[row.office], wanted)]
    lines.sort(key=lambda line: (-line["row"].free, line["office"].short))
    sums = tonight.total(rows)
    shown = {
        "lines": lines, "sums": sums, "title": _heading(sums["free"], sums["beds"]), "now": timezone.now(),
        "place": gazetteer.place(where), "hidden": tonight.hidden_houses(request.actor, where),
        "own": request.actor.office,
        "decides": request.actor.office_kind in {OfficeKind.REGENCY, OfficeKind.PROVINCE},
        "asks": request.actor.may(Permission.WORK_CASES) or request.actor.may(Permission.APPROVE),
        "groups": _groups(rows, offices), "within": any(row.within for row in rows), "wide": wide,
        "filters": [(words, f"?untuk={code}" if code else request.path, code == wanted)
                    for code, words in _WANTED.items()],
    }  # fmt: skip
    return render(request, "placement/houses.html", shown)


_WANTED: Mapping[str, Any] = {
    "": _("Semua"), "perempuan": _("Perempuan"), "laki-laki": _("Laki-laki"), "anak": _("Anak"),
    "tanpa-tangga": _("Tanpa tangga"), "karantina": _("Karantina"),
}  # fmt: skip


def _fits(row: Numbers, office: Office, wanted: str) -> bool:
    """Whether a house may have a bed for whom one looks for."""
    return {
        "perempuan": row.free_female + row.free_any + row.free_mother > 0,
        "laki-laki": row.free_male + row.free_any > 0,
        "anak": row.free > 0 and _for_children(row, office), "tanpa-tangga": row.free_step > 0,
        "karantina": row.free_quarantine > 0,
    }.get(wanted, True)  # fmt: skip


def _for_children(row: Numbers, office: Office) -> bool:
    if row.age_from is not None or row.age_to is not None:
        return (row.age_from or 0) < CHILD
    return office.kind in {OfficeKind.RPSA, OfficeKind.LKSA}


def _line(row: Numbers, office: Office) -> dict[str, Any]:
    place, known = gazetteer.place(office.place_id), stay_categories()
    takes = [
        place.label if place else "", str(OfficeKind(office.kind).label).split(" (")[0],
        ", ".join(say(known[code].label) for code in row.categories if code in known),
    ]  # fmt: skip
    free = [
        (_("P"), row.free_female), (_("L"), row.free_male), (_("P atau L"), row.free_any),
        (_("ibu dan anak"), row.free_mother), (_("tanpa tangga"), row.free_step), (_("karantina"), row.free_quarantine),
        (_("dipesan"), row.promised),
    ]  # fmt: skip
    return {"row": row, "office": office, "takes": " · ".join(filter(None, takes)),
            "free": " · ".join(f"{words} {n}" for words, n in free if n)}  # fmt: skip


def _groups(rows: Iterable[Numbers], offices: Mapping[int, Office]) -> list[dict[str, Any]]:
    """Sums by kabupaten or kota and kind of office, as they add up to the sum of the page."""
    found = defaultdict[tuple[str, str], list[Numbers]](list)
    for row in rows:
        found[offices[row.office].place_id, offices[row.office].kind].append(row)
    return [
        {"place": gazetteer.place(place), "kind": OfficeKind(kind).label, "n": len(those), **tonight.total(those)}
        for (place, kind), those in sorted(found.items())
    ]


def _nation(rows: list[Numbers]) -> dict[str, Any]:
    """By province and kind of office."""
    offices = {one.pk: one for one in Office.objects.filter(pk__in=[row.office for row in rows])}
    found = defaultdict[tuple[str, str], list[Numbers]](list)
    for row in rows:
        found[offices[row.office].place_id[:2], offices[row.office].kind].append(row)
    lines = [
        {"code": place, "place": gazetteer.place(place), "kind": OfficeKind(kind).label, "n": len(those),
         **tonight.total(those)}
        for (place, kind), those in sorted(found.items())
    ]  # fmt: skip
    sums = tonight.total(rows)
    return {"groups": lines, "sums": sums, "title": _heading(sums["free"], sums["beds"]), "now": timezone.now()}


@page(Permission.WORK_CASES, Permission.APPROVE)
def ask(request: Request, office: int) -> HttpResponseBase:
    """For whom a place is asked of a house: one of the own running cases; the request itself is a referral."""
    it = Office.objects.filter(pk=office).exclude(pk=request.actor.office).first()
    if it is None or not (it.kind in HOUSES or any(row.office == it.pk for row in tonight.numbers())):
        raise Http404
    mine = not request.actor.may(Permission.APPROVE)
    cases = page_of_cases(request.actor, Filters(mine=mine))
    asks = urlencode({"laku": Deed.HAND_OVER.value, "kepada": str(it.pk), "minta": Wanted.BED.value})
    keys = {} if request.session.get("public_screen") else keys_beside((row.client, row.wrapped) for row in cases)
    rows = [
        {"code": row.code, "who": _initials(row, keys), "href": f"{reverse('referral:refer', args=[row.code])}?{asks}"}
        for row in cases
        if row.named
    ]
    crumbs = [(TITLE, reverse("placement:houses")), (_("Minta tempat"), None)]
    return render(request, "placement/ask.html", {"office": it, "rows": rows, "crumbs": crumbs})


def _initials(row: Row, keys: Mapping[UUID, bytes]) -> str:
    identity = read_identity(row.client, row.sealed, keys.get(row.client))
    return called(None if identity is ERASED else identity, Shown.INITIALS, "") if keys else ""


@page(Permission.WORK_CASES, Permission.APPROVE)
def promise(request: Request, referral: UUID) -> HttpResponseBase:
    """A bed is kept for who asks for a place, until an hour."""
    it = tonight.asked_for_places(request.actor.office).filter(pk=referral).first()
    if it is None:
        raise Http404
    insist(promising.may_promise(it.receiver_id or 0, request.actor))
    back, one = reverse("placement:tonight"), whom_referred(it)
    save = warning(request, act(request, promising.promise_bed, referral=it), lambda _form: one)
    return form_page(
        request, forms.PromiseForm, save, back=back,
        title=_("Pesan tempat tidur untuk {code}").format(code=it), lead=_said(it),
        crumbs=[(TITLE, back), (_("Pesan tempat tidur"), None)],
        form_kwargs={"beds": free_beds(request.actor.office, one=one)},
        initial={"until": this_minute() + timedelta(hours=12)}, save_label=_("Pesan"),
        done=_("Dipesan. Jawab juga permintaannya, agar pengirim tahu."),
    )  # fmt: skip


def _said(it: Referral) -> str:
    return str(_("Diminta {office}. Tempat tidurnya bebas lagi bila tidak datang.")).format(office=it.sender)


@page(Permission.WORK_CASES, Permission.APPROVE)
def promise_end(request: Request, lying: UUID) -> HttpResponseBase:
    """The bed is free again."""
    it = Lying.objects.select_related("bed__room", "referral").filter(pk=lying, office=request.actor.office).first()
    if it is None or it.referral is None:
        raise Http404
    back = reverse("placement:tonight")
    title = _("Batalkan pesanan {room}, {bed}?").format(room=it.bed.room, bed=it.bed)
    return form_page(
        request, forms.EndPromiseForm, act(request, promising.end_promise, lying=it), back=back, title=title,
        lead=_("Dipesan untuk {code}.").format(code=it.referral), crumbs=[(TITLE, back), (title, None)],
        save_label=_("Batalkan pesanan"),
    )  # fmt: skip
