"""What was recorded wrongly."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm

from .fields import Note


class WithdrawForm(ActionForm):
    """What was wrong with it."""

    reason = Note(_("Apa yang salah"), required=True, lines=2)
