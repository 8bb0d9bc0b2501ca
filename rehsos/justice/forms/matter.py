"""Forms about the matter itself: what it is, a child's part in it, its level, its officers, its end."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.clocks import Questioned, WhenForm
from rehsos.cases.forms.fields import Chips, Day, Line, Note, Number, Pick, Shaped, YesNo
from rehsos.directory.forms import PlaceField
from rehsos.people.typed_age import TypedAge, typed_age

from ..across_the_wall import SIDE_OF
from ..actions import matter
from ..actions.matter import Particulars
from ..article import EXAMPLE, is_article
from ..models import Level, Post, Side
from ..roles import Role

SUSPECTS = (("adult", _("Orang dewasa")), ("child", _("Anak")), ("", _("Tidak diketahui")))
ADULT = {"adult": True, "child": False}


class ParticularsForm(ActionForm):
    """What is known of a matter. Nothing is needed to begin with."""

    police_number = Number(_("Nomor laporan polisi (LP)"))
    police_unit = Line(_("Kepolisian yang menangani"), most=80, help_text=_("Misalnya: Unit PPA Polres Contoh."))
    spdp_number = Number(_("Nomor SPDP"))
    court_number = Number(_("Nomor perkara di pengadilan"))
    offence = Line(_("Dugaan tindak pidana"), most=120, help_text=_("Nama pasalnya saja, tanpa rincian perbuatan."))
    article = Shaped(_("Pasal yang disangkakan"), fits=is_article, example=EXAMPLE, most=80)
    seven = YesNo(_("Ancaman pidana penjara 7 tahun atau lebih?"))
    sexual = YesNo(_("Diduga kekerasan seksual (UU 12/2022)?"))
    suspect = Chips(_("Orang yang disangka"), SUSPECTS, required=False)
    event_from = Day(_("Tanggal kejadian"), past=True, required=False, help_text=_("Atau hari pertamanya."))
    event_to = Day(_("Sampai"), past=True, required=False, help_text=_("Bila berlangsung lebih dari sehari."))
    event_place = PlaceField(
        label=_("Tempat kejadian"), required=False, help_text=_("Desa, kecamatan, atau Kab./Kota. Tanpa alamat.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, near: str, **given: Any) -> None:
        super().__init__(*args, **given)
        cast("PlaceField", self.fields["event_place"]).look_near(near)

    @property
    def particulars(self) -> Particulars:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        plain = ("police_number", "police_unit", "spdp_number", "court_number", "offence", "article")
        place = given["event_place"]
        return Particulars(
            **{name: given[name] for name in plain},
            sexual_violence=given["sexual"],
            penalty_seven_or_more=given["seven"],
            adult_suspect=ADULT.get(given["suspect"]),
            event_from=given["event_from"],
            event_to=given["event_to"],
            event_place=place.code if place else "",
        )


class StandForm(ActionForm):
    """How this child stands in the matter."""

    role = Chips(_("Peran anak ini"), [r for r in Role if r])
    side = Chips(
        _("Pihak"),
        [("", _("Menurut perannya")), *Side.choices],
        required=False,
        help_text=_("Dua pihak didampingi dua pekerja; berkasnya saling tertutup."),
    )
    age_at_deed = TypedAge(
        label=_("Umur saat kejadian (tahun)"),
        required=False,
        min_value=0,
        max_value=25,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Kosongkan bila tanggal lahir dan kejadian tercatat: dihitung sendiri."),
        error_messages={"invalid": _("Tulis umur dengan angka.")},
    )
    age_estimated = forms.BooleanField(label=_("Umur ini perkiraan"), required=False)
    earlier = YesNo(_("Pengulangan tindak pidana, termasuk yang pernah diselesaikan dengan diversi?"))

    @property
    def stand(self) -> dict[str, Any]:
        """Role, side, age and earlier diversi, as the actions take them."""
        given = self.cleaned_data
        role = given["role"]
        return {
            "role": role,
            "side": Side(given["side"]) if given["side"] else SIDE_OF[role],
            "age_at_deed": given["age_at_deed"],
            "age_estimated": given["age_estimated"] or typed_age(str(self.data.get("age_at_deed", ""))).guessed,
            "earlier_diversi": given["earlier"] if role == Role.IN_CONFLICT else None,
        }


class OpenForm(StandForm, ParticularsForm):
    """A new matter with this child's part in it, and who called about it."""

    officer_post = Pick(_("Jabatan"), Post, required=False)
    officer_name = Line(_("Nama petugas"))
    officer_rank = Line(_("Pangkat"), most=60)
    officer_unit = Line(_("Kantor atau unit"), most=80)
    officer_phone = Line(_("Telepon dinas"), most=20)

    @property
    def officer(self) -> dict[str, Any]:
        """Who called, as the action takes it; empty when nobody is named."""
        told = {name: self.cleaned_data[f"officer_{name}"] for name in ("post", "name", "rank", "unit", "phone")}
        return told | {"post": told["post"] or Post.OTHER} if told["name"].strip() else {}


class JoinForm(StandForm):
    """A part in a matter that is already known."""

    matter = Chips(_("Perkara"), [])

    field_order = ("action_id", "matter")

    def __init__(self, *args: Any, matters: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        cast("Chips", self.fields["matter"]).choices = matters


class LevelForm(WhenForm, Questioned):
    """The matter reaches another level."""

    does = Does(matter.move_matter, about=("case", "matter"), made=("precision",), folded=("hour",))

    level = Chips(_("Tahap perkara"), Level)

    field_order = ("action_id", "level", "at", "hour", "reason")


class OfficerForm(ActionForm):
    """Who to call."""

    does = Does(matter.name_officer, about=("case", "matter"))

    post = Chips(_("Jabatan"), Post)
    name = Line(_("Nama"), required=True)
    rank = Line(_("Pangkat"), most=60)
    unit = Line(_("Kantor atau unit"), most=80)
    phone = Line(_("Telepon dinas"), most=20)


class EndForm(Questioned):
    """How the matter ends for this child, or seems to."""

    does = Does(matter.end_part, about=("part",))

    ending = Pick(_("Apa yang terjadi"), [])
    on = Day(_("Tanggal"), past=True)
    note = Note(_("Catatan"), lines=3)

    field_order = ("action_id", "ending", "on", "reason", "note")

    def __init__(self, *args: Any, endings: list[Any], **given: Any) -> None:
        super().__init__(*args, **given)
        cast("Pick", self.fields["ending"]).choices = [("", _("Pilih…")), *endings]
