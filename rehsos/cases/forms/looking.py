"""Why a colleague opens the names of a case."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
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
