"""Who signs a letter, and how: the text settled, the print signed with the pen, the PDF that came back signed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.cases.following import grown
from rehsos.cases.models import Status
from rehsos.cases.pages.case_forms import insist, insist_open, this_minute
from rehsos.cases.policies import is_ours
from rehsos.cases.queries import Opened, case_key, open_case_file
from rehsos.directory.models import Worker
from rehsos.papers.filling import answers_of
from rehsos.papers.issuers import trusts_any
from rehsos.papers.kinds import words_of
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import FilledForm, Letter, LetterState, Road

from .. import actions
from .. import paper as road
from ..forms.steps import SettleForm, SignedPdfForm, SignForm, StepForm
from ..policies import may_sign
from ..signing import is_qualified, titles_of
from ..unprintable import unprintable
from ..view import to_complete
from ..written import written
from .letters import HANDLES, as_shown, insist_on_step, letter_out_of, out_at, step_form


def signing(request: Request, code: str, letter: UUID) -> tuple[Opened, Any]:
    """A letter out that this person may sign; first to the lock until it can be read; the reason (403) or nothing."""
    file = open_case_file(request, code)
    found = letter_out_of(file, letter)
    insist(is_ours(found, request.actor))
    if not (file.works and file.case.status == Status.OPEN):
        insist(may_sign(found, file.case, request.actor))
    insist_open(request, file)
    return file, found


@page(Permission.SIGN_LETTERS)
def letter_settle(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Who will sign settles the text: the peksos, of an office letter the superior; nobody has to be waited for."""
    file, found = signing(request, code, letter)
    insist_on_step(request, found, LetterState.DRAFT)

    def save(form: SettleForm) -> None:
        told = {name: form.cleaned_data[name] for name in ("capacity", "signed_as", "on_behalf_of")}
        road.settle(letter=as_shown(found, form), case=file.case, by=request.actor, action_id=form.id, **told)

    before, signer = envelope_of(found, case_key(file.case)), Worker.objects.get(pk=request.actor.worker)
    known = titles_of(signer, request.actor, timezone.localdate())
    return step_form(
        request,
        file,
        found,
        SettleForm,
        save,
        title=_("Tetapkan naskah: {kind}").format(kind=words_of(found.kind)),
        notes=(*filter(None, (grown(file.case), _doubted(file, found))), *_before_signing(signer, request.actor)),
        save_label=_("Tetapkan, siap dinomori"),
        **_amiss(file, found),
        signed_as=before.signed_as if before.signed_as in known else known[0] if known else "",
        on_behalf_of=before.on_behalf_of,
    )


def _doubted(file: Opened, found: Letter) -> str:
    doubt = written(found.kind).doubt
    return doubt(file.case) if doubt and found.state == LetterState.DRAFT else ""


def _amiss(file: Opened, found: Letter) -> dict[str, Any]:
    """What is still to be answered, and what no paper can show, each with its place in the form."""
    if found.state != LetterState.DRAFT:
        return {}
    key, how = case_key(file.case), written(found.kind)
    answers, envelope = answers_of(FilledForm.objects.get(pk=found.pk), key), envelope_of(found, key)
    _label, address = to_complete(file.case.code, found)
    wrong = {"empty": how.lacks(answers, envelope), "unset": unprintable(how.blank, answers, envelope)}
    return {name: [(said, f"{address}#id_{code}-box") for code, said in those] for name, those in wrong.items()}


UNQUALIFIED = _(
    "STR Anda belum tercatat atau sudah lewat. Surat mencetak “Tenaga Kesejahteraan Sosial”. "
    "Anda tetap dapat menandatangani (UU 11/2012 Ps 27 ayat (3))."
)
FROZEN = _(
    "Anda yang akan menandatangani. Identitas dan isi surat tetap seperti saat ini; periksa dulu PDF konsepnya. "
    "Sebelum ditandatangani surat masih dapat dikembalikan menjadi konsep."
)


def _before_signing(signer: Worker, by: Actor) -> tuple[Any, ...]:
    officer = not by.may(Permission.WORK_CASES)
    return (FROZEN,) if officer or is_qualified(signer, timezone.localdate()) else (UNQUALIFIED, FROZEN)


@page(Permission.SIGN_LETTERS)
def letter_unsign(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Make a letter a draft again while it is not signed."""
    file, found = signing(request, code, letter)

    def save(form: StepForm) -> None:
        actions.unsign_letter(letter=as_shown(found, form), case=file.case, by=request.actor, action_id=form.id)

    notes = (_("Surat dapat disunting lagi; nomornya tetap. Cetakan yang sudah dibuat tidak berlaku."),)
    title = _("Kembalikan menjadi konsep")
    return step_form(request, file, found, StepForm, save, title=title, notes=notes, save_label=title)


@page(*HANDLES)
def letter_sign(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """The print was signed with the pen."""
    file, found = _to_be_signed(request, code, letter, Road.PEN)

    def save(form: SignForm) -> None:
        told = {name: form.cleaned_data[name] for name in ("at", "scan", "reason")}
        actions.sign_letter(letter=as_shown(found, form), case=file.case, by=request.actor, action_id=form.id, **told)

    title = _("Catat tanda tangan")
    return step_form(request, file, found, SignForm, save, title=title, at=this_minute())


@page(*HANDLES)
def letter_signed(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """The PDF came back signed electronically."""
    file, found = _to_be_signed(request, code, letter, Road.ELECTRONIC)

    def save(form: SignedPdfForm) -> None:
        told = {name: form.cleaned_data[name] for name in ("pdf", "reason")}
        actions.keep_final(letter=as_shown(found, form), case=file.case, by=request.actor, action_id=form.id, **told)

    notes = (
        _("PDF disimpan persis seperti yang kembali. Rehsos tidak meminta sertifikat atau frasa sandi siapa pun."),
        CHECKED if trusts_any() else UNCHECKED,
    )
    title = _("Simpan PDF bertanda tangan")
    return step_form(request, file, found, SignedPdfForm, save, title=title, notes=notes)


CHECKED = _("Yang diperiksa: tanda tangannya utuh, isinya surat ini, dan penerbit sertifikatnya.")
UNCHECKED = _(
    "Yang diperiksa: tanda tangannya utuh dan isinya surat ini. Penerbit sertifikatnya hanya dicatat, belum diperiksa: "
    "kantor belum menaruh sertifikat akar yang dipercaya."
)


def _to_be_signed(request: Request, code: str, letter: UUID, how: Road) -> tuple[Opened, Any]:
    """A numbered letter that is signed in that way; 404 for one that goes the other."""
    file, found = out_at(request, code, letter, LetterState.NUMBERED)
    if found.road not in {how, ""}:
        raise Http404
    return file, found
