"""Forms for writing a letter out: the laporan sosial, and every other letter."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.look.words import language
from rehsos.papers.blanks.answers import SILENCE
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import FieldView, said
from rehsos.papers.blanks.shape import DECLINED, SILENCES, UNKNOWN
from rehsos.papers.forms import Asked, BlankForm
from rehsos.papers.models import OFFICE_LETTERS, Classification

from .fields import Chips, Day, Line, Pick


class Unknown(forms.CheckboxInput):
    """Ticked when nobody knows; sent as the blank's own word for it."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the word as its value, ticked or not."""
        context = super().get_context(name, value, attrs)
        context["widget"]["value"] = UNKNOWN
        return context


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


class SocialReportForm(WritingForm):
    """The laporan sosial, and on which orders it goes."""

    assignment_letter = Line(_("Nomor surat tugas"), most=80)
    assignment_dated = Day(_("Tanggal surat tugas"), past=True, required=False)

    OWN = (*WritingForm.OWN, "assignment_letter", "assignment_dated")

    def __init__(self, *args: Any, offers: Mapping[str, str] | None = None, **given: Any) -> None:
        super().__init__(*args, shape=blank("laporan_sosial"), **given)
        self.offers = offers or {}
        fields = self.shape.fields
        said_of = ((code, fields[code].label.said(language()), offer) for code, offer in self.offers.items())
        listed = [(code, f"{label}: {said(fields[code], offer)}") for code, label, offer in said_of]
        if listed:
            self.fields["fill"] = forms.MultipleChoiceField(
                label=_("Isi bagian yang masih kosong"),
                choices=listed,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def told(self) -> dict[str, Any]:
        """The day of the letter of assignment as ISO."""
        told = super().told()
        dated = told["assignment_dated"]
        return told | {"assignment_dated": dated.isoformat() if dated else ""}

    def silence(self, view: FieldView) -> Asked | None:
        """A tick beside what a finished report needs."""
        return Asked(label=_("Tidak diketahui"), widget=Unknown, required=False) if view.required else None

    def clean(self) -> dict[str, Any]:
        """What was ticked is filled in where nothing was written."""
        told = super().clean()
        for code in told.get("fill", ()):
            if not self.answers.get(code):
                self.answers[code] = self.offers[code]
        return told


class OfficeLetterForm(WritingForm):
    """A letter to an office or a person: what it is, what it answers, how secret it is, and its text."""

    kind = Pick(_("Jenis surat"), OFFICE_LETTERS)
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
        super().__init__(*args, shape=blank("surat_dinas"), **given)
        self.fields["request"].choices = [("", _("Tidak menjawab surat")), *requests]  # type: ignore[attr-defined]

    def silence(self, view: FieldView) -> Asked | None:
        """A letter leaves out what is not known."""
        del view
        return None

    def letter(self) -> dict[str, Any]:
        """What is told of the letter itself."""
        return {name: self.cleaned_data[name] for name in ("kind", "classification")}


def as_initial(answers: dict[str, Any]) -> dict[str, Any]:
    """Stored answers as a form shows them: a silence ticks its own box."""
    fields = blank("laporan_sosial").fields
    open_ = {code for code in answers if code in fields and not fields[code].codes}
    silent = {code for code in open_ if answers[code] in SILENCES}
    told = {code: answer for code, answer in answers.items() if code not in silent}
    return told | {code + SILENCE: answers[code] for code in silent}
