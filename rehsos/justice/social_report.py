"""The laporan sosial of one child: what people, matter, request letter and office know of it, as one paper."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from rehsos.cases.models import Case
from rehsos.cases.queries import client_key
from rehsos.directory.policy import policies
from rehsos.law.words import ZONES
from rehsos.letters import family
from rehsos.letters.doors import Answers, Told
from rehsos.letters.letterhead import letterhead
from rehsos.letters.particulars import SEXES, particulars
from rehsos.letters.signers import acknowledging, signer_of
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import passages
from rehsos.papers.blanks.shape import SILENCES
from rehsos.papers.letters import Envelope, Row, lines_of, number_of
from rehsos.papers.models import Letter, Road
from rehsos.papers.rendering.letter import Stage
from rehsos.papers.rendering.sheet import Block, Check, Paragraph
from rehsos.people.identity import Identity, birth, identity_of

from .deed import computed_age, said_age
from .models import Part
from .report_sheet import Matter, Reference, SocialReport
from .sealing import KEY, words_around

BLANK = "laporan_sosial"
TERM = "social_report"
"""The rule: within how long the report is to be handed over."""
REQUEST, REPORT = "report_request", "social_report"
"""The kinds of the letter that asks for it and of the report itself."""
REQUESTED, REACHED, HANDED_OVER = "report_request_received", "request_reached_worker", "social_report_handed_over"
AT_THE_SIGNER = "draft_reached_signer"
"""The facts: it was asked for at the office, the letter reached the worker, it was handed over."""
ROLES = {"child_victim": "Anak Korban", "child_witness": "Anak Saksi"}


def part_of(case: Case, subject: UUID | None) -> Part | None:
    """The child's part in a matter that a report is about; None for a report without a matter."""
    if subject is None:
        return None
    parts = Part.objects.select_related("matter", "person").annotate(**KEY)
    return parts.filter(case=case, pk=subject).first()


def known(case: Case, part: Part | None, answers: Answers) -> dict[str, Any]:
    """What the house knows of the child and the matter now, as parts of an envelope."""
    identity = identity_of(case.client, client_key(case))
    age = _own_words(answers, "age_at_deed") or _age_at_deed(part, identity)
    around = family.family_of(case)
    role = str(answers.get("child_role") or (part.role if part else ""))
    return {
        "role": ROLES.get(role, "Anak"),
        "identity": particulars(case, identity, _aged(age), around),
        "family": family.kept(around),
        "police_report": words_around(part).police_number if part else "",
        "offence": _offence(part) if part else "",
    }


def known_of(letter: Letter, case: Case, _envelope: Envelope, answers: Answers) -> dict[str, Any]:
    """The same of a letter."""
    return known(case, part_of(case, letter.subject), answers)


def _aged(age: str) -> tuple[Row, ...]:
    return (("Umur saat kejadian", age),)


def told(case: Case, subject: UUID) -> Told | None:
    """What an office letter in full says of this child's part."""
    part = part_of(case, subject)
    if part is None:
        return None
    age = _age_at_deed(part, identity_of(case.client, client_key(case)))
    return Told(_aged(age), words_around(part).police_number)


def _age_at_deed(part: Part | None, identity: Identity) -> str:
    """As the case's page says it, in the letter's language."""
    if part is None:
        return ""
    born = birth(identity, part.person.birth_year, estimated=part.person.birth_estimated)
    known = computed_age(born, part.matter.event_from, part.matter.event_to)
    age = said_age(known, part.age_at_deed, estimated=part.age_estimated)
    return age.words(long=True)[0] if age else ""


def _offence(part: Part) -> str:
    return ", ".join(filter(None, (words_around(part).offence, part.matter.article)))


def compose(letter: Letter, envelope: Envelope, answers: Answers, stage: Stage, check: Check | None) -> SocialReport:
    """The report as it stands."""
    decided = policies(letter.office_id)
    return SocialReport(
        head=letterhead(letter.office, decided),
        date=letter.dated or timezone.localdate(letter.signed_at or timezone.now()),
        place=envelope.place,
        to=lines_of(envelope.party) or ("....................",),
        role=envelope.role,
        identity=envelope.identity,
        sections=_sections(answers),
        conclusion=_own_words(answers, "conclusion"),
        recommendation=_own_words(answers, "recommendation"),
        signer=signer_of(letter, envelope, stage),
        reference=_reference(letter, answers),
        others=tuple(_others(letter, envelope)),
        assignment=_assignment(envelope),
        matter=Matter(envelope.police_report, envelope.offence),
        acknowledged_by=acknowledging(decided.get("letter_acknowledge")),
        number=number_of(letter, envelope),
        copies=lines_of(envelope.copies),
        initials=envelope.conceptor,
        check=check,
        stage=stage,
        signed_outside=letter.road == Road.ELECTRONIC,
        family=tuple(_family(envelope)),
        family_heading=blank(BLANK).fields["family"].label.said("id"),
    )


def _family(envelope: Envelope) -> Iterator[Block]:
    """Table and genogram, and a sentence on who is suspected and known."""
    known, told = family.read(envelope.family), dict(envelope.identity)
    sex = next((code for code, words in SEXES.items() if words == told.get("Jenis kelamin")), "")
    yield from family.blocks(known, told.get("Nama panggilan") or told.get("Nama lengkap", "Anak"), sex)
    if sentence := family.suspected(known):
        yield Paragraph(sentence)


def _sections(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Sources first, then each answered part of the body under its own heading."""
    told = tuple(passages(blank(BLANK), answers))
    sources = [p for p in told if p.field == "sources"]
    return tuple((p.label, p.text) for p in (*sources, *(p for p in told if p.section in {"body", "return"})))


def _own_words(answers: Answers, field: str) -> str:
    said = str(answers.get(field, ""))
    return "" if said in SILENCES else said


def _reference(letter: Letter, answers: Answers) -> Reference | None:
    """The request letter: number and date as in the report, the hour of receipt from the register."""
    number, day = _own_words(answers, "request_number"), _own_words(answers, "request_date")
    dated = date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None
    zone = letter.office.time_zone
    received = letter.answers.received_at if letter.answers else None
    here = received.astimezone(ZoneInfo(zone)) if received else None
    return Reference(number, dated, here, ZONES.get(zone, "")) if number or here else None


def _others(letter: Letter, envelope: Envelope) -> Iterator[Reference]:
    """The further requests that the report answers, as they were named."""
    zone = letter.office.time_zone
    for one in envelope.also:
        dated = date.fromisoformat(one["dated"]) if one["dated"] else None
        here = datetime.fromisoformat(one["received_at"]).astimezone(ZoneInfo(zone))
        yield Reference(one["number"], dated, here, ZONES.get(zone, ""))


def _assignment(envelope: Envelope) -> Reference | None:
    if not (envelope.assignment_letter and envelope.assignment_dated):
        return None
    return Reference(envelope.assignment_letter, date.fromisoformat(envelope.assignment_dated))
