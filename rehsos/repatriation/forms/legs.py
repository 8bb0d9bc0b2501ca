"""The forms of a leg: from where to where, who boards, who arrived, and what became of the others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Line, Moment, Note, Pick
from rehsos.directory.forms import PlaceField
from rehsos.directory.models import Office, Worker
from rehsos.referral.queries import offices_called

from ..actions import arriving, differing, legs
from ..models import OUT, Taker, Vehicle


class PlanForm(ActionForm):
    """A leg of a journey: nothing goes without a receiver."""

    does = Does(legs.plan_leg, about=("journey",))

    sender = Line(_("Dari kantor"), help_text=_("Tulis sebagian namanya. Kosong: dari tempat di bawah."))
    from_place = PlaceField(label=_("Dari tempat"), required=False, max_length=160)
    receiver = Line(_("Diterima kantor"), help_text=_("Tulis sebagian namanya, misalnya: sentra efata."))
    who = Line(_("Atau diterima siapa"), most=240, help_text=_("Keluarga atau lembaga lain. Tersegel."))
    to_place = PlaceField(label=_("Ke tempat"), required=False, max_length=160)
    vehicle = Chips(_("Naik apa"), Vehicle)
    departs = Moment(_("Rencana berangkat"))
    arrives = Moment(_("Rencana tiba"))
    seats = forms.IntegerField(label=_("Jumlah kursi"), required=False, min_value=1, max_value=2000,
                               widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))  # fmt: skip
    escort = Pick(_("Pendamping"), (), blank=_("Tanpa pendamping"), required=False)
    needs = Note(
        _("Obat, kebutuhan, barang, uang"), lines=3,
        help_text=_("Yang perlu diketahui penerima. Tulis kebutuhannya, bukan diagnosisnya. Tersegel."),
    )  # fmt: skip

    def __init__(self, *args: Any, escorts: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["escort"]
        field.choices = [("", _("Tanpa pendamping")), *escorts]

    def clean_sender(self) -> Office | None:
        """The office that was meant."""
        return self._office("sender")

    def clean_receiver(self) -> Office | None:
        """The office that was meant."""
        return self._office("receiver")

    def _office(self, name: str) -> Office | None:
        text = self.cleaned_data[name].strip()
        if not text:
            return None
        found = offices_called(text)
        exact = [one for one in found if one.short == text]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(_("Tidak ada kantor dengan nama itu. Periksa tulisannya."))
        names = "; ".join(one.short for one in found[:5])
        raise forms.ValidationError(str(_("Ada beberapa: {names}. Tulis lebih lengkap.")).format(names=names))

    @property
    def given(self) -> dict[str, Any]:
        """With the escort as a worker."""
        told = super().given
        return {**told, "escort": Worker.objects.filter(pk=told["escort"]).first() if told["escort"] else None}


class GroupLegForm(PlanForm):
    """The next leg of a group."""

    does = Does(legs.plan_group_leg, about=("group",))


class Numbers(ActionForm):
    """People by their numbers, ticked on one screen."""

    ticks = ""

    def __init__(self, *args: Any, numbers: list[int], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields[self.ticks]
        field.choices = [(str(one), str(one)) for one in numbers]
        field.error_messages["invalid_choice"] = str(
            _("Daftar orang baru saja berubah. Muat ulang, lalu centang lagi.")
        )

    @property
    def ticked(self) -> set[str]:
        """Whom the boxes show as ticked."""
        return {str(one) for one in self[self.ticks].value() or ()}

    @property
    def given(self) -> dict[str, Any]:
        """Numbers as numbers."""
        told = super().given
        return {**told, self.ticks: tuple(sorted(int(one) for one in told[self.ticks]))}


class TickForm(Numbers):
    """Who is on board."""

    does = Does(legs.tick_aboard, about=("leg",))
    nameless = True
    ticks = "aboard"

    aboard = forms.MultipleChoiceField(label=_("Sudah naik"), required=False)
    shown = forms.CharField(required=False, max_length=8000, widget=forms.HiddenInput())

    @property
    def given(self) -> dict[str, Any]:
        """Whom the page showed as ticked, as numbers: another phone may have ticked others since."""
        told = super().given
        numbers = tuple(int(one) for one in told["shown"].split(",") if one.isdecimal())
        return {**told, "shown": numbers}


class DepartForm(ActionForm):
    """It left."""

    does = Does(legs.depart, about=("leg",))
    nameless = True

    at = Moment(_("Berangkat"), past=True)


class VehicleForm(ActionForm):
    """Another vehicle, or another number of seats."""

    does = Does(legs.change_vehicle, about=("leg",))

    vehicle = Chips(_("Naik apa"), Vehicle)
    seats = forms.IntegerField(label=_("Jumlah kursi"), required=False, min_value=1, max_value=2000,
                               widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))  # fmt: skip


class CancelForm(ActionForm):
    """It does not take place."""

    does = Does(legs.cancel_leg, about=("leg",))

    reason = Line(_("Alasannya"), required=True)


class AcceptForm(Numbers):
    """Who arrived."""

    does = Does(arriving.accept_leg, about=("leg",))
    ticks = "arrived"

    arrived = forms.MultipleChoiceField(label=_("Tiba"), required=False)
    at = Moment(_("Diterima"), past=True)
    taker = Chips(_("Siapa yang menerima"), Taker, required=False)
    words = Note(_("Keadaan saat tiba"), lines=2, help_text=_("Luka yang tampak, barang, uang. Tersegel."))

    def __init__(self, *args: Any, to_office: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if to_office:
            del self.fields["taker"]

    @property
    def given(self) -> dict[str, Any]:
        """Where nobody says it, and at an office, as before."""
        told = super().given
        return {**told, "taker": Taker(told.get("taker") or Taker.FAMILY)}


class InsteadForm(Numbers):
    """Somebody else accepted."""

    does = Does(arriving.receive_instead, about=("leg",))
    ticks = "arrived"

    arrived = forms.MultipleChoiceField(label=_("Diserahkan"), required=False)
    who = Line(_("Siapa yang menerima"), required=True, help_text=_("Nama dan hubungannya. Tersegel."))
    witness = Line(_("Saksi dari desa"), required=True, help_text=_("Nama dan jabatannya. Tersegel."))
    reason = Line(_("Mengapa bukan kantor penerima"), required=True, most=240)
    at = Moment(_("Diserahkan"), past=True)


class DifferenceForm(ActionForm):
    """What became of somebody who did not arrive."""

    does = Does(differing.tell_difference, about=("leg",))

    number = Pick(_("Siapa"), (), required=True)
    outcome = Chips(_("Apa yang terjadi"), list(OUT))
    where = Line(_("Di mana, dengan siapa"), required=True, most=240, help_text=_("Tersegel."))
    at = Moment(_("Kapan"), past=True)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["number"]
        field.choices = [("", _("Pilih…")), *people]

    @property
    def given(self) -> dict[str, Any]:
        """The number as a number."""
        told = super().given
        return {**told, "number": int(told["number"])}
