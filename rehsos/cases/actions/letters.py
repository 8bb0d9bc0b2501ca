"""Letters of a case. A request's receipt at the office starts a clock; handing over with a receipt stops it."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import Code, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.papers import letters
from rehsos.papers.filling import fill, refill, store
from rehsos.papers.letters import Envelope
from rehsos.papers.models import FileKind, FilledForm, Letter, LetterKind, LetterState, NumberSource
from rehsos.papers.uploads import Upload

from ..clockwork import recompute
from ..models import Case, Stage
from ..policies import may_record
from .facts import put_fact
from .stages import advance
from .work import Answers

SOCIAL_REPORT = "laporan_sosial"


@action(_("Surat masuk dicatat: {kind}, nomor {number}"))
def receive_letter(
    *,
    case: Case,
    subject: UUID | None,
    kind: LetterKind,
    envelope: Envelope,
    number: Code,
    dated: date | None,
    agenda: Code,
    received_at: datetime,
    received_by: Code,
    reached_worker_at: datetime | None,
    scan: Upload | None,
    by: Actor,
    action_id: UUID,
) -> Letter:
    """Register a letter into the case: the hour it reached the office, who took it, the disposisi."""
    by.need(Permission.REGISTER_LETTERS)
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
    )
    if reached_worker_at:
        Letter.objects.filter(pk=letter.pk).update(reached_worker_at=reached_worker_at)
    if kind == LetterKind.REPORT_REQUEST:
        _start_report_clock(case, subject or case.pk, letter, reached_worker_at)
        recompute(case, by=by)
    return letter


def _start_report_clock(case: Case, subject: UUID, letter: Letter, reached: datetime | None) -> None:
    if letter.received_at is None:
        return
    put_fact(case, subject, "report_request_received", letter.received_at, fact_id=new_id())
    if reached:
        put_fact(case, subject, "request_reached_worker", reached, fact_id=new_id())


@action(_("Jam terima surat diperbaiki menjadi {received_at}"))
def correct_receipt(*, letter: Letter, case: Case, received_at: datetime, by: Actor, action_id: UUID) -> None:
    """Correct when a letter reached the office; clocks that hang on it are computed anew and say so."""
    by.need(Permission.REGISTER_LETTERS)
    if received_at > timezone.now():
        raise Refused(_("Jam diterima ada di masa depan. Isi jam pada cap agenda."), field="received_at")
    Letter.objects.filter(pk=letter.pk).update(received_at=received_at)
    if letter.kind == LetterKind.REPORT_REQUEST:
        subject = letter.subject or case.pk
        put_fact(case, subject, "report_request_received", received_at, fact_id=action_id)
        recompute(case, by=by)


@action(_("Konsep laporan sosial dimulai"))
def begin_social_report(
    *, case: Case, subject: UUID | None, request: Letter | None, envelope: Envelope, answers: Answers, by: Actor, action_id: UUID
) -> Letter:
    """Begin a laporan sosial for one child; its text is a filled form with the letter's id."""
    may_record(case, by).insist()
    fill(case.pk, SOCIAL_REPORT, answers, form_id=action_id, by=by, finished=False)
    advance(case, Stage.ASSESSMENT)
    return letters.put_draft(
        case.pk,
        envelope,
        letter_id=action_id,
        kind=LetterKind.SOCIAL_REPORT,
        subject=subject,
        answers=request,
        by=by,
    )


@action(_("Konsep laporan sosial diubah"))
def edit_social_report(
    *, letter: Letter, case: Case, envelope: Envelope, answers: Answers, version: int, by: Actor, action_id: UUID
) -> None:
    """Change the draft. Once numbered nothing changes any more."""
    del action_id
    may_record(case, by).insist()
    if letter.state != LetterState.DRAFT:
        raise Refused(_("Laporan sudah ditandatangani. Buat laporan baru bila isinya harus berubah."))
    refill(FilledForm.objects.get(pk=letter.pk), answers, version=version, finished=False)
    Letter.objects.filter(pk=letter.pk).update(sealed=letters.seal_envelope(case.pk, envelope))


@action(_("Laporan sosial ditandatangani"))
def sign_letter(*, letter: Letter, case: Case, capacity: Code, by: Actor, action_id: UUID) -> None:
    """The peksos signs the laporan sosial and answers for it; nobody has to be waited for."""
    del action_id
    may_record(case, by).insist()
    by.need(Permission.SIGN_LETTERS)
    letters.step(
        letter, LetterState.DRAFT, LetterState.SIGNED, signer=by.worker, capacity=capacity, signed_at=timezone.now()
    )


@action(_("Surat dikembalikan menjadi konsep"))
def unsign_letter(*, letter: Letter, case: Case, by: Actor, action_id: UUID) -> None:
    """Take a signature back while there is no number yet."""
    del action_id
    may_record(case, by).insist()
    letters.step(letter, LetterState.SIGNED, LetterState.DRAFT, signer=None, capacity="", signed_at=None)


@action(_("Surat diberi nomor {number}"))
def number_letter(
    *, letter: Letter, case: Case, number: Code, source: NumberSource, dated: date, by: Actor, action_id: UUID
) -> None:
    """Give the number: from the agenda or SRIKANDI as typed, from the own series when left empty."""
    del action_id
    may_record(case, by).insist()
    if source == NumberSource.OWN:
        number = letters.next_number(letter.office, "460", dated)
    letters.check_number(letter.office, number)
    letters.step(
        letter, LetterState.SIGNED, LetterState.NUMBERED, number=number, number_source=source, dated=dated
    )


@action(_("Berkas akhir disimpan"))
def keep_final(*, letter: Letter, case: Case, pdf: Upload, by: Actor, action_id: UUID) -> None:
    """Keep the numbered letter as it was, unchangeable, for a copy in one minute."""
    may_record(case, by).insist()
    if letter.final_id is not None:
        raise Refused(_("Berkas akhir surat ini sudah tersimpan dan tidak dapat diganti."))
    final = store(case.pk, pdf, FileKind.SIGNED, file_id=action_id, by=by)
    Letter.objects.filter(pk=letter.pk).update(final=final)


@action(_("Surat diserahkan"))
def deliver_letter(
    *,
    letter: Letter,
    case: Case,
    at: datetime,
    handed_to: Envelope,
    receipt: Upload | None,
    by: Actor,
    action_id: UUID,
) -> None:
    """Handed over: hour, receiver's name and rank, receipt. This, and not the writing, stops the clock."""
    may_record(case, by).insist()
    if not handed_to.handed_to.strip():
        raise Refused(_("Isi nama dan pangkat penerima."), field="handed_to")
    if at > timezone.now():
        raise Refused(_("Jam diserahkan ada di masa depan."), field="at")
    kept = store(case.pk, receipt, FileKind.RECEIPT, file_id=new_id(), by=by) if receipt else None
    letters.step(
        letter,
        LetterState.NUMBERED,
        LetterState.DELIVERED if kept is None else LetterState.ACKNOWLEDGED,
        delivered_at=at,
        receipt=kept,
        sealed=letters.seal_envelope(case.pk, handed_to),
    )
    if letter.kind == LetterKind.SOCIAL_REPORT:
        put_fact(case, letter.subject or case.pk, "social_report_handed_over", at, fact_id=action_id)
        recompute(case, by=by)


@action(_("Pindaian atau tanda terima disimpan"))
def attach_scan(*, letter: Letter, case: Case, scan: Upload, kind: FileKind, by: Actor, action_id: UUID) -> None:
    """Keep the signed scan or the receipt with the letter."""
    may_record(case, by).insist()
    kept = store(case.pk, scan, kind, file_id=action_id, by=by)
    if kind == FileKind.RECEIPT:
        letters.step(letter, LetterState.DELIVERED, LetterState.ACKNOWLEDGED, receipt=kept)
    else:
        Letter.objects.filter(pk=letter.pk).update(scan=kept)


@action(_("Berkas disimpan: {kind}"))
def attach_file(*, case: Case, file: Upload, kind: FileKind, by: Actor, action_id: UUID) -> None:
    """Keep a document or photo with the case."""
    may_record(case, by).insist()
    store(case.pk, file, kind, file_id=action_id, by=by)
