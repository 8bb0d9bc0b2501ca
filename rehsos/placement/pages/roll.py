"""The page of the roll: one screen of a phone, room by room."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, Shown, form_page, page
from rehsos.access.permissions import Permission
from rehsos.cases.pages.case_forms import this_minute
from rehsos.cases.queries import called
from rehsos.look import words
from rehsos.people.identity import identities_of
from rehsos.people.queries import age_on

from ..actions.rolling import hold_roll
from ..forms_roll import HALL, RollForm
from ..models import RollCall
from ..roll import Sleeping, asleep
from ..waiting import Told, told
from .stays import house_page


@page(Permission.CALL_ROLL)
def roll(request: Request) -> HttpResponseBase:
    """Everybody is there, but for those who are ticked."""
    rooms = asleep(request.actor.office)

    def save(form: RollForm) -> None:
        call = hold_roll(**form.given, by=request.actor, action_id=form.id)
        told = _("Apel tercatat: {there} ada, {away} tidak ada, {unseen} belum dilihat.")
        messages.success(request, told.format(there=call.there, away=call.away, unseen=call.unseen))
        if call.hurt:
            messages.warning(request, _("Ada yang luka: buka tinggalnya, lalu catat kejadiannya."))

    last = RollCall.objects.filter(office=request.actor.office).order_by("-at").first()
    return form_page(
        request, RollForm, save, title=_("Semua ada, kecuali …"), back=reverse("placement:roll"),
        template="placement/roll.html", initial={"at": this_minute()}, form_kwargs={"rooms": rooms},
        rooms=_shown(request, rooms), last=last, n=sum(one.heads for one in rooms), done=_("Tersimpan."),
        crumbs=[(_("Tinggal"), house_page()), (_("Apel malam"), None)],
    )  # fmt: skip


@page(Permission.CALL_ROLL)
def listed(request: Request) -> HttpResponseBase:
    """The same on paper, to be typed later: a bed a line, with room for a tick."""
    rooms = asleep(request.actor.office)
    shown = {
        "rooms": _shown(request, rooms), "n": sum(one.heads for one in rooms), "now": timezone.now(),
        "crumbs": [(_("Tinggal"), house_page()), (_("Apel malam"), reverse("placement:roll")), (_("Cetak"), None)],
    }  # fmt: skip
    return render(request, "placement/roll_list.html", shown)


def _shown(request: Request, rooms: list[Sleeping]) -> list[dict[str, Any]]:
    """As the screen shows them: initials and age, or the code alone where it is shared."""
    people = [one for room in rooms for one in room.people]
    known, today = identities_of(one.stay.person for one in people), timezone.localdate()
    shared = bool(request.session.get("public_screen"))
    found = []
    for room in rooms:
        rows = []
        for one in room.people:
            person, code = one.stay.person, str(one.stay.case)
            identity = known.get(person.pk)
            name = called(identity, Shown.CODE if shared else Shown.INITIALS, code) or code
            age = age_on(identity, person.birth_year, today, estimated=person.birth_estimated) if identity else None
            rows.append({
                "id": str(one.stay.pk), "bed": one.bed or "–", "why": _why(one.away), "stay": one.stay.pk,
                "who": f"{name}, {person.sex}{f', {words.age(age)}' if age else ''}",
            })  # fmt: skip
        rows += _waiting(room, shared=shared)
        found.append({"id": str(room.id) if room.id else HALL, "name": str(room.room or _("Tanpa ranjang")),
                      "rows": rows})  # fmt: skip
    return found


def _waiting(room: Sleeping, *, shared: bool) -> list[dict[str, Any]]:
    """Who arrived and is in no room yet: looked for where those without a bed sleep."""
    names = told(room.waiting, names=not shared)
    known = ((str(one.thing), _short(names[one.thing])) for one in room.waiting if one.thing in names)
    return [
        {"id": thing, "bed": "–", "why": _why(None), "who": f"{who} · {_('belum di kamar')}"} for thing, who in known
    ]


def _short(it: Told) -> str:
    """As the others of the list: initials or code, the letter of the sex, the age."""
    return ", ".join(filter(None, (it.who, it.sex, words.age(it.age))))


def _why(away: Any) -> str:
    """Why they are known not to be there, and since when."""
    if away is None:
        return _("tidak ada")
    return f"{away.get_kind_display()} · {words.when(away.since)}"
