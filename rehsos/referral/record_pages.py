"""Writing the record of a handing over that goes with a referral; its other letters are written as office letters."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.cases.models import Case
from rehsos.cases.pages.case_forms import insist
from rehsos.cases.policies import is_ours
from rehsos.cases.queries import case_key
from rehsos.directory.models import Office
from rehsos.letters import actions
from rehsos.letters.letterhead import letter_place
from rehsos.letters.pages.letters import letter_out_of
from rehsos.letters.pages.writing import compose, going_on, letter_address, writing
from rehsos.papers.filling import answers_of
from rehsos.papers.kinds import words_of
from rehsos.papers.letters import Envelope, envelope_of
from rehsos.papers.models import FilledForm, LetterState
from rehsos.papers.rendering.letter import SECRET

from . import bast, drafting
from .forms_of_records import RecordForm
from .letters import kinds_with
from .models import Referral
from .queries import referral_of

TEMPLATE = "referral/record.html"


def _ours(request: Request, referral: UUID) -> tuple[Referral, str, str]:
    """A referral of this office, the code of its case, the kind asked for (`?jenis=`); 404 where none goes with it."""
    it = referral_of(request, referral)
    code = Case.objects.filter(pk=it.case_id).values_list("code", flat=True).first()
    kinds = [kind for kind in kinds_with(it) if kind in bast.BLANKS]
    kind = request.GET.get("jenis", kinds[0] if kinds else "")
    if it.sender_id != request.actor.office or code is None or kind not in kinds:
        raise Http404
    return it, code, kind


@page(Permission.WORK_CASES)
def record(request: Request, referral: UUID) -> HttpResponseBase:
    """Begin the record of a handing over, with all that the referral and its case know."""
    it, code, kind = _ours(request, referral)
    return begin_record(request, code, kind, it.pk, lambda case: drafting.record(case, it))


def begin_record(
    request: Request, code: str, kind: str, subject: UUID | None, known: Callable[[Case], dict[str, Any]]
) -> HttpResponseBase:
    """The form of a record about a thing of a case, filled in with what is `known` of it when it is opened."""
    file = writing(request, code, kind, subject)

    def save(form: RecordForm) -> str:
        actions.begin_letter(
            case=file.case,
            kind=kind,
            subject=subject,
            request=None,
            envelope=envelope_with(form, kind),
            answers=form.answers,
            by=request.actor,
            action_id=form.id,
        )
        return letter_address(file, form.id)

    initial: dict[str, Any] = {}
    if request.method == "GET":
        initial = known(file.case) | {"place": letter_place(Office.objects.get(pk=request.actor.office))}
    title = _("Susun {kind}").format(kind=words_of(kind))
    return compose(request, file, RecordForm, save, title=title, template=TEMPLATE, initial=initial,
                   form_kwargs={"kind": kind})  # fmt: skip


@page(Permission.WORK_CASES)
def record_edit(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Go on with a draft. Two tabs never overwrite each other."""
    file = going_on(request, code, letter)
    found = letter_out_of(file, letter)
    if found.kind not in bast.BLANKS:
        raise Http404
    insist(is_ours(found, request.actor))
    if found.state != LetterState.DRAFT:
        return HttpResponseRedirect(letter_address(file, found.pk))
    text, key = FilledForm.objects.get(pk=found.pk), case_key(file.case)
    envelope = envelope_of(found, key)

    def save(form: RecordForm) -> str:
        actions.edit_letter(
            letter=found,
            case=file.case,
            kind=found.kind,
            request=None,
            envelope=envelope_with(form, found.kind),
            answers=form.answers,
            version=form.cleaned_data["version"] or 0,
            by=request.actor,
            action_id=form.id,
        )
        return letter_address(file, found.pk)

    own = {name: getattr(envelope, name) for name in RecordForm.OWN}
    initial = own | answers_of(text, key) | {"version": text.version}
    title = _("Sunting {kind}").format(kind=words_of(found.kind))
    return compose(request, file, RecordForm, save, title=title, template=TEMPLATE, initial=initial, stored=text,
                   form_kwargs={"kind": found.kind})  # fmt: skip


def envelope_with(form: RecordForm, kind: str) -> Envelope:
    """What was typed around the record, as its envelope."""
    return Envelope(**form.told(), about=f"Berita acara {bast.TITLES[kind].lower()} ({SECRET.lower()})")
