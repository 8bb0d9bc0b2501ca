"""What was recorded wrongly."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm

from ..actions.withdrawing import withdraw
from .fields import Note


class WithdrawForm(ActionForm):
    """What was wrong with it."""

    does = Does(withdraw, about=("case", "recorded", "recorded_as"))

    reason = Note(_("Apa yang salah"), required=True, lines=2)
