"""The visits of aftercare: one in each term that begins with the closing, proposed on a day that is worked."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.law.holidays import national
from rehsos.law.terms import INSTANT
from rehsos.look import words
from rehsos.look.repeated import url

from .doors import Button, Remedy
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


def record(code: str, _subject: UUID, visit: UUID | None) -> Button:
    """Where the visit that is set is recorded; where none is, the case sets one."""
    if visit is None:
        return Button(_("Buka"), url("cases:case", code))
    return Button(_("Catat kunjungan"), url("cases:aftercare", code, visit))


REMEDIES = tuple(
    Remedy(
        rule,
        f"""SELECT a.id FROM cases_appointment a WHERE a.case_id = k.case_id AND a.kind = '{AppointmentKind.AFTERCARE}'
             AND a.session = {visit} AND a.state = 'set' ORDER BY a.at LIMIT 1""",
        record,
    )
    for visit, rule in enumerate(AFTERCARE, 1)
)
"""Given in `room.py`."""
