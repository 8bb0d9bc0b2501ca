"""May this happen now, in a matter? And what the law would say to it: advice, never a lock."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from rehsos.audit.answers import YES, Answer, Refused, no
from rehsos.cases.models import Case, Fact
from rehsos.cases.rulebook import length_words
from rehsos.law.book import measures
from rehsos.law.shapes import Length

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


def unfinished(case: Case) -> list[str]:
    """What of this room keeps a case from being closed: parts without an end."""
    open_parts = Part.objects.filter(case=case, ended_by="").count()
    return [_("Perkara belum dicatat berakhir bagi anak ini.")] * open_parts


# Days in a unit, for comparing lengths of different units; a month of a criminal measure is 30 days.
_DAYS = {"hours": 1 / 24, "days": 1, "months": 30, "years": 365}


def measure_doubt(code: str, number: int | None, unit: str) -> str:
    """In words, where a penalty or tindakan is shorter or longer than its article allows; empty when it is not."""
    measure = measures().get(code)
    if measure is None or number is None or unit not in _DAYS:
        return ""
    given = number * _DAYS[unit]
    basis = str(measure.basis[-1])
    if measure.least and given < _days(measure.least):
        return _("Lebih singkat daripada yang tertulis: paling singkat {length} ({basis}).").format(
            length=length_words(measure.least), basis=basis
        )
    if measure.most and given > _days(measure.most):
        return _("Lebih lama daripada yang tertulis: paling lama {length} ({basis}).").format(
            length=length_words(measure.most), basis=basis
        )
    return ""


def _days(length: Length) -> float:
    return length.number * _DAYS[length.unit]
