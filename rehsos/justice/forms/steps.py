"""Forms about what happens to one child in a matter."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.cases.forms.clocks import Questioned, WhenForm
from rehsos.cases.forms.fields import Chips, Day, Line, Note, Pick, YesNo
from rehsos.cases.roles import answers
from rehsos.law.book import fact_kinds, measures
from rehsos.law.shapes import AND
from rehsos.look.words import say

from ..actions import steps
from ..advice import (
    agreement_doubt,
    agreement_limits,
    detention_doubt,
    detention_road,
    diversi_road,
    measure_doubt,
    standing_doubts,
)
from ..models import DiversiResult, HearingKind, Level, Outcome, Part, Present, Testimony

UP_TO_COURT = (Level.POLICE, Level.PROSECUTION, Level.COURT)
BEFORE_VERDICT = (*UP_TO_COURT, Level.APPEAL, Level.CASSATION)
AT_COURT = (Level.COURT, Level.APPEAL, Level.CASSATION)


class StepForm(Questioned):
    """A step with a level, and the page it stands on."""

    template: ClassVar[str] = "cases/questioned.html"

    @property
    def doubt(self) -> str:
        """In words, what the law would doubt about what was filled in; empty when nothing."""
        return ""

    @staticmethod
    def beside(part: Part) -> list[str]:
        """In words, what the law says to this step before anything is filled in: it stands beside the form."""
        del part
        return []


class HearingForm(Questioned, WhenForm):
    """A hearing, BAP, diversi meeting or tahap II that took place."""

    does = Does(steps.record_hearing, about=("part", "appointment"), folded=("hour",))

    kind = Chips(_("Apa yang berlangsung"), HearingKind)
    level = Chips(_("Tahap perkara"), BEFORE_VERDICT)
    agenda = Line(_("Agenda"), help_text=_("Misalnya: pemeriksaan saksi."))
    present = forms.MultipleChoiceField(
        label=_("Siapa yang mendampingi anak"),
        choices=Present.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    testimony = Chips(_("Cara anak memberi keterangan"), Testimony, blank=_("Tidak diketahui"), required=False)
    room_safe = YesNo(_("Ruangnya aman dan terpisah bagi anak?"))
    met_suspect = YesNo(_("Anak bertemu orang yang disangka?"))
    note = Note(
        _("Keadaan anak sebelum dan sesudah, dan hasilnya"),
        help_text=_("Tanpa rincian perbuatan: keterangan anak adalah milik berita acara."),
    )

    field_order = ("action_id", "kind", "at", "hour", "reason", "level")

    @property
    def given(self) -> dict[str, Any]:
        """When it was and who was there, as the hearing knows it."""
        told = super().given | {"present": tuple(Present(one) for one in self.cleaned_data["present"])}
        del told["precision"]
        return told


class DiversiForm(StepForm):
    """What became of diversi at one level."""

    does = Does(steps.record_diversi, about=("part",))

    template = "justice/diversi.html"

    level = Chips(_("Di tahap"), UP_TO_COURT)
    result = Chips(_("Hasil"), DiversiResult)
    form = forms.MultipleChoiceField(
        label=_("Bentuk kesepakatan"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Boleh lebih dari satu."),
    )  # fmt: skip
    on = Day(_("Tanggal"), past=True)
    until = Day(_("Dilaksanakan sampai"), forward=True, required=False)

    field_order = ("action_id", "level", "result", "form", "on", "reason", "until")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        agreed = [(one, answers()[one]) for one in fact_kinds()["diversi_form"].values]
        cast("forms.MultipleChoiceField", self.fields["form"]).choices = agreed

    def clean_form(self) -> str:
        """Several forms of one agreement, as the law's codes are kept."""
        return AND.join(self.cleaned_data["form"])

    @property
    def given(self) -> dict[str, Any]:
        """Only what was agreed has a form and an end."""
        agreed = self.cleaned_data["result"] == DiversiResult.AGREED
        return super().given | ({} if agreed else {"form": "", "until": None})

    @property
    def doubt(self) -> str:
        given = self.given
        return agreement_doubt(given["form"], given["on"], given["until"])

    @staticmethod
    def beside(part: Part) -> list[str]:
        return [*diversi_road(part), *agreement_limits(part)]


class DetentionForm(StepForm):
    """An order of detention, from–to."""

    does = Does(steps.record_detention, about=("part",))

    level = Chips(_("Perintah di tahap"), BEFORE_VERDICT)
    on = Day(_("Mulai, menurut surat perintah"), past=True)
    until = Day(
        _("Sampai dengan, menurut surat perintah"),
        forward=True,
        required=False,
        help_text=_("Dibandingkan dengan hitungan undang-undang; bedanya dikatakan."),
    )
    place = Line(_("Tempat"), most=80, help_text=_("LPAS, LPKS, atau lainnya."))

    field_order = ("action_id", "level", "on", "reason", "until")

    @property
    def doubt(self) -> str:
        return detention_doubt(self.given["level"], self.given["on"], self.given["until"])

    @staticmethod
    def beside(part: Part) -> list[str]:
        return detention_road(part)


UNITS = (("hours", _("jam")), ("days", _("hari")), ("months", _("bulan")), ("years", _("tahun")))
KINDS = {"main": _("Pidana pokok"), "additional": _("Pidana tambahan"), "tindakan": _("Tindakan")}


class VerdictForm(StepForm):
    """The judgment on one child."""

    does = Does(steps.record_verdict, about=("part",))

    template = "justice/verdict.html"

    level = Chips(_("Diputus di"), AT_COURT)
    outcome = Chips(_("Hasil"), Outcome)
    measure = Pick(_("Bentuk pidana atau tindakan"), [], required=False)
    length = forms.IntegerField(
        label=_("Lamanya"), required=False, min_value=1, max_value=9999, error_messages={"invalid": _("Tulis angka.")}
    )
    unit = Chips(_("Satuan"), UNITS, required=False)
    on = Day(_("Tanggal putusan diucapkan"), past=True)
    final_on = Day(_("Berkekuatan hukum tetap sejak"), past=True, required=False)

    field_order = ("action_id", "level", "outcome", "measure", "length", "unit", "on", "reason", "final_on")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        grouped = [
            (words, [(code, say(one.label)) for code, one in measures().items() if one.kind == kind])
            for kind, words in KINDS.items()
        ]
        cast("Pick", self.fields["measure"]).choices = [("", _("Pilih…")), *grouped]

    def clean(self) -> dict[str, Any]:
        """A length needs its unit."""
        given = super().clean() or {}
        if given.get("length") and not given.get("unit"):
            self.add_error("unit", _("Pilih satuannya."))
        return given

    @property
    def doubt(self) -> str:
        return measure_doubt(self.given["measure"], self.given["length"], self.given["unit"])

    @staticmethod
    def beside(part: Part) -> list[str]:
        return standing_doubts(part)
