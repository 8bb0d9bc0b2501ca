"""The form of the laporan sosial: the questions of its blank, and on which orders it goes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rehsos.cases.forms.fields import Day, Line
from rehsos.letters.forms.writing import WritingForm
from rehsos.look.words import language
from rehsos.papers.blanks.answers import SILENCE
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import FieldView, said
from rehsos.papers.blanks.shape import SILENCES, UNKNOWN
from rehsos.papers.forms import Asked

from ..social_report import BLANK


class Unknown(forms.CheckboxInput):
    """Ticked when nobody knows; sent as the blank's own word for it."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the word as its value, ticked or not."""
        context = super().get_context(name, value, attrs)
        context["widget"]["value"] = UNKNOWN
        return context


class SocialReportForm(WritingForm):
    """The laporan sosial, and on which orders it goes."""

    assignment_letter = Line(_("Nomor surat tugas"), most=80)
    assignment_dated = Day(_("Tanggal surat tugas"), past=True, required=False)

    OWN = (*WritingForm.OWN, "assignment_letter", "assignment_dated")

    def __init__(
        self,
        *args: Any,
        offers: Mapping[str, str] | None = None,
        waits: Sequence[tuple[str, str]] = (),
        assigned: str = "",
        **given: Any,
    ) -> None:
        super().__init__(*args, shape=blank(BLANK), **given)
        if assigned:
            where = gettext("Di catatan layanan: {number}. Isi bersama tanggalnya, atau kosongkan keduanya.")
            self.fields["assignment_letter"].help_text = where.format(number=assigned)
        if waits:
            self.fields["requests"] = forms.MultipleChoiceField(
                label=_("Menjawab surat"),
                choices=list(waits),
                help_text=_("Tenggat surat yang tidak dicentang berjalan terus."),
                widget=forms.CheckboxSelectMultiple,
            )
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


def as_initial(answers: dict[str, Any]) -> dict[str, Any]:
    """Stored answers as a form shows them: a silence ticks its own box."""
    fields = blank(BLANK).fields
    open_ = {code for code in answers if code in fields and not fields[code].codes}
    silent = {code for code in open_ if answers[code] in SILENCES}
    told = {code: answer for code, answer in answers.items() if code not in silent}
    return told | {code + SILENCE: answers[code] for code in silent}
