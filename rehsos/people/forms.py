"""What is asked of a person: only what they are called, the sex and how old is ever needed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.audit.answers import Words
from rehsos.directory import gazetteer
from rehsos.directory.forms import PlaceField
from rehsos.law.ages import Birth, years_between
from rehsos.look import words
from rehsos.look.fields import TypedDay

from .actions import OLDEST, sameness
from .doors import DUPLICATE, TRUE
from .identity import Identity, birth
from .models import Sex
from .nik import Known, Problem, parse
from .typed_age import Typed, TypedAge, typed_age

UNKNOWN, GUESS = "unknown", "worker_guess"
PROOFS = (
    ("", _("Pilih…")),
    ("birth_certificate", _("Akta kelahiran")),
    ("family_card", _("Kartu keluarga (KK)")),
    ("identity_card", _("KTP atau KIA")),
    ("school", _("Ijazah atau rapor")),
    ("church", _("Surat baptis atau surat lahir")),
    ("family_says", _("Keterangan keluarga")),
    (GUESS, _("Perkiraan petugas")),
    (UNKNOWN, _("Umur belum diketahui")),
)
GUESSES = {"family_says", GUESS}
"""Of these a year is a guess too. An age always is: it is said of today, and by the look."""


def _text(label: Any, most: int = 120, hint: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=hint,
        widget=forms.TextInput({"autocomplete": "off", **attrs}),
    )


class BirthDay(TypedDay):
    """A day of birth, written rather than picked: a calendar opens on this month. What can be, `actions` says."""

    first_year = 1


@dataclass(frozen=True)
class Stood:
    """What was known of a birth before the form was opened: what is sent back as it stood was not typed."""

    year: int | None = None
    estimated: bool = False
    proof: str = ""


NOTHING_STOOD = Stood()


class PersonForm(ActionForm):
    """A person's identity. Everything but three things may stay empty."""

    called = _text(_("Nama panggilan"), 80, _("Satu nama saja boleh. Belum tahu? Tulis “Tanpa nama”."))
    full_name = _text(_("Nama lengkap"))
    other_names = _text(_("Nama lain"), 160, _("Ejaan lain atau alias, pisahkan dengan koma."))
    sex = forms.ChoiceField(label=_("Jenis kelamin"), choices=Sex.choices, widget=forms.RadioSelect)
    birth_year = TypedAge(
        label=_("Umur atau tahun lahir"),
        required=False,
        help_text=_("Contoh: 14 atau 2012. Kosongkan bila tanggal lahir diisi."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Isi dengan angka: umur (14) atau tahun lahir (2012).")},
    )
    birth_date = BirthDay(
        label=_("Tanggal lahir"), required=False, help_text=_("Contoh: 31 Des 2010 atau 31-12-2010."),
        widget=forms.DateInput({"autocomplete": "off"}, format="%d-%m-%Y"),
    )  # fmt: skip
    birth_proof = forms.ChoiceField(label=_("Umur diketahui dari"), choices=PROOFS, required=False)
    birth_place = _text(_("Tempat lahir"), 80)
    nik = _text(_("NIK"), 24, _("Boleh kosong. Boleh disimpan walau tampak salah."), inputmode="numeric")
    no_nik_because = _text(_("Bila tanpa NIK, sebabnya"), 80, _("Misalnya: belum punya akta."))
    lives_in = PlaceField(
        label=_("Tinggal di (desa, kecamatan, atau Kab./Kota)"), required=False, max_length=160,
        help_text=_("Tempat yang sebenarnya, bukan alamat di KTP."),
    )  # fmt: skip
    lives_at = _text(_("Alamat atau petunjuk arah"), 160)
    registered_address = _text(_("Alamat di KK atau KTP"), 160)
    carer_name = _text(_("Nama ibu, ayah, atau wali"))
    phone = _text(_("Nomor telepon"), 40, inputmode="tel")
    phone_owner = _text(_("Telepon milik siapa"), 60)
    safe_channel = _text(_("Cara menghubungi yang aman"), 160, _("Siapa, jam berapa, telepon atau pesan."))
    school = _text(_("Sekolah atau pekerjaan"))
    languages = _text(_("Bahasa, perlu juru bahasa?"), 80)
    needs = _text(_("Kebutuhan khusus"), 160, _("Misalnya alat bantu dengar, kursi roda, pendamping."))

    def __init__(self, *args: Any, near: str = "", stood: Stood = NOTHING_STOOD, **given: Any) -> None:
        super().__init__(*args, **given)
        self.stood = stood
        place = self.fields["lives_in"]
        if isinstance(place, PlaceField):
            place.look_near(near)

    def clean_birth_year(self) -> int | None:
        """A small number is an age today; a large one a year."""
        number: int | None = self.cleaned_data["birth_year"]
        if number is not None and 0 <= number <= OLDEST:
            return timezone.localdate().year - number
        return number

    def clean(self) -> dict[str, Any]:
        """An age or a birth date, or the word that nobody knows it."""
        given = super().clean() or {}
        if not (given.get("called") or given.get("full_name")):
            self.add_error("called", str(_("Isi nama panggilan. Bila belum diketahui, tulis “Tanpa nama”.")))
        tried = self.errors.keys() & {"birth_year", "birth_date"}
        known = given.get("birth_date") or given.get("birth_year") is not None
        unknown_before = self.stood is not NOTHING_STOOD and self.stood.year is None
        if not (tried or known or unknown_before or given.get("birth_proof") == UNKNOWN):
            self.add_error("birth_year", str(_("Isi umur, tahun lahir, atau pilih “Umur belum diketahui”.")))
        return given

    @property
    def contradiction(self) -> str:
        """Says so where the age or year that was typed is not that of the birth date, which is what holds."""
        born: date | None = self.cleaned_data["birth_date"]
        if born is None or not self._contradicts(born, self.cleaned_data["birth_year"]):
            return ""
        said = _(
            "“{typed}” tidak cocok dengan tanggal lahir {day}. Yang dipakai tanggal lahir. Periksa mana yang benar."
        )
        return said.format(typed=str(self.data.get("birth_year", "")).strip(), day=words.day(born))

    @property
    def _typed(self) -> Typed:
        return typed_age(str(self.data.get("birth_year", "")))

    def _contradicts(self, birth_date: date | None, year: int | None) -> bool:
        """Whether an age or a year was typed that the birth date cannot mean. What stood there before is not typed."""
        if birth_date is None or year in {None, self.stood.year} or birth_date > timezone.localdate():
            return False
        age = self._typed.number
        by_age = age.isdecimal() and int(age) == years_between(birth_date, timezone.localdate())
        return birth_date.year != year and not by_age

    @property
    def identity(self) -> Identity:
        """The sealed part."""
        given = self.cleaned_data
        born: date | None = given["birth_date"]
        place = given["lives_in"]
        plain = {name: given[name] for name in Identity.__dataclass_fields__ if name not in {"birth_date", "lives_in"}}
        return Identity(**plain, birth_date=born.isoformat() if born else "", lives_in=place.code if place else "")

    @property
    def told(self) -> dict[str, Any]:
        """What both actions on a person take. A year is no guess unless it is told as one; an age always is."""
        given = self.cleaned_data
        return {
            "identity": self.identity,
            "sex": Sex(given["sex"]),
            "birth_year": given["birth_year"],
            "birth_estimated": given["birth_year"] is not None and self._guessed,
        }

    @property
    def born(self) -> Birth | None:
        """What was told of the birth; None where the year told is none that the action takes."""
        told, this = self.told, timezone.localdate().year
        year: int | None = told["birth_year"]
        likely = year if year is not None and this - OLDEST <= year <= this else None
        return birth(told["identity"], likely, estimated=told["birth_estimated"])

    @property
    def _guessed(self) -> bool:
        given, typed, stood = self.cleaned_data, self._typed, self.stood
        if (typed.number, given["birth_proof"]) == (str(stood.year), stood.proof) and not typed.guessed:
            return stood.estimated
        by_age = typed.number.isdecimal() and int(typed.number) <= OLDEST
        return typed.guessed or by_age or given["birth_proof"] in GUESSES

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """What in the NIK deserves a second look; never a reason to refuse."""
        given = self.cleaned_data
        if not given["nik"]:
            return ()
        year = given["birth_year"]
        today = timezone.localdate()
        return parse(
            given["nik"], on=today, known_prefix=_prefix, born=given["birth_date"],
            age=today.year - year if year else None, sex=given["sex"],
        ).problems  # fmt: skip


def _prefix(six_digits: str) -> Known:
    return gazetteer.nik_prefix(six_digits).status


class CorrectionForm(PersonForm):
    """The same, over what is known already; knows which version it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def overwrite(self, version: int) -> None:
        """After a conflict was shown: the next save is made over this version."""
        changed = QueryDict(mutable=True)
        changed.update(self.data)
        changed["version"] = str(version)
        self.data = changed


class SameForm(ActionForm):
    """Why two registered persons are one, or two after all."""

    does = (Does(sameness.say_same, about=("person", "other")), Does(sameness.say_apart, about=("person",)))

    reason = forms.CharField(
        label=_("Dari mana Anda tahu"), widget=forms.Textarea({"rows": 3}),
        help_text=_("Misalnya: akta, kartu keluarga, keterangan ibu. Tersegel."),
    )  # fmt: skip


class SettleForm(ActionForm):
    """Whether what a colleague proposed is right."""

    does = Does(sameness.settle_same, about=("said",))

    confirmed = forms.TypedChoiceField(
        label=_("Keputusan"), choices=(("yes", _("Pastikan")), ("no", _("Tolak"))), widget=forms.RadioSelect,
        coerce=lambda chosen: chosen == "yes",
    )  # fmt: skip
    keep = forms.ChoiceField(
        label=_("Di mana klien sekarang? Mana yang benar?"), required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Catatan"), required=False, widget=forms.Textarea({"rows": 3}), help_text=_("Wajib bila ditolak.")
    )

    def __init__(self, *args: Any, differs: tuple[Words, Words] | None, **given: Any) -> None:
        super().__init__(*args, **given)
        keep = self.fields["keep"]
        assert isinstance(keep, forms.ChoiceField)  # noqa: S101 - declared above
        if differs is None:
            del self.fields["keep"]
        else:
            mine, true = differs
            of_mine, of_true = _("Orang ini: {what}").format(what=mine), _("Orang utama: {what}").format(what=true)
            keep.choices = [(DUPLICATE, of_mine), (TRUE, of_true)]
