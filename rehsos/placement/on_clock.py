"""What one does about a clock of a stay: say who was told, on what ground they stay, or open the stay."""

from django.utils.translation import gettext as _

from rehsos.cases.doors import Button
from rehsos.cases.file import CaseFile
from rehsos.cases.running import Running
from rehsos.look.repeated import url

from .stays import KIND


def go_to_stay(running: Running, _file: CaseFile) -> Button | None:
    """Where what it waits for is recorded."""
    if running.subject.kind != KIND or running.clock.state.value != "running":
        return None
    code, stay = running.clock.rule.code, running.subject.id
    if code.startswith("missing_"):
        return Button(_("Sudah diberi tahu"), url("placement:tell", stay), "primary")
    if code in {"stay_consent", "stay_vital_review"}:
        return Button(_("Dasar tinggal"), url("placement:consent", stay), "primary")
    return Button(_("Buka tinggal"), url("placement:stay", stay))
