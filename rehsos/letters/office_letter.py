"""An office letter: a reply, a request, an invitation, a referral. It says of the client what its kind may."""

from typing import Any

from django.utils import timezone

from rehsos.cases.models import Case
from rehsos.cases.queries import client_key
from rehsos.look.words import language
from rehsos.papers.blanks import answers as blanks
from rehsos.papers.blanks.book import blank
from rehsos.papers.letters import Envelope, Naming, Row, lines_of, marking, number_of
from rehsos.papers.models import Letter, Road
from rehsos.papers.rendering import letter as rendering
from rehsos.papers.rendering.letter import Stage
from rehsos.papers.rendering.sheet import Check
from rehsos.people.identity import identity_of

from .about import told_of
from .discretion import naming_of
from .doors import Answers, Lacking
from .letterhead import letterhead
from .particulars import particulars
from .signers import signer_of

BLANK = "surat_dinas"


def known(letter: Letter, case: Case, envelope: Envelope, _answers: Answers) -> dict[str, Any]:
    """What the letter says of the client now, as parts of an envelope."""
    nothing = {"role": "", "identity": (), "police_report": "", "offence": ""}
    match naming_of(letter, envelope):
        case Naming.FULL:
            told = told_of(case, letter.subject)
            rows = particulars(case, identity_of(case.client, client_key(case)), told.rows)
            return nothing | {"identity": rows, "police_report": told.police_report}
        case Naming.INITIALS:
            return nothing | {"identity": (("Klien (inisial)", identity_of(case.client, client_key(case)).initials),)}
        case Naming.NOBODY:
            return nothing


def compose(
    letter: Letter, envelope: Envelope, answers: Answers, stage: Stage, check: Check | None
) -> rendering.Letter:
    """The letter as it stands."""
    return rendering.Letter(
        head=letterhead(letter.office),
        date=letter.dated or timezone.localdate(letter.signed_at or timezone.now()),
        place=envelope.place,
        to=lines_of(envelope.party),
        about=envelope.about,
        body=str(answers.get("body", "")),
        signer=signer_of(letter, envelope, stage),
        number=number_of(letter, envelope),
        classification=marking(letter.classification),
        attachments=str(answers.get("attachments", "")),
        facts=_facts(envelope),
        closing=str(answers.get("closing", "")),
        copies=lines_of(envelope.copies),
        initials=envelope.conceptor,
        check=check,
        stage=stage,
        signed_outside=letter.road == Road.ELECTRONIC,
    )


def lacks(answers: Answers, _envelope: Envelope) -> Lacking:
    """What must be answered before it is signed."""
    form = blank(BLANK)
    problems = blanks.check(form, dict(answers), final=True)
    return [(problem.field, form.fields[problem.field].label.said(language())) for problem in problems]


def _facts(envelope: Envelope) -> tuple[Row, ...]:
    report = (("Laporan polisi", envelope.police_report),) if envelope.police_report else ()
    return (*envelope.identity, *report)
