"""The forms by which a new child of an LKSA is told and decided of."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Day, Note
from rehsos.referral.doors import Told
from rehsos.referral.telling import names_somebody

from .actions import gatekeeping
from .models import CareDecision, Known

_KNOWN = [(one.value, one.label) for one in Known if one]


class ReportForm(ActionForm):
    """Two taps about the child, and what is asked; all of it may be left as it is."""

    does = Does(gatekeeping.report_new_child, about=("stay",), made=("parts",), folded=("named",))

    identity = Chips(_("Akta, NIK, atau kartu keluarga"), _KNOWN, blank=Known.UNKNOWN.label, required=False)
    family = Chips(_("Orang tua atau kerabat"), _KNOWN, blank=Known.UNKNOWN.label, required=False)
    asked = Note(
        _("Yang ditanyakan ke dinas"), lines=3, help_text=_("Boleh kosong: dinas diminta memutuskan pengasuhannya.")
    )
    named = forms.BooleanField(
        label=_("Sertakan nama dan lahirnya"), required=False, initial=True,
        help_text=_("Dinas membacanya sesudah membuka nama dengan alasan. Tanpa identitas pun laporan terkirim."),
    )  # fmt: skip

    def __init__(self, *args: Any, told: Sequence[Told], **given: Any) -> None:
        super().__init__(*args, **given)
        self.told = told

    @property
    def given(self) -> dict[str, Any]:
        """What goes along: what names the child only where it is ticked."""
        kept = super().given
        named = kept.pop("named")
        parts = tuple(one for one in self.told if named or not names_somebody(one.code))
        return {**kept, "identity": Known(kept["identity"]), "family": Known(kept["family"]), "parts": parts}


class DecideForm(ActionForm):
    """Who is to care for the child, until when, and why."""

    does = Does(gatekeeping.decide_care, about=("child",))

    care_decision = Chips(_("Keputusan"), [one for one in CareDecision if one])
    until = Day(
        _("Tetap di lembaga sampai"), ahead=True, required=False, help_text=_("Wajib bila tetap di lembaga ini.")
    )
    reason = Note(
        _("Alasannya"), required=True, lines=4, help_text=_("Lembaga membacanya. Sebut juga siapa yang mengurus apa.")
    )
