"""The forms of this room, each bound to its action."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.forms import pin_field
from rehsos.access.pages import ActionForm
from rehsos.audit.actor import Actor
from rehsos.cases.forms.fields import Chips, Line, Moment, Note, Pick
from rehsos.directory.models import Office, Worker
from rehsos.house.rooms import given

from . import actions
from .actions import guesting, staying
from .doors import Summary, Told
from .models import ASKED_FOR, Answer, LeftTo, Reading, Refusal, Urgency, Wanted
from .policies import OWN
from .queries import MOST_PROPOSED, Proposed, offices_called

OTHER = "other"


class ReadForm(ActionForm):
    """Why somebody reads it, at an office that has no case of it; the PIN beside, where names are shut."""

    does = Does(actions.open_names_of_referral, about=("referral",))

    remembered = False

    because = Chips(_("Alasan"), Reading)
    note = Note(_("Keterangan"), lines=2, help_text=_("Boleh kosong. Tersegel bersama rujukannya."))

    def __init__(self, *args: Any, shut: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if shut:
            self.fields["pin"] = pin_field(_("PIN 6 angka"))
            self.order_fields(["because", "pin", "note"])


class BeginForm(ActionForm):
    """To whom, what is asked, how urgent. The deed was named before."""

    does = Does(actions.begin_referral, about=("case", "deed"), made=("proposed",), folded=("elsewhere",))

    receiver = Chips(_("Kepada"), (), required=False)
    elsewhere = Line(_("Nama kantor lain"), help_text=_("Tulis sebagian namanya, misalnya: sentra efata."))
    wanted = Chips(_("Yang diminta"), ASKED_FOR)
    asked = Note(
        _("Permintaannya"),
        required=True,
        lines=3,
        help_text=_("Apa yang diharapkan, dan kapan. Tanpa nama: mereka membacanya juga tanpa membuka nama."),
    )
    urgency = Chips(
        _("Seberapa mendesak"), Urgency, initial=Urgency.USUAL,
        help_text=_("Biasa: dijawab dalam 3 hari kerja. Mendesak: dalam 24 jam."),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, proposals: Sequence[Proposed], **more: Any) -> None:
        super().__init__(*args, **more)
        self.by, self.known = by, {str(one.office.pk): one.office for one in proposals}
        self.proposed = proposals[0].office if proposals else None
        self._offer(proposals)
        if self.proposed:
            self.initial.setdefault("receiver", str(self.proposed.pk))

    def _offer(self, proposals: Sequence[Proposed]) -> None:
        field: Any = self.fields["receiver"]
        field.choices = [*((str(one.office.pk), _seat(one)) for one in proposals), (OTHER, str(_("Kantor lain")))]

    def clean(self) -> dict[str, Any]:
        """The office itself: the one that was tapped, or the only one that is called so."""
        told = super().clean() or {}
        if told.get("wanted") == Wanted.BED:
            told["urgency"] = Urgency.URGENT
        if "receiver" in self.errors:
            return told
        told["receiver"] = self.known.get(told.get("receiver") or "") or self._called(told.get("elsewhere", ""))
        return told

    def _called(self, text: str) -> Office | None:
        found = offices_called(text) if text.strip() else []
        own = len(found) == 1 and found[0].pk == self.by.office
        if len(found) == 1 and not own:
            return found[0]
        self.add_error("elsewhere" if text.strip() else "receiver", str(OWN if own else _which(text, found)))
        return None

    @property
    def given(self) -> dict[str, Any]:
        """With the office that was proposed first, whichever was taken."""
        told = {name: value for name, value in super().given.items() if name != "elsewhere"}
        return {**told, "proposed": self.proposed}


def _seat(one: Proposed) -> SafeString:
    """An office to tap, with why it is proposed."""
    return format_html(
        "<b>{}</b>{}", one.office.short, format_html("<small>{}</small>", one.reason) if one.reason else ""
    )


def _which(text: str, found: Sequence[Office]) -> Any:
    if not text.strip():
        return _("Pilih kantornya, atau tulis nama kantor lain.")
    if not found:
        return _("Tidak ada kantor dengan nama itu. Periksa tulisannya.")
    names = "; ".join(one.short for one in found[:MOST_PROPOSED])
    return str(_("Ada beberapa: {names}. Tulis lebih lengkap.")).format(names=names)


class _Ticks(ActionForm):
    """Parts of the summary, each with what it would say today."""

    ticks = forms.MultipleChoiceField(
        label=_("Ringkasan yang ikut"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Mereka membaca yang Anda centang, seperti adanya hari ini. Isi kasus tidak terbuka."),
    )  # fmt: skip

    def __init__(self, *args: Any, told: Sequence[Told], ticked: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        self.told, doors = {one.code: one for one in told}, {one.code: one for one in given(Summary)}
        field: Any = self.fields["ticks"]
        field.choices = [(one.code, _cell(doors[one.code], one)) for one in told]
        if ticked:
            self.initial.setdefault("ticks", [one.code for one in told if doors[one.code].ticked])

    @property
    def given(self) -> dict[str, Any]:
        """The parts that were ticked, as they are told now."""
        ticks = self.cleaned_data["ticks"]
        kept = {name: value for name, value in super().given.items() if name != "ticks"}
        return {**kept, "parts": tuple(self.told[code] for code in ticks)}


def _cell(door: Summary, told: Told) -> SafeString:
    lines = format_html_join("", "<small>{}</small>", ((line,) for line in told.lines))
    return format_html("<b>{}</b>{}", door.words, lines)


class SendForm(_Ticks):
    """What goes along."""

    does = Does(actions.send_referral, about=("referral",), made=("parts",), folded=("ticks",))


class AddForm(_Ticks):
    """What is added later: parts as they stand now, or words."""

    does = Does(actions.add_to_referral, about=("referral",), made=("parts",), folded=("ticks",))

    words = Note(_("Keterangan tambahan"), lines=3, help_text=_("Tanpa nama. Siapa orangnya: centang di ringkasan."))


class RevokeForm(ActionForm):
    """Why it is taken back."""

    does = Does(actions.revoke_referral, about=("referral",))

    reason = Note(_("Alasan dicabut"), lines=2)


class AskForm(ActionForm):
    """What is asked of the other office."""

    does = Does(actions.ask_again, about=("referral",))

    asked = Note(_("Yang ditanyakan"), lines=2, help_text=_("Boleh kosong: lalu ditanyakan sampai di mana."))


class SpokenForm(ActionForm):
    """What they said before they wrote."""

    does = Does(actions.note_spoken, about=("referral",))

    answer = Chips(_("Jawaban lisannya"), Answer)
    who = Line(_("Disampaikan oleh"), required=True, help_text=_("Nama atau jabatan."))
    at = Moment(_("Kapan disampaikan"), past=True)


class ReceiveForm(ActionForm):
    """When it was taken up."""

    does = Does(actions.receive_referral, about=("referral",))

    at = Moment(
        _("Diterima pada"), past=True,
        help_text=_("Pengirim membaca siapa yang menanganinya. Waktu menjawab dihitung sejak dikirim."),
    )  # fmt: skip


class AnswerForm(ActionForm):
    """Yes, partly, no."""

    does = Does(actions.answer_referral, about=("referral",))

    lead = Pick(_("Penanggung jawab"), (), required=False, blank=_("Saya sendiri"))
    answer = Chips(_("Jawaban"), Answer)
    refusal = Pick(_("Alasan penolakan"), [one for one in Refusal if one], required=False)
    words = Note(_("Keterangan"), lines=3, help_text=_("Kantor pengirim membacanya: kapan, ke siapa, apa syaratnya."))

    def __init__(
        self, *args: Any, leads: Sequence[tuple[str, str]] = (), itself: bool = True, whole: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["lead"]
        field.choices = [*([("", str(_("Saya sendiri")))] if itself else [("", str(_("Pilih…")))]), *leads]
        if whole:
            answers: Any = self.fields["answer"]
            answers.choices = [one for one in answers.choices if one[0] != Answer.PARTLY]

    def clean_lead(self) -> Worker | None:
        """The worker; None is whoever answers."""
        chosen = self.cleaned_data["lead"]
        return Worker.objects.get(pk=chosen) if chosen else None

    def clean_refusal(self) -> Refusal:
        """None chosen is a code, too."""
        return self.cleaned_data["refusal"] or Refusal.NONE


class ArrivalForm(ActionForm):
    """When it began."""

    does = Does(actions.record_arrival, about=("referral",))

    at = Moment(_("Tiba atau mulai pada"), past=True)


class TakeBackForm(ActionForm):
    """What was wrong with it."""

    does = Does(actions.take_back_arrival, about=("referral",))

    reason = Note(_("Apa yang salah?"), required=True, lines=2, help_text=_("Kantor pengirim membacanya."))


class DepartureForm(ActionForm):
    """Where to, and when."""

    does = Does(staying.record_departure, about=("referral",))

    to = Chips(
        _("Klien keluar ke"), LeftTo,
        help_text=_("Di rumah sakit, di kepolisian, atau pergi sendiri: kantor Anda tetap memegang tanggung jawab."),
    )  # fmt: skip
    words = Line(_("Kepada siapa atau di mana"), help_text=_("Tersegel. Alamat tidak perlu."))
    at = Moment(_("Keluar pada"), past=True)


class GuestsLeftForm(ActionForm):
    """Who of them, where to, and when."""

    does = Does(guesting.tell_guests_left)

    gone = forms.MultipleChoiceField(label=_("Siapa yang sudah pergi"), widget=forms.CheckboxSelectMultiple)
    to = Chips(_("Pergi ke"), [one for one in LeftTo if one != LeftTo.SENDER])
    at = Moment(_("Pergi pada"), past=True)

    def __init__(self, *args: Any, here: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        ticks: Any = self.fields["gone"]
        ticks.choices = here
        told = _("Daftar orang baru saja berubah. Centang lagi siapa yang sudah pergi.")
        ticks.error_messages["invalid_choice"] = str(told)

    @property
    def given(self) -> dict[str, Any]:
        """By their ids."""
        told = super().given
        return {**told, "gone": tuple(UUID(one) for one in told["gone"])}


class ResultForm(ActionForm):
    """What came of it."""

    does = Does(actions.record_result, about=("referral",))

    words = Note(_("Hasil"), required=True, lines=5, help_text=_("Kantor pengirim membacanya."))
