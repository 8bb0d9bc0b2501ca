"""Who stands around the client, and on what ground the office works with their data."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.people.models import Sex

from ..actions import homes, opening
from ..models import Ground, Relation
from .fields import Chips, Day, Line, Note, Pick, YesNo

GIVERS = [("client", _("Klien sendiri")), *((r.value, r.label) for r in Relation if r is not Relation.TRUSTED)]


class BesideForm(ActionForm):
    """How somebody stands beside the client."""

    does: ClassVar[Does | tuple[Does, ...]] = Does(opening.change_participant, about=("participant",))

    relation = Pick(_("Hubungan dengan klien"), Relation)
    relation_words = Line(_("Hubungannya, dengan kata sendiri"), most=60)
    lives_together = YesNo(_("Tinggal serumah dengan klien?"))
    safe_contact = Note(
        _("Cara aman menghubungi"), lines=2, help_text=_("Lewat apa, kapan, dan siapa yang tidak boleh tahu.")
    )
    alleged = forms.BooleanField(label=_("Orang yang disangka"), required=False)
    no_contact = forms.BooleanField(
        label=_("Jangan dihubungi"), required=False, help_text=_("Orang yang disangka selalu ditandai begini.")
    )
    trusted = forms.BooleanField(
        label=_("Orang yang dipercaya anak"),
        required=False,
        help_text=_("Boleh mendampingi anak, kecuali bila ia disangka (UU 11/2012 Ps 23)."),
    )


class HomeForm(ActionForm):
    """What was done while who is suspected lives with the client."""

    does = Does(homes.see_to_home, about=("case",))

    done = Note(
        _("Apa yang dilakukan, atau mengapa klien aman"),
        required=True,
        help_text=_("Misalnya: klien tidur di rumah nenek sejak hari ini; polisi dan RT diberi tahu."),
    )


class ParticipantForm(BesideForm):
    """A person around the client: one who is in the register, or a new one with what is known."""

    does = ()

    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    called = Line(_("Nama panggilan"), help_text=_("Bila belum diketahui, tulis “Tanpa nama”."))
    full_name = Line(_("Nama lengkap"))
    sex = Chips(_("Jenis kelamin"), Sex, required=False)
    phone = Line(_("Telepon"), most=30)

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if not given.get("person") and not given.get("called") and not given.get("full_name"):
            self.add_error("called", str(_("Isi nama panggilan. Bila belum diketahui, tulis “Tanpa nama”.")))
        return given


class BasisForm(ActionForm):
    """Consent, or the other lawful ground (UU 27/2022 Ps 20)."""

    does = Does(opening.record_basis, about=("case",))

    ground = Chips(_("Dasar"), Ground.choices)
    given_by = Pick(
        _("Persetujuan diberikan oleh"),
        GIVERS,
        required=False,
        help_text=_("Anak: orang tua atau wali, bukan orang yang disangka (UU 27/2022 Ps 25)."),
    )
    on = Day(_("Tanggal"), past=True)
    note = Note(_("Keterangan"), help_text=_("Misalnya: lisan, tertulis, atau pasal yang mewajibkan."))

    @property
    def given(self) -> dict[str, Any]:
        """Only a consent is given by somebody."""
        told = super().given
        return told if told["ground"] == Ground.CONSENT else told | {"given_by": ""}
