"""The forms of a resident's death: that of any death, told by the house; at night only what is known then."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.dying import DeathFields
from rehsos.cases.forms.fields import Line, Moment, Pick, YesNo
from rehsos.cases.models import DeathPlace

from .actions.dying import record_found_dead, record_resident_died, record_waiting_died


class ResidentDiedForm(DeathFields):
    """The death of somebody who stays."""

    does = Does(record_resident_died, about=("stay",))


class DiedAtNightForm(ActionForm):
    """When, how they were found, who was told: who stated it, and where the body goes, the day writes."""

    does = Does(record_found_dead, about=("stay",))

    at = Moment(_("Kapan meninggal"), past=True, help_text=_("Bila jamnya tidak diketahui, isi kira-kira."))
    death_place = Pick(_("Di mana"), [one for one in DeathPlace if one], blank=DeathPlace.UNKNOWN.label, required=False)
    found_by = Line(
        _("Siapa yang menemukan, bagaimana"),
        help_text=_("Juga siapa yang sudah diberi tahu. Tersegel. Boleh kosong."),
    )
    police_told = YesNo(_("Dilaporkan ke kepolisian?"))

    @property
    def given(self) -> dict[str, Any]:
        """What nobody chose is not known."""
        told = super().given
        return {**told, "death_place": told["death_place"] or DeathPlace.UNKNOWN}


class WaitingDiedForm(DiedAtNightForm):
    """The same of who arrived and is in no room yet."""

    does = Does(record_waiting_died, about=("arrival",))
