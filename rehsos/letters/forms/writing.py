"""Forms for writing a letter out: what all have, and the office letter."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.cases.forms.fields import Chips, Line
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import FieldView
from rehsos.papers.blanks.shape import DECLINED
from rehsos.papers.forms import Asked, BlankForm
from rehsos.papers.models import Classification

from ..office_letter import BLANK
from ..written import office_letters
from .kinds import OneOfKinds


class WritingForm(BlankForm):
    """A letter out being written: the questions of its blank, and to whom it goes. Kept with gaps."""

    final = False
    most = 300

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    party = Line(
        _("Kepada"),
        most=300,
        required=True,
        help_text=_("Satu baris satu alamat: jabatan, lalu kantornya."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = Line(_("Tempat surat dibuat"), most=60, required=True)
    copies = Line(
        _("Tembusan"),
        most=300,
        help_text=_("Satu baris satu penerima. Kosongkan bila tidak ada."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    conceptor = Line(_("Paraf konseptor"), most=40)

    OWN: ClassVar[tuple[str, ...]] = ("party", "place", "copies", "conceptor")

    def told(self) -> dict[str, Any]:
        """What was typed beside the questions, as an envelope takes it."""
        return {name: self.cleaned_data[name] for name in self.OWN}

    def asked(self, view: FieldView) -> Asked:
        """Nothing is needed to save a draft, and a letter declines nothing."""
        known = tuple(choice for choice in view.choices if choice.code != DECLINED)
        return super().asked(replace(view, required=False, choices=known))


class OfficeLetterForm(WritingForm):
    """A letter to an office or a person: what it is, what it answers, how secret it is, and its text."""

    kind = OneOfKinds(office_letters)
    place = Line(_("Tempat surat dibuat"), most=60, help_text=_("Kosongkan: tempat kedudukan kantor."))
    request = forms.ChoiceField(label=_("Menjawab surat"), required=False)
    about = Line(_("Hal"), most=300, required=True)
    classification = Chips(_("Sifat"), list(Classification))
    named = forms.BooleanField(
        label=_("Cantumkan identitas lengkap"),
        required=False,
        help_text=_(
            "Tanpa centang dicetak inisial. Kepada penyidik (permintaan visum, balasan atas permintaannya) identitas "
            "selalu lengkap; undangan temu bahas kasus selalu inisial; surat biasa tanpa identitas."
        ),
    )

    OWN = (*WritingForm.OWN, "about", "named")

    def __init__(self, *args: Any, requests: list[tuple[str, Any]], **given: Any) -> None:
        super().__init__(*args, shape=blank(BLANK), **given)
        self.fields["request"].choices = [("", _("Tidak menjawab surat")), *requests]  # type: ignore[attr-defined]

    def silence(self, view: FieldView) -> Asked | None:
        """A letter leaves out what is not known."""
        del view
        return None

    def letter(self) -> dict[str, Any]:
        """What is told of the letter itself."""
        return {name: self.cleaned_data[name] for name in ("kind", "classification")}
