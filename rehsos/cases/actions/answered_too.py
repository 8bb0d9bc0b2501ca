"""That an earlier report answers another letter, too: said while its term runs, taken back where it was a mistake."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict
from rehsos.audit.models import Action
from rehsos.papers.kinds import kind_of
from rehsos.papers.models import Letter

from ..clockwork import recompute
from ..models import Case, Fact
from ..policies import may_register
from .receiving import answer_out, answered_by, answers_told, began_by, start_its_term, unanswered
from .withdrawing import take_back_facts, undoes


def receipt_of(case: Case, letter: Letter) -> Fact | None:
    """What the letter began, while it counts."""
    if letter.received_at is None:
        return None
    told = Fact.objects.filter(case=case, replaced_by=None, code=kind_of(letter.kind).starts, at=letter.received_at)
    return told.exclude(cause=None).first()


def earlier_answer(case: Case, letter: Letter) -> datetime | None:
    """When a request before this one was answered, where this one waits: it began the term anew, or came after that."""
    kind, subject, at = kind_of(letter.kind), letter.subject or case.pk, letter.received_at
    began = began_by(case, subject, kind) if kind.starts and at and letter.answered_with_id is None else None
    if began is None or at is None or began.at > at or _is_answered(case, letter, began):
        return None
    told = answers_told(case, subject, kind).exclude(replaced_by=None)
    handed = told.order_by("-at").values_list("at", flat=True).first()
    if began.at == at:
        return handed if receipt_of(case, letter) else None
    return handed if handed and answer_out(case, kind, handed).exists() else None


def _is_answered(case: Case, letter: Letter, began: Fact) -> bool:
    """Whether a letter that was handed over names it, or what it asks is answered since the term began."""
    told = Fact.objects.filter(case=case, replaced_by=None, subject__in={began.subject, case.pk}, at__gte=began.at)
    named = Letter.objects.filter(dossier=case.pk, answers=letter.pk, delivered_at__isnull=False)
    return told.filter(code__in=answered_by(kind_of(letter.kind))).exists() or named.exists()


@action(_("Surat ini ternyata sudah dijawab dengan yang diserahkan {handed_at}"))
def say_answered(*, case: Case, letter: Letter, handed_at: datetime, by: Actor, action_id: UUID) -> None:
    """What was handed over before answers this letter, too: the term it began is none, and the one before stands."""
    may_register(case, by).insist()
    Conflict.unless(earlier_answer(case, letter) == handed_at, _CHANGED)
    began = receipt_of(case, letter) is not None
    if began:
        _take_back_its_term(case, letter, handed_at, action_id)
    answer = answer_out(case, kind_of(letter.kind), handed_at).first()
    Letter.objects.filter(pk=letter.pk).update(answered_with=answer)
    if began and (waits := _came_since(case, letter)) is not None:
        start_its_term(case, waits.subject or case.pk, waits, by=by)
    recompute(case, by=by)


def _take_back_its_term(case: Case, letter: Letter, handed_at: datetime, action_id: UUID) -> None:
    """What began the term goes, with whatever corrected its hour, until what was handed over stands again."""
    kind, subject = kind_of(letter.kind), letter.subject or case.pk
    stands = answers_told(case, subject, kind).filter(at=handed_at, replaced_by=None)
    began = began_by(case, subject, kind)
    while began is not None and began.cause is not None and not stands.exists():
        take_back_facts(case, began.cause, action_id)
        began = began_by(case, subject, kind)


def _came_since(case: Case, letter: Letter) -> Letter | None:
    """The first request that waited beside this one: nobody said that it is answered, so its own term runs now."""
    since = unanswered(case, letter.subject, letter.kind).filter(received_at__gte=letter.received_at)
    return since.exclude(pk=letter.pk).order_by("received_at", "pk").first()


_CHANGED = _("Keadaan surat ini baru saja berubah. Muat ulang halaman, lalu lihat tenggatnya.")


@undoes("say_answered", _("jawaban oleh laporan yang lalu"))
@undoes("count_as_answered", _("jawaban oleh laporan yang lalu"))
def _not_answered(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """It asks for an answer of its own: its term runs from the hour at which it came."""
    letter = Letter.objects.filter(pk=recorded.facts["letter"], dossier=case.pk).first()
    if letter is None:
        return
    Letter.objects.filter(pk=letter.pk).update(answered_with=None)
    start_its_term(case, letter.subject or case.pk, letter, by=by)
