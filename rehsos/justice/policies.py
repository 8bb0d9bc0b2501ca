"""May this happen now, in a matter: a day that comes too early is questioned, and saved with a reason."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from rehsos.audit.answers import YES, Answer, Refused, no
from rehsos.cases.models import Fact

from .models import Level, Part

# What a step at each level should come after, earliest first.
_STEPS = ("investigation_started", "file_received_by_prosecutor", "file_received_at_court", "verdict_read")
_BEFORE: dict[str, tuple[str, ...]] = {
    Level.POLICE: _STEPS[:1],
    Level.PROSECUTION: _STEPS[:2],
    Level.COURT: _STEPS[:3],
    Level.APPEAL: _STEPS,
    Level.CASSATION: _STEPS,
    Level.EXECUTION: _STEPS,
}


def chronology(part: Part, day: date, level: str, reason: str) -> Answer:
    """A day before what it should follow is questioned; with a reason it is saved, for hearsay dates are normal."""
    if reason.strip():
        return YES
    event = part.matter.event_from
    if event and day < event:
        return _earlier(_("kejadian"), event)
    codes = _BEFORE.get(level, ())
    facts = Fact.objects.filter(case=part.case_id, subject=part.pk, code__in=codes, replaced_by=None)
    latest = max((timezone.localdate(fact.at) for fact in facts), default=None)
    return _earlier(_("langkah sebelumnya"), latest) if latest and day < latest else YES


def _earlier(what: str, than: date) -> Answer:
    words = _("Lebih awal daripada {what} yang tercatat ({day}). Perbaiki tanggalnya, atau tulis alasannya di sini.")
    return no(words.format(what=what, day=formats.date_format(than, "j M Y")))


def insist_on_order(part: Part, at: date, level: str, reason: str) -> None:
    """Raise Refused beside the reason when a day comes too early and nobody said why; or lies in the future."""
    day = timezone.localdate(at) if isinstance(at, datetime) else at
    if day > timezone.localdate():
        raise Refused(_("Tanggalnya ada di masa depan. Periksa lagi."), field="on")
    answer = chronology(part, day, level, reason)
    if not answer:
        raise Refused(answer.reason, field="reason")
