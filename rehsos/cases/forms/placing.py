"""Where a client is and who answers for them; and whether what another office says of it is so."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.audit.actor import Actor
from rehsos.directory.kinds import HOUSES, first
from rehsos.directory.models import Office, OfficeKind

from ..actions import placing
from ..actions.placing import CUSTODY, FACTS, WHEREABOUTS, Told
from ..models import CustodyKind, WhereaboutsKind
from .fields import Chips, Line, Moment, Pick

NOTHING = Told("")
TOLD_BY_HAND = [one for one in WhereaboutsKind if one not in {WhereaboutsKind.TRAVELLING, WhereaboutsKind.DECEASED}]
"""Who is on the road is told by the leg they left with, who died by their death."""


def offices_near(by: Actor) -> list[tuple[str, Any]]:
    """Offices to choose from: those of the province, and the centres of the ministry."""
    near = Q(place__code__startswith=by.place[:2])
    found = Office.objects.filter(near | Q(kind=OfficeKind.SENTRA)).order_by(first(HOUSES), "short")
    return [(str(office.pk), office.short) for office in found]


class PlaceForm(ActionForm):
    """Both facts, as they stand; what is not changed is told by nobody."""

    does = Does(placing.place_client, about=("case",))

    whereabouts = Chips(_("Klien berada di"), TOLD_BY_HAND, required=False)
    whereabouts_office = Pick(_("Kantor atau lembaga"), (), required=False)
    whereabouts_words = Line(_("Di mana, dengan kata sendiri"), help_text=_("Tersegel. Alamat tidak perlu."))
    custody = Chips(_("Pemegang tanggung jawab"), CustodyKind, required=False)
    custody_office = Pick(_("Kantor pemegang tanggung jawab"), (), required=False)
    custody_words = Line(_("Siapa, dengan kata sendiri"), help_text=_("Tersegel."))
    at = Moment(_("Sejak"), past=True)

    def __init__(self, *args: Any, offices: list[tuple[str, Any]], now: Mapping[str, Told], **given: Any) -> None:
        super().__init__(*args, **given)
        self.now = now
        for fact in FACTS:
            field = self.fields[f"{fact}_office"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [("", _("Pilih…")), *offices]

    @property
    def given(self) -> dict[str, Any]:
        """What differs from what stands, with the offices themselves."""
        told = super().given
        for fact in (WHEREABOUTS, CUSTODY):
            chosen = told[f"{fact}_office"]
            inside = told[fact] == CustodyKind.OFFICE
            told[f"{fact}_office"] = Office.objects.filter(pk=chosen).first() if chosen and inside else None
            told[f"{fact}_words"] = "" if inside else self._words(fact, told)
            if Told(told[fact] or "", told[f"{fact}_office"], told[f"{fact}_words"]) == self.now.get(fact, NOTHING):
                told[fact], told[f"{fact}_office"], told[f"{fact}_words"] = None, None, ""
        return told

    def _words(self, fact: str, told: Mapping[str, Any]) -> str:
        """What was written of this very kind: words of the kind before are not those of another."""
        written, before = str(told[f"{fact}_words"]).strip(), self.now.get(fact, NOTHING)
        return "" if told[fact] != before.kind and written == before.words else written


MOVED = (
    ("no", _("Ya, masih seperti yang kami catat")),
    ("yes", _("Tidak, sudah berubah: catatan kantor lain berlaku")),
)


class ClashForm(ActionForm):
    """Whether the client is where another office says."""

    does = Does(placing.settle_clash, about=("clash",))

    moved = forms.TypedChoiceField(
        label=_("Apakah catatan kantor ini masih benar?"), choices=MOVED,
        widget=forms.RadioSelect, coerce=lambda chosen: chosen == "yes",
    )  # fmt: skip
