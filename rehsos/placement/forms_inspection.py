"""The forms of an inspection and of what it found."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Day, Line, Note, Pick
from rehsos.directory.models import Office

from .actions import inspecting


class InspectionForm(ActionForm):
    """Which house, when, who, how many children alone."""

    does = Does(inspecting.record_inspection)

    house = Pick(_("Lembaga"), (), required=True)
    on = Day(_("Hari"), past=True)
    went = Line(_("Siapa yang datang"), required=True, most=240)
    seen_alone = forms.IntegerField(
        label=_("Anak yang ditemui sendiri"), required=False, min_value=0,
        help_text=_("Berapa anak diajak bicara tanpa petugas lembaga."),
    )  # fmt: skip
    words = Note(
        _("Yang dilihat"), lines=4,
        help_text=_("Boleh kosong. Hanya dinas yang membacanya; lembaga membaca temuan, yang ditulis sesudah ini."),
    )  # fmt: skip

    def __init__(self, *args: Any, houses: list[Office], **given: Any) -> None:
        super().__init__(*args, **given)
        self.houses = {str(one.pk): one for one in houses}
        field = self.fields["house"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Pilih…")), *((pk, one.short) for pk, one in self.houses.items())]

    @property
    def given(self) -> dict[str, Any]:
        """With the house itself."""
        told = super().given
        return {**told, "house": self.houses[told["house"]]}


class FindingForm(ActionForm):
    """What is to be mended, by whom, by when."""

    does = Does(inspecting.add_finding, about=("inspection",))

    words = Note(
        _("Apa yang harus diperbaiki"), required=True, lines=3,
        help_text=_("Lembaga membacanya. Jangan tulis apa kata seorang anak atau siapa anak itu."),
    )  # fmt: skip
    on_house = Chips(_("Yang memperbaiki"), [("house", _("Lembaga")), ("us", _("Dinas kita"))])
    due_on = Day(_("Paling lambat"))

    @property
    def given(self) -> dict[str, Any]:
        """Whose it is."""
        told = super().given
        return {**told, "on_house": told["on_house"] == "house"}


class DoneForm(ActionForm):
    """It is mended."""

    does = Does(inspecting.close_finding, about=("finding",))

    on = Day(_("Selesai"), past=True)
    done = Note(_("Apa yang sudah diperbaiki"), required=True, lines=3)
