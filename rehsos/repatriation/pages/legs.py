"""Pages of a leg: the manifest, who boards at the pier, who is accepted at the other end."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import ActionForm, Overtaken, Request, Save, act, form_page, page
from rehsos.access.permissions import SEES, Permission
from rehsos.cases.pages.case_forms import colleagues, insist, this_minute
from rehsos.vault.keys import keys_of

from .. import queries, sums
from ..aboard import of_leg, said
from ..actions import arriving, differing
from ..actions import legs as acts
from ..forms import legs as forms
from ..group_papers import papers_of
from ..kept import staying_elsewhere, unanswered
from ..letters_with import letters_with
from ..models import Leg, Outcome, Ride
from ..policies import (
    may_accept,
    may_arrange,
    may_give_leg_code,
    may_pay,
    may_print,
    may_receive_instead,
    may_send,
    may_tell,
)
from ..queries import asked_with, called_on, costs_of, leg_of, rides_of, usual_taker
from ..sealing import shown
from ..taken_back import may_take_back_acceptance, may_take_back_departure


def planned(request: Request, action: Callable[..., Leg], **about: Any) -> Save:
    """Carry out the planning of a leg, and lead to it."""

    def save(form: ActionForm) -> str:
        made = action(**about, **form.given, by=request.actor, action_id=form.id)
        return reverse("repatriation:leg", args=[made.pk])

    return save


def unplanned(request: Request) -> dict[str, Any]:
    """What the form of a leg starts with: from this office, with one of its peksos."""
    return {
        "initial": {"sender": request.actor.office_name},
        "form_kwargs": {"escorts": colleagues(request.actor, "peksos")},
    }


@page(*SEES)
def leg(request: Request, leg: UUID) -> HttpResponseBase:
    """One leg as it stands: its hours, its sums, everybody on it."""
    it, by = leg_of(request, leg), request.actor
    rides = rides_of(it)
    told = sums.sums_of(rides)
    reads = by.may(Permission.SEE_NAMES)
    opens = reads and not request.session.get("public_screen") and bool(request.session.get("names_open"))
    keys = keys_of([it.pk, *(ride.key for ride in rides)]) if opens else {}
    context = {
        "it": it, "sums": told, "late": queries.late(it, by), "owed": queries.owed_here(it, by),
        "takers": sums.takers(rides), "words": shown(it.pk, it.sealed, keys.get(it.pk)),
        "people": _people(request, it, rides, keys), "kinds": sums.of_leg(it, rides), "parts": sums.PARTS,
        "full": bool(it.seats and max(told.aboard, 0 if it.departed_at else told.listed) > it.seats),
        "sends": bool(may_send(it, by)), "accepts": bool(may_accept(it, by)), "tells": bool(may_tell(it, by)),
        "instead": bool(may_receive_instead(it, by)) and it.receiver_id is not None,
        "arranges": bool(may_arrange(it, by)) and it.departed_at is None, "opens": opens,
        "codes": bool(may_give_leg_code(it, by)), "code": asked_with(it, by),
        "kept": unanswered(rides) if it.departed_at else [],
        "reads": reads, "unmet": by.office == it.office_id and queries.unmet(it),
        "letters": letters_with(it, rides, by), "papers": papers_of(it, by) if may_print(it, by) else (),
        "not_left": it.accepted_at is None and it.departed_at is not None and bool(may_take_back_departure(it, by)),
        "not_come": it.arrived_at is not None and told.arrived > 0 and bool(may_take_back_acceptance(it, by)),
        "pays": bool(may_pay(it, by)), "costs": costs_of(it) if it.office_id == by.office else [],
        "crumbs": [(_("Perjalanan"), reverse("repatriation:journeys")), (_("Etape {n}").format(n=it.number), None)],
    }  # fmt: skip
    return render(request, "repatriation/leg.html", context)


def _people(request: Request, it: Leg, rides: list[Ride], keys: dict[UUID, bytes]) -> list[dict[str, Any]]:
    names, before = called_on(request, rides), sums.earlier(it, rides)
    return [
        {"it": ride, "who": names[ride.pk], "before": before.get(ride.pk, ""),
         "needs": shown(ride.key, ride.sealed, keys.get(ride.key)).get("needs", ""),
         "where": shown(ride.key, ride.told, keys.get(ride.key)).get("where", "")}
        for ride in rides
    ]  # fmt: skip


def form_of_leg(
    request: Request, it: Leg, form_class: type[ActionForm], save: Save, title: str, **more: Any
) -> HttpResponse:
    """A form that leads back to its leg."""
    back = reverse("repatriation:leg", args=[it.pk])
    crumbs = [
        (_("Perjalanan"), reverse("repatriation:journeys")),
        (_("Etape {n}").format(n=it.number), back),
        (title, None),
    ]
    return form_page(request, form_class, save, title=title, back=back, crumbs=crumbs, **more)


def _ticks(request: Request, it: Leg, rides: list[Ride], **given: Any) -> dict[str, Any]:
    """Everybody who may be ticked, as the screen shows them."""
    names, before = called_on(request, rides), sums.earlier(it, rides)
    return {
        "form_kwargs": {"numbers": [ride.number for ride in rides], **given},
        "people": [{"it": ride, "who": names[ride.pk], "before": before.get(ride.pk, "")} for ride in rides],
        "n": len(rides),
    }  # fmt: skip


@page(*SEES)
def tick(request: Request, leg: UUID) -> HttpResponseBase:
    """Who is on board, on one screen at the pier; it may be saved as often as one likes."""
    it = leg_of(request, leg)
    insist(may_send(it, request.actor))
    listed = rides_of(it)
    kept = of_leg(it, listed)
    rides = [ride for ride in listed if ride.aboard or ride.number not in kept]
    ticked = [str(ride.number) for ride in rides if ride.aboard]

    def save(form: forms.TickForm) -> None:
        n = acts.tick_aboard(leg=it, **form.given, by=request.actor, action_id=form.id)
        messages.success(request, _("{n} dari {all} tercatat naik.").format(n=n, all=len(rides)))
        if it.seats and n > it.seats:
            told = _("{n} orang untuk {seats} kursi. Pindahkan sebagian, atau ganti kendaraan.")
            messages.warning(request, told.format(n=n, seats=it.seats))

    return form_of_leg(
        request, it, forms.TickForm, save, _("Siapa yang naik"), template="repatriation/tick.html",
        initial={"aboard": ticked, "shown": ",".join(ticked)}, save_label=_("Simpan yang naik"), kept=said(kept),
        **_ticks(request, it, rides),
    )  # fmt: skip


@page(*SEES)
def depart(request: Request, leg: UUID) -> HttpResponseBase:
    """It left."""
    it = leg_of(request, leg)
    insist(may_send(it, request.actor))
    rides = rides_of(it)
    told = sums.sums_of(rides)
    lead = " ".join(
        [_("{n} naik, {rest} tidak naik.").format(n=told.aboard, rest=told.not_aboard), *_before(it, rides)]
    )
    return form_of_leg(request, it, forms.DepartForm, act(request, acts.depart, leg=it), _("Berangkat"), lead=lead,
                 initial={"at": this_minute()}, done=_("Berangkat."))  # fmt: skip


def _before(it: Leg, rides: list[Ride]) -> Iterator[str]:
    """What is to be known before it leaves: who stays in a house that has to let them go."""
    if numbers := staying_elsewhere(it, rides):
        told = _("No. {numbers} tercatat tinggal di lembaga lain: lembaga itu ditanya, tempatnya belum berubah.")
        yield told.format(numbers=", ".join(map(str, numbers)))


@page(*SEES)
def accept(request: Request, leg: UUID) -> HttpResponseBase:
    """Who came is accepted."""
    it = leg_of(request, leg)
    insist(may_accept(it, request.actor))
    save = act(request, arriving.accept_leg, leg=it)
    return _arriving(request, it, forms.AcceptForm, save, _("Terima"), to_office=it.receiver_id is not None)


@page(*SEES)
def instead(request: Request, leg: UUID) -> HttpResponseBase:
    """Somebody else accepts."""
    it = leg_of(request, leg)
    insist(may_receive_instead(it, request.actor))
    save = act(request, arriving.receive_instead, leg=it)
    return _arriving(request, it, forms.InsteadForm, save, _("Penerima pengganti"))


def _arriving(
    request: Request, it: Leg, form_class: type[ActionForm], save: Save, title: str, **given: Any
) -> HttpResponse:
    waiting = [ride for ride in rides_of(it) if ride.aboard and ride.outcome == Outcome.OPEN]
    return form_of_leg(
        request, it, form_class, save, title, template="repatriation/accept.html",
        initial={"arrived": [str(ride.number) for ride in waiting], "at": this_minute(), "taker": usual_taker(it)},
        save_label=title, **_ticks(request, it, waiting, **given),
    )  # fmt: skip


@page(*SEES)
def difference(request: Request, leg: UUID) -> HttpResponseBase:
    """What became of somebody who did not arrive."""
    it = leg_of(request, leg)
    insist(may_tell(it, request.actor))
    waiting = [ride for ride in rides_of(it) if ride.aboard and ride.outcome == Outcome.OPEN]
    names = called_on(request, waiting)
    people = [(str(ride.number), f"{ride.number} · {names[ride.pk] or ride.get_sex_display()}") for ride in waiting]
    return form_of_leg(
        request, it, forms.DifferenceForm, act(request, differing.tell_difference, leg=it), _("Tidak semua tiba"),
        initial={"at": this_minute(), "number": request.GET.get("nomor", "")}, form_kwargs={"people": people},
    )  # fmt: skip


@page(*SEES)
def vehicle(request: Request, leg: UUID) -> HttpResponseBase:
    """Another vehicle before it leaves."""
    it = leg_of(request, leg)
    if it.departed_at is not None:
        back = reverse("repatriation:leg", args=[it.pk])
        raise Overtaken(_("Etape ini sudah berangkat."), back, _("Buka etape"))
    insist(may_arrange(it, request.actor))
    return form_of_leg(
        request, it, forms.VehicleForm, act(request, acts.change_vehicle, leg=it), _("Ganti kendaraan"),
        over=LaidOver(it, lambda leg: {"vehicle": leg.vehicle, "seats": leg.seats}), done=_("Kendaraan diganti."),
    )  # fmt: skip


@page(*SEES)
def cancel(request: Request, leg: UUID) -> HttpResponseBase:
    """It does not take place."""
    it = leg_of(request, leg)
    insist(may_arrange(it, request.actor))
    return form_of_leg(request, it, forms.CancelForm, act(request, acts.cancel_leg, leg=it), _("Batalkan etape"))
