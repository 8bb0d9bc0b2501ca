"""The visits of aftercare: one in each term that begins with the closing, proposed on a day that is worked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.law.holidays import national
from rehsos.law.terms import INSTANT
from rehsos.look import words

from .file import CaseFile
from .models import AppointmentKind

AFTERCARE = ("aftercare_1", "aftercare_3", "aftercare_6")
"""The rules of the first, the second and the third visit."""


def said_shift(row: Mapping[str, Any], file: CaseFile) -> str:
    """Of a visit of aftercare that we proposed before the last day of its term: which day that is, and why."""
    if row["kind"] != AppointmentKind.AFTERCARE or not (last := last_day(row["session"], file)):
        return ""
    if timezone.localdate(row["at"]) >= last:
        return ""
    said = _("Paling lambat {day}.") if national().works(last) else _("Paling lambat {day}, bukan hari kerja.")
    return said.format(day=words.day(last, long=True))


def last_day(visit: int, file: CaseFile) -> date | None:
    """The last day of the term of that visit of aftercare, while it runs."""
    code = AFTERCARE[visit - 1] if 0 < visit <= len(AFTERCARE) else ""
    due = next((one.clock.due_at for one in file.clocks if one.clock.rule.code == code), None)
    return timezone.localdate(due - INSTANT) if due else None
