"""Letters of a case: what came in, and each step of a letter on its way out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from rehsos.access.drafts import hand_on
from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import no
from rehsos.audit.models import Action
from rehsos.cases.actions import receiving
from rehsos.cases.crumbs import case_crumbs
from rehsos.cases.models import Status
from rehsos.cases.one_paper import apart, elsewhere
from rehsos.cases.pages.case_forms import case_form, insist, reads, this_minute
from rehsos.cases.pages.files import reading
from rehsos.cases.policies import may_register
from rehsos.cases.queries import Opened, open_case_file
from rehsos.directory.models import Worker
from rehsos.look import words
from rehsos.papers.downloads import DOCX, download
from rehsos.papers.filling import content_of
from rehsos.papers.kinds import incoming, kind_of
from rehsos.papers.letters import Envelope, came_in, has_come_to, keeps_its_number, numbering_of, stands_at
from rehsos.papers.models import Direction, FileKind, Letter, LetterState, NumberSource
from rehsos.papers.rendering.press import docx, pdf

from .. import actions
from .. import paper as road
from ..about import subjects
from ..before import before, minute, typed
from ..forms.answered import last_handed
from ..forms.steps import (
    DeliverForm,
    LetterInForm,
    NumberForm,
    ReceiptForm,
    ScanForm,
    StepForm,
)
from ..policies import may_handle_here
from ..unlikely import Unlikely, insist_likely, moved_far, of_letter
from ..view import correcting, keeps, lacks_scan, to_complete, view_of, with_its_term
from .writing import letter_address

SEES = (Permission.WORK_CASES, Permission.REGISTER_LETTERS, Permission.SUPERVISE, Permission.APPROVE)
HANDLES = (Permission.WORK_CASES, Permission.KEEP_REGISTER)
SIGNED = {LetterState.SIGNED, LetterState.DELIVERED, LetterState.ACKNOWLEDGED}


def letter_of(file: Opened, letter: UUID, kind: str = "") -> Any:
    """A letter of this case with the clock of the term it starts or stops, or 404."""
    letters = with_its_term(Letter.objects.select_related("office", "answers", "answered_with"))
    answers = Letter.objects.filter(answers=OuterRef("pk"), dossier=OuterRef("dossier"), delivered_at__isnull=False)
    letters = letters.annotate(
        corrected_at=Subquery(_corrections_of_the_answered()),
        answer_number=Subquery(answers.order_by("-delivered_at").values("number")[:1]),
    )
    found = letters.filter(pk=letter, dossier=file.case.pk).first()
    if found is None or (kind and found.kind != kind):
        raise Http404
    return found


def _corrections_of_the_answered() -> QuerySet[Action, Any]:
    """When what was typed of the letter it answers was corrected last."""
    told = Action.objects.filter(dossier=OuterRef("dossier"), name="correct_receipt")
    of_it = told.annotate(about=KT("facts__letter")).filter(about=Cast(OuterRef("answers"), TextField()))
    return of_it.order_by("-recorded_at").values("recorded_at")[:1]


def letter_out_of(file: Opened, letter: UUID) -> Any:
    """A letter out of this case, or 404."""
    found = letter_of(file, letter)
    if found.direction != Direction.OUT:
        raise Http404
    return found


def handling(request: Request, code: str, letter: UUID) -> tuple[Opened, Any]:
    """A letter that this person may number, hand over or keep the scan of; the reason (403) or nothing (404)."""
    file = open_case_file(request, code)
    found = letter_of(file, letter)
    insist(may_handle_here(found, file.case, request.actor, works_it=file.works))
    return file, found


def insist_on_step(request: Request, found: Letter, state: LetterState) -> None:
    """Show the form of a step only where it is the next one; who sends it late is told beside what was typed."""
    if request.method != "POST":
        insist(stands_at(found, state))


@page(*SEES)
def letter(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """One letter: where it stands, what comes next, and its papers."""
    file = open_case_file(request, code)
    shown = view_of(request, file, letter_of(file, letter))
    crumbs = [*case_crumbs(file, request.actor), (str(shown.title), None)]
    return render(request, "letters/letter.html", {"it": shown, "file": file, "crumbs": crumbs})


@page(Permission.REGISTER_LETTERS)
def letter_in(request: Request, code: str) -> HttpResponseBase:
    """Register a letter that came in."""
    file = open_case_file(request, code)
    insist(may_register(file.case, request.actor))
    closed, elsewhere = file.case.status == Status.CLOSED, list[str]()

    def save(form: LetterInForm) -> str:
        action_id = form.id
        if closed and kind_of(form.cleaned_data["kind"]).term:
            elsewhere.extend(_handed_on(request))
        odd = of_letter(form.cleaned_data, request.actor, here=file.case.pk)
        insist_likely(request, form, odd, elsewhere)
        receiving.receive_letter(case=file.case, by=request.actor, action_id=action_id, **_received(form.cleaned_data))
        return letter_address(file, action_id)

    about = subjects(file.case, opens=reads(file))
    first = next((subject for those in about.values() for subject, _said in those), "")
    usual = next(kind.code for kind in incoming() if not (closed and kind.term))
    initial = {"kind": usual, "subject": first}
    given = {"subjects": about, "handed": last_handed(file.case)}
    return case_form(
        request, file, LetterInForm, save, title=_("Catat surat masuk"), initial=initial, form_kwargs=given,
        notes=elsewhere,
    )  # fmt: skip


def _handed_on(request: Request) -> Iterator[str]:
    """Nothing of a letter that a closed case does not take is typed again: it waits where the letter is recorded."""
    where = reverse("letters:letter_before_case")
    if hand_on(request, where):
        said = translation.gettext("Lanjutkan di Agenda surat: isian Anda sudah ada di sana.")
        yield format_html('<a href="{}">{}</a>', where, said)


def _received(told: dict[str, Any]) -> dict[str, Any]:
    envelope = Envelope(party=told["party"], about=told["about"], disposition=told["disposition"])
    plain = ("number", "dated", "agenda", "received_at", "received_by", "reached_worker_at", "scan")
    return {
        "subject": UUID(told["subject"]) if told.get("subject") else None,
        "kind": told["kind"],
        "envelope": envelope,
        "answered": told.get("answered", False),
        **{name: told[name] for name in plain},
    }


@page(Permission.REGISTER_LETTERS)
def receipt_correct(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Correct what was typed of a letter, the hour first of all, and say what became of the clock."""
    file = open_case_file(request, code)
    found = letter_of(file, letter)
    insist(came_in(found))
    knows, stood, notes = reads(file) or keeps(request, found), typed(found), list[str]()

    def save(form: ReceiptForm) -> None:
        told = stood | form.given
        moved, due = minute(told["received_at"]) != minute(stood["received_at"]), _due(file, found.pk)
        told["received_at"] = told["received_at"] if moved else stood["received_at"]
        insist_likely(request, form, _odd(request, file, found, told, knows=knows), notes)
        was = before({name: stood[name] for name in stood if name != "received_at"}, told)
        receiving.correct_receipt(
            letter=found, case=file.case, stood_at=found.received_at if moved else None, was=was, **told,
            by=request.actor, action_id=form.id,
        )  # fmt: skip
        if (after := _due(file, found.pk)) != due:
            messages.info(request, _moved(due, after))

    shown = ("number", "dated", "party", "received_at") if knows else ("received_at",)
    over = LaidOver(found, lambda letter: {name: typed(letter)[name] for name in shown})
    back, lead = letter_address(file, found.pk), _lies_beside(found, request.actor)
    return case_form(
        request, file, ReceiptForm, save, title=correcting(knows=knows), back=back, over=over, lead=lead, notes=notes,
        form_kwargs={"knows": knows},
    )  # fmt: skip


def _odd(request: Request, file: Opened, found: Letter, told: dict[str, Any], *, knows: bool) -> Iterator[Unlikely]:
    yield from moved_far(found.received_at, told["received_at"])
    if knows and (told["number"], told["dated"]) != (typed(found)["number"], found.dated):
        twins = [one for one, _case in elsewhere(found, request.actor)]
        it = [found.pk, *(one.pk for one in twins), *(one.letter.pk for one in apart(found, request.actor))]
        yield from of_letter(told, request.actor, but=it, here=file.case.pk)


def _lies_beside(letter: Letter, by: Actor) -> str:
    """Where else the letter lies and is corrected, too; and where it may lie at another hour, and is not."""
    codes = [case.code for _same, case in elsewhere(letter, by)]
    said = translation.gettext("Surat ini juga tercatat di kasus {codes}; semuanya ikut diperbaiki.")
    beside = [(f"{case.code} ({words.moment(one.received_at)})", data) for one, case, data in apart(letter, by)]
    hours = translation.gettext("Nomor surat ini tercatat dengan jam lain di kasus {codes}: perbaiki di sana juga.")
    data = translation.gettext("Surat yang sama tercatat dengan data lain di kasus {codes}: perbaiki di sana juga.")
    told = ((said, codes), (hours, [it for it, odd in beside if not odd]), (data, [it for it, odd in beside if odd]))
    return " ".join(one.format(codes=", ".join(where)) for one, where in told if where)


def _due(file: Opened, letter: UUID) -> datetime | None:
    due: datetime | None = letter_of(file, letter).due_at
    return due


def _moved(before: datetime | None, after: datetime | None) -> str:
    if before is None:
        return translation.gettext("Tenggat dihitung: {now}.").format(now=words.moment(after))
    told = translation.gettext("Tenggat dihitung ulang: semula {before}, menjadi {now}.")
    return told.format(before=words.moment(before), now=words.moment(after))


def step_form(
    request: Request,
    file: Opened,
    found: Letter,
    form_class: type[StepForm],
    save: Any,
    *,
    title: Any,
    notes: tuple[Any, ...] = (),
    save_label: Any = "",
    form_kwargs: dict[str, Any] | None = None,
    empty: list[tuple[str, str]] | None = None,
    unset: list[tuple[str, str]] | None = None,
    **initial: Any,
) -> HttpResponse:
    """One step's form, leading back to the letter."""
    return case_form(
        request,
        file,
        form_class,
        save,
        title=title,
        back=letter_address(file, found.pk),
        initial=initial,
        notes=notes,
        save_label=save_label,
        template="letters/letter_step.html",
        empty=empty or [],
        unset=unset or [],
        complete=to_complete(file.case.code, found) if empty or unset else None,
        form_kwargs={"shown": found.version, **(form_kwargs or {})},
    )


def as_shown(found: Letter, form: StepForm) -> Letter:
    """The letter in the version that stood on the page."""
    found.version = form.cleaned_data["version"]
    return found


def out_at(request: Request, code: str, letter: UUID, state: LetterState) -> tuple[Opened, Any]:
    """A letter out that is handled here, at the state from which its next step goes; else 404, or the reason."""
    file, found = handling(request, code, letter)
    if found.direction != Direction.OUT:
        raise Http404
    insist_on_step(request, found, state)
    return file, found


@page(*HANDLES)
def letter_number(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Give the number; the PDF to be signed is stored in the same moment."""
    file, found = out_at(request, code, letter, LetterState.SETTLED)
    habit = numbering_of(found.office_id)

    def save(form: NumberForm) -> None:
        told = {name: form.cleaned_data[name] for name in ("number", "source", "dated", "reason")}
        told["source"] = NumberSource(told["source"])
        road.number(letter=as_shown(found, form), case=file.case, by=request.actor, action_id=form.id, **told)

    notes = (_("Nomor diberikan sebelum tanda tangan: berkas yang ditandatangani sama dengan yang disimpan."),)
    given = {"own": habit == NumberSource.OWN}
    title = _("Pastikan nomornya") if keeps_its_number(found) else _("Beri nomor")
    return step_form(
        request, file, found, NumberForm, save, title=title, notes=notes, form_kwargs=given,
        source=found.number_source or habit, number=found.number, dated=found.dated or timezone.localdate(),
    )  # fmt: skip


@page(*HANDLES)
def letter_deliver(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Handed over: this, and not the writing, stops the clock."""
    file, found = out_at(request, code, letter, LetterState.SIGNED)

    def save(form: DeliverForm) -> None:
        told = {name: form.cleaned_data[name] for name in ("at", "handed_to", "rank", "receipt", "reason")}
        told["scan"] = form.cleaned_data.get("scan")
        actions.deliver_letter(
            letter=as_shown(found, form), case=file.case, by=request.actor, action_id=form.id, **told
        )

    given = {"timed": bool(kind_of(found.kind).term), "scans": lacks_scan(found)}
    return step_form(
        request, file, found, DeliverForm, save, title=_("Serahkan surat"), form_kwargs=given, at=this_minute()
    )


@page(*HANDLES)
def letter_scan(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Keep the signed scan or the receipt."""
    file, found = handling(request, code, letter)
    if found.direction == Direction.OUT and request.method != "POST":
        insist(has_come_to(found, LetterState.SIGNED))

    def save(form: ScanForm) -> None:
        told = form.cleaned_data
        actions.attach_scan(
            letter=as_shown(found, form),
            case=file.case,
            scan=told["scan"],
            kind=FileKind(told["kind"]),
            by=request.actor,
            action_id=form.id,
        )

    given = {"incoming": found.direction == Direction.IN}
    title, kind = _("Simpan pindaian"), _scanned(found, request.GET.get("isi", ""))
    return step_form(request, file, found, ScanForm, save, title=title, form_kwargs=given, kind=kind)


def _scanned(found: Letter, asked: str) -> FileKind:
    """What is most likely scanned now."""
    if found.direction == Direction.IN:
        return FileKind.LETTER_IN
    return FileKind.RECEIPT if found.state == LetterState.DELIVERED and asked != FileKind.SIGNED else FileKind.SIGNED


NOT_HERE = no(
    _("Surat ini bernomor, tetapi berkasnya tidak disimpan di Rehsos. Cari di arsip kantor, lalu simpan pindaiannya.")
)


@page()
def letter_pdf(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Draft with KONSEP; of a numbered letter the stored bytes: what is given to be signed, or what is kept."""
    file = reading(request, code)
    found = letter_out_of(file, letter)
    if (kept := found.final or found.to_sign) is not None:
        return download(content_of(kept), kept.media_type, f"surat-{found.check_code}")
    if found.state not in road.UNNUMBERED:
        insist(NOT_HERE)
    return download(pdf(road.paper(found, file.case)), "application/pdf", f"konsep-{found.check_code}")


@page()
def letter_docx(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """The same letter for a word processor, until it is numbered."""
    file = reading(request, code)
    found = letter_out_of(file, letter)
    if found.state not in road.UNNUMBERED:
        raise Http404
    return download(docx(road.paper(found, file.case)), DOCX, f"konsep-{found.check_code}")


@page()
def letter_receipt(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """The tanda terima to be signed by whoever receives the letter. It names no child."""
    found = letter_out_of(open_case_file(request, code), letter)
    if not keeps(request, found):
        reading(request, code)
    if found.state not in SIGNED:
        raise Http404
    paper = road.receipt(found, carried_by=str(Worker.objects.get(pk=request.actor.worker)))
    return download(pdf(paper), "application/pdf", f"tanda-terima-{found.check_code}")
