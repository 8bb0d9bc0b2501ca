"""What one does about a clock of the road: open the leg, or write down the contact after the return."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.cases.doors import Button
from rehsos.cases.file import CaseFile
from rehsos.cases.made import Made
from rehsos.cases.models import Case
from rehsos.cases.running import Running
from rehsos.look.repeated import url

from .actions.journeys import RETURNED
from .actions.legs import KIND
from .models import Journey, NoteKind, Ride


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


def _leg(case: Case, ride: UUID) -> str:
    leg = Ride.objects.filter(pk=ride, case=case).values_list("leg", flat=True).first()
    return url("repatriation:leg", leg) if leg else ""


def _journey(case: Case, journey: UUID) -> str:
    here = Journey.objects.filter(pk=journey, case=case, withdrawn_by=None)
    return url("repatriation:journey", journey) if here.exists() else ""


MADE = (
    Made(
        ["leg_due", "leg_accepted"],
        gettext_lazy(
            "Etape selesai bila kantor penerima menekan Terima di halaman etapenya. Bila mereka tidak datang, catat "
            "Penerima pengganti di sana; bila mereka tidak punya akun, beri mereka kode."
        ),
        _leg,
    ),
    Made(
        ["came_home", "address_confirmed", *(f"return_contact_{when}" for when in ("7d", "1m", "3m", "6m"))],
        gettext_lazy("Ini dicatat di halaman perjalanannya, dengan jam dan sumbernya."),
        _journey,
    ),
)
