"""What a superior answers to any request for a decision."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.directory.models import Capacity

from .fields import Chips, Note


class DecisionForm(ActionForm):
    """Approve, or return with a note; in one's own right or in the capacity of a stand-in.

    Whoever gives a `Decision` makes a form of this one and says with `does` which action it carries out.
    """

    approved = Chips(_("Keputusan"), (("yes", _("Setujui")), ("no", _("Kembalikan dengan catatan"))))
    note = Note(_("Catatan"), lines=4, help_text=_("Wajib bila dikembalikan: apa yang perlu diperbaiki."))
    capacity = Chips(_("Anda memutuskan sebagai"), ())

    def __init__(self, *args: Any, capacities: list[str], **given: Any) -> None:
        super().__init__(*args, **given)
        if any(capacities):
            labels = dict(Capacity.choices)
            self.fields["capacity"] = Chips(
                _("Anda memutuskan sebagai"), [(c, labels[c]) for c in capacities], initial=capacities[0]
            )
        else:
            del self.fields["capacity"]

    @property
    def given(self) -> dict[str, Any]:
        """The decision; no capacity in one's own right."""
        told = {"capacity": ""} | super().given
        return told | {"approved": told["approved"] == "yes"}
