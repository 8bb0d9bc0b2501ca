"""That an earlier report answers another letter, too: said while its term runs, taken back where it was a mistake."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict
from rehsos.audit.models import Action
from rehsos.papers.kinds import kind_of
from rehsos.papers.models import Letter

from ..asked import open_requests
from ..clockwork import recompute
from ..models import Case
from ..policies import may_register
from .in_step import answer_out, answers_told, run_from_the_first
from .receiving import start_its_term
from .withdrawing import undoes


def earlier_answer(case: Case, letter: Letter, *, as_it_was: bool = False) -> datetime | None:
    """When a request about the same was answered last, where this one waits; or did before what is recorded now."""
    kind, subject = kind_of(letter.kind), letter.subject or case.pk
    waits = open_requests(case, subject, kind, as_it_was=as_it_was)
    if letter.received_at is None or letter not in waits:
        return None
    return max(answers_told(case, subject, kind).values_list("at", flat=True), default=None)


@action(_("Surat ini ternyata sudah dijawab dengan yang diserahkan {handed_at}"))
def say_answered(
    *, case: Case, letter: Letter, handed_at: datetime, number: Text = "", by: Actor, action_id: UUID
) -> None:
    """What was handed over before answers this letter, too: the term it began is none, and the one before stands.

    Its `number` says on the timeline which letter it is.
    """
    may_register(case, by).insist()
    Conflict.unless(earlier_answer(case, letter, as_it_was=True) == handed_at, _CHANGED)
    kind = kind_of(letter.kind)
    Letter.objects.filter(pk=letter.pk).update(answered_with=answer_out(case, kind, handed_at).first())
    run_from_the_first(case, letter.subject or case.pk, kind)
    recompute(case, by=by)


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
