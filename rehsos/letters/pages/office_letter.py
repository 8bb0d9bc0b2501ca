"""Writing an office letter: a reply, a request, an invitation, a referral."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.cases.models import Case
from rehsos.cases.pages.case_forms import insist
from rehsos.cases.policies import is_ours
from rehsos.cases.queries import case_key
from rehsos.cases.subjects import standing_in
from rehsos.directory.models import Office
from rehsos.look.words import day
from rehsos.papers.filling import answers_of
from rehsos.papers.kinds import words_of
from rehsos.papers.letters import Envelope, envelope_of, shown_envelope
from rehsos.papers.models import Classification, Direction, FilledForm, Letter, LetterState

from .. import actions
from ..about import is_about, subject_of
from ..forms.writing import OfficeLetterForm
from ..kinds import REPLY
from ..letterhead import letter_place
from ..written import as_office_letter, begun_kinds, first_answers
from .writing import as_id, compose, going_on, letter_address, writing

TEMPLATE = "letters/office_letter.html"


@page(Permission.WORK_CASES)
def letter_out(request: Request, code: str) -> HttpResponseBase:
    """Begin a letter; one that answers goes to whoever wrote."""
    file = writing(request, code, request.GET.get("jenis", ""), as_id(request.GET.get("menyangkut", "")))
    incoming, about, key = _incoming(_letters(file.case)), _about(request, file.case), case_key(file.case)

    def save(form: OfficeLetterForm) -> str:
        asked = incoming.get(form.cleaned_data["request"])
        actions.begin_letter(
            case=file.case,
            subject=about or subject_of(file.case, asked),
            request=asked,
            envelope=_envelope(form, request.actor),
            answers=form.answers,
            by=request.actor,
            action_id=form.id,
            **form.letter(),
        )
        return letter_address(file, form.id)

    asked = incoming.get(request.GET.get("menjawab", ""))
    initial = _reply(asked, envelope_of(asked, key)) if asked else {"classification": "secret"}
    if kind := request.GET.get("jenis", ""):
        initial |= first_answers(kind, file.case, about or subject_of(file.case, asked))
    return compose(
        request, file, OfficeLetterForm, save, title=_("Tulis surat keluar"), template=TEMPLATE,
        initial=initial, form_kwargs={"requests": _choices(incoming.values(), key)}, begun=begun_kinds(),
    )  # fmt: skip


def _about(request: Request, case: Case) -> UUID | None:
    """What of the case the address says that the letter is about (`?menyangkut=`); 404 where nothing here is that."""
    asked = request.GET.get("menyangkut", "")
    if not asked:
        return None
    found = next((one.subject.id for one in standing_in(case) if str(one.subject.id) == asked), None)
    if found is None and not is_about(case, asked):
        raise Http404
    return found or UUID(asked)


@page(Permission.WORK_CASES)
def office_letter_edit(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Go on writing a draft. Two tabs never overwrite each other."""
    file = going_on(request, code, letter)
    letters = _letters(file.case)
    found = next((one for one in letters if one.pk == letter and _is_office_letter(one)), None)
    if found is None:
        raise Http404
    insist(is_ours(found, request.actor))
    if found.state != LetterState.DRAFT:
        return HttpResponseRedirect(letter_address(file, found.pk))
    incoming, text, key = _incoming(letters), FilledForm.objects.get(pk=found.pk), case_key(file.case)

    def save(form: OfficeLetterForm) -> str:
        actions.edit_letter(
            letter=found,
            case=file.case,
            request=incoming.get(form.cleaned_data["request"]),
            envelope=_envelope(form, request.actor),
            answers=form.answers,
            version=form.cleaned_data["version"] or 0,
            by=request.actor,
            action_id=form.id,
            **form.letter(),
        )
        return letter_address(file, found.pk)

    initial = _initial(found, envelope_of(found, key), answers_of(text, key)) | {"version": text.version}
    return compose(
        request, file, OfficeLetterForm, save, title=_("Sunting surat keluar"), template=TEMPLATE, initial=initial,
        stored=text, form_kwargs={"requests": _choices(incoming.values(), key)},
    )  # fmt: skip


def _letters(case: Case) -> list[Letter]:
    return list(Letter.objects.filter(dossier=case.pk).order_by("-id"))


def _is_office_letter(letter: Letter) -> bool:
    return letter.direction == Direction.OUT and as_office_letter(letter.kind)


def _incoming(letters: Iterable[Letter]) -> dict[str, Letter]:
    return {str(one.pk): one for one in letters if one.direction == Direction.IN}


def _choices(letters: Iterable[Letter], key: bytes) -> list[tuple[str, str]]:
    return [(str(one.pk), " · ".join(filter(None, _said(one, key)))) for one in letters]


def _said(letter: Letter, key: bytes) -> tuple[str, str, str]:
    number = shown_envelope(letter, key).number
    return str(words_of(letter.kind)), number, str(day(letter.dated)) if letter.dated else ""


def _reply(request: Letter, asked: Envelope) -> dict[str, Any]:
    """What an answer begins with: it goes to whoever wrote."""
    number = f" Nomor {asked.number}" if asked.number else ""
    secret = {"kind": REPLY, "classification": Classification.SECRET}
    return secret | {"request": str(request.pk), "party": asked.party, "about": f"Balasan atas Surat{number}"}


def _envelope(form: OfficeLetterForm, by: Actor) -> Envelope:
    told = form.told()
    return Envelope(**told | {"place": told["place"] or letter_place(Office.objects.get(pk=by.office))})


def _initial(letter: Letter, envelope: Envelope, answers: dict[str, Any]) -> dict[str, Any]:
    own = {name: getattr(envelope, name) for name in OfficeLetterForm.OWN}
    plain = {"kind": letter.kind, "classification": letter.classification, "request": str(letter.answers_id or "")}
    return own | plain | answers
