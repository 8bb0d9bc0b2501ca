"""What one does about the term of the laporan sosial: write it, or go on with it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rehsos.cases.doors import Button
from rehsos.cases.file import CaseFile
from rehsos.cases.running import Running
from rehsos.look.repeated import url

from .social_report import REPORT, TERM

UNSENT = ("draft", "settled", "numbered", "signed")
UNDER_WAY = f"""SELECT l.id FROM papers_letter l WHERE l.dossier = c.id AND l.kind = '{REPORT}'
          AND l.office_id = c.owner_id AND l.state IN {UNSENT} AND l.direction = 'out' ORDER BY l.id DESC LIMIT 1"""
"""The report of a case `c` that was begun at its office and not handed over yet."""


def write_report(running: Running, file: CaseFile) -> Button | None:
    """Write the report that it waits for, or go on with the one that was begun."""
    if running.clock.rule.code != TERM or running.clock.state.value != "running":
        return None
    letters = file.rows["letters"]
    begun = (row["id"] for row in letters if _goes_on(row))
    return go_on(file.case["code"], running.subject.id, next(begun, None))


def _goes_on(row: Mapping[str, Any]) -> bool:
    """Who has the case now begins a report of its own: that of an earlier owner is on the other's head."""
    return row["kind"] == REPORT and row["state"] in UNSENT and not row["earlier_owners"]


def go_on(code: str, subject: UUID, begun: UUID | None) -> Button:
    """To the report that was begun, or to a new one."""
    if begun:
        return Button(_("Lanjutkan laporan sosial"), url("letters:letter", code, begun), "primary")
    return Button(_("Susun"), url("justice:social_report", code, subject), "primary")
