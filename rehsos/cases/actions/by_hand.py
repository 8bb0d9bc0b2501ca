"""What somebody notes by hand for the law's clocks, and takes back; requests that wait run on."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.law.book import fact_kinds, rule
from rehsos.law.shapes import Duty
from rehsos.look.words import say
from rehsos.papers.models import Direction, Letter

from ..clockwork import recompute
from ..models import Case, Clock, ClockState, Fact, Subject
from ..models.clocks import Precision
from ..policies import Followed, insist_on_order, may_note
from ..subjects import subject_in
from .facts import check_fact, put_fact
from .in_step import keep_in_step
from .withdrawing import undoes


@action(_("Fakta dicatat: {code}"))
def record_fact(
    *,
    case: Case,
    subject: UUID,
    code: Code,
    level: Code,
    at: datetime,
    precision: Precision,
    until: date | None,
    note: Text,
    by: Actor,
    action_id: UUID,
    reason: Text = "",
) -> Fact:
    """Note that something happened. The newest fact of a code, subject and level counts.

    What ends a duty of the law before that began is asked about; with a reason it is kept, and the duty runs on.
    """
    may_note(case, code, by).insist()
    hangs_on = subject_in(case, subject)
    check_fact(code, at)
    _insist_on_letter(case, hangs_on, code, at)
    when = timezone.localdate(at) if precision == Precision.DAY else at
    insist_on_order(when, _began(case, hangs_on, code, level), reason)
    fact = put_fact(case, hangs_on, code, at, fact_id=action_id, level=level, precision=precision, until=until)
    keep_in_step(case, subject, code)
    recompute(case, by=by)
    return fact


def _began(case: Case, subject: Subject, code: str, level: str) -> Iterator[Followed]:
    """What started the duties of the law that this ends, and when."""
    owed = Clock.objects.filter(case=case, subject=subject.id, duty=Duty.OURS)
    for code_of, its_level, started in owed.values_list("rule", "level", "started_at"):
        if level in {"", its_level} and code in (term := rule(code_of)).stop:
            yield say(fact_kinds()[term.start].label), started


def _insist_on_letter(case: Case, subject: Subject, code: str, at: datetime) -> None:
    """A later hour beside an earlier one of the whole case would move nothing: it is corrected on its letter."""
    runs = Clock.objects.filter(case=case, subject=subject.id, state=ClockState.RUNNING, started_at__lt=at)
    began = [start for of, start in runs.values_list("rule", "started_at") if rule(of).start == code]
    came = Letter.objects.filter(dossier=case.pk, direction=Direction.IN, received_at__in=began).values("received_at")
    told = Fact.objects.filter(case=case, subject=case.pk, code=code, replaced_by=None, at__in=came)
    if began and subject.id != case.pk and told.exists():
        words = _("Tenggat ini mulai dari jam terima suratnya. Buka suratnya, lalu “Perbaiki data surat”.")
        raise Refused(words, field="at")


@undoes("record_fact", _("fakta untuk tenggat"))
def _fact(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """Its fact is all there was to it; what it had answered waits again."""
    for noted in Fact.objects.filter(case=case, cause=recorded.pk):
        keep_in_step(case, noted.subject, noted.code)
