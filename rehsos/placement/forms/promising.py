"""A bed promised until an hour."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Moment, Pick

from ..actions import promising
from ..models import Bed


class PromiseForm(ActionForm):
    """Which bed, until when."""

    does = Does(promising.promise_bed, about=("referral",))

    bed = Pick(_("Tempat tidur"), ())
    until = Moment(_("Dipesan sampai"), ahead=True, help_text=_("Sesudah jam itu tempat tidurnya bebas lagi."))

    def __init__(self, *args: Any, beds: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["bed"]
        field.choices = [("", _("Pilih…")), *beds]

    @property
    def given(self) -> dict[str, Any]:
        """The bed itself."""
        told = super().given
        return {**told, "bed": Bed.objects.get(pk=told["bed"])}


class EndPromiseForm(ActionForm):
    """Nothing is asked."""

    does = Does(promising.end_promise, about=("lying",))
