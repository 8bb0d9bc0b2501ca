"""Who opens the file of a client who is protected, on what ground, and that it is over."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.directory.models import Worker

from ..actions import protecting
from .fields import Note, Pick

Choices = list[tuple[str, str]]


class EndProtectionForm(ActionForm):
    """It is over."""

    does = Does(protecting.end_protection, about=("protection",))

    words = Note(_("Mengapa perlindungan berakhir"), lines=2, required=True, help_text=_("Tersegel bersama kasusnya."))


class ProtectForm(ActionForm):
    """Two workers, the first of whom leads the case, and the ground."""

    does = Does(protecting.protect, about=("case",))
    people: ClassVar[tuple[str, ...]] = ("first", "second")

    first = Pick(_("Pekerja sosial yang membuka"), [])
    second = Pick(_("Pekerja sosial kedua"), [], required=False, help_text=_("Boleh kosong. Dua orang paling banyak."))
    words = Note(
        _("Dasar perlindungan"),
        lines=2,
        required=True,
        help_text=_("Misalnya keputusan LPSK: nomor dan tanggalnya. Tersegel bersama kasusnya."),
    )

    def __init__(self, *args: Any, workers: Choices, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in ("first", "second"):
            self._offer(name, workers)

    def _offer(self, name: str, workers: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", str(_("Pilih…"))), *workers]

    @property
    def given(self) -> dict[str, Any]:
        """With the workers themselves."""
        told = super().given
        return told | {name: Worker.objects.filter(pk=int(told[name] or 0)).first() for name in self.people}


class CircleForm(ProtectForm):
    """Others open it from now on."""

    does = Does(protecting.change_circle, about=("protection",))
    people = ("first", "second", "head")

    head = Pick(_("Kabid"), [])
    words = Note(_("Mengapa diganti"), lines=2, required=True, help_text=_("Tersegel bersama kasusnya."))

    field_order = ("action_id", "first", "second", "head", "words")

    def __init__(self, *args: Any, heads: Choices, **given: Any) -> None:
        super().__init__(*args, **given)
        self._offer("head", heads)
        if not heads:
            self.fields["head"].required, self.fields["head"].widget = False, forms.HiddenInput()
