"""The forms by which a leg that was recorded by mistake is put right."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Line, Pick

from ..actions import taking_back

_WHY = _("Wajib bila bukan Anda yang mencatatnya hari ini. Tersegel.")


class DepartureForm(ActionForm):
    """It did not leave."""

    does = Does(taking_back.take_back_departure, about=("leg",))

    reason = Line(_("Apa yang salah"), most=240, help_text=_WHY)


class AcceptanceForm(ActionForm):
    """They did not come."""

    does = Does(taking_back.take_back_acceptance, about=("leg",))

    reason = Line(_("Apa yang salah"), most=240, help_text=_WHY)


class TakeOffForm(ActionForm):
    """Somebody does not go."""

    does = Does(taking_back.take_off_leg, about=("leg",))

    number = Pick(_("Siapa"), (), required=True)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["number"]
        field.choices = [("", _("Pilih…")), *people]

    @property
    def given(self) -> dict[str, Any]:
        """The number as a number."""
        told = super().given
        return {**told, "number": int(told["number"])}
