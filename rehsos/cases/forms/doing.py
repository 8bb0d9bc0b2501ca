"""The daily work: a service with its costs, an errand, a supervision note."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.audit.answers import Words
from rehsos.law.book import components
from rehsos.look.words import say

from ..actions import paying, work
from ..appointments import hindered, kinds, meant
from ..models import (
    AppointmentKind,
    AppointmentState,
    Case,
    Claim,
    Errand,
    Level,
    Mode,
    PlanItem,
    ServiceKind,
    TaskState,
)
from ..subjects import Standing, said_kinds
from .costs import CostRows, PartRows, StrikeRow
from .fields import Chips, Day, Line, Moment, Note, Pick

MOST_MINUTES = 24 * 60


def component_choices() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The ten ATENSI activities under the seven the ministry counts."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in components().values():
        found.setdefault(say(each.rollup_label), []).append((each.code, say(each.label)))
    return iter(found.items())


class Minutes(forms.IntegerField):
    """Whole minutes of one day."""

    def __init__(self, label: Any, **given: Any) -> None:
        super().__init__(label=label, required=False, min_value=0, max_value=MOST_MINUTES, **given)
        self.error_messages["invalid"] = _("Tulis menit dengan angka saja.")


class ServiceForm(CostRows):
    """One occasion: what was done, when, for which clients, with what costs."""

    does = Does(work.record_service, about=("case",), made=("costs", "workers"), folded=("second",))
    said_at = {"amount": "amount_0"}

    kind = Chips(_("Jenis layanan"), ServiceKind)
    at = Moment(
        _("Tanggal dan jam"), past=True, help_text=_("Lebih dari sehari lalu akan ditandai “dicatat belakangan”.")
    )
    minutes = Minutes(_("Lama (menit)"))
    waiting = Minutes(_("Menunggu (menit)"))
    mode = Pick(_("Cara"), Mode, required=False)
    place = Line(_("Tempat"))
    step = Pick(_("Langkah rencana yang dijalankan"), (), required=False, blank=_("Di luar rencana"))
    component = Pick(_("Komponen ATENSI"), (), required=False)
    rehab_level = Pick(
        _("Tingkat rehabilitasi"), [one for one in Level if one], required=False, blank=Level.UNKNOWN.label
    )
    cases = forms.MultipleChoiceField(
        label=_("Klien lain yang dilayani bersamaan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    second = Pick(_("Pekerja kedua"), (), required=False, blank=_("Sendiri"))
    assignment_letter = Line(_("Nomor surat tugas"), most=60)
    note = Note(_("Catatan"), lines=6, help_text=_("Apa yang terlihat dan apa hasilnya."))
    present = Line(_("Yang hadir"), most=300)
    next_step = Line(_("Langkah berikutnya"), most=300)

    def __init__(
        self,
        *args: Any,
        cases: list[tuple[str, str]],
        workers: list[tuple[str, str]],
        steps: list[tuple[str, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        _offer(self.fields["step"], [("", _("Di luar rencana")), *steps])
        _offer(self.fields["component"], [("", _("Pilih…")), *component_choices()])
        _offer(self.fields["second"], [("", _("Sendiri")), *workers])
        _offer(self.fields["cases"], cases)

    @property
    def given(self) -> dict[str, Any]:
        """With the costs, the step of the plan, the other worker and the other cases."""
        told = super().given
        second = told.pop("second")
        told["step"] = PlanItem.objects.filter(pk=told["step"]).first() if told["step"] else None
        cases = tuple(Case.objects.filter(pk__in=told["cases"]))
        return told | {"costs": self.costs, "cases": cases, "workers": (int(second),) if second else ()}


def _offer(field: forms.Field, choices: list[Any]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class ClaimForm(ActionForm):
    """Where the claim of a cost stands."""

    does = Does(paying.settle_cost, about=("cost", "case"))

    claim = Chips(_("Klaim biaya ini"), Claim)


class SplitForm(PartRows):
    """Who pays a cost, each with the year of their budget."""

    does = Does(paying.split_cost, about=("cost", "case"), made=("parts",))


class StrikeForm(StrikeRow):
    """A cost of a service that was written wrongly."""

    does = Does(paying.strike_cost, about=("cost", "case"))


class TaskForm(ActionForm):
    """An errand and the agency that owns it."""

    does = Does(work.add_task, about=("case",))

    kind = Chips(_("Jenis"), [e for e in Errand if e is not Errand.DECISION])
    what = Note(_("Apa yang harus diurus"), required=True, lines=2)
    agency = Line(_("Di lembaga mana"), most=80)
    due_on = Day(_("Paling lambat"), required=False, ahead=True)


class SettleTaskForm(ActionForm):
    """Where an errand stands."""

    does = Does(work.settle_task, about=("task",))

    state = Chips(_("Keadaan sekarang"), [s for s in TaskState if s is not TaskState.OPEN])
    note = Note(_("Keterangan"), lines=2)


class SupervisionForm(ActionForm):
    """Advice on a hard case, between two."""

    other = Pick(_("Dengan"), ())
    on = Day(_("Tanggal"), past=True)
    note = Note(_("Yang dibicarakan"), required=True, lines=5)
    advice = Note(_("Saran penyelia"), lines=4)
    follow_up = Note(_("Tindak lanjut"), lines=3)

    def __init__(self, *args: Any, others: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self.fields["other"], [("", _("Pilih…")), *others])


class AppointmentForm(ActionForm):
    """An hour and a place to be."""

    does = Does(work.set_appointment, about=("case", "for_what"))

    kind = Chips(_("Jenis janji"), ())
    starts = Moment(_("Tanggal dan jam"), ahead=True)
    place = Line(_("Tempat"))
    subject = Pick("", (), required=False)
    assignment_letter = Line(_("Nomor surat tugas"), most=60)

    def __init__(self, *args: Any, standing: list[Standing], **given: Any) -> None:
        super().__init__(*args, **given)
        offered = [(code, words) for code, words in kinds().items() if code != AppointmentKind.AFTERCARE]
        _offer(self.fields["kind"], offered)
        self.standing = standing
        if standing:
            named = [(str(one.subject.id), one.words) for one in standing]
            what = said_kinds(one.subject.kind for one in standing)
            self.fields["subject"].label = _("Untuk {what}").format(what=what)
            _offer(self.fields["subject"], [("", _("Bukan untuk {what}").format(what=what)), *named])
        else:
            del self.fields["subject"]

    @property
    def given(self) -> dict[str, Any]:
        """What is for a subject is for the one chosen, or the only one; anything else is for the case."""
        told = super().given
        chosen = UUID(told["subject"]) if told.get("subject") else None
        return told | {"subject": meant(told["kind"], self.standing, chosen)}


HINDERS_ANY: Mapping[str, Words] = {
    "child_ill": _("Anak sakit atau belum siap"),
    "carer": _("Orang tua atau wali berhalangan"),
    "worker": _("Kami berhalangan"),
}


class ReasonForm(ActionForm):
    """Why an appointment did not go as set: one of a list, own words, or both."""

    reason = Pick(_("Alasan"), (), required=False)
    words = Line(_("Alasan lain atau tambahan"), most=300)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.listed = {**hindered(), **HINDERS_ANY}
        _offer(self.fields["reason"], [("", _("Pilih…")), *self.listed.items()])

    @property
    def given(self) -> dict[str, Any]:
        """The reason in words."""
        told = super().given
        listed, words = str(self.listed.get(told["reason"], "")), told.pop("words")
        return told | {"reason": ". ".join(filter(None, [listed, words]))}


class PostponeForm(ReasonForm):
    """To when: one of the presets, pressed as a button, or an hour of its own."""

    does = Does(work.postpone, about=("appointment",), folded=("words", "preset"))

    to = Moment(_("Ke tanggal dan jam lain"), forward=True, required=False)
    preset = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, presets: Mapping[str, datetime], **given: Any) -> None:
        super().__init__(*args, **given)
        self.presets = presets

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        told = super().clean() or self.cleaned_data
        told["to"] = self.presets.get(told.pop("preset", "")) or told.get("to")
        if told["to"] is None and "to" not in self.errors:
            self.add_error("to", _("Pilih salah satu, atau isi tanggal dan jam yang baru."))
        return told


class CancelForm(ReasonForm):
    """It will not be, or nobody came."""

    does = Does(work.settle_appointment, about=("appointment", "at"), folded=("words",))

    state = Chips(_("Apa yang terjadi"), (("cancelled", _("Batal")), ("absent", _("Klien tidak hadir"))))

    @property
    def given(self) -> dict[str, Any]:
        """As the appointment knows its state."""
        return super().given | {"state": AppointmentState(self.cleaned_data["state"])}


class HeldForm(ActionForm):
    """It took place. What was done is then recorded as a service."""

    does = Does(work.settle_appointment, about=("appointment", "state", "reason", "at"))
