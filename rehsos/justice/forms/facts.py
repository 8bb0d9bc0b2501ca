"""Forms for facts that move clocks, and for the questions a rule asks."""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.clocks import Questioned, WhenForm
from rehsos.cases.forms.fields import YES_NO, Chips, Day, Line, Note, Pick
from rehsos.cases.roles import answers
from rehsos.law.book import fact_kinds
from rehsos.law.shapes import FactKind
from rehsos.look.words import say

from ..actions.shared import record_matter_fact
from ..models import Level


class MatterFactForm(WhenForm, Questioned):
    """Something that is the same for every child of the matter."""

    does = Does(
        record_matter_fact, about=("case", "matter"), made=("code", "precision", "until"), folded=("fact", "hour")
    )

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


class FactForm(WhenForm, Questioned):
    """Any fact that starts or stops a clock."""

    fact = Pick(_("Apa yang terjadi"), [])
    subject = Chips(_("Menyangkut"), [], required=False)
    level = Chips(
        _("Di tahap"), Level.choices, required=False, help_text=_("Wajib untuk kejadian yang berulang di tiap tahap.")
    )
    until = Day(_("Berlaku atau dijadwalkan sampai"), required=False, help_text=_("Bila tertulis dalam suratnya."))
    note = Note(_("Catatan atau sumber kabar"), lines=2)

    field_order = ("action_id", "fact", "subject", "at", "hour", "reason", "level", "until", "note")

    def __init__(self, *args: Any, facts: list[Any], subjects: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        cast("Pick", self.fields["fact"]).choices = [("", _("Pilih…")), *facts]
        if len(subjects) > 1:
            cast("Chips", self.fields["subject"]).choices = subjects
        else:
            del self.fields["subject"]

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
