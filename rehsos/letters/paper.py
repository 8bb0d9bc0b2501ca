"""The one road of every letter out: which paper it becomes, settling it, numbering, the receipt.

While it is a draft the client's data are read afresh; settling keeps them as they were. The number comes before the
signature: what is given to be signed is kept, and is what is signed. The paper is Indonesian whatever the language of
the screen.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused, Words
from rehsos.cases.models import Case
from rehsos.cases.queries import case_key
from rehsos.directory.models import Worker
from rehsos.papers.filling import answers_of
from rehsos.papers.kinds import words_of
from rehsos.papers.letters import envelope_of, lines_of, marking, number_of, said_code
from rehsos.papers.models import FilledForm, Letter, LetterState, NumberSource
from rehsos.papers.rendering.letter import Stage
from rehsos.papers.rendering.press import pdf
from rehsos.papers.rendering.receipt import Receipt
from rehsos.papers.rendering.sheet import Check, Document
from rehsos.papers.uploads import Upload

from .actions import keep_print, number_letter, settle_letter
from .doors import Lacking
from .letterhead import letterhead
from .signers import title_of
from .unprintable import insist_printable
from .written import written


def paper(letter: Letter, case: Case, stage: Stage | None = None) -> Document:
    """The letter as it stands: a draft with KONSEP until it has its number, the final paper from then on.

    `stage` asks for another: a template for the office's own archive system.
    """
    with translation.override("id"):
        key = case_key(case)
        answers = answers_of(FilledForm.objects.get(pk=letter.pk), key)
        envelope = envelope_of(letter, key)
        if letter.state == LetterState.DRAFT:
            envelope = replace(envelope, **written(letter.kind).known(letter, case, envelope, answers))
        stage = stage or (Stage.DRAFT if letter.state in UNNUMBERED else Stage.FINAL)
        check = _check(letter) if stage is Stage.FINAL else None
        return written(letter.kind).paper(letter, envelope, answers, stage, check)


UNNUMBERED = {LetterState.DRAFT, LetterState.SETTLED}


def _check(letter: Letter) -> Check:
    return Check(said_code(letter.check_code), f"{settings.SITE_URL}/periksa/{letter.check_code}/")


def settle(
    *,
    letter: Letter,
    case: Case,
    capacity: str,
    signed_as: str,
    on_behalf_of: str,
    by: Actor,
    action_id: UUID,
) -> None:
    """Settle it, keeping what is known of the client now. Raises Refused when something needed is missing."""
    answers, envelope = answers_of(FilledForm.objects.get(pk=letter.pk)), envelope_of(letter)
    how = written(letter.kind)
    if lacking := how.lacks(answers, envelope):
        raise Refused(_said(how.lacking, lacking))
    with translation.override("id"):
        told = how.known(letter, case, envelope, answers)
    title = signed_as or title_of(Worker.objects.get(pk=by.worker), timezone.localdate(timezone=by.zone))
    envelope = replace(envelope, signed_as=title, on_behalf_of=on_behalf_of, **told)
    with translation.override("id"):
        drawn = how.paper(letter, envelope, answers, Stage.DRAFT, None)
    insist_printable(how.blank, answers, envelope, drawn)
    settle_letter(letter=letter, case=case, capacity=capacity, envelope=envelope, by=by, action_id=action_id)


def _said(lacking: Words, what: Lacking) -> str:
    return str(lacking).format(what="; ".join(label for _field, label in what))


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
    """Number the settled letter and keep the PDF that is given to be signed, in one go."""
    number_letter(
        letter=letter, case=case, number=number, source=source, dated=dated, reason=reason, by=by, action_id=action_id
    )
    fresh = Letter.objects.select_related("office", "answers").get(pk=letter.pk)
    if fresh.to_sign_id is None:
        made = Upload(f"surat-{fresh.check_code}.pdf", "application/pdf", pdf(paper(fresh, case)))
        keep_print(letter=fresh, case=case, pdf=made, by=by, action_id=new_id())


def receipt(letter: Letter, carried_by: str) -> Receipt:
    """The tanda terima for the receiver's pen. It names no client."""
    with translation.override("id"):
        kind = str(words_of(letter.kind))
    degree, envelope = marking(letter.classification), envelope_of(letter)
    secret = f" ({degree})" if degree else ""
    return Receipt(
        head=letterhead(letter.office),
        kind=f"{kind}{secret}, sampul tertutup",
        number=number_of(letter, envelope),
        date=letter.dated or timezone.localdate(),
        to=" ".join(lines_of(envelope.party)),
        carried_by=carried_by,
        check=_check(letter),
        signed=envelope.certificates,
    )
