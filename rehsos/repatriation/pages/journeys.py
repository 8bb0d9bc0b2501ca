"""Pages of journeys: the list of an office, one journey as it stands, and what may be recorded of it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import ActionForm, Request, Save, Shown, act, form_page, page, shown
from rehsos.access.permissions import SEES, Permission
from rehsos.cases.pages.case_forms import case_form, case_of_living, insist, this_minute
from rehsos.cases.policies import works
from rehsos.cases.queries import called
from rehsos.cases.sealing import shown_texts
from rehsos.people.identity import identities_of
from rehsos.vault.keys import key_of

from .. import after_return, queries
from ..actions import journeys as acts
from ..actions import legs as legs_acts
from ..forms import journeys as forms
from ..forms.legs import PlanForm
from ..going_home import said_of
from ..models import Journey, JourneyNote, NoteKind, Ride
from ..policies import may_begin_group, may_travel
from ..stages import stages
from .legs import planned, unplanned


@page(*SEES)
def journeys(request: Request) -> HttpResponseBase:
    """What comes to this office and is not accepted, its groups, and whom it brings home."""
    by = request.actor
    legs = [
        {"it": leg, "late": queries.late(leg, by), "ours": leg.office_id == by.office}
        for leg in queries.waiting(by.office)
    ]
    context = {
        "legs": legs, "groups": list(queries.groups_of(by)), "journeys": list(queries.journeys_of(by)),
        "contacts": after_return.owed_at(by), "begins": bool(may_begin_group(by)), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "repatriation/journeys.html", context)


@page(Permission.WORK_CASES)
def begin(request: Request, code: str) -> HttpResponseBase:
    """The client of a case is to be brought home."""
    file = case_of_living(request, code)

    def save(form: forms.BeginForm) -> str:
        made = acts.begin_journey(case=file.case, **form.given, by=request.actor, action_id=form.id)
        return reverse("repatriation:journey", args=[made.pk])

    return case_form(request, file, forms.BeginForm, save, title=_("Pulangkan"), save_label=_("Buka pemulangan"))


@page(*SEES)
def journey(request: Request, journey: UUID) -> HttpResponseBase:
    """One journey: how far it is, what is in the way, its legs."""
    it = queries.journey_of(request, journey)
    notes = list(JourneyNote.objects.filter(journey=it, withdrawn_by=None).order_by("-at", "-id")[:50])
    rides = list(
        Ride.objects.select_related("leg__sender", "leg__receiver", "leg__from_place", "leg__to_place")
        .filter(journey=it).order_by("leg__departs")
    )  # fmt: skip
    reads = shown(request, it.case_id, works=bool(works(it.case, request.actor))) is Shown.FULL
    key = key_of(it.case_id) if reads else b""
    road = stages(_rows(notes), [{"aboard": r.aboard, "outcome": r.outcome} for r in rides],
                  {"home_at": it.home_at, "ended": it.ended})  # fmt: skip
    context = {
        "it": it, "who": who(request, it), "road": road, "rides": rides, "may": bool(may_travel(it, request.actor)),
        "family": shown_texts(it.case_id, it.sealed, key).get("family", "") if reads else "",
        "notes": [{"it": n, "words": shown_texts(it.case_id, n.sealed, key).get("words", "") if reads else "",
                   "code": _said(n)} for n in notes],
        "holds": [n for n in notes if n.kind == NoteKind.HOLD and n.ended_at is None],
        "before": said_of(it, notes) if it.home_at is None else None,
        **_after(request, it),
        "kinds": [(one.value, one.label) for one in NoteKind], "reads": reads,
        "crumbs": [(_("Perjalanan"), reverse("repatriation:journeys")), (it.case.code, None)],
    }  # fmt: skip
    return render(request, "repatriation/journey.html", context)


def _after(request: Request, it: Journey) -> dict[str, Any]:
    """What the dinas of the family's place was asked for after the return, and what it told."""
    if it.home_at is None:
        return {}
    found = after_return.contacts_of(it)
    waits = any(one.is_open for one in found)
    may = bool(may_travel(it, request.actor))
    return {"contacts": after_return.answers_in(request, found), "ends_contacts": may and waits,
            "asks_contacts": not waits and bool(after_return.may_ask_contacts(it, request.actor))}  # fmt: skip


def _rows(notes: list[JourneyNote]) -> list[dict[str, Any]]:
    return [{"kind": str(note.kind), "code": note.code} for note in notes]


def _said(note: JourneyNote) -> str:
    """The answer in words."""
    answers = dict(forms.ANSWERS.get(note.kind, forms.YES_NO))
    return str(answers.get(note.code, note.code))


def who(request: Request, it: Journey) -> str:
    """Initials, or the code alone where this screen is shared or the role sees no names."""
    sees = request.actor.may(Permission.SEE_NAMES) and it.case.owner_id == request.actor.office
    shared = request.session.get("public_screen") or not sees
    known = identities_of([it.person])
    return called(known.get(it.person_id), Shown.CODE if shared else Shown.INITIALS, it.case.code)


def _form(
    request: Request, it: Journey, form_class: type[ActionForm], save: Save, title: str, **more: Any
) -> HttpResponse:
    insist(may_travel(it, request.actor))
    back = reverse("repatriation:journey", args=[it.pk])
    crumbs = [(_("Perjalanan"), reverse("repatriation:journeys")), (it.case.code, back), (title, None)]
    return form_page(
        request, form_class, save, title=title, back=back, crumbs=crumbs, lead=f"{who(request, it)} · {it.case}", **more
    )


@page(*SEES)
def destination(request: Request, journey: UUID) -> HttpResponseBase:
    """Where to."""
    it = queries.journey_of(request, journey)
    first = {"destination": it.destination_id, "certain": it.certain}
    return _form(request, it, forms.DestinationForm, act(request, acts.set_destination, journey=it), _("Tujuan"),
                 initial=first)  # fmt: skip


@page(*SEES)
def note(request: Request, journey: UUID) -> HttpResponseBase:
    """What was asked, decided, or is in the way."""
    it = queries.journey_of(request, journey)
    asked = request.GET.get("tentang", "")
    kind = NoteKind(asked) if asked in NoteKind.values else NoteKind.TRACE
    return _form(
        request, it, forms.NoteForm, act(request, acts.note_journey, journey=it, note_kind=kind), str(kind.label),
        initial={"at": this_minute()}, form_kwargs={"kind": kind},
    )  # fmt: skip


@page(*SEES)
def plan(request: Request, journey: UUID) -> HttpResponseBase:
    """A leg of this journey."""
    it = queries.journey_of(request, journey)
    save = planned(request, legs_acts.plan_leg, journey=it)
    return _form(request, it, PlanForm, save, _("Susun etape"), **unplanned(request))


@page(*SEES)
def end(request: Request, journey: UUID) -> HttpResponseBase:
    """It is over."""
    it = queries.journey_of(request, journey)
    return _form(request, it, forms.EndForm, act(request, acts.end_journey, journey=it), _("Akhiri pemulangan"))


@page(*SEES)
def end_hold(request: Request, journeynote: UUID) -> HttpResponseBase:
    """What held them up is over."""
    held = get_object_or_404(JourneyNote.objects.select_related("journey__case"), pk=journeynote, withdrawn_by=None)
    it = queries.journey_of(request, held.journey_id)
    if held.kind != NoteKind.HOLD:
        raise Http404
    return _form(request, it, forms.EndHoldForm, act(request, acts.end_hold, held=held), _("Tidak ditahan lagi"),
                 initial={"at": this_minute()})  # fmt: skip
