"""What the case itself makes: a death and what follows it, a plan that is approved, an end, an identity."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.look.repeated import url

from .made import Made
from .models import Case


def _death(case: Case, _subject: UUID) -> str:
    return url("cases:death", case.code)


def _dies(case: Case, _subject: UUID) -> str:
    return url("cases:record_death", case.code)


def _ends(case: Case, _subject: UUID) -> str:
    return url("cases:request_closure", case.code)


MADE = (
    Made(["died"], _("Kematian dicatat di “Klien meninggal”, karena banyak hal lain ikut berakhir."), _dies),
    Made(
        ["burial_payer_decided", "body_received", "death_registered"],
        _("Ini dicatat di halaman kematian kasus ini, bersama suratnya."),
        _death,
    ),
    Made(["plan_approved"], _("Rencana disetujui oleh Kabid: ajukan rencananya, lalu Kabid memutuskan.")),
    Made(["case_closed"], _("Kasus diakhiri oleh Kabid: ajukan pengakhiran, lalu Kabid memutuskan."), _ends),
    Made(["born", "str_issued"], _("Ini tercatat dari data orangnya: perbaiki di sana bila keliru.")),
)
