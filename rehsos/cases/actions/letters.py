"""Letters of a case. A request received at the office starts a clock; handing over the report stops it."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.clockwork import recompute
from rehsos.cases.discretion import insist_on_discretion
from rehsos.cases.models import Case, Fact, Stage
from rehsos.cases.policies import Followed, insist_on_order, may_handle, may_record, may_register
from rehsos.cases.signing import insist_on_record, may_sign
from rehsos.cases.subjects import subject_in
from rehsos.papers import letters
from rehsos.papers.filling import answers_of, fill, refill, store, upload_of
from rehsos.papers.letters import Envelope
from rehsos.papers.models import (
    OFFICE_LETTERS,
    Classification,
    Direction,
    FileKind,
    FilledForm,
    Letter,
    LetterKind,
    LetterState,
    NumberSource,
)
from rehsos.papers.uploads import Upload

from .facts import put_fact
from .stages import advance
from .work import Answers

SOCIAL_REPORT, OFFICE_LETTER = "laporan_sosial", "surat_dinas"
REQUESTED, REACHED, HANDED_OVER = (
    "report_request_received",
    "request_reached_worker",
    "social_report_handed_over",
)


@action(_("Surat masuk dicatat: {kind}, nomor {number}"))
def receive_letter(
    *,
    case: Case,
    subject: UUID | None,
    kind: LetterKind,
    envelope: Envelope,
    number: Code,
    dated: date | None,
    agenda: Text,
    received_at: datetime,
    received_by: Text,
    reached_worker_at: datetime | None,
    scan: Upload | None,
    by: Actor,
    action_id: UUID,
) -> Letter:
    """Register a letter into the case: the hour it reached the office, who took it, the disposisi."""
    may_register(case, by).insist()
    kept = store(case.pk, scan, FileKind.LETTER_IN, file_id=new_id(), by=by) if scan else None
    letter = letters.put_incoming(
        case.pk,
        envelope,
        letter_id=action_id,
        kind=kind,
        subject=subject,
        number=number,
        dated=dated,
        agenda=agenda,
        received_at=received_at,
        received_by=received_by,
        scan=kept,
        by=by,
        reached_worker_at=reached_worker_at,
    )
    if kind == LetterKind.REPORT_REQUEST:
        _start_report_clock(case, subject or case.pk, letter)
        recompute(case, by=by)
    return letter


@action(_("Surat dari aduan masuk ke kasus: {kind}, nomor {number}"))
def adopt_letter(*, case: Case, letter: Letter, kind: LetterKind, number: Code, by: Actor, action_id: UUID) -> Letter:
    """A letter that came before the case now lies in it, with the hour at which it reached the office."""
    may_register(case, by).insist()
    scan = letter.scan
    kept = store(case.pk, upload_of(scan), FileKind.LETTER_IN, file_id=action_id, by=by) if scan else None
    reach = Case.objects.values("offices", "barred").get(pk=case.pk)
    letters.move(letter, case.pk, scan=kept, **reach)
    moved = Letter.objects.get(pk=letter.pk)
    if kind == LetterKind.REPORT_REQUEST:
        _start_report_clock(case, case.pk, moved)
        recompute(case, by=by)
    return moved


def adopt_letters(case: Case, report: UUID, *, by: Actor) -> None:
    """All letters of the report that became this case, in the order in which they came."""
    came = Letter.objects.select_related("scan").filter(dossier=report).order_by("received_at", "id")
    for letter in came:
        kind = LetterKind(letter.kind)
        adopt_letter(case=case, letter=letter, kind=kind, number=letter.number, by=by, action_id=new_id())


def _start_report_clock(case: Case, subject: UUID, letter: Letter) -> None:
    """The first request starts the clock; a reminder of one not yet answered does not start it again.

    After a report was handed over, another request asks for another report: the old answer no longer counts.
    """
    if letter.received_at is None or _reminds(case, subject, letter.received_at):
        return
    hangs_on = subject_in(case, subject)
    asked = put_fact(case, hangs_on, REQUESTED, letter.received_at, fact_id=new_id())
    answers = Fact.objects.filter(case=case, subject=subject, code=HANDED_OVER, replaced_by=None)
    answers.filter(at__lt=letter.received_at).update(replaced_by=asked.pk)
    if letter.reached_worker_at:
        put_fact(case, hangs_on, REACHED, letter.reached_worker_at, fact_id=new_id())


def _reminds(case: Case, subject: UUID, received_at: datetime) -> bool:
    standing = Fact.objects.filter(case=case, subject=subject, replaced_by=None)
    at = dict(standing.filter(code__in=[REQUESTED, HANDED_OVER]).values_list("code", "at"))
    asked, answered = at.get(REQUESTED), at.get(HANDED_OVER)
    return asked is not None and asked <= received_at and (answered is None or answered < asked)


@action(_("Jam terima surat diperbaiki menjadi {received_at}"))
def correct_receipt(
    *, letter: Letter, case: Case, received_at: datetime, reason: Text, by: Actor, action_id: UUID
) -> None:
    """Correct when a letter reached the office, and why; the clock it started is computed anew and says so."""
    may_register(case, by).insist()
    if not reason.strip():
        raise Refused(_("Tulis mengapa jamnya diperbaiki: tenggat undang-undang ikut bergeser."), field="reason")
    letters.came_in(letter).insist()
    letters.check_receipt(received_at, letter.dated)
    Letter.objects.filter(pk=letter.pk).update(received_at=received_at, version=letter.version + 1)
    subject = letter.subject or case.pk
    started = Fact.objects.filter(case=case, subject=subject, code=REQUESTED, replaced_by=None)
    if letter.kind == LetterKind.REPORT_REQUEST and letter.received_at in started.values_list("at", flat=True):
        put_fact(case, subject_in(case, subject), REQUESTED, received_at, fact_id=action_id)
        recompute(case, by=by)


@action(_("Konsep dimulai: {kind}"))
def begin_letter(
    *,
    case: Case,
    kind: LetterKind,
    subject: UUID | None,
    request: Letter | None,
    classification: Classification = Classification.SECRET,
    envelope: Envelope,
    answers: Answers,
    by: Actor,
    action_id: UUID,
) -> Letter:
    """Begin a letter out, the laporan sosial of one child or an office letter; its text is a form with its id."""
    may_record(case, by).insist()
    fill(case.pk, text_of(kind), answers, form_id=action_id, by=by, finished=False)
    if kind == LetterKind.SOCIAL_REPORT:
        advance(case, Stage.ASSESSMENT)
    letter = letters.put_draft(
        case.pk,
        envelope,
        letter_id=action_id,
        kind=kind,
        subject=subject,
        answers=request,
        classification=classification,
        by=by,
    )
    _check_draft(case, letter, envelope, answers)
    return letter


def text_of(kind: LetterKind) -> str:
    """The blank that holds the text of a letter out. Raises Refused for a kind nobody writes here."""
    if kind == LetterKind.SOCIAL_REPORT:
        return SOCIAL_REPORT
    if kind not in OFFICE_LETTERS:
        raise Refused(_("Surat jenis ini tidak disusun di sini."), field="kind")
    return OFFICE_LETTER


def _check_draft(case: Case, letter: Letter, envelope: Envelope, answers: Answers) -> None:
    answered = letter.answers
    if answered and (answered.dossier != case.pk or answered.direction != Direction.IN):
        raise Refused(_("Pilih surat masuk dari kasus ini."), field="request")
    if not letters.lines_of(envelope.party):
        raise Refused(_("Isi kepada siapa surat ini."), field="party")
    insist_on_discretion(case, letter, envelope, answers)


@action(_("Konsep diubah: {kind}"))
def edit_letter(
    *,
    letter: Letter,
    case: Case,
    kind: LetterKind,
    request: Letter | None,
    classification: Classification = Classification.SECRET,
    envelope: Envelope,
    answers: Answers,
    version: int,
    by: Actor,
    action_id: UUID,
) -> None:
    """Change the draft. `version` is the form's as it was shown; once signed nothing changes any more."""
    may_record(case, by).insist()
    if letter.state != LetterState.DRAFT:
        raise Refused(_("Surat sudah ditandatangani. Kembalikan menjadi konsep bila isinya harus berubah."))
    form = FilledForm.objects.get(pk=letter.pk)
    if form.blank != text_of(kind):
        raise Refused(_("Laporan sosial dan surat keluar lain tidak dapat saling diganti."), field="kind")
    letter.kind, letter.answers, letter.classification = kind, request, classification
    _check_draft(case, letter, envelope, answers)
    refill(form, answers, version=version, finished=False)
    changed = {"kind": kind, "answers": request, "classification": classification}
    sealed = letters.seal_envelope(case.pk, envelope)
    letters.step(letter, LetterState.DRAFT, LetterState.DRAFT, sealed=sealed, **changed)


@action(_("Surat ditandatangani"))
def sign_letter(*, letter: Letter, case: Case, capacity: Code, envelope: Envelope, by: Actor, action_id: UUID) -> None:
    """The worker signs the letter and answers for it; nobody has to be waited for. The superior signs office letters.

    `envelope` holds what is known of the client now and as what the worker signs: it stays as signed.
    """
    may_sign(letter, case, by).insist()
    insist_on_record(capacity, envelope, by)
    text = FilledForm.objects.get(pk=letter.pk)
    insist_on_discretion(case, letter, envelope, answers_of(text))
    letters.step(
        letter,
        LetterState.DRAFT,
        LetterState.SIGNED,
        signer=by.worker,
        capacity=capacity,
        signed_at=timezone.now(),
        sealed=letters.seal_envelope(case.pk, envelope),
    )
    FilledForm.objects.filter(pk=letter.pk).update(finished=True)


@action(_("Surat dikembalikan menjadi konsep"))
def unsign_letter(*, letter: Letter, case: Case, by: Actor, action_id: UUID) -> None:
    """Take a signature back while there is no number yet: one's own, or any where one works the case."""
    (may_sign(letter, case, by) if letter.signer_id == by.worker else may_record(case, by)).insist()
    letters.has_come_to(letter, LetterState.SIGNED).insist()
    letters.step(letter, LetterState.SIGNED, LetterState.DRAFT, signer=None, capacity="", signed_at=None)
    FilledForm.objects.filter(pk=letter.pk).update(finished=False)


@action(_("Surat diberi nomor {number}"))
def number_letter(
    *,
    letter: Letter,
    case: Case,
    number: Code,
    source: NumberSource,
    dated: date,
    by: Actor,
    action_id: UUID,
    reason: Text = "",
) -> None:
    """Give the number: from the agenda or SRIKANDI as typed, from the own series when that is the source."""
    may_handle(letter, case, by).insist()
    letters.has_come_to(letter, LetterState.SIGNED).insist()
    if dated > timezone.localdate():
        raise Refused(_("Tanggal surat ada di masa depan."), field="dated")
    insist_on_order(dated, [(_("permintaannya diterima"), _asked_at(letter, case))], reason)
    if source == NumberSource.OWN:
        if letters.numbering_of(letter.office_id) != NumberSource.OWN:
            raise Refused(_("Kantor ini tidak memakai seri sendiri. Isi nomor dari agenda TU."), field="source")
        number = letters.next_number(letter.office, dated)
    letters.give_number(letter, number, source, dated)


@action(_("Berkas akhir disimpan"))
def keep_final(*, letter: Letter, case: Case, pdf: Upload, by: Actor, action_id: UUID) -> None:
    """Keep the numbered letter as it was, unchangeable, for a copy in one minute."""
    may_handle(letter, case, by).insist()
    letters.has_come_to(letter, LetterState.NUMBERED).insist()
    final = store(case.pk, pdf, FileKind.DOCUMENT, file_id=action_id, by=by)
    numbered = Letter.objects.filter(pk=letter.pk, state=LetterState.NUMBERED, final=None)
    if not numbered.update(final=final):
        raise Refused(_("Berkas akhir surat ini sudah tersimpan dan tidak dapat diganti."))


@action(_("Surat diserahkan"))
def deliver_letter(
    *,
    letter: Letter,
    case: Case,
    at: datetime,
    handed_to: Text,
    rank: Text,
    receipt: Upload | None,
    reason: Text,
    by: Actor,
    action_id: UUID,
) -> None:
    """Handed over: hour, receiver's name and rank, receipt. This, and not the writing, stops the clock.

    An hour before the letter was asked for, dated or signed is questioned, and kept with a reason.
    """
    may_handle(letter, case, by).insist()
    letters.has_come_to(letter, LetterState.NUMBERED).insist()
    _check_handing(at, handed_to)
    insist_on_order(at, _handed_after(letter, case), reason)
    envelope = replace(letters.envelope_of(letter), handed_to=handed_to, handed_to_rank=rank)
    kept = store(case.pk, receipt, FileKind.RECEIPT, file_id=new_id(), by=by) if receipt else None
    letters.step(
        letter,
        LetterState.NUMBERED,
        LetterState.DELIVERED if kept is None else LetterState.ACKNOWLEDGED,
        delivered_at=at,
        receipt=kept,
        sealed=letters.seal_envelope(case.pk, envelope),
    )
    if letter.kind == LetterKind.SOCIAL_REPORT:
        put_fact(case, subject_in(case, letter.subject or case.pk), HANDED_OVER, at, fact_id=action_id)
        recompute(case, by=by)


def _check_handing(at: datetime, handed_to: str) -> None:
    if not handed_to.strip():
        raise Refused(_("Isi nama penerima."), field="handed_to")
    if at > timezone.now():
        raise Refused(_("Jam diserahkan ada di masa depan."), field="at")


def _handed_after(letter: Letter, case: Case) -> list[Followed]:
    """What comes before a letter is handed over."""
    return [
        (_("permintaannya diterima"), _asked_at(letter, case)),
        (_("tanggal surat"), letter.dated),
        (_("tanda tangannya"), letter.signed_at),
    ]


def _asked_at(letter: Letter, case: Case) -> datetime | None:
    """When the request was received that a social report answers."""
    if letter.kind != LetterKind.SOCIAL_REPORT:
        return None
    asked = Fact.objects.filter(case=case, subject=letter.subject or case.pk, code=REQUESTED, replaced_by=None)
    return asked.values_list("at", flat=True).first()


@action(_("Pindaian atau tanda terima disimpan"))
def attach_scan(*, letter: Letter, case: Case, scan: Upload, kind: FileKind, by: Actor, action_id: UUID) -> None:
    """Keep the signed scan or the receipt with the letter."""
    may_handle(letter, case, by).insist()
    if letter.direction == Direction.OUT:
        letters.has_come_to(letter, _SCANNED.get(kind, LetterState.SIGNED)).insist()
    kept = store(case.pk, scan, kind, file_id=action_id, by=by)
    if kind == FileKind.RECEIPT:
        letters.step(letter, LetterState.DELIVERED, LetterState.ACKNOWLEDGED, receipt=kept)
    else:
        Letter.objects.filter(pk=letter.pk).update(scan=kept)


_SCANNED = {FileKind.RECEIPT: LetterState.DELIVERED}
"""What of a letter out is scanned in which state at the earliest."""


@action(_("Berkas disimpan: {kind}"))
def attach_file(*, case: Case, file: Upload, kind: FileKind, by: Actor, action_id: UUID) -> None:
    """Keep a document or photo with the case."""
    may_record(case, by).insist()
    store(case.pk, file, kind, file_id=action_id, by=by)
