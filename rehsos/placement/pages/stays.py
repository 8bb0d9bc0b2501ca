"""Pages of one stay: taken in, what it looks like now, away and back, out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import ActionForm, Request, Save, Shown, act, form_page, page, shown
from rehsos.access.permissions import SEES, Permission
from rehsos.audit.answers import Refused
from rehsos.audit.views import saw
from rehsos.cases.crumbs import opens_cases
from rehsos.cases.models import Case, Clock, Level
from rehsos.cases.pages.case_forms import insist, this_minute
from rehsos.cases.policies import works
from rehsos.cases.queries import called
from rehsos.cases.sealing import shown_texts
from rehsos.directory.kinds import PARTNERS
from rehsos.directory.models import OfficeKind
from rehsos.law.ages import born_about
from rehsos.law.book import rule
from rehsos.look.repeated import way_to
from rehsos.look.words import say
from rehsos.people.identity import identities_of
from rehsos.people.lookalikes import alike_to
from rehsos.people.models import Person
from rehsos.people.queries import known_person
from rehsos.referral.queries import referral_of
from rehsos.vault.keys import key_of

from .. import forms_stays as forms
from ..actions import admitting, discharging, during
from ..costs import COSTED, costs_of
from ..fitting import NOBODY_YET, Whom, unlike, whom, whom_referred
from ..gatekeeping import is_new_child, may_report, told_of
from ..kinds import usual_kind
from ..ladder import GROWN, newest, seen
from ..letters import decision_page, letters_of
from ..limits import OF_KIND, limit_of
from ..models import AbsenceKind, Lying, NoteKind, Stay, StayNote
from ..stays import (
    EMERGENCY,
    absence_of,
    bed_of,
    free_beds,
    may_admit,
    may_discharge,
    may_keep,
    may_open_door,
    may_pay,
    may_renew,
    may_take_over,
    may_watch,
)
from .fitting import warning

HOUSE = (*SEES, Permission.CALL_ROLL)
"""Whoever works at a house, on whatever shift."""


@page(Permission.WORK_CASES)
def take_in(request: Request) -> HttpResponseBase:
    """Somebody is here: sex, age, what they are called, a bed. Who was found before comes with the address."""
    client = _client(request)

    def save(form: forms.TakeInForm) -> str:
        stay = admitting.take_in(client=client, **form.given, by=request.actor, action_id=form.id)
        if client is None:
            _say_who_it_may_be(request, form, stay)
        return reverse("placement:stay", args=[stay.pk])

    return _form(
        request, forms.TakeInForm, warning(request, save, _typed), title=_("Terima orang"), back=house_page(),
        initial={"at": this_minute(), "stay_kind": usual_kind(request.actor), "sex": client.sex if client else None,
                 "bed": request.GET.get("ranjang", "")},
        form_kwargs={"beds": free_beds(request.actor.office, one=Whom(client.sex) if client else NOBODY_YET)},
        template="placement/take_in.html", lead=_("Cukup jenis kelamin. Yang lain boleh menyusul."),
        save_label=_("Terima"), done=_("Diterima."),
    )  # fmt: skip


def _typed(form: forms.TakeInForm) -> Whom:
    """Who was taken in, as the form says."""
    return Whom(form.cleaned_data["sex"], form.cleaned_data["age"])


def _client(request: Request) -> Person | None:
    asked = request.GET.get("orang", "")
    if not asked:
        return None
    try:
        known = known_person(request, UUID(asked))
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Person, pk=known.id)


def _say_who_it_may_be(request: Request, form: forms.TakeInForm, stay: Stay) -> None:
    """Somebody of that name was here before: a hint, after they are in."""
    name, age = form.cleaned_data["called"], form.cleaned_data["age"]
    if not name:
        return
    year = None if age is None else timezone.localdate().year - age
    try:
        found = alike_to(request, name, born_about(year, 1) if year else None, str(form.cleaned_data["sex"]))
    except Refused:  # too often, or on a screen that others see
        return
    codes = [file.code for one in found.people if one.id != stay.person_id for file in one.files if file.client]
    if codes:
        words = _("Mungkin pernah ditangani di sini: {codes}. Bila orang yang sama, satukan di halaman orangnya.")
        messages.info(request, words.format(codes=", ".join(codes[:3])))


@page(Permission.WORK_CASES)
def admit(request: Request, code: str) -> HttpResponseBase:
    """The client of a case of this office is taken in."""
    case = get_object_or_404(Case, code=code)
    insist(may_admit(case, request.actor))
    one, save = whom(case), act(request, admitting.admit_client, case=case)
    return _form(
        request, forms.AdmitForm, warning(request, save, lambda _form: one), title=_("Terima tinggal"),
        back=way_to("case", code), initial={"at": this_minute(), "stay_kind": usual_kind(request.actor)},
        form_kwargs={"beds": free_beds(request.actor.office, one=one)}, save_label=_("Terima"), done=_("Diterima."),
    )  # fmt: skip


@page(Permission.WORK_CASES)
def admit_referred(request: Request, referral: UUID) -> HttpResponseBase:
    """Who was handed over is here: they arrived, and stay."""
    it = referral_of(request, referral)
    insist(may_take_over(it, request.actor))
    if (there := Stay.objects.filter(referral=it, ended_at=None, withdrawn_by=None).first()) is not None:
        return HttpResponseRedirect(reverse("placement:stay", args=[there.pk]))

    def save(form: forms.AdmitReferredForm) -> str:
        told = admitting.admit_referred(referral=it, **form.given, by=request.actor, action_id=form.id)
        return reverse("placement:stay", args=[told.pk])

    at, one = it.arrived_at or this_minute(), whom_referred(it)
    return _form(
        request, forms.AdmitReferredForm, warning(request, save, lambda _form: one), title=_("Terima tinggal"),
        back=reverse("referral:referral", args=[it.pk]),
        initial={"at": timezone.localtime(at), "stay_kind": usual_kind(request.actor)},
        form_kwargs={"beds": free_beds(request.actor.office, it.pk, one)}, save_label=_("Terima"), done=_("Diterima."),
    )  # fmt: skip


@page(*HOUSE)
def stay(request: Request, stay: UUID) -> HttpResponseBase:
    """One stay as it stands now, what is owed about it, and what may be recorded."""
    it = stay_of(request, stay, costed=COSTED)
    bed, away, keeps = bed_of(it), absence_of(it), may_keep(it, request.actor)
    works_it = bool(works(it.case, request.actor))
    notes = notes_of(it)
    pays = bool(may_pay(it, request.actor))
    context = {
        "pays": pays, "costs": costs_of(it) if pays else [],
        "it": it, "who": who(request, it), "bed": bed, "away": away, "unlike": _unlike(it, bed), "keeps": bool(keeps),
        "leaves": bool(may_open_door(it, request.actor)),
        "watches": bool(may_watch(it, request.actor)), "owed": _owed(it),
        "reviewed": next((one for one in notes if one.kind == NoteKind.REVIEW), None),
        "notes": _notes(request, it, notes, works_it=works_it), "missing": AbsenceKind.MISSING,
        "letters": letters_of(it) if works_it else (),
        "heads": bool(may_renew(it, request.actor)), "tells_harm": it.office.parent_id is not None,
        "sees_case": opens_cases(request.actor)
        and bool(request.actor.may(Permission.SEE_SHARED) or it.case.owner_id == request.actor.office),
        **_before_the_dinas(request, it),
        **_ladder(request, it, works_it=works_it),
        "crumbs": [(_("Tinggal"), house_page()), (str(it.case), None)],
    }  # fmt: skip
    return render(request, "placement/stay.html", context)


def _unlike(it: Stay, bed: Lying | None) -> list[str]:
    """Why they do not belong where they are, by what room and house say of themselves."""
    return unlike(it.office_id, bed.bed.room if bed and bed.bed else None, whom(it.case)) if it.is_open else []


def _before_the_dinas(request: Request, it: Stay) -> dict[str, Any]:
    """What the dinas was told of a new child and decided, and whether it may be told now."""
    if it.office_id != request.actor.office or not is_new_child(it):
        return {"child": None, "reports": False, "untold": False}
    child = told_of(it)
    reports = it.is_open and not (child and child.referral.waits) and bool(may_report(it, request.actor))
    return {"child": child, "reports": reports, "untold": it.is_open and child is None}


def _ladder(request: Request, it: Stay, *, works_it: bool) -> dict[str, Any]:
    """Who could care for a child who stays here; its reasons are read once names are open."""
    young = it.case.age is None or it.case.age < GROWN
    last = newest(it.case) if young else None
    if last is None:
        return {"ladder": None, "tells_ladder": young and works_it}
    reads = shown(request, it.case_id, works=works_it) is Shown.FULL
    key = key_of(it.case_id, last.wrapped) if reads else b""  # type: ignore[attr-defined]
    reasons = shown_texts(it.case_id, last.sealed, key) if reads else {}
    decides = decision_page(it.case.code) if works_it and it.case.owner.kind not in PARTNERS else ""
    return {"ladder": seen(last.at, last.states, last.reasoned, reasons), "tells_ladder": works_it, "decides": decides}


def _owed(it: Stay) -> list[dict[str, Any]]:
    """What runs about this stay, the soonest first."""
    running = Clock.objects.filter(
        case=it.case_id, subject=it.pk, state="running", advisory=False, due_at__isnull=False
    )
    now = timezone.now()
    found = list(running.order_by("due_at").values_list("rule", "due_at"))
    if it.is_open and not found and (limit := limit_of(it)):
        found = [(f"{OF_KIND}{it.kind}", limit)]
    return [{"label": say(rule(code).label), "due": due, "late": bool(due and due < now)} for code, due in found]


def house_page() -> str:
    """Where the house is seen as a whole."""
    return reverse("placement:tonight")


def stay_of(request: Request, pk: UUID, **beside: Any) -> Stay:
    """A stay of the actor's office, or of one below it that it sees; 404 for all others. The look is recorded.

    `beside`: what is read with it in the same statement.
    """
    related = ("case__client", "office", "referral__sender", "referral__receiver")
    found = Stay.objects.select_related(*related).filter(pk=pk, withdrawn_by=None).annotate(**beside).first()
    if found is None:
        raise Http404
    saw("stay", found.pk, request.actor, offices=found.offices)
    return found


def who(request: Request, it: Stay) -> str:
    """Initials, or the code alone where this screen is shared or the role sees no names."""
    on_shift = request.actor.may(Permission.SEE_NAMES) or request.actor.may(Permission.CALL_ROLL)
    sees = on_shift and it.office_id == request.actor.office and not request.session.get("public_screen")
    known = identities_of([it.case.client])
    return called(known.get(it.case.client_id), Shown.INITIALS if sees else Shown.CODE, str(it.case))


CARE = (NoteKind.CARE, NoteKind.NO_VISIT)
"""What whoever is on shift must know of who sleeps there; the rest is the story."""


def notes_of(it: Stay) -> list[StayNote]:
    """What was written of a stay, the newest first."""
    return list(StayNote.objects.filter(stay=it, withdrawn_by=None).order_by("-at")[:30])


def _notes(request: Request, it: Stay, rows: list[StayNote], *, works_it: bool) -> list[dict[str, Any]]:
    """What was written: all of it for who works the case, once names are open; else care alone."""
    mine = it.office_id == request.actor.office and not request.session.get("public_screen")
    may_read = shown(request, it.case_id, works=works_it) is Shown.FULL
    night = not request.actor.may(Permission.SEE_NAMES)
    open_here = mine and (may_read or night or bool(request.session.get("names_open")))
    key = key_of(it.case_id) if open_here and rows else b""
    found = []
    for row in rows:
        reads = mine and (may_read or (row.kind in CARE and open_here))
        if reads or row.kind in CARE:
            texts = shown_texts(it.case_id, row.sealed, key) if reads else {}
            words, plan = texts.get("words", ""), texts.get("plan", "")
            found.append({"kind": row.kind, "at": row.at, "words": words, "plan": plan})
    return found


def _form(
    request: Request, form_class: type[ActionForm], save: Save, *, title: str, back: str, **more: Any
) -> HttpResponse:
    crumbs = [(_("Tinggal"), house_page()), (title, None)]
    return form_page(request, form_class, save, title=title, back=back, crumbs=crumbs, **more)


def _kept(request: Request, it: Stay, action: Any) -> Save:
    """Carry out an action on a stay; where it gives a bed, with a word on whether they fit there."""
    save = act(request, action, stay=it)
    return warning(request, save, lambda _form: whom(it.case)) if action is during.move_bed else save


def of_stay(
    request: Request, pk: UUID, form_class: type[ActionForm], action: Any, title: str, **more: Any
) -> HttpResponse:
    """A form about a stay that whoever is on duty there may fill in."""
    it = stay_of(request, pk)
    insist(more.pop("may", may_keep)(it, request.actor))
    more.setdefault("initial", {"at": this_minute()})
    made = {name: tell(it) for name, tell in more.pop("form_of", {}).items()}
    if made:
        more["form_kwargs"] = made
    return _form(
        request, form_class, _kept(request, it, action), title=title,
        back=reverse("placement:stay", args=[it.pk]), lead=f"{who(request, it)} · {it.case}", **more,
    )  # fmt: skip


@page(*HOUSE)
def move(request: Request, stay: UUID) -> HttpResponseBase:
    """Into another bed."""
    beds = {"beds": lambda it: free_beds(it.office_id, it.referral_id, whom(it.case))}
    return of_stay(request, stay, forms.MoveForm, during.move_bed, _("Pindah tempat tidur"), form_of=beds,
                   may=may_watch)  # fmt: skip


@page(*HOUSE)
def away(request: Request, stay: UUID) -> HttpResponseBase:
    """On leave, in hospital, missing."""
    return of_stay(
        request, stay, forms.AwayForm, during.go_away, _("Tidak di sini"), may=may_watch, template="placement/away.html"
    )


@page(*HOUSE)
def back(request: Request, stay: UUID) -> HttpResponseBase:
    """Back again, or found."""
    return of_stay(request, stay, forms.BackForm, during.come_back, _("Sudah kembali"), may=may_watch)


@page(*HOUSE)
def tell(request: Request, stay: UUID) -> HttpResponseBase:
    """Head, police or family were told that they are missing."""
    return of_stay(request, stay, forms.TellForm, during.tell_of_missing, _("Sudah diberi tahu"), may=may_watch)


@page(*SEES)
def consent(request: Request, stay: UUID) -> HttpResponseBase:
    """On what ground they stay."""
    return of_stay(request, stay, forms.ConsentForm, during.record_consent, _("Dasar tinggal"), initial={})


@page(*SEES)
def level(request: Request, stay: UUID) -> HttpResponseBase:
    """Of which level the rehabilitation is; proposed by whose house it is, until somebody says."""
    it = stay_of(request, stay)
    usual = Level.ADVANCED if it.office.kind == OfficeKind.SENTRA else Level.BASIC
    lead = _("Menurut asesmen pekerja sosial: dasar oleh daerah, lanjut oleh kementerian (PP 52/2019).")
    return of_stay(request, stay, forms.LevelForm, during.set_level, _("Tingkat rehabilitasi"),
                    initial={"rehab_level": it.level or usual}, notes=[lead])  # fmt: skip


@page(*SEES)
def renew(request: Request, stay: UUID) -> HttpResponseBase:
    """Longer, and why: the head of the house."""
    lead = _("Tulis alasannya. Sekali perpanjang paling lama batas untuk macam tinggal ini.")
    return of_stay(request, stay, forms.RenewForm, during.renew_stay, _("Perpanjang"), initial={}, notes=[lead],
                    may=may_renew)  # fmt: skip


@page(*HOUSE)
def note(request: Request, stay: UUID) -> HttpResponseBase:
    """What is to be known, or what happened."""
    kind = request.GET.get("tentang", "")
    told = {"at": this_minute(), "note_kind": kind if kind in NoteKind.values else None}
    return of_stay(
        request, stay, forms.NoteForm, during.note_stay, _("Catat tentang tinggal"), initial=told, may=may_watch
    )


@page(*HOUSE)
def out(request: Request, stay: UUID) -> HttpResponseBase:
    """They leave for good; at night to a hospital or with the police."""
    handed = {
        "handed_over": lambda it: it.referral_id is not None and it.case.owner_id != it.office_id,
        "only": lambda it: () if may_discharge(it, request.actor) else EMERGENCY,
    }
    return of_stay(request, stay, forms.OutForm, discharging.discharge, _("Keluar"), form_of=handed,
                   may=may_open_door, save_label=_("Catat keluar"))  # fmt: skip
