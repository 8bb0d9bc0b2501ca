"""The laporan sosial of one child: what people, matter, request letter and office know of it, as one paper.

While it is a draft the child's data are read afresh; signing keeps them as they were, so that what is
numbered and stored is what was signed. The paper is Indonesian whatever the language of the screen.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.letters import keep_final, number_letter, sign_letter
from rehsos.cases.models import Case
from rehsos.cases.queries import case_key, client_key
from rehsos.directory import gazetteer
from rehsos.directory.models import Worker
from rehsos.directory.policy import policies
from rehsos.journeys.letterhead import letterhead
from rehsos.justice.models import Part
from rehsos.law.words import ZONES
from rehsos.papers.blanks.answers import check
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import passages
from rehsos.papers.blanks.shape import SILENCES
from rehsos.papers.filling import answers_of
from rehsos.papers.letters import Envelope, Row, envelope_of, said_code
from rehsos.papers.models import FilledForm, Letter, LetterState, NumberSource
from rehsos.papers.rendering.letter import Signer, Stage
from rehsos.papers.rendering.receipt import Receipt
from rehsos.papers.rendering.report import Matter, Reference, SocialReport
from rehsos.papers.rendering.sheet import Check
from rehsos.papers.rendering.words import long_date
from rehsos.papers.uploads import Upload
from rehsos.people.forms import PROOFS
from rehsos.people.identity import Identity, identity_of
from rehsos.people.models import Person

ROLES = {"child_victim": "Anak Korban", "child_witness": "Anak Saksi"}
CAPACITIES = {"an": "a.n.", "plt": "Plt.", "plh": "Plh."}
TITLE = "Pekerja Sosial"
SEXES = {"P": "Perempuan", "L": "Laki-laki"}

Answers = Mapping[str, Any]


def part_of(case: Case, subject: UUID | None) -> Part | None:
    """The child's part in a matter that a report is about; None for a report without a matter."""
    if subject is None:
        return None
    return Part.objects.select_related("matter").filter(case=case, pk=subject).first()


def known(case: Case, part: Part | None, answers: Answers) -> dict[str, Any]:
    """What the house knows of the child and the matter now, as parts of an envelope."""
    identity = identity_of(case.client, client_key(case))
    role = str(answers.get("child_role") or (part.role if part else ""))
    return {
        "role": ROLES.get(role, "Anak"),
        "identity": tuple(row for row in _identity(identity, case.client, part) if row[1]),
        "police_report": part.matter.police_number if part else "",
        "offence": _offence(part) if part else "",
    }


def _identity(identity: Identity, person: Person, part: Part | None) -> Iterator[Row]:
    yield "Nama lengkap", identity.name
    yield "Nama panggilan", identity.called if identity.called != identity.name else ""
    yield "NIK", identity.nik or identity.no_nik_because
    yield "Tempat, tanggal lahir", _birth(identity, person)
    yield "Umur saat kejadian", _age_at_deed(part)
    yield "Jenis kelamin", SEXES.get(person.sex, "")
    yield "Pendidikan", identity.school
    yield "Orang tua/wali", identity.carer_name
    yield (
        "Tempat tinggal",
        ", ".join(filter(None, (identity.lives_at, gazetteer.full_name(identity.lives_in)))),
    )


def _birth(identity: Identity, person: Person) -> str:
    if identity.born:
        day = long_date(identity.born)
    elif person.birth_year:
        day = f"tahun {person.birth_year}" + (" (perkiraan)" if person.birth_estimated else "")
    else:
        day = ""
    known = dict(PROOFS).get(identity.birth_proof, identity.birth_proof)
    proof = f" ({str(known).lower()})" if day and identity.birth_proof else ""
    return ", ".join(filter(None, (identity.birth_place, day))) + proof


def _age_at_deed(part: Part | None) -> str:
    if part is None or part.age_at_deed is None:
        return ""
    return f"{part.age_at_deed} tahun" + (" (perkiraan)" if part.age_estimated else "")


def _offence(part: Part) -> str:
    return ", ".join(filter(None, (part.matter.offence, part.matter.article)))


def paper(letter: Letter, case: Case) -> SocialReport:
    """The report as it stands: a draft with KONSEP, a clean print to sign, or the final paper."""
    with translation.override("id"):
        key = case_key(case)
        answers = answers_of(FilledForm.objects.get(pk=letter.pk), key)
        envelope = envelope_of(letter, key)
        if letter.state == LetterState.DRAFT:
            envelope = replace(envelope, **known(case, part_of(case, letter.subject), answers))
        return _paper(letter, envelope, answers)


def _paper(letter: Letter, envelope: Envelope, answers: Answers) -> SocialReport:
    stage, decided = _stage(letter), policies(letter.office_id)
    return SocialReport(
        head=letterhead(letter.office, decided),
        date=letter.dated or timezone.localdate(letter.signed_at or timezone.now()),
        place=envelope.place,
        to=_lines(envelope.party) or ("....................",),
        role=envelope.role,
        identity=envelope.identity,
        sections=_sections(answers),
        conclusion=_own_words(answers, "conclusion"),
        recommendation=_own_words(answers, "recommendation"),
        signer=_signer(letter, envelope),
        reference=_reference(letter, answers),
        assignment=_assignment(envelope),
        matter=Matter(envelope.police_report, envelope.offence),
        acknowledged_by=_acknowledging(decided.get("letter_acknowledge")),
        number=letter.number,
        copies=_lines(envelope.copies),
        initials=envelope.conceptor,
        check=_check(letter) if stage is not Stage.DRAFT else None,
        stage=stage,
    )


def _stage(letter: Letter) -> Stage:
    early = {LetterState.DRAFT: Stage.DRAFT, LetterState.SIGNED: Stage.FOR_SIGNATURE}
    return early.get(LetterState(letter.state), Stage.FINAL)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _sections(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Sources first, then each answered part of the body under its own heading."""
    told = tuple(passages(blank("laporan_sosial"), answers))
    sources = [p for p in told if p.field == "sources"]
    return tuple((p.label, p.text) for p in (*sources, *(p for p in told if p.section in {"body", "return"})))


def _own_words(answers: Answers, field: str) -> str:
    said = str(answers.get(field, ""))
    return "" if said in SILENCES else said


def _signer(letter: Letter, envelope: Envelope) -> Signer:
    worker = Worker.objects.get(pk=letter.signer_id or letter.author)
    qualified = is_qualified(worker, timezone.localdate(letter.signed_at or timezone.now()))
    return Signer(
        name=str(worker),
        title=envelope.signed_as or title_of(worker),
        capacity=CAPACITIES.get(letter.capacity, ""),
        on_behalf_of=(envelope.on_behalf_of,) if letter.capacity == "an" else (),
        nip=worker.nip,
        certificate=worker.certificate if qualified else "",
        qualified=qualified,
    )


def title_of(worker: Worker) -> str:
    """The jabatan as letters print it, unless another one is typed at signing."""
    return worker.job_title or TITLE


def is_qualified(worker: Worker, on: date) -> bool:
    """Whether the worker signs as Pekerja Sosial Profesional: a certificate, still valid that day."""
    valid = worker.certificate_until is None or worker.certificate_until >= on
    return worker.qualified and bool(worker.certificate) and valid


def _acknowledging(told: Mapping[str, Any] | None) -> Signer | None:
    """Who says Mengetahui where the office wants it: {"worker", "title", "capacity", "on_behalf_of"}."""
    worker = Worker.objects.filter(pk=told["worker"]).first() if told else None
    if told is None or worker is None:
        return None
    capacity = CAPACITIES.get(told.get("capacity", ""), "")
    over = (told.get("on_behalf_of", ""),) if capacity == "a.n." else ()
    return Signer(str(worker), told["title"], capacity, over, nip=worker.nip)


def _reference(letter: Letter, answers: Answers) -> Reference | None:
    """The request letter: number and date as in the report, the hour of receipt from the register."""
    number, day = _own_words(answers, "request_number"), _own_words(answers, "request_date")
    if not (number and re.fullmatch(r"\d{4}-\d\d-\d\d", day)):
        return None
    zone = letter.office.time_zone
    received = letter.answers.received_at if letter.answers else None
    here = received.astimezone(ZoneInfo(zone)) if received else None
    return Reference(number, date.fromisoformat(day), here, ZONES.get(zone, ""))


def _assignment(envelope: Envelope) -> Reference | None:
    if not (envelope.assignment_letter and envelope.assignment_dated):
        return None
    return Reference(envelope.assignment_letter, date.fromisoformat(envelope.assignment_dated))


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
    """Sign, keeping what is known of the child now. Raises Refused when something needed is missing."""
    answers = answers_of(FilledForm.objects.get(pk=letter.pk))
    if missing := unfinished(answers):
        raise Refused(_missing(missing))
    with translation.override("id"):
        told = known(case, part_of(case, letter.subject), answers)
    title = signed_as or title_of(Worker.objects.get(pk=by.worker))
    envelope = replace(envelope_of(letter), signed_as=title, on_behalf_of=on_behalf_of, **told)
    sign_letter(letter=letter, case=case, capacity=capacity, envelope=envelope, by=by, action_id=action_id)


def unfinished(answers: Answers) -> list[str]:
    """The questions still to be answered before the report can be signed."""
    form = blank("laporan_sosial")
    language = (translation.get_language() or "id")[:2]
    return [form.fields[problem.field].label.said(language) for problem in check(form, answers, final=True)]


def _missing(labels: list[str]) -> str:
    told = translation.gettext("Belum diisi: {what}. Lengkapi, atau pilih “Tidak diketahui”.")
    return told.format(what="; ".join(labels))


def number(
    *, letter: Letter, case: Case, number: str, source: NumberSource, dated: date, by: Actor, action_id: UUID
) -> None:
    """Number the signed report and keep its final PDF, unchangeable, in one go."""
    from rehsos.papers.rendering.pdf import pdf

    number_letter(letter=letter, case=case, number=number, source=source, dated=dated, by=by, action_id=action_id)
    fresh = Letter.objects.select_related("office", "answers").get(pk=letter.pk)
    if fresh.final_id is None:
        made = Upload(f"surat-{fresh.check_code}.pdf", "application/pdf", pdf(paper(fresh, case)))
        keep_final(letter=fresh, case=case, pdf=made, by=by, action_id=new_id())


def receipt(letter: Letter, carried_by: str) -> Receipt:
    """The tanda terima for the receiver's pen. It names no child."""
    return Receipt(
        head=letterhead(letter.office),
        kind="Laporan Sosial (RAHASIA), sampul tertutup",
        number=letter.number,
        date=letter.dated or timezone.localdate(),
        to=" ".join(_lines(envelope_of(letter).party)),
        carried_by=carried_by,
        check=_check(letter),
    )
