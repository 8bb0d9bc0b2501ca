"""What a head says of the house: whom it takes, its rooms, its beds."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Line
from rehsos.law.categories import stay_categories
from rehsos.look.fields import Hour
from rehsos.look.words import say

from ..actions import houses
from ..models import Sexes, Use

_BEDS = _("Contoh: A1–A12, atau 12, atau 1, 2, 3.")


def _number(label: Any, **given: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, widget=widget, **given)


class _ForWhom(ActionForm):
    """For whom a house or a room is: nothing said, for all."""

    @property
    def given(self) -> dict[str, Any]:
        """No sex said: all."""
        told = super().given
        return {**told, "sexes": told["sexes"] or Sexes.ALL}


class HouseForm(_ForWhom):
    """Whom the house takes, and how long."""

    does = Does(houses.describe_house, about=("office",))

    sexes = Chips(_("Menerima"), Sexes, required=False)
    age_from = _number(_("Umur termuda"), help_text=_("Kosongkan bila tanpa batas."))
    age_to = _number(_("Umur tertua"))
    categories = forms.MultipleChoiceField(
        label=_("Kategori yang diterima"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosongkan bila semua."),
    )  # fmt: skip
    carers = _number(_("Pengasuh atau petugas tiap giliran"))
    limit_days = _number(_("Batas tinggal, hari"), help_text=_("Kosong: menurut macam tinggalnya."))
    roll_by = Hour(
        label=_("Apel malam paling lambat pukul"), required=False,
        help_text=_("Lewat jam ini tanpa apel, lembaga diingatkan. Kosong: tidak diingatkan."),
        error_messages={"invalid": _("Jam ini tidak ada. Tulis seperti 21.00.")},
    )  # fmt: skip
    acts_as_ppt = forms.BooleanField(
        label=_("Menjadi pusat pelayanan terpadu (PPT)"), required=False,
        help_text=_("PP 9/2008 Pasal 16: RPTC dapat ditunjuk sebagai PPT."),
    )  # fmt: skip
    complaints = Line(
        _("Pengaduan di luar lembaga"), help_text=_("Nomor yang boleh dihubungi penghuni tanpa lewat petugas.")
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        today, field = timezone.localdate(), self.fields["categories"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(one.code, say(one.label)) for one in stay_categories().values() if one.in_use(today)]

    @property
    def given(self) -> dict[str, Any]:
        """The categories as codes."""
        told = super().given
        return {**told, "categories": tuple(told["categories"])}


class NewRoomForm(_ForWhom):
    """A room with its beds."""

    does = Does(houses.add_room, about=("office",))

    name = Line(_("Nama kamar"), required=True, most=40, help_text=_("Contoh: Kamar 1, Melur, Aula."))
    sexes = Chips(_("Untuk"), Sexes, required=False)
    use = Chips(_("Kegunaan"), Use, initial=Use.GENERAL)
    step_free = forms.BooleanField(label=_("Dapat dicapai tanpa tangga"), required=False)
    beds = Line(_("Tempat tidur"), help_text=_BEDS)


class RoomForm(_ForWhom):
    """A room as it stands."""

    does = Does(houses.change_room, about=("room",))

    name = Line(_("Nama kamar"), required=True, most=40)
    sexes = Chips(_("Untuk"), Sexes, required=False)
    use = Chips(_("Kegunaan"), Use)
    step_free = forms.BooleanField(label=_("Dapat dicapai tanpa tangga"), required=False)


class BedsForm(ActionForm):
    """More beds in a room."""

    does = Does(houses.add_beds, about=("room",))

    beds = Line(_("Tempat tidur"), required=True, help_text=_BEDS)


class BedForm(ActionForm):
    """A bed as it stands."""

    does = Does(houses.change_bed, about=("bed",))

    name = Line(_("Nama atau nomor"), required=True, most=20)
    step_free = forms.BooleanField(label=_("Dapat dicapai tanpa tangga"), required=False)


class CloseBedForm(ActionForm):
    """Nothing is asked."""

    does = Does(houses.close_bed, about=("bed",))


class OpenBedForm(ActionForm):
    """Nothing is asked."""

    does = Does(houses.open_bed, about=("bed",))


class CloseRoomForm(ActionForm):
    """Nothing is asked."""

    does = Does(houses.close_room, about=("room",))


class OpenRoomForm(ActionForm):
    """Nothing is asked."""

    does = Does(houses.open_room, about=("room",))
