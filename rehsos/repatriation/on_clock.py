"""What one does about a clock of the road: open the leg, or write down the contact after the return."""

from django.utils.translation import gettext as _

from rehsos.cases.doors import Button
from rehsos.cases.file import CaseFile
from rehsos.cases.running import Running
from rehsos.look.repeated import url

from .actions.journeys import RETURNED
from .actions.legs import KIND
from .models import NoteKind


def go_to_leg(running: Running, file: CaseFile) -> Button | None:
    """Where its acceptance is recorded; of what another office is to accept one asks them."""
    if running.subject.kind != KIND or running.clock.state.value != "running" or running.owed_at:
        return None
    leg = next((row["leg"] for row in file.rows["rides"] if str(row["id"]) == str(running.subject.id)), None)
    return Button(_("Buka etape"), url("repatriation:leg", leg), "primary") if leg else None


def contact(running: Running, _file: CaseFile) -> Button | None:
    """Where the contact after the return is written down."""
    if running.subject.kind != RETURNED or running.clock.state.value != "running":
        return None
    address = url("repatriation:note", running.subject.id)
    return Button(_("Catat kontak"), f"{address}?tentang={NoteKind.CONTACT}", "primary")
