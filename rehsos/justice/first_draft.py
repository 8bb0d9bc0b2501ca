"""What a laporan sosial can begin with: nothing that was written down before is typed again."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation

from rehsos.cases.models import Assessment, Case, ServiceCase
from rehsos.cases.queries import case_key
from rehsos.cases.sealing import unsealed
from rehsos.letters.doors import Answers, Lacking
from rehsos.letters.letterhead import letter_place
from rehsos.letters.rounds import waiting
from rehsos.look.words import language
from rehsos.papers.blanks.answers import check
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import said
from rehsos.papers.blanks.shape import SILENCES, Field, Kind
from rehsos.papers.filling import answers_of
from rehsos.papers.letters import Envelope, envelope_of
from rehsos.papers.models import Letter, LetterState
from rehsos.papers.rendering.words import long_date

from .models import Part
from .safety_told import level_alone, risk_told
from .social_report import BLANK, REPORT, REQUEST

# Which questions of which assessment begin which part of the report.
SOURCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "family": (
        ("family_assessment", "members"),
        ("family_assessment", "genogram"),
        ("family_assessment", "history"),
        ("family_assessment", "capacity_note"),
        ("family_assessment", "house"),
    ),
    "physical": (("child_assessment", "health"), ("child_assessment", "growth")),
    "psychological": (("child_assessment", "feelings"), ("child_assessment", "changes")),
    "social": (
        ("child_assessment", "family_ties"),
        ("child_assessment", "friends"),
        ("child_assessment", "school_state"),
        ("child_assessment", "school_name"),
        ("child_assessment", "school_obstacle"),
    ),
    "spiritual": (("child_assessment", "comfort"),),
    "needs": (("child_assessment", "needs_list"), ("child_assessment", "needs_note")),
    "support": (
        ("child_assessment", "strengths"),
        ("child_assessment", "safe_places"),
        ("family_assessment", "kin"),
        ("family_assessment", "community"),
    ),
    "child_view": (("child_assessment", "hopes"), ("child_assessment", "worries")),
}
UNDER_ITS_HEADING = {"needs_list"}
"""Answers that say all that the heading of their part asks for: their question would say it again."""
REMARK = re.compile(r"\s*\([^)]*\)$")
"""What the file keeps beside the name of an instrument (a proposal, not validated); no letter carries it."""
PURPOSES = {"child_victim": "investigation", "child_witness": "investigation"}


def request_of(case: Case, part: Part | None) -> Letter | None:
    """The first of the letters that wait for this child's report; where none does, the newest that asked for one.

    One about the whole case counts for every part.
    """
    if waits := waiting(case, part.pk if part else case.pk, REPORT):
        return waits[0]
    asked = Letter.objects.filter(dossier=case.pk, kind=REQUEST)
    about = [subject for subject in (part.pk if part else None, case.pk) if subject]
    return (asked.filter(subject__in=about) | asked.filter(subject=None)).order_by("-received_at").first()


def open_draft(case: Case, part: Part | None) -> Letter | None:
    """The draft that the office of the case began for this child already, so that nobody there begins a second."""
    drafts = Letter.objects.filter(
        dossier=case.pk,
        office=case.owner_id,
        kind=REPORT,
        state=LetterState.DRAFT,
        subject=part.pk if part else None,
    )
    return drafts.order_by("-id").first()


def first_envelope(request: Letter | None, office: Any) -> Envelope:
    """To whom it goes: whoever asked; and from where."""
    asked = envelope_of(request) if request else Envelope()
    return Envelope(
        party=asked.party,
        party_place=asked.party_place,
        place=letter_place(office),
    )


def assignment(case: Case) -> str:
    """The number of the newest surat tugas that a service of the case bears; no record has its date."""
    served = ServiceCase.objects.filter(case=case, withdrawn_by=None, service__withdrawn_by=None, sealed__isnull=False)
    key = case_key(case)
    told = (
        unsealed(case.pk, sealed, key) for sealed in served.order_by("-service__at").values_list("sealed", flat=True)
    )
    return next((said["assignment_letter"] for said in told if said.get("assignment_letter")), "")


def first_answers(case: Case, part: Part | None, request: Letter | None) -> dict[str, Any]:
    """Answers to begin with: from the request, the matter, and the newest assessment of each kind."""
    found = _newest(case)
    texts = {field: "\n".join(_texts(found, sources)) for field, sources in SOURCES.items()}
    texts["risk"] = risk_told(found) or level_alone(case)
    role = part.role if part else ""
    answers = {
        "purpose": PURPOSES.get(role, ""),
        "request_number": envelope_of(request, case_key(case)).number if request else "",
        "request_date": request.dated.isoformat() if request and request.dated else "",
        "child_role": role,
        "sources": "\n".join(_told_sources(found.values())),
    }
    return {code: answer for code, answer in {**answers, **texts}.items() if answer}


Found = Mapping[str, tuple[Assessment, Mapping[str, Any]]]


def _newest(case: Case) -> dict[str, tuple[Assessment, Mapping[str, Any]]]:
    rows = Assessment.objects.select_related("form").filter(case=case).order_by("on", "id")
    newest = {row.blank: row for row in rows}
    return {code: (row, answers_of(row.form)) for code, row in newest.items()}


def _texts(found: Found, sources: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for code, field in sources:
        row, answers = found.get(code, (None, {}))
        answer = answers.get(field)
        if row is not None and answer and answer not in SILENCES:
            yield _told(blank(code, row.form.blank_version).fields[field], answer)


def _told(field: Field, answer: Any) -> str:
    """An answer as a letter can print it: with its question where it means nothing alone."""
    words = said(field, answer)
    alone = field.kind is Kind.LONG_TEXT or field.code in UNDER_ITS_HEADING
    return words if alone else f"{field.label.said('id').rstrip(' ?')}: {words}"


def _told_sources(found: Any) -> Iterator[str]:
    for place, (row, _answers) in enumerate(found, start=1):
        title = blank(row.blank, row.form.blank_version).title.said("id")
        yield f"{place}. {REMARK.sub('', title)}, {long_date(row.on)}."


def newer_answers(case: Case, part: Part | None, request: Letter | None, draft: Mapping[str, Any]) -> dict[str, str]:
    """What could now be filled in where the draft is still empty; what somebody wrote is never touched."""
    now = first_answers(case, part, request)
    return {code: answer for code, answer in now.items() if not draft.get(code)}


def empty_fields(answers: Answers, envelope: Envelope) -> Lacking:
    """What is still to be answered before the report can be signed: each field and what it is called."""
    form = blank(BLANK)
    problems = check(form, dict(answers), final=True)
    found = [(problem.field, form.fields[problem.field].label.said(language())) for problem in problems]
    return [*found, *_half_an_assignment(envelope)]


def _half_an_assignment(envelope: Envelope) -> Lacking:
    """Number and date of the surat tugas stand together or not at all."""
    if envelope.assignment_letter and not envelope.assignment_dated:
        return [("assignment_dated", translation.gettext("Tanggal surat tugas"))]
    if envelope.assignment_dated and not envelope.assignment_letter:
        return [("assignment_letter", translation.gettext("Nomor surat tugas"))]
    return []
