"""Forms for facts that move clocks, and for the questions a rule asks."""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.law.book import fact_kinds
from rehsos.law.shapes import LEVELS, FactKind
from rehsos.look.labels import label
from rehsos.look.words import say

from ..roles import answers
from .clocks import Questioned, WhenForm
from .fields import YES_NO, Chips, Day, Note, Pick


class FactForm(WhenForm, Questioned):
    """Any fact that starts or stops a clock."""

    fact = Pick(_("Apa yang terjadi"), [])
    subject = Chips(_("Menyangkut"), [], required=False)
    level = Chips(_("Di tahap"), [], required=False, help_text=_("Wajib untuk kejadian yang berulang di tiap tahap."))
    until = Day(
        _("Berlaku atau dijadwalkan sampai"), forward=True, required=False,
        help_text=_("Bila tertulis dalam suratnya."),
    )  # fmt: skip
    note = Note(_("Catatan atau sumber kabar"), lines=2)

    field_order = ("action_id", "fact", "subject", "at", "hour", "reason", "level", "until", "note")

    def __init__(self, *args: Any, facts: list[Any], subjects: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        cast("Pick", self.fields["fact"]).choices = [("", _("Pilih…")), *facts]
        if len(subjects) > 1:
            cast("Chips", self.fields["subject"]).choices = subjects
        else:
            del self.fields["subject"]
        if any(fact_kinds()[code].levelled for _who, codes in facts for code, _words in codes):
            cast("Chips", self.fields["level"]).choices = [(level, label(level, "level")) for level in LEVELS]
        else:
            del self.fields["level"]

    def clean(self) -> dict[str, Any]:
        """A fact that happens anew at each level needs its level."""
        given = super().clean() or {}
        kind = fact_kinds().get(given.get("fact", ""))
        if kind and kind.levelled and not given.get("level"):
            self.add_error("level", _("Pilih tahapnya: kejadian ini bisa terjadi di tiap tahap."))
        return given


class CircumstanceForm(ActionForm):
    """The questions rules ask, each answered or left unknown."""

    def __init__(self, *args: Any, asked: list[str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.asked = asked
        for code in asked:
            self.fields[code] = _question(fact_kinds()[code])

    @property
    def answers(self) -> dict[str, str | None]:
        """Each question's answer; None: not known."""
        given = self.cleaned_data
        return {code: given[code] or None for code in self.asked}


def _question(kind: FactKind) -> Chips:
    choices: Any = YES_NO
    if kind.kind == "choice":
        choices = [*((value, answers()[value]) for value in kind.values), ("", _("Tidak diketahui"))]
    return Chips(say(kind.label), choices, required=False)
