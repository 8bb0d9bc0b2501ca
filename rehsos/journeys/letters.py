"""The one road of every letter out: which paper it becomes, signing, numbering, the receipt.

While it is a draft the client's data are read afresh; signing keeps them as they were, so that what is
numbered and stored is what was signed. The paper is Indonesian whatever the language of the screen.
"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.letters import keep_final, number_letter, sign_letter, text_of
from rehsos.cases.models import Case
from rehsos.cases.queries import case_key
from rehsos.directory.models import Worker
from rehsos.journeys import office_letter, social_report
from rehsos.journeys.first_draft import empty_fields
from rehsos.journeys.letterhead import letterhead
from rehsos.journeys.signers import title_of
from rehsos.journeys.social_report import Answers, part_of
from rehsos.look.words import language
from rehsos.papers.blanks import answers as blanks
from rehsos.papers.blanks.book import blank
from rehsos.papers.filling import answers_of
from rehsos.papers.letters import Envelope, envelope_of, lines_of, said_code
from rehsos.papers.models import Classification, FilledForm, Letter, LetterKind, LetterState, NumberSource
from rehsos.papers.rendering.letter import Stage
from rehsos.papers.rendering.receipt import Receipt
from rehsos.papers.rendering.sheet import Check, Document
from rehsos.papers.uploads import Upload


def paper(letter: Letter, case: Case) -> Document:
    """The letter as it stands: a draft with KONSEP, a clean print to sign, or the final paper."""
    with translation.override("id"):
        key = case_key(case)
        answers = answers_of(FilledForm.objects.get(pk=letter.pk), key)
        envelope = envelope_of(letter, key)
        if letter.state == LetterState.DRAFT:
            envelope = replace(envelope, **_known(letter, case, envelope, answers))
        stage = _stage(letter)
        check = None if stage is Stage.DRAFT else _check(letter)
        if letter.kind == LetterKind.SOCIAL_REPORT:
            return social_report.compose(letter, envelope, answers, stage, check)
        return office_letter.compose(letter, envelope, answers, stage, check)


def _known(letter: Letter, case: Case, envelope: Envelope, answers: Answers) -> dict[str, Any]:
    if letter.kind == LetterKind.SOCIAL_REPORT:
        return social_report.known(case, part_of(case, letter.subject), answers)
    return office_letter.known(letter, case, envelope)


def _stage(letter: Letter) -> Stage:
    early = {LetterState.DRAFT: Stage.DRAFT, LetterState.SIGNED: Stage.FOR_SIGNATURE}
    return early.get(LetterState(letter.state), Stage.FINAL)


def _check(letter: Letter) -> Check:
    return Check(said_code(letter.check_code), f"{settings.SITE_URL}/periksa/{letter.check_code}/")


def sign(
    *,
    letter: Letter,
    case: Case,
    capacity: str,
    signed_as: str,
    on_behalf_of: str,
    by: Actor,
    action_id: UUID,
) -> None:
    """Sign, keeping what is known of the client now. Raises Refused when something needed is missing."""
    answers, envelope = answers_of(FilledForm.objects.get(pk=letter.pk)), envelope_of(letter)
    if missing := unfinished(letter, answers, envelope):
        raise Refused(_missing(letter, [label for _, label in missing]))
    with translation.override("id"):
        told = _known(letter, case, envelope, answers)
    title = signed_as or title_of(Worker.objects.get(pk=by.worker), timezone.localdate(timezone=by.zone))
    envelope = replace(envelope, signed_as=title, on_behalf_of=on_behalf_of, **told)
    sign_letter(letter=letter, case=case, capacity=capacity, envelope=envelope, by=by, action_id=action_id)


def unfinished(letter: Letter, answers: Answers, envelope: Envelope) -> list[tuple[str, str]]:
    """What is still to be answered before the letter can be signed: each field and what it is called."""
    if letter.kind == LetterKind.SOCIAL_REPORT:
        return empty_fields(answers, envelope)
    form = blank(text_of(LetterKind(letter.kind)))
    problems = blanks.check(form, answers, final=True)
    return [(problem.field, form.fields[problem.field].label.said(language())) for problem in problems]


def _missing(letter: Letter, labels: list[str]) -> str:
    if letter.kind == LetterKind.SOCIAL_REPORT:
        told = translation.gettext("Belum diisi: {what}. Lengkapi, atau pilih “Tidak diketahui”.")
    else:
        told = translation.gettext("Belum diisi: {what}. Lengkapi dulu.")
    return told.format(what="; ".join(labels))


def number(
    *,
    letter: Letter,
    case: Case,
    number: str,
    source: NumberSource,
    dated: date,
    by: Actor,
    action_id: UUID,
    reason: str = "",
) -> None:
    """Number the signed letter and keep its final PDF, unchangeable, in one go."""
    from rehsos.papers.rendering.pdf import pdf

    number_letter(
        letter=letter, case=case, number=number, source=source, dated=dated, reason=reason, by=by, action_id=action_id
    )
    fresh = Letter.objects.select_related("office", "answers").get(pk=letter.pk)
    if fresh.final_id is None:
        made = Upload(f"surat-{fresh.check_code}.pdf", "application/pdf", pdf(paper(fresh, case)))
        keep_final(letter=fresh, case=case, pdf=made, by=by, action_id=new_id())


def receipt(letter: Letter, carried_by: str) -> Receipt:
    """The tanda terima for the receiver's pen. It names no client."""
    with translation.override("id"):
        kind = str(LetterKind(letter.kind).label)
    secret = " (RAHASIA)" if letter.classification == Classification.SECRET else ""
    return Receipt(
        head=letterhead(letter.office),
        kind=f"{kind}{secret}, sampul tertutup",
        number=letter.number,
        date=letter.dated or timezone.localdate(),
        to=" ".join(lines_of(envelope_of(letter).party)),
        carried_by=carried_by,
        check=_check(letter),
    )
