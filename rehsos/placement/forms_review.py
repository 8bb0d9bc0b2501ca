"""The review of a placement."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Moment, Note

from .actions.reviewing import review_placement
from .models import Rung

_NEXT = [(one.value, one.label) for one in Rung if one != Rung.INSTITUTION]


class ReviewForm(ActionForm):
    """Why they are still here, who is to care next, and how."""

    does = Does(review_placement, about=("stay",))

    words = Note(_("Apa yang ditinjau"), required=True, lines=3, help_text=_("Mengapa masih di sini, apa berubah."))
    next_rung = Chips(_("Pengasuhan berikutnya"), _NEXT, blank=_("Tetap di sini dulu"), required=False)
    plan = Note(_("Rencana pulang"), lines=3, help_text=_("Siapa mengerjakan apa, sampai kapan. Boleh kosong."))
    at = Moment(_("Ditinjau"), past=True, required=False)

    @property
    def given(self) -> dict[str, Any]:
        """Now, where no hour was told."""
        told = super().given
        return {**told, "next_rung": told["next_rung"] or "", "at": told["at"] or timezone.now()}
