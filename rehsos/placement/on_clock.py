"""What one does about a clock of a stay: say who was told, on what ground they stay, or open the stay."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.cases.doors import Button
from rehsos.cases.file import CaseFile
from rehsos.cases.made import Made
from rehsos.cases.models import Case
from rehsos.cases.running import Running
from rehsos.law.book import fact_kinds
from rehsos.look.repeated import url

from .models import Stay
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


def _stay(case: Case, stay: UUID) -> str:
    return url("placement:stay", stay) if Stay.objects.filter(pk=stay, case=case).exists() else ""


MADE = Made(
    [kind.code for kind in fact_kinds().values() if kind.subject == KIND and not kind.typed and kind.kind == "moment"],
    gettext_lazy("Ini dicatat lembaga tempat klien tinggal, di halaman tinggalnya."),
    _stay,
)
