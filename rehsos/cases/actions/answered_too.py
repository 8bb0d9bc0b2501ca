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
from .receiving import answered_by, answering, start_its_term, unanswered
from .withdrawing import take_back_facts, undoes


def receipt_of(case: Case, letter: Letter) -> Fact | None:
    """What the letter began, while it counts."""
    if letter.received_at is None:
        return None
    told = Fact.objects.filter(case=case, replaced_by=None, code=kind_of(letter.kind).starts, at=letter.received_at)
    return told.exclude(cause=None).first()


def earlier_answer(case: Case, letter: Letter) -> datetime | None:
    """When the request before this one was answered, where this one began the term anew; None where it did not."""
    asked, kind = receipt_of(case, letter), kind_of(letter.kind)
    if asked is None or letter.answered_with_id is not None:
        return None
    told = Fact.objects.filter(case=case, replaced_by=asked.pk, code__in=answered_by(kind))
    return told.order_by("-at").values_list("at", flat=True).first()


@action(_("Surat ini ternyata sudah dijawab dengan yang diserahkan {handed_at}"))
def say_answered(*, case: Case, letter: Letter, handed_at: datetime, by: Actor, action_id: UUID) -> None:
    """What was handed over before answers this letter, too: the term it began is none, and the one before stands."""
    may_register(case, by).insist()
    asked = receipt_of(case, letter)
    Conflict.unless(asked is not None and earlier_answer(case, letter) == handed_at, _CHANGED)
    if asked is not None and asked.cause is not None:
        take_back_facts(case, asked.cause, action_id)
    out = Letter.objects.filter(dossier=case.pk, kind__in=answering(kind_of(letter.kind)), delivered_at=handed_at)
    Letter.objects.filter(pk=letter.pk).update(answered_with=out.order_by("-id").first())
    if (waits := _came_since(case, letter)) is not None:
        start_its_term(case, waits.subject or case.pk, waits, by=by)
    recompute(case, by=by)


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
