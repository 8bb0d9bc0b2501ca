"""How many cases one worker is to lead at the office's own measure: none until it sets one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.access.permissions import Permission
from rehsos.directory.doors import Choices, Policy
from rehsos.directory.models import Office

NORM = "caseload"
MOST = 999


class CaseloadForm(ActionForm):
    """A number of cases, or none."""

    norm = forms.IntegerField(
        label=_("Paling banyak kasus per pekerja sosial"), required=False, min_value=1, max_value=MOST,
        help_text=_("Kasus berjalan yang ia tanggung jawabi. Kosongkan bila kantor tidak menetapkannya."),
    )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        """The number by its key."""
        return {NORM: self.cleaned_data["norm"]}


def _now(holds: Choices) -> Mapping[str, Any]:
    return {"norm": holds[NORM]}


def _told(office: Office, holds: Choices) -> Mapping[str, Any]:  # noqa: ARG001 - the shape of `Policy.tells`
    return {"norm": holds[NORM]}


CASELOAD = Policy(
    _("Beban kasus"), "office_caseload", "beban/", 60, {NORM: None}, CaseloadForm, _now,
    "desk/policy/caseload.html", _told, Permission.APPROVE,
    lead=_("Ukuran kantor sendiri. Tidak mengunci apa pun: hanya ditandai di halaman tim."),
)  # fmt: skip
