"""Whom the office has by a hand-over, since it gave their case away, or in its own cases; and that somebody left it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, Shown, act, form_page, page
from rehsos.access.permissions import SEES, Permission
from rehsos.cases.models import Case, Standing, Whereabouts
from rehsos.cases.pages.case_forms import insist, this_minute
from rehsos.cases.queries import called
from rehsos.house.rooms import given
from rehsos.law.ages import guessed
from rehsos.look import words
from rehsos.people.identity import identities_of

from . import forms, guests
from .actions import guesting, staying
from .brought import brought_now, told_of
from .doors import Stays
from .models import RUNS, Deed, Referral
from .offered import leaves_by
from .policies import may_answer, may_tell_departure, may_tell_guests_left
from .queries import initials_of, referral_of

MOST = 200


@page(*SEES)
def here(request: Request) -> HttpResponseBase:
    """Who is at the office now: by code and initials, since when, from whom."""
    of_others = {one.referral: one.since for one in staying.here_now()}
    referrals = Referral.objects.select_related("sender", "receiver").filter(pk__in=of_others)
    names = initials_of(of_others) if _sees_initials(request) else {}
    rows: list[dict[str, Any]] = [
        {
            "since": of_others[it.pk], "referral": it, "age": it.called.said(), "handed_on": it.deed == Deed.TRANSFER,
            "who": " · ".join(filter(None, (names.get(it.pk), it.get_sex_display()))),
            "owes": it.state in RUNS and it.deed == Deed.HAND_OVER and bool(may_answer(it, request.actor)),
        }
        for it in referrals
    ]  # fmt: skip
    rows += [*_brought(request), *_guests(request), *_own(request)]
    rows.sort(key=lambda row: row["since"], reverse=True)
    crumbs = [(_("Rujukan"), reverse("referral:referrals")), (_("Di sini sekarang"), None)]
    takes_in = request.actor.may(Permission.WORK_CASES)
    return render(request, "referral/here.html", {"rows": rows[:MOST], "crumbs": crumbs, "takes_in": takes_in})


def _guests(request: Request) -> list[dict[str, Any]]:
    """Whom the office accepted of a group, in no case: by what the list says."""
    found = list(guests.waiting(request.actor.office))
    names = guests.initials_in(found) if _sees_initials(request) else {}
    return [
        {
            "since": one.since, "guest": one, "age": "" if one.age is None else words.age(guessed(one.age)),
            "who": " · ".join(filter(None, (names.get(one.pk), one.sex_said))),
        }
        for one in found
    ]  # fmt: skip


def _brought(request: Request) -> list[dict[str, Any]]:
    """Whom the office accepted at the end of a leg: their case is not read here, and they may be taken in."""
    found = brought_now()
    told = told_of(found, names=_sees_initials(request))
    stays = {place: page for door in given(Stays) for place, page in door.brought(found).items()}
    rows = []
    for one in found:
        who, age = told[one.place]
        said = " · ".join(filter(None, (who, one.sex_said)))
        stay = stays.get(one.place, "")
        rows.append({"since": one.since, "brought": one, "age": words.age(age), "who": said, "stay": stay})
    return rows


def _own(request: Request) -> list[dict[str, Any]]:
    """Who is here in a case of the office itself."""
    found = Whereabouts.objects.filter(
        office=request.actor.office, until=None, withdrawn_by=None, standing=Standing.HOLDS,
        case__owner=request.actor.office,
    )  # fmt: skip
    stays = list(found.select_related("case__client").order_by("-since")[:MOST])
    known = identities_of(one.case.client for one in stays)
    return [{"since": one.since, "case": one.case, "who": _initials(request, one.case, known)} for one in stays]


def _initials(request: Request, case: Case, known: Any) -> str:
    """Initials, whatever is open: the list may lie on a desk. Nothing on a shared screen, or for who sees no names."""
    return called(known.get(case.client_id), Shown.INITIALS if _sees_initials(request) else Shown.CODE, "")


def _sees_initials(request: Request) -> bool:
    return request.actor.may(Permission.SEE_NAMES) and not request.session.get("public_screen")


@page(*SEES)
def departure(request: Request, referral: UUID) -> HttpResponseBase:
    """They left: where to, at what hour."""
    it = referral_of(request, referral)
    if not staying.is_here(it):
        raise Http404
    insist(may_tell_departure(it, request.actor))
    if stay := leaves_by(it):
        return redirect(stay)
    back, title = reverse("referral:referral", args=[it.pk]), _("Di mana klien sekarang?")
    crumbs = [(_("Rujukan"), reverse("referral:referrals")), (str(it), back), (title, None)]
    return form_page(
        request, forms.DepartureForm, act(request, staying.record_departure, referral=it), title=title, back=back,
        crumbs=crumbs, initial={"at": this_minute()}, save_label=_("Catat keluar"),
        lead=_("Masih di kantor Anda? Tinggalkan halaman ini; tidak ada yang perlu diisi."),
        done=_("Tercatat. Kantor yang menangani kasusnya membacanya."),
    )  # fmt: skip


@page(*SEES)
def guests_left(request: Request) -> HttpResponseBase:
    """Who waits here without a case went on: some, or all of them at once."""
    insist(may_tell_guests_left(request.actor))
    here = [(str(row["guest"].pk), ", ".join(filter(None, (row["who"], row["age"])))) for row in _guests(request)]
    back, title = reverse("referral:here"), _("Sudah pergi")
    return form_page(
        request, forms.GuestsLeftForm, act(request, guesting.tell_guests_left), title=title, back=back,
        crumbs=[(_("Di sini sekarang"), back), (title, None)], form_kwargs={"here": here},
        initial={"at": this_minute()}, save_label=_("Catat"),
    )  # fmt: skip
