"""The one screen from a letter to a case: the child, its role, and what the letter says of the matter."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.audit.answers import Refused
from rehsos.cases.following import CHILD_UNTIL
from rehsos.cases.forms.fields import Chips, Day, Line, Number, Pick
from rehsos.cases.forms.opening import with_old_words
from rehsos.directory.forms import PlaceField
from rehsos.law.ages import Age, Birth, age_at
from rehsos.law.book import ppks_types
from rehsos.people.actions import OLDEST
from rehsos.people.forms import UNKNOWN, PersonForm
from rehsos.people.identity import birth
from rehsos.people.lookalikes import NOBODY, Alike, told_apart
from rehsos.people.models import Sex
from rehsos.people.pages import typed_as
from rehsos.people.typed_age import TypedAge

from ..actions.from_letter import Newcomer, open_from_letter
from ..actions.matter import Particulars
from ..article import is_article
from ..models import Matter
from ..numbers import core_of, other_unit, police_mark, unit_of
from ..roles import Role

NEW = "new"
LEAST_LETTERS = 3
Look = Callable[[str, Birth | None, str], Alike]
"""Who may be meant by a name, by what is told of the birth, and the sex. Raises Refused where asked too often."""
Numbered = Callable[[str], "list[OnFile]"]
"""The matters on file of a police number."""
IN_JUSTICE = "child_in_justice"
"""The type of whom the law meets as a child: in conflict with it, victim or witness (UU 11/2012 Ps 1)."""
OF_MATTER = ("police_number", "offence", "officer", "event_from", "police_unit", "joins", "joins_of")
_SAME_UNIT = _("Sudah tercatat. Simpan lagi untuk bergabung ke perkaranya.")
_WHICH = _("Sudah tercatat. Pilih di bawah: gabung, atau perkara lain.")
_OTHER_UNIT = _(
    "Perkara lain berarti kepolisian lain, dan yang tertulis di sini sama. Ubah, atau gabung ke perkaranya."
)
ANSWERS_FROM = 12
"""From this age a child is led before a court (UU 11/2012 Ps 1 angka 3); below it, others decide (Ps 21)."""
ODD_AGES = {
    "grown": _("Umur klien {age}, perannya peran anak. Kalau benar, simpan lagi."),
    "young": _(
        "Umur klien {age}, perannya anak berkonflik. Di bawah 12 tahun saat kejadian: bukan diversi, tetapi keputusan "
        "bersama penyidik, PK dan Pekerja Sosial (UU 11/2012 Ps 21). Kalau umur dan perannya benar, simpan lagi."
    ),
}
"""Ages that are asked about in a child's role."""
_SAME = {"called": "name", "full_name": "name", "birth_proof": "birth_year"}


@dataclass(frozen=True)
class OnFile:
    """A matter on file that may be the one a letter is about: how a list says it, its police unit and its number."""

    matter: Matter
    words: str
    unit: str
    number: str

    def differs(self, number: str) -> str:
        """What its number says of its unit, where `number` says another; empty where they may be one."""
        return unit_of(self.number) if other_unit(self.number, number) else ""


class FromLetterForm(ActionForm):
    """A child of a letter. Needed are a child, new or known, and its role; a matter that is `known` is not asked.

    Where the police number is on file, the matter that has it is offered, and ticked where the police unit is the same,
    unless the two numbers name two units.
    """

    does = Does(
        open_from_letter,
        about=("report", "letter", "child", "earlier"),
        made=("newcomer", "particulars", "matter"),
        folded=("name", "who", "sex", "birth_year", "age_unknown", "offence", "police_number", "police_unit",
                "event_from", "joins", "joins_of"),
    )  # fmt: skip

    name = Line(_("Nama anak"), help_text=_("Yang sudah terdaftar ditawarkan di bawahnya."))
    who = forms.CharField(required=False)
    sex = Chips(_("Jenis kelamin"), Sex, required=False)
    birth_year = TypedAge(
        label=_("Umur"), required=False, help_text=_("14, atau tahun: 2012"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Isi dengan angka: umur (14) atau tahun lahir (2012).")},
    )  # fmt: skip
    age_unknown = forms.BooleanField(label=_("Belum diketahui"), required=False)
    role = Chips(_("Peran anak ini"), [r for r in Role if r])
    police_number = Number(_("Nomor LP"))
    joins = forms.CharField(required=False)
    joins_of = forms.CharField(required=False)
    offence = Line(_("Dugaan tindak pidana atau pasal"), most=120, help_text=_("Tanpa rincian perbuatan."))
    officer = Line(_("Penyidik"), help_text=_("Pangkat dan nama."))
    event_from = Day(_("Tanggal kejadian"), past=True, required=False)
    police_unit = Line(_("Kepolisian yang menangani"), most=80)
    place = PlaceField(
        label=_("Tempat tinggal anak"), max_length=160,
        help_text=_("Tempat sebenarnya. Tulis Kab. atau Kota bila namanya kembar."),
    )  # fmt: skip
    primary_type = Pick(_("Jenis PPKS utama"), [])

    def __init__(
        self, *args: Any, near: str, known: Matter | None, look: Look, on_file: Numbered, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.look, self.too_often = look, ""
        self.known, self.on_file = known, on_file
        cast("PlaceField", self.fields["place"]).look_near(near)
        kinds = [(kind.code, with_old_words(kind)) for kind in ppks_types().values()]
        cast("Pick", self.fields["primary_type"]).choices = kinds
        self.newcomer: Newcomer | None = None
        if known:
            for name in OF_MATTER:
                del self.fields[name]

    def _typed(self, name: str) -> str:
        given = self.data.get(name) if self.is_bound else self.initial.get(name)
        return " ".join(str(given or "").split())

    @property
    def typed_name(self) -> str:
        """The name as it was typed, or as the letter says it."""
        return self._typed("name")

    @property
    def chosen(self) -> str:
        """The person chosen among those who may be the child; empty for somebody new, or while nobody was chosen."""
        return self._typed("who").removeprefix(NEW)

    @property
    def told_apart(self) -> bool:
        """Whether it was said, of this very name, that the child is none of those insisted on, all of them shown."""
        return self._typed("who") == NEW and told_apart(self.seen or NOBODY, self.typed_name, self.data)

    @property
    def to_show(self) -> str:
        """On whom the page insists now; it sends them back, so that nobody registered since then is passed over."""
        return " ".join(sorted(self._insists))

    @property
    def taken_for_new(self) -> bool:
        """Whether "somebody new" is ticked beforehand: those alike are offered, and on none of them it is insisted."""
        return not self.chosen and (self.told_apart or not self._insists)

    @property
    def _insists(self) -> set[str]:
        return {str(one) for one in self.seen.insists} if self.seen else set()

    @cached_property
    def seen(self) -> Alike | None:
        """Who of those known here may be this child: by the rule of whoever registers somebody."""
        if len(self.typed_name) < LEAST_LETTERS:
            return None
        try:
            told = self._as_person(self._typed("sex") or Sex.UNKNOWN)
            return self.look(self.typed_name, told.born if told.is_valid() else None, self._typed("sex"))
        except Refused as often:
            self.too_often = str(often.reason)
            return None

    @cached_property
    def _person(self) -> PersonForm:
        """The same told as whoever registers somebody tells it."""
        return self._as_person(self._typed("sex"))

    def _as_person(self, sex: str) -> PersonForm:
        unknown = UNKNOWN if self._typed("age_unknown") else ""
        told = {"sex": sex, "birth_year": self._typed("birth_year"), "birth_proof": unknown}
        return PersonForm({**typed_as(self.typed_name), **told})

    @cached_property
    def numbered(self) -> list[OnFile]:
        """The matters on file of the police number, as the letter says it or as it was typed."""
        number = "" if self.known else self.typed_number
        return self.on_file(number) if number else []

    def on_file_by_now(self, refused: Refused) -> Refused:
        """Why a number was refused, with the matters that are on file of it by now: some other screen was faster."""
        self.__dict__.pop("numbered", None)
        if refused.field != "police_number" or not self.numbered:
            return refused
        if self._said == NEW:
            return Refused(_OTHER_UNIT, field="police_unit")
        return Refused(_SAME_UNIT if self.joined else _WHICH, field="police_number")

    @property
    def typed_number(self) -> str:
        """The police number as the letter says it or as it was typed."""
        return self._typed("police_number")

    @property
    def joined(self) -> str:
        """The matter chosen, or that one is new; while nothing was said, the one of the very police unit."""
        same = (it for it in self._of_this_unit if not it.differs(self.typed_number))
        return self._said or next((str(it.matter.pk) for it in same), "")

    @property
    def _of_this_unit(self) -> list[OnFile]:
        unit = self._typed("police_unit").casefold()
        return [it for it in self.numbered if it.unit.casefold() == unit]

    @property
    def _said(self) -> str:
        """The matter chosen, or that one is new, of this number: what was said of one typed before it is not said."""
        said, of = self._typed("joins"), self._typed("joins_of") or self.typed_number
        if said == NEW:
            return said if police_mark(core_of(of)) == police_mark(core_of(self.typed_number)) else ""
        return said if said in {str(it.matter.pk) for it in self.numbered} else ""

    @property
    def matter(self) -> Matter | None:
        """The matter that is joined; None for a new one."""
        return self.known or next((it.matter for it in self.numbered if str(it.matter.pk) == self._said), None)

    def clean(self) -> dict[str, Any]:
        """Somebody chosen, or somebody new who was told from those alike: a name, a sex, and an age or that none is."""
        told = super().clean() or self.cleaned_data
        if self.numbered and not self._said:
            self.add_error("police_number", str(_SAME_UNIT if self.joined else _WHICH))
        elif self._said == NEW and self._of_this_unit:
            self.add_error("police_unit", str(_OTHER_UNIT))
        if self.chosen:
            return told
        if not self.told_apart and self.seen and self.seen.doubtful:
            words = _("Mungkin anak ini sudah terdaftar. Pilih di bawah namanya, lalu simpan lagi.")
            self.add_error("name", str(words))
        elif self.too_often and not self.told_apart:
            self.add_error(None, self.too_often)
        elif self._person.is_valid():
            self.newcomer = Newcomer(**self._person.told)
        else:
            self._say_what_lacks()
        return told

    def _say_what_lacks(self) -> None:
        for name, errors in self._person.errors.items():
            mine = _SAME.get(name, name)
            if mine in self.fields and mine not in self.errors:
                self.add_error(mine, [str(error) for error in errors])

    @property
    def age_of_new(self) -> Age | None:
        """How old somebody new is today, as far as it was told."""
        new = self.newcomer
        born = birth(new.identity, new.birth_year, estimated=new.birth_estimated) if new else None
        return age_at(born, timezone.localdate()) if born else None

    def unlikely(self, age: Age | None) -> str:
        """Which of `ODD_AGES` it is in this role: to be confirmed, for it may be a slip of the year."""
        if age is None or age.counted is None:
            return ""
        if CHILD_UNTIL < age.counted <= OLDEST:
            return "grown"
        return "young" if self.cleaned_data["role"] == Role.IN_CONFLICT and age.counted < ANSWERS_FROM else ""

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        told = self.cleaned_data
        return {
            "newcomer": self.newcomer, "matter": self.matter, "role": told["role"],
            "primary_type": told["primary_type"],
            "place": told["place"], "officer": told.get("officer", ""), "particulars": self._particulars(told),
        }  # fmt: skip

    def _particulars(self, told: dict[str, Any]) -> Particulars:
        offence = told.get("offence", "")
        article = offence if is_article(offence) else ""
        return Particulars(
            police_number=told.get("police_number", ""), police_unit=told.get("police_unit", ""),
            offence="" if article else offence, article=article, event_from=told.get("event_from"),
        )  # fmt: skip
