"""The forms of stays, each bound to its action. What need not be known to save may stay empty."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Day, Line, Moment, Note, Pick
from rehsos.cases.forms.opening import plain_words
from rehsos.cases.models import Level
from rehsos.people.models import Sex
from rehsos.people.typed_age import TypedAge

from .actions import admitting, bringing, discharging, during
from .models import REVIEWED, AbsenceKind, Bed, BroughtBy, Consent, NoteKind, OutTo, StayKind, Teller

BROUGHT = [one for one in BroughtBy if one]
OLDEST = 125


class BedForm(ActionForm):
    """A form that asks for a bed among those that are free; none is an answer."""

    bed = Pick(_("Tempat tidur"), (), blank=_("Tanpa ranjang"), required=False)

    def __init__(self, *args: Any, beds: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["bed"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Tanpa ranjang")), *beds]

    @property
    def given(self) -> dict[str, Any]:
        """With the bed itself."""
        told = super().given
        told["bed"] = Bed.objects.filter(pk=told["bed"]).first() if told["bed"] else None
        return told


class TakeInForm(BedForm):
    """Somebody stands at the door. Only the sex must be said."""

    does = Does(admitting.take_in, about=("client",))

    sex = Chips(_("Jenis kelamin"), [one for one in Sex if one])
    age = TypedAge(
        label=_("Kira-kira umur"), required=False, min_value=0, max_value=OLDEST,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Tulis umur dengan angka.")},
    )  # fmt: skip
    called = Line(_("Dipanggil siapa"), help_text=_("Boleh kosong."))
    brought_by = Pick(_("Dibawa oleh"), BROUGHT, required=False)
    health = Line(_("Kesehatan sekarang"), most=240, help_text=_("Satu baris: luka, sakit, obat. Boleh kosong."))
    category = Pick(_("Keadaannya dengan satu kata"), (), required=False)
    stay_kind = Pick(_("Macam tinggal"), StayKind, required=True)
    at = Moment(_("Tiba"), past=True)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.order_fields(["sex", "age", "called", "brought_by", "health", "bed", "category", "stay_kind", "at"])
        words = self.fields["category"]
        assert isinstance(words, forms.ChoiceField)  # noqa: S101 - declared above
        words.choices = plain_words(timezone.localdate())

    @property
    def given(self) -> dict[str, Any]:
        """Who brought them may be unknown."""
        told = super().given
        return {**told, "brought_by": told["brought_by"] or BroughtBy.UNKNOWN}


class AdmitForm(BedForm):
    """Who is known already."""

    does = Does(admitting.admit_client, about=("case",))

    brought_by = Pick(_("Dibawa oleh"), BROUGHT, required=False)
    health = Line(_("Kesehatan sekarang"), most=240)
    stay_kind = Pick(_("Macam tinggal"), StayKind, required=True)
    at = Moment(_("Tiba"), past=True)

    @property
    def given(self) -> dict[str, Any]:
        """Who brought them may be unknown."""
        told = super().given
        return {**told, "brought_by": told["brought_by"] or BroughtBy.UNKNOWN}


class AdmitReferredForm(BedForm):
    """Who was handed over."""

    does = Does(admitting.admit_referred, about=("referral",))

    health = Line(_("Kesehatan sekarang"), most=240)
    stay_kind = Pick(_("Macam tinggal"), StayKind, required=True)
    at = Moment(_("Tiba"), past=True)


class AdmitBroughtForm(AdmitReferredForm):
    """Who was accepted at the end of a leg."""

    does = Does(bringing.admit_brought, about=("brought",))


class AdmitWaitingForm(AdmitReferredForm):
    """Who is here already, however they came."""

    does = Does(bringing.admit_waiting, about=("arrival",))


class MoveForm(BedForm):
    """Another bed, or none."""

    does = Does(during.move_bed, about=("stay",))

    at = Moment(_("Sejak"), past=True)


class AwayForm(ActionForm):
    """Why they are not there, and until when."""

    does = Does(during.go_away, about=("stay",))

    absence_kind = Chips(_("Mengapa tidak di sini"), AbsenceKind)
    at = Moment(_("Sejak"), past=True)
    expected = Moment(_("Harus kembali"), required=False, help_text=_("Wajib untuk cuti."))
    words = Line(_("Bersama siapa, di rumah sakit mana"), help_text=_("Tersegel. Boleh kosong."))


class BackForm(ActionForm):
    """They are back."""

    does = Does(during.come_back, about=("stay",))

    at = Moment(_("Kembali"), past=True)
    words = Line(_("Keadaannya saat kembali"), help_text=_("Tersegel. Boleh kosong."))


class TellForm(ActionForm):
    """Who was told that somebody is missing."""

    does = Does(during.tell_of_missing, about=("stay",))

    teller = Chips(_("Siapa yang diberi tahu"), Teller)
    at = Moment(_("Kapan"), past=True)
    words = Line(_("Dengan siapa bicara, nomor laporannya"), help_text=_("Tersegel. Boleh kosong."))


class ConsentForm(ActionForm):
    """On what ground somebody stays."""

    does = Does(during.record_consent, about=("stay",))

    consent = Chips(_("Dasarnya"), [one for one in Consent if one])
    words = Line(_("Alasan, siapa yang setuju, atau nomor surat"), help_text=_("Tersegel."))


class LevelForm(ActionForm):
    """Of which level the rehabilitation is."""

    does = Does(during.set_level, about=("stay",))

    rehab_level = Chips(_("Tingkat rehabilitasi"), [one for one in Level if one])


class RenewForm(ActionForm):
    """How much longer, and why."""

    does = Does(during.renew_stay, about=("stay",))

    until = Day(_("Diperpanjang sampai"), ahead=True)
    reason = Note(_("Mengapa"), required=True, lines=3)


class NoteForm(ActionForm):
    """What is to be known, or what happened."""

    does = Does(during.note_stay, about=("stay",))

    note_kind = Chips(_("Tentang"), [one for one in NoteKind if one not in REVIEWED])
    at = Moment(_("Kapan"), past=True)
    words = Note(_("Isinya"), required=True, lines=3)


class OutForm(ActionForm):
    """To whom they went."""

    does = Does(discharging.discharge, about=("stay",))

    out_to = Chips(_("Keluar ke"), OutTo)
    words = Line(_("Siapa atau lembaga mana"), help_text=_("Tersegel. Alamat tidak perlu."))
    at = Moment(_("Keluar"), past=True)

    def __init__(self, *args: Any, handed_over: bool, only: Collection[OutTo] = (), **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["out_to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        never = {OutTo.MOVED, OutTo.DIED} | (set() if handed_over else {OutTo.SENDER})
        field.choices = [(one.value, one.label) for one in only or OutTo if one not in never]
