"""Letters of a case: what came in, and each step of a letter on its way out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import no
from rehsos.cases.actions import receiving
from rehsos.cases.crumbs import case_crumbs
from rehsos.cases.models import Status
from rehsos.cases.pages.case_forms import case_form, insist, insist_open, reads, this_minute
from rehsos.cases.pages.files import reading
from rehsos.cases.policies import may_handle_here, may_register
from rehsos.cases.queries import Opened, case_key, open_case_file
from rehsos.directory.models import Worker
from rehsos.look import words
from rehsos.papers.downloads import EXTENSIONS, download
from rehsos.papers.filling import answers_of, content_of
from rehsos.papers.kinds import incoming, kind_of, words_of
from rehsos.papers.letters import Envelope, came_in, envelope_of, has_come_to, numbering_of, stands_at
from rehsos.papers.models import Direction, FileKind, FilledForm, Letter, LetterState, NumberSource

from .. import actions
from .. import paper as road
from ..about import subjects
from ..forms.steps import DeliverForm, LetterInForm, NumberForm, ReceiptForm, ScanForm, SignForm, StepForm
from ..policies import may_sign
from ..signing import is_qualified, titles_of
from ..view import keeps, to_complete, view_of, with_its_term
from ..written import written
from .writing import letter_address

SEES = (Permission.WORK_CASES, Permission.REGISTER_LETTERS, Permission.SUPERVISE, Permission.APPROVE)
HANDLES = (Permission.WORK_CASES, Permission.KEEP_REGISTER)
NUMBERED = {LetterState.NUMBERED, LetterState.DELIVERED, LetterState.ACKNOWLEDGED}
DOCX = next(kind for kind, ending in EXTENSIONS.items() if ending == "docx")


def letter_of(file: Opened, letter: UUID, kind: str = "") -> Any:
    """A letter of this case with the clock of the term it starts or stops, or 404."""
    letters = with_its_term(Letter.objects.select_related("office", "answers"))
    found = letters.filter(pk=letter, dossier=file.case.pk).first()
    if found is None or (kind and found.kind != kind):
        raise Http404
    return found


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

    def save(form: LetterInForm) -> str:
        action_id = form.id
        receiving.receive_letter(case=file.case, by=request.actor, action_id=action_id, **_received(form.cleaned_data))
        return letter_address(file, action_id)

    about = subjects(file.case, opens=reads(file))
    first = next((subject for those in about.values() for subject, _said in those), "")
    initial = {"kind": incoming()[0].code, "subject": first}
    given = {"subjects": about}
    return case_form(
        request, file, LetterInForm, save, title=_("Catat surat masuk"), initial=initial, form_kwargs=given
    )


def _received(told: dict[str, Any]) -> dict[str, Any]:
    envelope = Envelope(party=told["party"], about=told["about"], disposition=told["disposition"])
    plain = ("number", "dated", "agenda", "received_at", "received_by", "reached_worker_at", "scan")
    return {
        "subject": UUID(told["subject"]) if told.get("subject") else None,
        "kind": told["kind"],
        "envelope": envelope,
        **{name: told[name] for name in plain},
    }


@page(Permission.REGISTER_LETTERS)
def receipt_correct(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Correct the hour a letter reached the office, and say what became of the clock."""
    file = open_case_file(request, code)
    found = letter_of(file, letter)
    insist(came_in(found))

    def save(form: ReceiptForm) -> None:
        before = _due(file, found.pk)
        receiving.correct_receipt(letter=found, case=file.case, **form.given, by=request.actor, action_id=form.id)
        if (after := _due(file, found.pk)) != before:
            messages.info(request, _moved(before, after))

    title = _("Perbaiki jam terima")
    over = LaidOver(found, lambda letter: {"received_at": letter.received_at})
    return case_form(request, file, ReceiptForm, save, title=title, back=letter_address(file, found.pk), over=over)


def _due(file: Opened, letter: UUID) -> datetime | None:
    due: datetime | None = letter_of(file, letter).due_at
    return due


def _moved(before: datetime | None, after: datetime | None) -> str:
    if before is None:
        return translation.gettext("Tenggat dihitung: {now}.").format(now=words.moment(after))
    told = translation.gettext("Tenggat dihitung ulang: semula {before}, menjadi {now}.")
    return told.format(before=words.moment(before), now=words.moment(after))


def _step(
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
        complete=to_complete(file.case.code, found) if empty else None,
        form_kwargs={"shown": found.version, **(form_kwargs or {})},
    )


def _as_shown(found: Letter, form: StepForm) -> Letter:
    """The letter in the version that stood on the page."""
    found.version = form.cleaned_data["version"]
    return found


def signing(request: Request, code: str, letter: UUID) -> tuple[Opened, Any]:
    """A letter out that this person may sign; first to the lock until it can be read; the reason (403) or nothing."""
    file = open_case_file(request, code)
    found = letter_out_of(file, letter)
    if not (file.works and file.case.status == Status.OPEN):
        insist(may_sign(found, file.case, request.actor))
    insist_open(request, file)
    return file, found


@page(Permission.SIGN_LETTERS)
def letter_sign(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """The peksos signs, or for an office letter the superior; nobody has to be waited for."""
    file, found = signing(request, code, letter)
    insist_on_step(request, found, LetterState.DRAFT)

    def save(form: SignForm) -> None:
        told = {name: form.cleaned_data[name] for name in ("capacity", "signed_as", "on_behalf_of")}
        road.sign(letter=_as_shown(found, form), case=file.case, by=request.actor, action_id=form.id, **told)

    before, signer = envelope_of(found, case_key(file.case)), Worker.objects.get(pk=request.actor.worker)
    known = titles_of(signer, request.actor, timezone.localdate())
    return _step(
        request,
        file,
        found,
        SignForm,
        save,
        title=_("Tanda tangani: {kind}").format(kind=words_of(found.kind)),
        notes=_before_signing(signer, request.actor),
        save_label=_("Tanda tangani"),
        empty=_empty(file, found),
        signed_as=before.signed_as if before.signed_as in known else known[0] if known else "",
        on_behalf_of=before.on_behalf_of,
    )


def _empty(file: Opened, found: Letter) -> list[tuple[str, str]]:
    """What still has to be answered, each with its place in the form; for who may read the letter."""
    if found.state != LetterState.DRAFT:
        return []
    key = case_key(file.case)
    answers = answers_of(FilledForm.objects.get(pk=found.pk), key)
    missing = written(found.kind).lacks(answers, envelope_of(found, key))
    _label, address = to_complete(file.case.code, found)
    return [(label, f"{address}#id_{code}-box") for code, label in missing]


UNQUALIFIED = _(
    "Sertifikat peksos Anda belum tercatat atau sudah lewat. Surat mencetak “Tenaga Kesejahteraan Sosial”. "
    "Anda tetap dapat menandatangani (UU 11/2012 Ps 27 ayat (3))."
)
FROZEN = _("Setelah ditandatangani, identitas dan isi surat tetap seperti saat ini. Periksa dulu PDF konsepnya.")


def _before_signing(signer: Worker, by: Actor) -> tuple[Any, ...]:
    officer = not by.may(Permission.WORK_CASES)
    return (FROZEN,) if officer or is_qualified(signer, timezone.localdate()) else (UNQUALIFIED, FROZEN)


@page(Permission.SIGN_LETTERS)
def letter_unsign(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Take the signature back while there is no number yet."""
    file, found = signing(request, code, letter)

    def save(form: StepForm) -> None:
        actions.unsign_letter(letter=_as_shown(found, form), case=file.case, by=request.actor, action_id=form.id)

    notes = (_("Surat dapat disunting lagi. Cetakan yang sudah ditandatangani tidak berlaku."),)
    title = _("Kembalikan menjadi konsep")
    return _step(request, file, found, StepForm, save, title=title, notes=notes, save_label=title)


def _out_at(request: Request, code: str, letter: UUID, state: LetterState) -> tuple[Opened, Any]:
    """A letter out that is handled here, at the state from which its next step goes; else 404, or the reason."""
    file, found = handling(request, code, letter)
    if found.direction != Direction.OUT:
        raise Http404
    insist_on_step(request, found, state)
    return file, found


@page(*HANDLES)
def letter_number(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Give the number; the final PDF is stored in the same moment."""
    file, found = _out_at(request, code, letter, LetterState.SIGNED)
    habit = numbering_of(found.office_id)

    def save(form: NumberForm) -> None:
        told = form.cleaned_data
        road.number(
            letter=_as_shown(found, form),
            case=file.case,
            number=told["number"],
            source=NumberSource(told["source"]),
            dated=told["dated"],
            reason=told["reason"],
            by=request.actor,
            action_id=form.id,
        )

    notes = (_("Setelah bernomor, berkas akhir disimpan dan tidak dapat diubah lagi."),)
    dated = timezone.localdate(found.signed_at or timezone.now())
    given = {"own": habit == NumberSource.OWN}
    return _step(
        request,
        file,
        found,
        NumberForm,
        save,
        title=_("Beri nomor"),
        notes=notes,
        form_kwargs=given,
        source=habit,
        dated=dated,
    )


@page(*HANDLES)
def letter_deliver(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Handed over: this, and not the writing, stops the clock."""
    file, found = _out_at(request, code, letter, LetterState.NUMBERED)

    def save(form: DeliverForm) -> None:
        told = {name: form.cleaned_data[name] for name in ("at", "handed_to", "rank", "receipt", "reason")}
        actions.deliver_letter(
            letter=_as_shown(found, form), case=file.case, by=request.actor, action_id=form.id, **told
        )

    given = {"timed": bool(kind_of(found.kind).term)}
    return _step(
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
            letter=_as_shown(found, form),
            case=file.case,
            scan=told["scan"],
            kind=FileKind(told["kind"]),
            by=request.actor,
            action_id=form.id,
        )

    given = {"incoming": found.direction == Direction.IN}
    title = _("Simpan pindaian")
    return _step(request, file, found, ScanForm, save, title=title, form_kwargs=given, kind=_scanned(found))


def _scanned(found: Letter) -> FileKind:
    """What is most likely scanned now."""
    if found.direction == Direction.IN:
        return FileKind.LETTER_IN
    return FileKind.RECEIPT if found.state == LetterState.DELIVERED else FileKind.SIGNED


NOT_HERE = no(
    _("Surat ini bernomor, tetapi berkasnya tidak disimpan di Rehsos. Cari di arsip kantor, lalu simpan pindaiannya.")
)


@page()
def letter_pdf(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Draft with KONSEP, a clean print to sign, or the stored bytes of the numbered letter."""
    file = reading(request, code)
    found = letter_out_of(file, letter)
    if found.final is not None:
        return download(content_of(found.final), found.final.media_type, f"surat-{found.check_code}")
    if found.state in NUMBERED:
        insist(NOT_HERE)
    from rehsos.papers.rendering.pdf import pdf

    word = "konsep" if found.state == LetterState.DRAFT else "untuk-ditandatangani"
    return download(pdf(road.paper(found, file.case)), "application/pdf", f"{word}-{found.check_code}")


@page()
def letter_docx(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """The same letter for a word processor, until it is numbered."""
    file = reading(request, code)
    found = letter_out_of(file, letter)
    if found.state in NUMBERED:
        raise Http404
    from rehsos.papers.rendering.docx import docx

    return download(docx(road.paper(found, file.case)), DOCX, f"konsep-{found.check_code}")


@page()
def letter_receipt(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """The tanda terima to be signed by whoever receives the letter. It names no child."""
    found = letter_out_of(open_case_file(request, code), letter)
    if not keeps(request, found):
        reading(request, code)
    if found.state not in NUMBERED:
        raise Http404
    from rehsos.papers.rendering.pdf import pdf

    paper = road.receipt(found, carried_by=str(Worker.objects.get(pk=request.actor.worker)))
    return download(pdf(paper), "application/pdf", f"tanda-terima-{found.check_code}")
