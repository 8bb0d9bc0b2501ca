"""The forms of a death and of what follows. Only the hour must be known; the rest comes in whatever order."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm

from ..actions import dying
from ..models import (
    AfterDeath,
    BelongingsGiven,
    BodyGiven,
    Confirmed,
    DeathPaper,
    DeathPlace,
    FamilyAnswer,
    Payer,
    StatedBy,
)
from .fields import Chips, Line, Moment, Note, OneOf, Pick, YesNo

_SEALED = _("Tersegel. Boleh kosong.")


class DeathFields(ActionForm):
    """When, where, who found them, who stated it, whether the police know."""

    at = Moment(_("Kapan meninggal"), past=True, help_text=_("Bila jamnya tidak diketahui, isi kira-kira."))
    death_place = Pick(_("Di mana"), [one for one in DeathPlace if one], blank=DeathPlace.UNKNOWN.label, required=False)
    where = Line(_("Rumah sakit, ruang, atau tempatnya"), help_text=_SEALED)
    found_by = Line(_("Siapa yang menemukan atau mendampingi"), help_text=_SEALED)
    confirmed = Pick(
        _("Dinyatakan meninggal oleh"), [one for one in Confirmed if one], blank=Confirmed.UNKNOWN.label, required=False
    )
    confirmer = Line(_("Nama dokter atau petugas, nomor suratnya"), help_text=_SEALED)
    police_told = YesNo(_("Dilaporkan ke kepolisian?"))

    @property
    def given(self) -> dict[str, Any]:
        """What nobody chose is not known."""
        told = super().given
        told["death_place"] = told["death_place"] or DeathPlace.UNKNOWN
        told["confirmed"] = told["confirmed"] or Confirmed.UNKNOWN
        return told


class DeathForm(DeathFields):
    """The death of the client of a case."""

    does = Does(dying.record_death, about=("case",))


class AfterDeathForm(ActionForm):
    """Something told after a death."""

    does = Does(dying.note_after_death, about=("death", "after_death"))

    code: OneOf = Chips(_("Bagaimana"), FamilyAnswer)
    who = Line("")
    where = Line("")
    words = Note("", lines=3)
    at = Moment(_("Kapan"), past=True)


class StatedForm(AfterDeathForm):
    """Which doctor or police saw the body and stated the death, where that was not known when it was recorded."""

    code = Chips(_("Dinyatakan meninggal oleh"), StatedBy)
    who = Line(_("Nama dokter atau petugas"), help_text=_SEALED)
    where = Line(_("Rumah sakit atau kantornya, nomor suratnya"), help_text=_SEALED)
    words = Note(_("Keterangan"), lines=2)
    at = Moment(_("Kapan"), past=True)

    field_order = ("action_id", "code", "who", "where", "words", "at")


class FamilyForm(AfterDeathForm):
    """Whom of the family was asked, and what they said."""

    who = Line(_("Siapa yang dihubungi"), help_text=_("Nama dan hubungannya. Tersegel."))
    where = Line(_("Lewat apa"), help_text=_("Misalnya telepon, kepala desa, kepolisian. Tersegel."))
    code = Chips(_("Jawabannya"), FamilyAnswer)
    words = Note(_("Isi jawabannya"), lines=2)
    at = Moment(_("Kapan dihubungi"), past=True)

    field_order = ("action_id", "who", "where", "code", "words", "at")


class PayerForm(AfterDeathForm):
    """Who pays for the burial."""

    code = Pick(_("Pembayar pemakaman"), Payer)
    who = Line(_("Siapa yang memutuskan"), help_text=_SEALED)
    where = Line(_("Anggaran atau kegiatannya"), help_text=_("Misalnya pagu pemakaman APBD 2026. Boleh kosong."))
    words = Note(_("Keterangan"), lines=2)
    at = Moment(_("Kapan diputuskan"), past=True)

    field_order = ("action_id", "code", "where", "who", "words", "at")


class BodyForm(AfterDeathForm):
    """Who has the body: buried by whom, or given to whom."""

    code = Chips(_("Jenazah"), BodyGiven)
    who = Line(_("Oleh siapa dimakamkan, atau diserahkan kepada siapa"), help_text=_("Tersegel."))
    where = Line(_("Makam atau tempat serah terima"), help_text=_("Tersegel."))
    words = Note(_("Tata cara agamanya, saksi"), lines=2, help_text=_("Bila diketahui. Tersegel."))
    at = Moment(_("Kapan"), past=True)

    field_order = ("action_id", "code", "who", "where", "words", "at")


class BelongingsForm(AfterDeathForm):
    """Who has what they left."""

    code = Chips(_("Barang dan uang"), BelongingsGiven)
    who = Line(_("Diterima oleh"), help_text=_("Nama dan hubungannya. Tersegel."))
    words = Note(_("Daftar barang dan uang"), lines=4, help_text=_("Samakan dengan hitungan saat masuk. Tersegel."))
    where = Line(_("Saksi"), help_text=_SEALED)
    at = Moment(_("Kapan"), past=True)

    field_order = ("action_id", "code", "who", "words", "where", "at")


class PapersForm(AfterDeathForm):
    """A paper of the death."""

    code = Pick(_("Surat apa"), DeathPaper)
    who = Line(_("Diterbitkan oleh"), help_text=_("Misalnya rumah sakit, kelurahan, Dukcapil. Tersegel."))
    where = Line(_("Nomornya"), help_text=_("Tersegel."))
    words = Note(_("Keterangan"), lines=2)
    at = Moment(_("Tanggal surat atau diterima"), past=True)

    field_order = ("action_id", "code", "where", "who", "words", "at")


FORMS: dict[str, type[AfterDeathForm]] = {
    AfterDeath.STATED: StatedForm,
    AfterDeath.FAMILY: FamilyForm,
    AfterDeath.PAYER: PayerForm,
    AfterDeath.BODY: BodyForm,
    AfterDeath.BELONGINGS: BelongingsForm,
    AfterDeath.PAPERS: PapersForm,
}


class NobodyDiedForm(ActionForm):
    """What was wrong with it."""

    does = Does(dying.take_back_death, about=("case", "recorded"))

    reason = Note(_("Apa yang salah, dan bagaimana diketahui"), required=True, lines=3)
