"""What is asked when somebody calls or writes: little, and most of it already filled."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.directory.forms import PlaceWords, one_place
from rehsos.directory.models import Place
from rehsos.look.fields import DayAndHour

from .actions import Told
from .calling import UNSAFE
from .models import Channel, Danger, Decision, FromRole
from .purposes import OTHER, purposes

MOMENT = "%Y-%m-%dT%H:%M"


def _text(label: Any, most: int = 120, hint: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=hint,
        widget=forms.TextInput({"autocomplete": "off", **attrs}),
    )


def _moment(label: Any, *, required: bool = False, forward: bool = False) -> DayAndHour:
    return DayAndHour(label=label, required=required, forward=forward)


def _unsafe() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Nomor ini tidak aman dihubungi"), required=False,
        help_text=_("Nomornya tidak ditampilkan di daftar, dan tidak ada tombol telepon atau pesan."),
    )  # fmt: skip


class SpokenForm(ActionForm):
    """A spoken request. Every field has its usual answer; who calls for what is one tap each."""

    purpose = forms.ChoiceField(label=_("Untuk apa"), choices=(), widget=forms.RadioSelect)
    more = _text(_("Keterangan"), 200)
    when = forms.CharField(label=_("Kapan diperlukan"), required=False, widget=forms.RadioSelect)
    needed_at = _moment(_("Tanggal dan jam"), forward=True)
    from_role = forms.ChoiceField(
        label=_("Dari"), choices=FromRole.choices, initial=FromRole.INVESTIGATOR, widget=forms.Select
    )
    officer = _text(_("Nama petugas"))
    unit = _text(_("Kantor atau unit"), 120, _("Misalnya: Unit PPA Polres."))
    phone = _text(_("Nomor telepon"), 40, inputmode="tel")
    phone_unsafe = _unsafe()
    about = _text(_("Anak yang mana"), 160, _("Sejauh disebut: nama, umur, perannya. Boleh kosong."))
    received_at = DayAndHour(widget=forms.DateTimeInput({"type": "hidden"}, format=MOMENT), required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        now, offered = timezone.localtime(), list(purposes().items())
        self.fields["purpose"].choices = offered  # type: ignore[attr-defined]
        self.initial.setdefault("purpose", offered[0][0])
        self.initial.setdefault("received_at", now)
        usual = _usual_moments(now)
        kept = str(self.data.get("when") or self.initial.get("when") or "")
        moments = [*usual, *([_parsed(kept)] if kept not in {"", OTHER} and _parsed(kept) else [])]
        widget = self.fields["when"].widget
        choices = {m.strftime(MOMENT): _said(m, now) for m in moments if m} | {
            OTHER: _("Waktu lain"),
            "": _("Belum disebut"),
        }
        if isinstance(widget, forms.RadioSelect):
            widget.choices = list(choices.items())
        self.initial.setdefault("when", usual[-2].strftime(MOMENT))

    def clean(self) -> dict[str, Any]:
        """The moment it is needed, from the tap or from the box."""
        given = super().clean() or {}
        when = given.get("when")
        if when and when != OTHER:
            given["needed_at"] = _parsed(when)
        elif when != OTHER:
            given["needed_at"] = None
        elif not given.get("needed_at") and "needed_at" not in self.errors:
            self.add_error("needed_at", str(_("Isi tanggal dan jamnya, atau pilih “Belum disebut”.")))
        if given.get("purpose") == OTHER and not given.get("more", "").strip():
            self.add_error("more", str(_("Tulis satu baris: apa yang diminta?")))
        return given

    @property
    def told(self) -> Told:
        """What is sealed."""
        given = self.cleaned_data
        purpose = "" if given["purpose"] == OTHER else str(purposes()[given["purpose"]])
        return Told(
            asked=". ".join(part for part in (purpose, given["more"].strip()) if part),
            about=given["about"],
            officer=given["officer"],
            unit=given["unit"],
            phone=given["phone"],
            purpose=given["purpose"],
            phone_unsafe=UNSAFE if given["phone_unsafe"] else "",
        )


def _usual_moments(now: datetime) -> list[datetime]:
    """Now; this afternoon if it is still to come; tomorrow and the day after at eight."""
    today = now.date()
    afternoon = _at(today, 13) if now.hour < 12 else None  # noqa: PLR2004 - before noon
    later = [_at(today + timedelta(days=n), 8) for n in (1, 2)]
    return [now.replace(second=0, microsecond=0), *([afternoon] if afternoon else []), *later]


def _at(day: Any, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _parsed(text: str) -> datetime | None:
    try:
        return timezone.make_aware(datetime.strptime(text, MOMENT))  # noqa: DTZ007 - made aware right here
    except ValueError:
        return None


def _said(moment: datetime, now: datetime) -> Any:
    """Besok 08.00, with the day for whoever counts in weekdays."""
    hour = moment.strftime("%H.%M")
    day = date_format(moment, "l")
    match (moment.date() - now.date()).days:
        case 0 if abs(moment - now) < timedelta(minutes=2):
            return _("Sekarang juga")
        case 0:
            return _("Hari ini {hour}").format(hour=hour)
        case 1:
            return _("Besok ({day}) {hour}").format(day=day, hour=hour)
        case 2:
            return _("Lusa ({day}) {hour}").format(day=day, hour=hour)
        case _:
            return date_format(moment, "j F Y, H.i")


class ReportForm(ActionForm):
    """An aduan. Six answers, two of them filled; the rest may come later."""

    channel = forms.ChoiceField(
        label=_("Melalui"), choices=Channel.choices, initial=Channel.PHONE, widget=forms.RadioSelect
    )
    received_at = _moment(_("Diterima"), required=True)
    from_role = forms.ChoiceField(label=_("Dari siapa"), choices=FromRole.choices, initial=FromRole.FAMILY)
    asked = forms.CharField(
        label=_("Apa yang diminta atau dikhawatirkan"), max_length=400, help_text=_("Satu baris cukup."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Tulis satu baris: apa yang diminta atau dikhawatirkan?")},
    )  # fmt: skip
    danger = forms.ChoiceField(
        label=_("Anak atau klien dalam bahaya sekarang?"), choices=Danger.choices, initial=Danger.UNKNOWN,
        widget=forms.RadioSelect,
    )  # fmt: skip
    where = PlaceWords(
        label=_("Di mana, sejauh diketahui"), required=False, max_length=160,
        help_text=_("Desa, kecamatan, atau petunjuk. Boleh kosong."),
    )  # fmt: skip
    about = _text(_("Tentang siapa"), 160, _("Nama panggilan dan umur, sejauh disebut."))
    persons = forms.IntegerField(
        label=_("Berapa orang"),
        initial=1,
        min_value=1,
        max_value=999,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    officer = _text(_("Nama yang menyampaikan"), 120, _("Kosongkan bila tidak mau disebut."))
    rank = _text(_("Pangkat atau jabatan"), 80)
    unit = _text(_("Kantor atau lembaga"))
    phone = _text(_("Nomor telepon"), 40, inputmode="tel")
    phone_unsafe = _unsafe()
    safe_contact = _text(_("Cara menghubungi yang aman"), 160)
    already_knows = _text(_("Siapa saja yang sudah tahu"), 160)
    needed_at = _moment(_("Diperlukan pada"), forward=True)

    def __init__(self, *args: Any, near: str = "", **given: Any) -> None:
        super().__init__(*args, **given)
        self.near = near
        self.initial.setdefault("received_at", timezone.localtime())
        where = self.fields["where"]
        if isinstance(where, PlaceWords):
            where.look_near(near)

    @property
    def place(self) -> Place | None:
        """The place the words surely name; the words themselves are kept in any case."""
        return one_place(self.cleaned_data["where"], self.near)

    @property
    def told(self) -> Told:
        """What is sealed."""
        return Told(**{name: self.cleaned_data[name] for name in Told.__dataclass_fields__ if name in self.fields})


WITHOUT_A_FILE = (Decision.PASSED_ON, Decision.RESPONSE, Decision.CONSULTATION, Decision.REFUSED)


class DecisionForm(ActionForm):
    """What becomes of a report that opens no file: of what the actor may decide."""

    decision = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[(d.value, d.label) for d in WITHOUT_A_FILE],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Alasan dan tindak lanjut"), max_length=600, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Diteruskan: kepada siapa. Tidak diterima: mengapa, dan apa saran untuk pelapor."),
    )  # fmt: skip

    def __init__(self, *args: Any, may: Collection[str], **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["decision"]
        field.choices = [(code, words) for code, words in field.choices if code in may]  # type: ignore[attr-defined]

    def clean_decision(self) -> Decision:
        """As the noun of the law."""
        return Decision(self.cleaned_data["decision"])
