"""Search first, then register; a person's page. Correcting what is known reaches cases: the desk does it."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rehsos.access.drafts import keep_draft
from rehsos.access.pages import Request, Shown, form_page, page
from rehsos.access.permissions import SEES, Permission
from rehsos.access.sent import only_sent
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.forms import written
from rehsos.house.rooms import given
from rehsos.look.words import say

from . import actions
from .actions.sameness import waiting_on
from .doors import Coded, Led
from .forms import PROOFS, PersonForm
from .history import history
from .lookalikes import Alike, alike_by_nik, alike_to, tell_of_namesakes, told_apart
from .models import Sex
from .names import normalise
from .nik import digits_of
from .phones import display
from .queries import MOST_TYPED, known_person, search, why_not_here
from .tokens import is_case_code, of_own_place, too_short

LONGER_THAN_PHONES = 15


def report_in(request: Request) -> UUID | None:
    """The report (aduan) a page is about, carried along in the address."""
    try:
        return UUID(request.GET["aduan"]) if "aduan" in request.GET else None
    except ValueError:
        raise Http404 from None


def about(report: UUID | None) -> str:
    """The same, as the end of an address."""
    return "?" + urlencode({"aduan": str(report)}) if report else ""


@page(*SEES)
def people(request: Request) -> HttpResponseBase:
    """One box for a name or part of one, NIK, phone or case code. Sent by POST: names stay out of addresses.

    Who may open no name looks for codes: that a name is on file is told to nobody else.
    """
    text = " ".join(request.POST.get("q", "").split())[:MOST_TYPED]
    led = _led_to(text, request.actor)
    if led and len(led) == 1:
        return HttpResponseRedirect(led[0].address)
    sought = of_own_place(text, request.actor.place, timezone.localdate().year)
    names = request.actor.may(Permission.SEE_NAMES)
    shared = why_not_here(request, sought) if led is None and names else ""
    found = search(request, sought) if text and led is None and names and not shared else None
    unknown = led == [] or (found is not None and not found and is_case_code(sought))
    unknown = unknown or (bool(text) and led is None and not names)
    short = bool(text) and led is None and names and too_short(sought) and not found and not shared
    shown = {
        "text": text,
        "led": led or [],
        "found": None if short or unknown else found,
        "short": short,
        "numeric": any(char.isdigit() for char in text),
        "shared": shared,
        "unknown": unknown,
        "tail": about(report_in(request)),
        "typed": typed_as(text),
    }
    return render(request, "people/people.html", shown)


def _led_to(text: str, by: Actor) -> list[Led] | None:
    """Where a code leads that is no case's; empty where it leads nowhere, None where the text is no such code."""
    answers = [one for door in given(Coded) if (one := door.leads(text, by)) is not None]
    return [led for answer in answers for led in answer] if answers else None


def typed_as(text: str) -> dict[str, str]:
    """The fields of a new person that the typed text fills."""
    digits = digits_of(text)
    if digits and not any(char.isalpha() for char in text):
        return {"nik" if len(digits) >= LONGER_THAN_PHONES else "phone": text}
    first = text.split()[:1]
    return {"called": first[0] if first else "", "full_name": text if len(normalise(text)) > 1 else ""}


@only_sent
@page(Permission.WORK_CASES)
def person_start(request: Request) -> HttpResponseBase:
    """Go to the form of a new person with what was typed in the search box; it travels as a sealed draft."""
    address = reverse("people:person_new") + about(report_in(request))
    keep_draft(request, address)
    return HttpResponseRedirect(address)


@page(Permission.WORK_CASES)
def person_new(request: Request) -> HttpResponseBase:
    """Register somebody. Who may be the same person is shown once before saving."""
    report, similar = report_in(request), list[Alike]()

    def save(form: PersonForm) -> str:
        found = _similar(request, form)
        if found.doubtful and not told_apart(found, typed_of(form), request.POST):
            similar.append(found)
            raise Refused(_("Mungkin orang yang sama sudah terdaftar. Lihat daftar di bawah, lalu pilih."))
        made = actions.register_person(**form.told, by=request.actor, action_id=form.id)
        doubt(request, form)
        tell_of_namesakes(request, found)
        person = made.pk if made else form.id
        return reverse("people:person", args=[person]) + about(report)

    return form_page(
        request, PersonForm, save, title=_("Daftarkan orang"), back=reverse("people:people") + about(report),
        template="people/person_form.html", done=_("Orang terdaftar."), form_kwargs={"near": request.actor.place},
        similar=similar, typed_of=typed_of, tail=about(report),
    )  # fmt: skip


def typed_of(form: PersonForm) -> str:
    """By what somebody new is looked for among those registered, as it was typed."""
    return " ".join(form[name].value() or "" for name in ("called", "full_name", "nik"))


def _similar(request: Request, form: PersonForm) -> Alike:
    """Who has the very NIK, or else such a name; not who was registered when this same form was sent before."""
    told = form.told
    found = alike_to(request, told["identity"].name, form.born, told["sex"])
    same = alike_by_nik(request, told["identity"].nik) if digits_of(told["identity"].nik) else None
    chosen = same or found
    return replace(chosen, insists=chosen.insists - {form.id})


def doubt(request: Request, form: PersonForm) -> None:
    """Say what is odd about the birth and the NIK that were saved; what is odd is saved all the same."""
    if form.contradiction:
        messages.warning(request, form.contradiction)
    if said := " ".join(say((problem.id, problem.en)) for problem in form.doubts):
        messages.warning(request, _("Tersimpan. Tentang NIK: {said}").format(said=said))


@page(Permission.WORK_CASES)
def person(request: Request, person: UUID) -> HttpResponseBase:
    """Somebody's page: who they are as far as it may be shown, and their cases."""
    found = known_person(request, person)
    tail = about(report_in(request))
    words = {
        "sex": Sex(found.sex).label,
        "proof": dict(PROOFS).get(found.identity.birth_proof, "") if found.identity.birth_proof else "",
        "lives_in": written(found.identity.lives_in) if found.identity.lives_in else "",
        "phone": display(found.identity.phone),
    }
    lines = history(person) if found.erased or found.shown is Shown.FULL else []
    shown = {"who": found, "tail": tail, "waiting": waiting_on(person), "lines": lines, **words}
    return render(request, "people/person.html", shown)
