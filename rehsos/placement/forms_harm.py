"""Harm by staff is told in two taps; what was done is written by who was told."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Moment, Note

from .actions import harming


class HarmForm(ActionForm):
    """Nothing must be filled in. What is typed is kept nowhere at the house, not even as a draft."""

    does = Does(harming.tell_harm_by_staff, about=("stay",), of=(harming.report_harm_by_staff,))
    remembered = False

    words = Note(_("Apa yang terjadi, oleh siapa"), lines=3, help_text=_("Boleh kosong. Satu kalimat cukup."))
    at = Moment(_("Kapan"), past=True, required=False)

    @property
    def given(self) -> dict[str, Any]:
        """Now, where no hour was told."""
        told = super().given
        return {**told, "at": told["at"] or timezone.now()}


class TakenForm(ActionForm):
    """What was done."""

    does = Does(harming.take_up_harm, about=("report",))

    done = Note(
        _("Apa yang dilakukan"),
        required=True,
        lines=4,
        help_text=_("Siapa melihat anaknya sendiri, siapa diberi tahu, apakah petugasnya dijauhkan."),
    )
