"""The forms around a return that lacks something."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.deciding import DecisionForm
from rehsos.cases.forms.fields import Note

from ..actions import going_home


class AskReturnForm(ActionForm):
    """Why it cannot wait."""

    does = Does(going_home.ask_return, about=("journey",))

    reason = Note(_("Mengapa tidak dapat menunggu"), lines=3, required=True,
                  help_text=_("Apa yang sudah diatur supaya aman di sana. Tersegel."))  # fmt: skip


class ReturnDecisionForm(DecisionForm):
    """The superior's answer, with its reason either way."""

    does = Does(going_home.decide_return, about=("approval",))

    note = Note(_("Alasan"), lines=4, required=True, help_text=_("Wajib: alasan ini menggantikan yang belum ada."))
