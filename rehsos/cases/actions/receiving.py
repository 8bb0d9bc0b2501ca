"""Letters that come into a case. What a letter of its kind starts, begins with its hour at the office."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action, current, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.directory.models import Worker
from rehsos.intake.queries import corrections
from rehsos.look.words import moment
from rehsos.papers import letters
from rehsos.papers.doors import LetterKind
from rehsos.papers.filling import store, upload_of
from rehsos.papers.kinds import KindCode, kind_of
from rehsos.papers.letters import Envelope
from rehsos.papers.models import FileKind, Letter
from rehsos.papers.uploads import Upload
from rehsos.vault.keys import keys_of

from ..asked import SAID, answered_by, open_requests, standing
from ..clockwork import recompute
from ..models import Case, Fact, Status
from ..one_paper import elsewhere
from ..policies import may_register, works
from ..subjects import subject_in
from .facts import put_fact
from .in_step import answer_out, answers_told, began_by, run_from_the_first


@action(_("Surat masuk dicatat: {kind}"))
def receive_letter(
    *,
    case: Case,
    subject: UUID | None,
    kind: KindCode,
    envelope: Envelope,
    number: Text,
    dated: date | None,
    agenda: Text,
    received_at: datetime,
    received_by: Text,
    reached_worker_at: datetime | None,
    scan: Upload | None,
    by: Actor,
    action_id: UUID,
    answered: bool = False,
) -> Letter:
    """Register a letter into the case: the hour it reached the office, who took it, the disposisi.

    Not one that begins a term of the law where the case is closed: nobody would see it run. `answered`: what was
    handed over already is said to answer it, too.
    """
    may_register(case, by).insist()
    if case.status == Status.CLOSED and kind_of(kind).term:
        raise Refused(_NEEDS_A_CASE, field="kind")
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
    start_its_term(case, subject or case.pk, letter, answered=answered, by=by)
    return letter


@action(_("Surat masuk ke kasus ini: {kind}"))
def adopt_letter(
    *, case: Case, letter: Letter, kind: KindCode, number: Text, subject: UUID | None = None, answered: bool = False,
    by: Actor, action_id: UUID,
) -> Letter:  # fmt: skip
    """A letter that came before the case now lies in it, with the hour at which it reached the office.

    Where the case has it already, `subject` is what stands in it that the letter is about. `answered`: what was handed
    over already is said to answer it, too.
    """
    may_register(case, by).insist()
    scan = letter.scan
    kept = store(case.pk, upload_of(scan), FileKind.LETTER_IN, file_id=action_id, by=by) if scan else None
    reach = Case.objects.values("offices", "barred").get(pk=case.pk)
    letters.move(letter, case.pk, scan=kept, subject=subject, **reach)
    moved = Letter.objects.get(pk=letter.pk)
    start_its_term(case, subject or case.pk, moved, answered=answered, by=by)
    return moved


@action(_("Surat yang sama berlaku bagi anak ini: {kind}"))
def copy_letter(
    *, case: Case, letter: Letter, kind: KindCode, number: Text, envelope: Envelope, by: Actor, action_id: UUID
) -> Letter:
    """A letter about several children, which lies in the case of another of them, lies in this one too.

    `envelope` is what is told of it here: of a child of the other side no name.
    """
    may_register(case, by).insist()
    scan, told = letter.scan, envelope
    kept = store(case.pk, upload_of(scan), FileKind.LETTER_IN, file_id=new_id(), by=by) if scan else None
    copied = letters.put_incoming(
        case.pk, told, letter_id=action_id, kind=kind, subject=None, number=number, dated=letter.dated,
        agenda=told.agenda, received_at=letter.received_at or timezone.now(), received_by=told.received_by,
        reached_worker_at=letter.reached_worker_at, scan=kept, by=by,
    )  # fmt: skip
    start_its_term(case, case.pk, copied, by=by)
    return copied


def adopt_letters(case: Case, report: UUID, *, subject: UUID | None = None, answered: bool = False, by: Actor) -> None:
    """All letters of the report that became this case, or came into it, in the order in which they came."""
    came = list(Letter.objects.select_related("scan").filter(dossier=report).order_by("received_at", "id"))
    keys = keys_of([report]) if came else {}
    corrected = corrections(report, keys[report]) if keys else {}
    for letter in came:
        number = letters.envelope_of(letter).number
        adopt_letter(
            case=case, letter=letter, kind=letter.kind, number=number, subject=subject, answered=answered, by=by,
            action_id=new_id(),
        )  # fmt: skip
        for one in reversed(corrected.get(str(letter.pk), [])):
            tell_corrected(
                case=case, letter=letter, corrected_at=one.at, corrector=Worker.objects.get(pk=one.worker), was=one.was,
                reason=one.reason, by=by, action_id=new_id(),
            )  # fmt: skip


@action(_("Data surat ini diperbaiki {corrected_at} oleh {corrector}, sebelum menjadi kasus"))
def tell_corrected(
    *, case: Case, letter: Letter, corrected_at: datetime, corrector: Worker, was: Text, reason: Text, by: Actor,
    action_id: UUID,
) -> None:  # fmt: skip
    """What was corrected in a letter while it waited is told in the case it came into: the report is read no more."""
    may_register(case, by).insist()


def start_its_term(case: Case, subject: UUID, letter: Letter, *, answered: bool = False, by: Actor) -> None:
    """The first letter starts what its kind starts; a reminder of one not yet answered does not start it again.

    After an answer was handed over, another letter asks for another answer: the old one no longer counts. So it is
    also where the letter came before that was handed over, unless somebody says that this answers it, too.
    """
    kind = kind_of(letter.kind)
    if not kind.starts or letter.received_at is None:
        return
    if answered and (handed := handed_over(case, subject, kind)):
        count_as_answered(
            case=case, letter=letter, subject=subject, handed_at=handed, number=letters.envelope_of(letter).number,
            by=by, action_id=new_id(),
        )  # fmt: skip
    if run_from_the_first(case, subject, kind) and _began(case, subject, kind, letter):
        _tell_reached(case, subject, letter, by=by)
    recompute(case, by=by)


def _began(case: Case, subject: UUID, kind: LetterKind, letter: Letter) -> bool:
    """Whether the term runs from this one."""
    began = began_by(case, subject, kind)
    return began is not None and began.at == letter.received_at


@action(_("Surat ini sudah dijawab dengan yang diserahkan {handed_at}"))
def count_as_answered(
    *, case: Case, letter: Letter, subject: UUID, handed_at: datetime, number: Text = "", by: Actor, action_id: UUID
) -> None:
    """What was handed over before the letter was recorded answers it, too: it begins no term of its own.

    Its `number` says on the timeline which letter it is.
    """
    may_register(case, by).insist()
    kind, at = kind_of(letter.kind), letter.received_at
    told = standing(case, subject).filter(code=kind.starts)
    if at is not None and at <= handed_at and not told.exists():
        put_fact(case, subject_in(case, subject), kind.starts, at, fact_id=new_id())
    Letter.objects.filter(pk=letter.pk).update(answered_with=answer_out(case, kind, handed_at).first())


def handed_over(case: Case, subject: UUID, kind: LetterKind) -> datetime | None:
    """When a request of that kind about this was answered last, also where another has begun the term anew since.

    Beside one that runs, only a letter can be named as the answer; None where nothing was handed over.
    """
    answered = max(answers_told(case, subject, kind).values_list("at", flat=True), default=None)
    began = began_by(case, subject, kind)
    if answered and began and began.at > answered and not answer_out(case, kind, answered).exists():
        return None
    return answered


def _tell_reached(case: Case, subject: UUID, letter: Letter, *, by: Actor) -> None:
    """That it reached the worker, who may be the one recording."""
    kind = kind_of(letter.kind)
    reached = letter.reached_worker_at or (timezone.now() if works(case, by) else None)
    if kind.reaches and reached:
        put_fact(case, subject_in(case, subject), kind.reaches, reached, fact_id=new_id())


@action(_("Permintaan ini belum dijawab: tenggatnya berjalan terus"))
def go_on_waiting(*, case: Case, letter: Letter, subject: UUID, number: Text = "", by: Actor, action_id: UUID) -> None:
    """What was handed over answered another request: the term of this one, which waited beside it, goes on.

    Its `number` says on the timeline which of them it is.
    """
    may_register(case, by).insist()
    if run_from_the_first(case, subject, kind_of(letter.kind)):
        _tell_reached(case, subject, letter, by=by)
    recompute(case, by=by)


_NEEDS_A_CASE = _(
    "Surat ini memulai tenggat undang-undang, dan kasus ini sudah diakhiri. Catat di Agenda surat, "
    "“Belum ada kasusnya”: tenggatnya langsung berjalan. Lalu buka kembali kasus ini dan masukkan suratnya ke sini, "
    "atau buka kasus baru."
)


@action(_("Data surat masuk diperbaiki: diterima {received_at}"))
def correct_receipt(
    *,
    letter: Letter,
    case: Case,
    stood_at: datetime | None,
    was: Text,
    number: Text,
    dated: date | None,
    party: Text,
    received_at: datetime,
    reason: Text,
    by: Actor,
    action_id: UUID,
) -> None:
    """Correct what was typed of a letter, and why; the clock it started is computed anew and says so.

    The line of the timeline says both: `stood_at` is the hour that stood before, where it is another, and `was` what
    else stood before. Where the same paper lies in the case of another child, the same is true of it there.
    """
    may_register(case, by).insist()
    if not reason.strip():
        raise Refused(_("Tulis mengapa jamnya diperbaiki: tenggat undang-undang ikut bergeser."), field="reason")
    others, kind, subject = elsewhere(letter, by), kind_of(letter.kind), letter.subject or case.pk
    waits = letter in open_requests(case, subject, kind)
    letters.correct_incoming(letter, number=number, dated=dated, party=party, received_at=received_at)
    began = Fact.objects.filter(case=case, subject=subject, code=kind.starts, replaced_by=None).first()
    stood = letter.received_at if kind.starts else None
    if stood is None or stood == received_at:
        pass
    elif waits:
        run_from_the_first(case, subject, kind)
        recompute(case, by=by)
    elif began and (stood == began.at or received_at < began.at < stood) and _in_its_term(case, letter, kind):
        if (first := _first_of_round(case, letter, received_at)) != began.at:
            put_fact(case, subject_in(case, subject), kind.starts, first, fact_id=action_id)
            recompute(case, by=by)
    else:
        _correct_in_its_round(case, kind, stood, received_at)
    for same, beside in others[:1]:  # which corrects the one after it: by now this one is not the same any more
        correct_receipt(
            letter=same, case=beside, stood_at=stood_at, was=was, number=number, dated=dated, party=party,
            received_at=received_at, reason=reason, by=by, action_id=new_id(),
        )  # fmt: skip


def _in_its_term(case: Case, letter: Letter, kind: LetterKind) -> bool:
    """Whether what answered the letter is what ended the term that stands, and the letter came before that."""
    answers = standing(case, letter.subject or case.pk).filter(code__in=answered_by(kind))
    said = Action.objects.filter(dossier=case.pk, name__in=SAID, facts__letter=str(letter.pk)).exists()
    handed = letter.answered_with.delivered_at if letter.answered_with else None
    return not said and (handed is None or answers.filter(at=handed).exists())


def _first_of_round(case: Case, letter: Letter, received_at: datetime) -> datetime:
    """When the first came of the requests that were answered together, with this one's hour corrected."""
    others = Letter.objects.filter(dossier=case.pk, kind=letter.kind, answered_with=letter.answered_with_id)
    alike = others.exclude(answered_with=None).exclude(pk=letter.pk).filter(subject=letter.subject)
    return min([received_at, *(at for at in alike.values_list("received_at", flat=True) if at)])


def _correct_in_its_round(case: Case, kind: LetterKind, was: datetime, now: datetime) -> None:
    """Of a request that was answered before another began its term anew, the hour at which it came.

    The corrected fact takes its place among what that other replaced, so that the term that ended says the new hour.
    """
    for asked in Fact.objects.filter(case=case, code=kind.starts, at=was).exclude(replaced_by=None):
        answers = Fact.objects.filter(case=case, replaced_by=asked.replaced_by, code__in=answered_by(kind))
        answered = max(answers.values_list("at", flat=True), default=None)
        if answered is None:
            continue
        if now > answered:
            words = _("Surat ini sudah dijawab {when}, sebelum jam ini. Periksa tanggal dan jamnya.")
            raise Refused(words.format(when=moment(answered)), field="received_at")
        told = {
            name: getattr(asked, name) for name in ("case", "kind", "subject", "code", "level", "precision", "until")
        }
        right = Fact.objects.create(id=new_id(), at=now, cause=current(), replaced_by=asked.replaced_by, **told)
        Fact.objects.filter(pk=asked.pk).update(replaced_by=right.pk)
