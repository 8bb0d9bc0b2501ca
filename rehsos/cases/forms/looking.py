"""Why a colleague opens the names of a case."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.forms import pin_field
from rehsos.access.pages import ActionForm

from ..actions.looking import open_names_of
from ..models.case import LookReason
from .fields import Chips, Note


class LookForm(ActionForm):
    """One of a few reasons, and more where it needs more words."""

    does = Does(open_names_of, about=("case",))

    remembered = False

    because = Chips(_("Alasan"), LookReason)
    note = Note(_("Keterangan"), lines=2, help_text=_("Boleh kosong. Tersegel bersama kasusnya."))

    def __init__(self, *args: Any, shut: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if shut:  # the PIN of this session beside the reason: one page for both
            self.fields["pin"] = pin_field(_("PIN 6 angka"))
            self.order_fields(["because", "pin", "note"])
