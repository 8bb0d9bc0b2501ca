"""Letters out of a case, from the draft to the receipt. Handing one over stops what its kind stops."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.stages import advance
from rehsos.cases.actions.work import Answers
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Fact
from rehsos.cases.policies import Followed, insist_on_order
from rehsos.cases.subjects import subject_in
from rehsos.law.book import rule
from rehsos.papers import letters
from rehsos.papers.esigned import signatures_of
from rehsos.papers.filling import answers_of, content_of, fill, refill, store
from rehsos.papers.kinds import KindCode, kind_of
from rehsos.papers.letters import Envelope
from rehsos.papers.models import (
    Classification,
    Direction,
    FileKind,
    FilledForm,
    Letter,
    LetterState,
    NumberSource,
    Road,
)
from rehsos.papers.uploads import Upload

from .comparing import insist_on_this_letter
from .discretion import insist_on_discretion, typed
from .doubts import doubts_of
from .policies import may_begin, may_handle, may_sign, may_write
from .rounds import go_on, named, waiting
from .signing import insist_on_record
from .written import written


@action(_("Konsep dimulai: {kind}"))
def begin_letter(
    *,
    case: Case,
    kind: KindCode,
    subject: UUID | None,
    request: Letter | None,
    classification: Classification = Classification.SECRET,
    envelope: Envelope,
    answers: Answers,
    by: Actor,
    action_id: UUID,
) -> Letter:
    """Begin a letter out of a declared kind; its text is a form with its id."""
    may_begin(kind, subject, case, by).insist()
    fill(case.pk, text_of(kind), answers, form_id=action_id, by=by, finished=False)
    if stage := written(kind).stage:
        advance(case, stage)
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


def text_of(kind: str) -> str:
    """The blank that holds the text of a letter out. Raises Refused for a kind nobody writes here."""
    if not kind_of(kind).goes:
        raise Refused(_("Surat jenis ini tidak disusun di sini."), field="kind")
    return written(kind).blank


def _check_draft(case: Case, letter: Letter, envelope: Envelope, answers: Answers) -> None:
    answered = letter.answers
    if answered and (answered.dossier != case.pk or answered.direction != Direction.IN):
        raise Refused(_("Pilih surat masuk dari kasus ini."), field="request")
    if not letters.lines_of(envelope.party):
        raise Refused(_("Isi kepada siapa surat ini."), field="party")
    _insist_on_words(case, letter, envelope, answers)


def _insist_on_words(case: Case, letter: Letter, envelope: Envelope, answers: Answers) -> None:
    """Of the client no more than its kind may, and of others nothing where its room spares them."""
    insist_on_discretion(case, letter, envelope, answers)
    if spares := written(letter.kind).spares:
        spares(case, dict(typed(envelope, answers)), letter.office_id)


@action(_("Konsep diubah: {kind}"))
def edit_letter(
    *,
    letter: Letter,
    case: Case,
    kind: KindCode,
    request: Letter | None,
    classification: Classification = Classification.SECRET,
    envelope: Envelope,
    answers: Answers,
    version: int,
    by: Actor,
    action_id: UUID,
) -> None:
    """Change the draft. `version` is the form's as it was shown; once settled nothing changes any more."""
    may_write(letter, case, by).insist()
    if letter.state != LetterState.DRAFT:
        raise Refused(_("Naskah surat sudah tetap. Kembalikan menjadi konsep bila isinya harus berubah."))
    form = FilledForm.objects.get(pk=letter.pk)
    if form.blank != text_of(kind):
        raise Refused(_("Surat ini ditulis dengan formulir lain. Mulai surat baru dengan jenis itu."), field="kind")
    letter.kind, letter.answers, letter.classification = kind, request, classification
    _check_draft(case, letter, envelope, answers)
    refill(form, answers, version=version, finished=False)
    changed = {"kind": kind, "answers": request, "classification": classification}
    sealed = letters.seal_envelope(case.pk, envelope)
    letters.step(letter, LetterState.DRAFT, LetterState.DRAFT, sealed=sealed, **changed)


@action(_("Naskah surat ditetapkan"))
def settle_letter(
    *, letter: Letter, case: Case, capacity: Code, envelope: Envelope, by: Actor, action_id: UUID
) -> None:
    """Who will sign the letter settles its text and answers for it: the worker, of office letters also the superior.

    `envelope` holds what is known of the client now and as what the worker signs: it stays so.
    """
    may_sign(letter, case, by).insist()
    insist_on_record(capacity, envelope, by)
    text = FilledForm.objects.get(pk=letter.pk)
    _insist_on_words(case, letter, envelope, answers_of(text))
    sealed = letters.seal_envelope(case.pk, envelope)
    letters.step(letter, LetterState.DRAFT, LetterState.SETTLED, signer=by.worker, capacity=capacity, sealed=sealed)
    FilledForm.objects.filter(pk=letter.pk).update(finished=True)
    signs = kind_of(letter.kind).signs
    if signs and not Fact.objects.filter(case=case, subject=letter.subject or case.pk, code=signs, replaced_by=None):
        _tell(case, letter, signs, timezone.now(), fact_id=action_id, by=by)


def _tell(case: Case, letter: Letter, code: str, at: datetime, *, fact_id: UUID, by: Actor) -> None:
    """The fact that a step of a letter of this kind is, where it is one."""
    if code:
        put_fact(case, subject_in(case, letter.subject or case.pk), code, at, fact_id=fact_id)
        recompute(case, by=by)


@action(_("Surat dikembalikan menjadi konsep"))
def unsign_letter(*, letter: Letter, case: Case, by: Actor, action_id: UUID) -> None:
    """Make a letter a draft again while it is not signed: one's own, or any where one works the case.

    Its number stays with it.
    """
    (may_sign(letter, case, by) if letter.signer_id == by.worker else may_write(letter, case, by)).insist()
    letters.has_come_to(letter, LetterState.SETTLED).insist()
    if letter.state not in {LetterState.SETTLED, LetterState.NUMBERED}:
        raise Refused(_("Surat ini sudah ditandatangani dan tidak dapat diubah lagi. Tulis surat baru."))
    forgotten = {"signer": None, "capacity": "", "to_sign": None, "road": ""}
    letters.step(letter, LetterState(letter.state), LetterState.DRAFT, **forgotten)
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
    letters.has_come_to(letter, LetterState.SETTLED).insist()
    if dated > timezone.localdate():
        raise Refused(_("Tanggal surat ada di masa depan."), field="dated")
    insist_on_order(dated, [(_("permintaannya diterima"), _asked_at(letter, case))], reason)
    if source == NumberSource.OWN:
        if letters.numbering_of(letter.office_id) != NumberSource.OWN:
            raise Refused(_("Kantor ini tidak memakai seri sendiri. Isi nomor dari agenda TU."), field="source")
        number = letter.number or letters.next_number(
            letter.office, dated, kind=letter.kind, classification=letter.classification
        )
    letters.give_number(letter, number, source, dated)


@action(_("Berkas untuk ditandatangani disimpan"))
def keep_print(*, letter: Letter, case: Case, pdf: Upload, by: Actor, action_id: UUID) -> None:
    """Keep the numbered letter as it is given to be signed: what is signed and what is kept have the same pages."""
    may_handle(letter, case, by).insist()
    letters.stands_at(letter, LetterState.NUMBERED).insist()
    kept = store(case.pk, pdf, FileKind.TO_SIGN, file_id=action_id, by=by)
    numbered = Letter.objects.filter(pk=letter.pk, state=LetterState.NUMBERED, to_sign=None)
    if not numbered.update(to_sign=kept):
        raise Refused(_("Berkas untuk ditandatangani sudah tersimpan dan tidak dapat diganti."))


@action(_("Surat ditandatangani"))
def sign_letter(
    *, letter: Letter, case: Case, at: datetime, scan: Upload | None, by: Actor, action_id: UUID, reason: Text = ""
) -> None:
    """The print was signed with the pen: its hour, its scan where there is one. What was signed is kept as final."""
    may_handle(letter, case, by).insist()
    letters.stands_at(letter, LetterState.NUMBERED).insist()
    if letter.road != Road.PEN:
        raise Refused(_("Surat ini ditandatangani secara elektronik. Simpan PDF yang kembali."))
    if at > timezone.now():
        raise Refused(_("Jam tanda tangan ada di masa depan."), field="at")
    insist_on_order(at, [(_("tanggal surat"), letter.dated)], reason)
    kept = store(case.pk, scan, FileKind.SIGNED, file_id=new_id(), by=by) if scan else letter.scan
    signed = {"signed_at": at, "final": letter.to_sign, "scan": kept}
    letters.step(letter, LetterState.NUMBERED, LetterState.SIGNED, **signed)


@action(_("Berkas akhir disimpan"))
def keep_final(*, letter: Letter, case: Case, pdf: Upload, by: Actor, action_id: UUID, reason: Text = "") -> None:
    """The PDF came back with an electronic signature: checked, and kept byte for byte as final.

    It bears nothing more than what signing adds to ours; where it was written anew and its words, its pages or what
    these draw differ, somebody says why it is this letter, and the letter says from then on that it was printed anew.
    """
    may_handle(letter, case, by).insist()
    letters.stands_at(letter, LetterState.NUMBERED).insist()
    if letter.road != Road.ELECTRONIC or letter.to_sign is None:
        raise Refused(_("Surat ini ditandatangani dengan pena. Catat tanda tangannya."))
    found = signatures_of(pdf.content)
    insist_on_this_letter(letter, pdf.content, reason)
    signer = letter.signer.name if letter.signer else ""
    odd = doubts_of(found, signer, content_of(letter.to_sign), pdf.content)
    said = tuple(str(one) for one in found)
    envelope = replace(letters.envelope_of(letter), certificates=said, doubts=tuple(one.value for one in odd))
    signed = {
        "signed_at": found[-1].at or timezone.now(),
        "final": store(case.pk, pdf, FileKind.ESIGNED, file_id=action_id, by=by),
        "sealed": letters.seal_envelope(case.pk, envelope),
    }
    letters.step(letter, LetterState.NUMBERED, LetterState.SIGNED, **signed)


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
    scan: Upload | None = None,
) -> None:
    """Handed over: hour, receiver's name and rank, receipt. This, and not the writing, stops the clock.

    Where several requests wait, it answers those it names, and the term of the others goes on.

    An hour before the letter was asked for, dated or signed is questioned, and kept with a reason. `scan` is of a
    letter signed with the pen, where it was not kept with the signature.
    """
    may_handle(letter, case, by).insist()
    letters.has_come_to(letter, LetterState.SIGNED).insist()
    _check_handing(at, handed_to)
    insist_on_order(at, _handed_after(letter, case), reason)
    envelope = replace(letters.envelope_of(letter), handed_to=handed_to, handed_to_rank=rank)
    kept = store(case.pk, receipt, FileKind.RECEIPT, file_id=new_id(), by=by) if receipt else None
    signed = store(case.pk, scan, FileKind.SIGNED, file_id=new_id(), by=by) if scan else letter.scan
    waited = waiting(case, letter.subject or case.pk, letter.kind)
    letters.step(
        letter,
        LetterState.SIGNED,
        LetterState.DELIVERED if kept is None else LetterState.ACKNOWLEDGED,
        delivered_at=at,
        receipt=kept,
        scan=signed,
        sealed=letters.seal_envelope(case.pk, envelope),
    )
    _tell(case, letter, kind_of(letter.kind).stops, at, fact_id=action_id, by=by)
    go_on(case, letter, waited, named(letter, envelope), by)


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
    """When the letter was received that started the term of this one."""
    term = kind_of(letter.kind).term
    if not term:
        return None
    starts = rule(term).start
    asked = Fact.objects.filter(case=case, subject=letter.subject or case.pk, code=starts, replaced_by=None)
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
