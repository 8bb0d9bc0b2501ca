"""What the pages of this room let one do about a clock of a case."""

from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.cases.clockwork import Running
from rehsos.cases.doors import Button
from rehsos.cases.file import CaseFile
from rehsos.intake.requests import REPORT
from rehsos.papers.models import LetterKind

UNSENT = {"draft", "signed", "numbered"}


def write_report(running: Running, file: CaseFile) -> Button | None:
    """Write the report that it waits for, or go on with the one that was begun."""
    if running.clock.rule.code != REPORT or running.clock.state.value != "running":
        return None
    code, letters = file.case["code"], file.rows["letters"]
    begun = (row["id"] for row in letters if row["kind"] == LetterKind.SOCIAL_REPORT and row["state"] in UNSENT)
    if draft := next(begun, None):
        return Button(_("Lanjutkan laporan"), reverse("desk:letter", args=[code, draft]), "primary")
    return Button(_("Susun"), reverse("desk:social_report", args=[code, running.subject]), "primary")
