"""Pages of the Kabid: void a case that was a mistake, and take that back."""

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.cases import voiding
from rehsos.cases.forms.closing import VoidForm
from rehsos.cases.models import Status
from rehsos.cases.pages.case_forms import case_form, insist
from rehsos.cases.policies import may_assign
from rehsos.cases.queries import open_case_file


@page(Permission.ASSIGN)
def void(request: Request, code: str) -> HttpResponseBase:
    """Void a case, or take that back where it is void."""
    file = open_case_file(request, code)
    insist(may_assign(file.case, request.actor))
    if file.case.status == Status.VOID:
        save = act(request, voiding.restore, case=file.case)
        return case_form(request, file, VoidForm, save, title=_("Cabut pembatalan kasus"), lead=_RESTORED)
    save = act(request, voiding.void, case=file.case)
    return case_form(request, file, VoidForm, save, title=_("Batalkan kasus"), lead=_VOIDED)


_VOIDED = _(
    "Tidak dihitung lagi dan hilang dari daftar. Kode dan catatannya tetap; dapat dicabut kembali. "
    "Aduan, permintaan, dan surat yang belum dijawab menunggu keputusan lagi, dengan tenggatnya."
)
_RESTORED = _(
    "Kasus ini dihitung lagi seperti sebelum dibatalkan. "
    "Aduan, permintaan, dan surat yang masih menunggu kembali ke sini."
)
