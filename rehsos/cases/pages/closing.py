"""Pages after the end: aftercare visits, and taking a case up again."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission

from ..actions import closing as actions
from ..forms.closing import AftercareForm, ReopenForm
from ..models import Appointment
from ..policies import may_reopen
from .case_forms import case_form, case_to_finish, insist, one_of, this_minute


@page(Permission.WORK_CASES)
def aftercare(request: Request, code: str, appointment: UUID) -> HttpResponseBase:
    """Record an aftercare visit; the case stays closed."""
    file = case_to_finish(request, code)
    found = one_of(Appointment, file, appointment)
    save = act(request, actions.record_aftercare, appointment=found)
    lead, at = _("Kunjungan setelah 1, 3, dan 6 bulan."), this_minute()
    notes = (_CLOSED_TODAY,) if file.case.closed_on == timezone.localdate() else ()
    return case_form(
        request, file, AftercareForm, save, title=_("Bimbingan lanjut"), lead=lead, initial={"at": at}, notes=notes
    )


_CLOSED_TODAY = _(
    "Kasus baru diakhiri hari ini. Kunjungan yang dicatat di sini memenuhi kunjungan bulannya. Untuk telepon atau "
    "kontak lain, pakai Layanan atau kunjungan: kunjungan bulannya tetap berjalan."
)


@page(Permission.WORK_CASES)
def reopen(request: Request, code: str) -> HttpResponseBase:
    """Take a case up again within twelve months."""
    file = case_to_finish(request, code)
    insist(may_reopen(file.case, timezone.localdate()))
    save = act(request, actions.reopen_case, case=file.case)
    return case_form(request, file, ReopenForm, save, title=_("Buka kembali kasus"))
