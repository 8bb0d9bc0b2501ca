"""The roll of a night, on one screen."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Moment

from .actions import rolling
from .roll import Sleeping

HALL = "hall"


def _ids(room: Sleeping) -> list[UUID]:
    """Of the stays in it, and of who waits for a bed."""
    return [one.stay.pk for one in room.people] + [one.thing for one in room.waiting]


class RollForm(ActionForm):
    """Everybody is there but who is ticked; a room counts once it was looked into. Of injuries nothing is assumed."""

    does = Does(rolling.hold_roll, made=("hall",))

    seen = forms.MultipleChoiceField(label=_("Kamar yang sudah dilihat"), required=False)
    gone = forms.MultipleChoiceField(label=_("Tidak ada"), required=False)
    hurt = Chips(_("Ada yang luka malam ini?"), (("no", _("Tidak ada")), ("yes", _("Ada"))))
    at = Moment(_("Jam apel"), past=True)

    def __init__(self, *args: Any, rooms: Sequence[Sleeping], **given: Any) -> None:
        super().__init__(*args, **given)
        self._choose("seen", [str(one.id) if one.id else HALL for one in rooms])
        self._choose("gone", [str(one) for room in rooms for one in _ids(room)])
        away = [str(one.stay.pk) for room in rooms for one in room.people if one.away]
        self.initial.setdefault("gone", away)

    def _choose(self, name: str, values: Sequence[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(one, one) for one in values]
        field.error_messages["invalid_choice"] = str(_("Daftar penghuni baru saja berubah. Periksa lagi, lalu simpan."))

    @property
    def ticked(self) -> set[str]:
        """Whom the boxes show as not there."""
        return set(self["gone"].value() or ())

    @property
    def looked(self) -> set[str]:
        """The rooms that the boxes show as looked into."""
        return set(self["seen"].value() or ())

    @property
    def given(self) -> dict[str, Any]:
        """Rooms and stays by their ids."""
        told = super().given
        return {
            "at": told["at"],
            "hurt": told["hurt"] == "yes",
            "hall": HALL in told["seen"],
            "seen": tuple(UUID(one) for one in told["seen"] if one != HALL),
            "gone": tuple(UUID(one) for one in told["gone"]),
        }
