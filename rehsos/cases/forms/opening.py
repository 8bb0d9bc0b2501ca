"""What is asked to open a case: whom it is about was chosen before; one type and a place are enough."""

import json
from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.directory.forms import PlaceField
from rehsos.law.ages import Age, guessed
from rehsos.law.book import ppks_types
from rehsos.law.categories import AMPK, Follows, StayCategory, follows, stay_categories
from rehsos.law.checks import age_of_type
from rehsos.law.findings import Answer, Finding
from rehsos.law.shapes import PpksType
from rehsos.look.labels import label
from rehsos.look.words import say
from rehsos.people.queries import File
from rehsos.people.typed_age import TypedAge

from ..following import CHILD_UNTIL
from ..models import CaseKind, Risk
from ..roles import roles
from .fields import Day

WORD = {"data-find": _("Cari: telantar di jalan, dideportasi, ODGJ…"), "data-fills": "primary_type"}
"""What the list of plain words carries: with script the type that follows is filled in, as long as none is chosen."""
FIND = {"data-find": _("Cari jenis: kata lama juga dikenali")}
"""What a list of types carries: with script it can be narrowed by any word that stands in it."""


def with_old_words(kind: PpksType) -> str:
    """The neutral word, and in brackets what the law and older tables call it, so that it is found by that too."""
    also = [word for word in (kind.legal_name, *kind.old_words) if word.casefold() not in say(kind.label).casefold()]
    return f"{say(kind.label)} ({'; '.join(also)})" if also else say(kind.label)


def with_plain_words(category: StayCategory) -> str:
    """What a category is called, and in brackets what people say."""
    return f"{say(category.label)} ({'; '.join(category.words)})" if category.words else say(category.label)


def plain_words(on: date) -> list[tuple[str, Any]]:
    """The categories of a day, as a list to choose from; none need be."""
    return [("", _("Pilih…")), *((c.code, with_plain_words(c)) for c in stay_categories().values() if c.in_use(on))]


def fits(kind: PpksType, age: Age | None) -> bool:
    """Whether the annex's ages for a type may include this one; true where either is unknown."""
    return age_of_type(kind.code, age).state is not Answer.NOT_MET


KINDS = [(kind.value, kind.label) for kind in CaseKind if kind != CaseKind.VOID]


class OpeningForm(ActionForm):
    """A new case of a known client."""

    kind = forms.ChoiceField(
        label=_("Dibuka sebagai"), choices=KINDS, initial=CaseKind.CASE, widget=forms.RadioSelect,
        help_text=_("Kasus: perlu rencana layanan. Respon: ditangani sekali. Konsultasi: hanya nasihat."),
    )  # fmt: skip
    category = forms.ChoiceField(
        label=_("Keadaannya dengan satu kata"), required=False, widget=forms.Select(WORD),
        help_text=_("Boleh kosong. Jenis PPKS mengikutinya dan dapat diubah."),
    )  # fmt: skip
    primary_type = forms.ChoiceField(label=_("Jenis PPKS utama"), widget=forms.Select(FIND))
    types = forms.MultipleChoiceField(label=_("Jenis lain"), required=False, widget=forms.CheckboxSelectMultiple)
    role = forms.ChoiceField(
        label=_("Peran anak di hadapan hukum"),
        choices=lambda: roles().items(),
        required=False,
        widget=forms.RadioSelect,
    )
    place = PlaceField(
        label=_("Tempat tinggal anak atau klien"), max_length=160,
        help_text=_("Tempat sebenarnya. Tulis Kab. atau Kota bila namanya kembar."),
    )  # fmt: skip
    event_place = PlaceField(label=_("Tempat kejadian"), required=False, max_length=160)
    opened_on = Day(_("Dibuka tanggal"))
    age = TypedAge(
        label=_("Umur saat ini"),
        required=False,
        min_value=0,
        max_value=125,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Tulis umur dengan angka.")},
    )
    earlier = forms.ChoiceField(label=_("Kasus terdahulu"), required=False, widget=forms.RadioSelect)
    risk = forms.ChoiceField(
        label=_("Risiko, bila sudah dapat dinilai"), choices=Risk.choices, required=False, widget=forms.RadioSelect
    )
    reasons = forms.CharField(
        label=_("Alasan penilaian risiko"), required=False, max_length=600, widget=forms.Textarea({"rows": 2})
    )

    def __init__(
        self, *args: Any, near: str = "", age: Age | None = None, files: Sequence[File] = (), **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.known_age = age
        self.initial.setdefault("opened_on", timezone.localdate())
        self.proposed = self._propose(age)
        self._offer_types(age)
        self._choose("category", plain_words(timezone.localdate()))
        told = {code: follows(code, age).type for code in stay_categories()}
        self.fields["category"].widget.attrs["data-follows"] = json.dumps(told)
        for name in ("place", "event_place"):
            box = self.fields[name]
            if isinstance(box, PlaceField):
                box.look_near(near)
        self._offer_earlier(files)
        if age is not None:
            del self.fields["age"]

    def _offer_types(self, age: Age | None) -> None:
        """Those whose ages fit come first; the others stay possible."""
        kinds = ppks_types().values()
        fitting = [(k.code, with_old_words(k)) for k in kinds if fits(k, age)]
        others = [(k.code, with_old_words(k)) for k in kinds if not fits(k, age)]
        grouped: list[Any] = [("", _("Pilih…")), *fitting]
        if others:
            grouped.append((_("Umumnya umur lain"), others))
        self._choose("primary_type", grouped)
        self._choose("types", fitting + others)

    def _propose(self, age: Age | None) -> Follows | None:
        """What follows from a word that was sent without a type: filled in, and shown before anything is saved."""
        code = str(self.data.get("category", ""))
        if code not in stay_categories() or self.data.get("primary_type"):
            return None
        typed = str(self.data.get("age", ""))
        found = follows(code, age or (guessed(int(typed)) if typed.isdecimal() else None))
        filled: Any = copy(self.data)
        filled["primary_type"] = found.type
        self.data = filled
        return found

    def _offer_earlier(self, files: Sequence[File]) -> None:
        own = [f for f in files if f.client]
        if not own:
            del self.fields["earlier"]
            return
        self._choose("earlier", [*((str(f.id), f.code) for f in own), ("", _("Tidak terkait"))])
        self.initial.setdefault("earlier", str(own[0].id))

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A risk needs its reason, and a type that followed from a word is shown once."""
        given = super().clean() or {}
        if self.proposed and self.proposed.type:
            self.add_error("primary_type", self._said(self.proposed))
        if given.get("risk") and not given.get("reasons", "").strip():
            self.add_error("reasons", str(_("Tulis alasan penilaian risiko.")))
        return given

    def _said(self, found: Follows) -> str:
        words = _("Diusulkan dari “{word}”: {type}. Ubah bila perlu, lalu simpan.")
        if found.ampk:
            words = _("Diusulkan dari “{word}”: {type}, kelompok {letter}. {group}. Ubah bila perlu, lalu simpan.")
        return str(words).format(
            word=label(self.data["category"], "category"), type=label(found.type, "type"), letter=found.ampk,
            group=label(found.ampk, "ampk") if found.ampk else "",
        )  # fmt: skip

    @property
    def protection(self) -> str:
        """The letter that follows from the word, where the type that has letters was chosen."""
        code = self.cleaned_data["category"]
        return follows(code, self.age_told).ampk if code and AMPK in self.all_types else ""

    @property
    def all_types(self) -> tuple[str, ...]:
        """The primary type first, each once."""
        return tuple(dict.fromkeys((self.cleaned_data["primary_type"], *self.cleaned_data["types"])))

    @property
    def age_told(self) -> Age | None:
        """The age by the birth, or as typed."""
        typed = self.cleaned_data.get("age")
        return self.known_age or (None if typed is None else Age(typed, typed))

    @property
    def age_now(self) -> int | None:
        """The same as one number."""
        return self.age_told.counted if self.age_told else None

    @property
    def unlikely(self) -> bool:
        """A child's role of somebody grown: to be confirmed, for it may be a slip of the year."""
        age = self.age_now
        return bool(self.cleaned_data["role"]) and age is not None and age > CHILD_UNTIL

    @property
    def unfitting(self) -> list[Finding]:
        """Types whose ages in the annex do not include this one: worth a word, no more."""
        found = (age_of_type(code, self.age_told) for code in self.all_types)
        return [one for one in found if one.state is Answer.NOT_MET]
