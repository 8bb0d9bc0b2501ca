"""The form of what is common to a matter."""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.cases.forms.clocks import Questioned, WhenForm
from rehsos.cases.forms.fields import Line, Pick

from ..actions.shared import record_matter_fact


class MatterFactForm(WhenForm, Questioned):
    """Something that is the same for every child of the matter."""

    does = Does(
        record_matter_fact, about=("case", "matter"), made=("code", "precision", "until"), folded=("fact", "hour")
    )
    said_at = {"code": "fact"}

    fact = Pick(_("Apa yang terjadi"), [])
    source = Line(_("Sumber kabar"), help_text=_("Dari siapa, surat atau lisan. Kabar lisan pun dicatat."))

    field_order = ("action_id", "fact", "at", "hour", "reason", "source")

    def __init__(self, *args: Any, facts: list[Any], **given: Any) -> None:
        super().__init__(*args, **given)
        cast("Pick", self.fields["fact"]).choices = [("", _("Pilih…")), *facts]

    @property
    def given(self) -> dict[str, Any]:
        """A fact of the matter, which has no end of its own."""
        told = super().given
        return told | {"code": told.pop("fact"), "until": None}
