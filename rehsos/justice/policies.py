"""May this happen now, in a matter: a day that comes too early is questioned, and saved with a reason."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Answer, Refused, not_for
from rehsos.cases import policies as cases
from rehsos.cases.models import Case, Fact

from .models import Level, Matter, Part

# What a step at each level should come after, earliest first.
STEPS = ("investigation_started", "file_received_by_prosecutor", "file_received_at_court", "verdict_read")
BEFORE: dict[str, tuple[str, ...]] = {
    Level.POLICE: STEPS[:1],
    Level.PROSECUTION: STEPS[:2],
    Level.COURT: STEPS[:3],
    Level.APPEAL: STEPS,
    Level.CASSATION: STEPS,
    Level.EXECUTION: STEPS,
}


def may_tell(case: Case, matter: Matter, by: Actor) -> Answer:
    """Whether the actor may record something common to a matter: from a case of theirs that has a part in it."""
    if not Part.objects.filter(case=case, matter=matter).exists():
        return not_for(_("Kasus ini tidak punya bagian dalam perkara itu."))
    return cases.may_record(case, by)


def insist_on_order(part: Part, at: date, level: str, reason: str, *, field: str = "on") -> None:
    """Raise Refused beside the reason when a step at a level comes too early and nobody said why."""
    insist_on_steps(part, at, BEFORE.get(level, ()), reason, field=field)


def insist_on_steps(part: Part, at: date, steps: Iterable[str], reason: str, *, field: str = "on") -> None:
    """The same, after the event and the steps named. What lies in the future is refused, whatever the reason."""
    day = timezone.localdate(at) if isinstance(at, datetime) else at
    if day > timezone.localdate():
        raise Refused(_("Tanggalnya ada di masa depan. Periksa lagi."), field=field)
    follows = [(_("kejadian"), part.matter.event_from), (_("langkah sebelumnya"), _latest(part, steps))]
    cases.insist_on_order(day, follows, reason)


def _latest(part: Part, steps: Iterable[str]) -> date | None:
    facts = Fact.objects.filter(case=part.case_id, subject=part.pk, code__in=tuple(steps), replaced_by=None)
    return max((timezone.localdate(fact.at) for fact in facts), default=None)
