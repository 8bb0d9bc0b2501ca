"""The forms of asking somebody outside, and the one they answer with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm, Worded
from rehsos.cases.forms.fields import Chips, Line, Note

from .actions import outside
from .models import ASKED_FOR, Answer, Outside, Urgency


class OutsideForm(ActionForm):
    """Who is asked, how they are reached, what for."""

    does = Does(outside.ask_outside, about=("case", "deed"))

    outside = Chips(_("Kepada pihak apa"), Outside)
    party = Line(
        _("Nama pihak"), required=True, help_text=_("Lembaga dan bagiannya, misalnya: RSUD Contoh, poli jiwa.")
    )
    phone = Line(
        _("Nomor telepon mereka"), required=True, most=40,
        help_text=_("4 angka terakhirnya diminta bersama kode saat mereka menjawab."),
    )  # fmt: skip
    wanted = Chips(_("Yang diminta"), ASKED_FOR)
    asked = Note(
        _("Permintaannya"), required=True, lines=3,
        help_text=_("Apa yang diharapkan, dan kapan. Tanpa nama klien: mereka membaca inisialnya."),
    )  # fmt: skip
    urgency = Chips(
        _("Seberapa mendesak"), Urgency, initial=Urgency.USUAL,
        help_text=_("Mendesak: jawaban mereka ditunggu dalam 24 jam; setelah itu Hari ini mengingatkan Anda."),
    )  # fmt: skip


class CodeSheetForm(ActionForm):
    """Nothing is asked: a code is made and shown."""

    does = Does(outside.give_code, about=("referral",))

    remembered = False


class PartnerForm(Worded):
    """What somebody outside may say."""

    answer = Chips(_("Jawaban Anda"), [(Answer.ACCEPTED, _("Ya, dapat")), (Answer.PARTLY, _("Sebagian")),
                                       (Answer.REFUSED, _("Tidak dapat"))])  # fmt: skip
    words = Note(_("Keterangan"), lines=4, help_text=_("Kapan, ke siapa, apa syaratnya; atau alasannya."))

    def clean_answer(self) -> Answer:
        """The answer itself."""
        return Answer(self.cleaned_data["answer"])

    def clean(self) -> dict[str, Any]:
        """Nothing beside these two."""
        return super().clean() or {}


class OpinionForm(Worded):
    """An opinion is its own answer: there is nothing to grant or to refuse."""

    words = Note(
        _("Pendapat Anda"), required=True, lines=8, help_text=_("Bila tidak dapat memberi pendapat, tulis mengapa.")
    )

    def clean(self) -> dict[str, Any]:
        """As the answer to any question says it: these are the words."""
        return {**(super().clean() or {}), "answer": Answer.ACCEPTED}
