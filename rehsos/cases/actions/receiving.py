"""Letters that come into a case. What a letter of its kind starts, begins with its hour at the office."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action, current, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.models import Worker
from rehsos.intake.queries import corrections
from rehsos.law.book import rule, rules
from rehsos.look.words import moment
from rehsos.papers import letters
from rehsos.papers.doors import LetterKind
from rehsos.papers.filling import store, upload_of
from rehsos.papers.kinds import KindCode, kind_of, kinds
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Direction, FileKind, Letter
from rehsos.papers.uploads import Upload
from rehsos.vault.keys import keys_of

from ..clockwork import recompute
from ..models import Case, Fact, Status
from ..one_paper import elsewhere
from ..policies import may_register, works
from ..subjects import subject_in
from .facts import put_fact


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
        count_as_answered(case=case, letter=letter, subject=subject, handed_at=handed, by=by, action_id=new_id())
    elif not _reminds(case, subject, kind, letter.received_at):
        _record_receipt(case, subject, letter, letter.received_at, by=by)
    recompute(case, by=by)


@action(_("Surat ini sudah dijawab dengan yang diserahkan {handed_at}"))
def count_as_answered(
    *, case: Case, letter: Letter, subject: UUID, handed_at: datetime, by: Actor, action_id: UUID
) -> None:
    """What was handed over before the letter was recorded answers it, too: it begins no term of its own."""
    may_register(case, by).insist()
    kind, at = kind_of(letter.kind), letter.received_at
    told = _standing(case, subject).filter(code=kind.starts)
    if at is not None and at <= handed_at and not told.exists():
        put_fact(case, subject_in(case, subject), kind.starts, at, fact_id=new_id())
    Letter.objects.filter(pk=letter.pk).update(answered_with=answer_out(case, kind, handed_at).first())


def answering(kind: LetterKind) -> list[str]:
    """The kinds of letters whose handing over answers one of that kind."""
    return [other.code for other in kinds().values() if other.stops in answered_by(kind)]


def handed_over(case: Case, subject: UUID, kind: LetterKind) -> datetime | None:
    """When a request of that kind about this was answered last, also where another has begun the term anew since.

    Beside one that runs, only a letter can be named as the answer; None where nothing was handed over.
    """
    answered = max(answers_told(case, subject, kind).values_list("at", flat=True), default=None)
    began = began_by(case, subject, kind)
    if answered and began and began.at > answered and not answer_out(case, kind, answered).exists():
        return None
    return answered


def answers_told(case: Case, subject: UUID, kind: LetterKind) -> QuerySet[Fact]:
    """What answered requests of that kind about this: what stands, and what a later request has taken the place of."""
    asked = Fact.objects.filter(case=case, code=kind.starts)
    told = Fact.objects.filter(Q(replaced_by=None) | Q(replaced_by__in=asked.values("pk")), case=case)
    told = told.filter(code__in=answered_by(kind))
    return told if subject == case.pk else told.filter(subject__in={subject, case.pk})


def answer_out(case: Case, kind: LetterKind, handed_at: datetime) -> QuerySet[Letter]:
    """The letter that was handed over then and answers one of that kind."""
    return Letter.objects.filter(dossier=case.pk, kind__in=answering(kind), delivered_at=handed_at).order_by("-id")


def began_by(case: Case, subject: UUID, kind: LetterKind) -> Fact | None:
    """The request that the term runs from: of those that wait, the first."""
    return _standing(case, subject).filter(code=kind.starts).order_by("-at").first()


def _record_receipt(case: Case, subject: UUID, letter: Letter, received_at: datetime, *, by: Actor) -> None:
    """The facts of a letter that came: what it starts, and that it reached the worker, who may be the one recording."""
    kind, hangs_on = kind_of(letter.kind), subject_in(case, subject)
    asked = put_fact(case, hangs_on, kind.starts, received_at, fact_id=new_id())
    known = _standing(case, subject).exclude(pk=asked.pk).filter(code__in={kind.starts, *_ended_by(kind)})
    known.filter(Q(at__lte=received_at) | Q(code__in=answered_by(kind))).update(replaced_by=asked.pk)
    reached = letter.reached_worker_at or (timezone.now() if works(case, by) else None)
    if kind.reaches and reached:
        put_fact(case, hangs_on, kind.reaches, reached, fact_id=new_id())


@action(_("Permintaan ini belum dijawab: tenggatnya berjalan terus"))
def go_on_waiting(*, case: Case, letter: Letter, subject: UUID, number: Text = "", by: Actor, action_id: UUID) -> None:
    """What was handed over answered another request: the term of this one, which waited beside it, goes on.

    Its `number` says on the timeline which of them it is.
    """
    may_register(case, by).insist()
    kind, at = kind_of(letter.kind), letter.received_at
    if at is None:
        return
    if runs := _standing(case, subject).filter(code=kind.starts, at=at).first():
        _standing(case, subject).filter(code__in=answered_by(kind)).update(replaced_by=runs.pk)
    else:
        _record_receipt(case, subject, letter, at, by=by)
    recompute(case, by=by)


_NEEDS_A_CASE = _(
    "Surat ini memulai tenggat undang-undang, dan kasus ini sudah diakhiri. Catat di Agenda surat, "
    "“Belum ada kasusnya”: tenggatnya langsung berjalan. Lalu buka kembali kasus ini dan masukkan suratnya ke sini, "
    "atau buka kasus baru."
)


def _standing(case: Case, subject: UUID) -> QuerySet[Fact]:
    """What is known of a subject: what was told of the case before there was one is told of it, too.

    What is about the case is about all that stands in it.
    """
    stands = Fact.objects.filter(case=case, replaced_by=None)
    return stands if subject == case.pk else stands.filter(subject__in={subject, case.pk})


def _ended_by(kind: LetterKind) -> set[str]:
    """The facts that stop what a letter of this kind starts, the office's own terms too."""
    return {code for rule in rules().values() if rule.start == kind.starts for code in rule.stop}


def _reminds(case: Case, subject: UUID, kind: LetterKind, received_at: datetime) -> bool:
    told = list(_standing(case, subject).filter(code__in=[kind.starts, *answered_by(kind)]).values_list("code", "at"))
    asked = max((at for code, at in told if code == kind.starts), default=None)
    answered = max((at for code, at in told if code != kind.starts), default=None)
    return asked is not None and asked <= received_at and (answered is None or answered < asked)


def answered_by(kind: LetterKind) -> tuple[str, ...]:
    """The facts that say that a letter of this kind was answered: what stops its term."""
    return rule(kind.term).stop if kind.term else ()


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
    letters.correct_incoming(letter, number=number, dated=dated, party=party, received_at=received_at)
    began = Fact.objects.filter(case=case, subject=subject, code=kind.starts, replaced_by=None).first()
    stood = letter.received_at if kind.starts else None
    if stood is None or stood == received_at:
        pass
    elif began and (stood == began.at or received_at < began.at < stood) and letter.answered_with_id is None:
        if (first := _first_of_round(case, letter, began.at, received_at)) != began.at:
            put_fact(case, subject_in(case, subject), kind.starts, first, fact_id=action_id)
            recompute(case, by=by)
    else:
        _correct_in_its_round(case, kind, stood, received_at)
    for same, beside in others[:1]:  # which corrects the one after it: by now this one is not the same any more
        correct_receipt(
            letter=same, case=beside, stood_at=stood_at, was=was, number=number, dated=dated, party=party,
            received_at=received_at, reason=reason, by=by, action_id=new_id(),
        )  # fmt: skip


def unanswered(case: Case, subject: UUID | None, kind: str) -> QuerySet[Letter]:
    """The letters of a kind that came about this or about the case, and that no answer names; None: about anything."""
    named = Letter.objects.filter(dossier=case.pk, delivered_at__isnull=False, answers__isnull=False)
    came = Letter.objects.filter(dossier=case.pk, direction=Direction.IN, kind=kind, answered_with=None)
    came = came.exclude(pk__in=named.values("answers"))
    return came.filter(Q(subject__in={subject, case.pk}) | Q(subject=None)) if subject else came


def _first_of_round(case: Case, letter: Letter, began: datetime, received_at: datetime) -> datetime:
    """When the first request came of those since a term began, with this one's hour corrected: the term is the first's.

    Corrected to a later hour than another that waits, the other's is the first; a reminder may turn out to be.
    """
    others = unanswered(case, letter.subject, letter.kind).filter(received_at__gte=began).exclude(pk=letter.pk)
    hours = others.values_list("received_at", flat=True)
    return min([received_at, *(at for at in hours if at)])


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
