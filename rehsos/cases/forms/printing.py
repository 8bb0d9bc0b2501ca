"""For what other purpose the file of a case is printed."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm

from ..actions.printing import print_for_other
from .fields import Note


class PrintForm(ActionForm):
    """A purpose that is none of the usual, in words."""

    does = Does(print_for_other, about=("case",))

    purpose = Note(_("Keperluan lain"), required=True, lines=2, help_text=_("Untuk siapa, dan untuk apa. Tersegel."))
