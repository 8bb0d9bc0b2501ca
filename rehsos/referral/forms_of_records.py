"""The form of a record of a handing over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.letters.forms.writing import WritingForm
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import FieldView
from rehsos.papers.forms import Asked

from .bast import BLANKS


class RecordForm(WritingForm):
    """To whom, and what is handed over: nothing must be answered, what is left empty the pen fills in."""

    named = forms.BooleanField(
        label=_("Cantumkan identitas lengkap dan risiko di lampiran tertutup"),
        required=False,
        help_text=_("Hanya bila penerima berhak. Tanpa centang dicetak inisial saja."),
    )

    OWN = (*WritingForm.OWN, "named")

    def __init__(self, *args: Any, kind: str, **given: Any) -> None:
        super().__init__(*args, shape=blank(BLANKS[kind]), **given)

    def silence(self, view: FieldView) -> Asked | None:
        """What nobody knows is left empty."""
        del view
        return None
