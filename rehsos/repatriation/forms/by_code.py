"""The sheet with a code for who receives a leg without an account, and what they may say with it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm, Worded
from rehsos.cases.forms.fields import Chips, Line, Note

from ..actions import by_code
from ..models import Taker


class LegCodeForm(ActionForm):
    """Their telephone, and a code is made and shown."""

    does = Does(by_code.give_leg_code, about=("leg",))

    remembered = False

    phone = Line(
        _("Nomor telepon penerima"), required=True, most=40,
        help_text=_("4 angka terakhirnya diminta bersama kode saat mereka menjawab."),
    )  # fmt: skip


class ReceivedForm(Worded):
    """Who received them, and who of them did not come."""

    taker = Chips(_("Siapa yang menerima"), Taker)
    who = Line(_("Nama dan jabatan Anda"), required=True, help_text=_("Misalnya: kepala desa, petugas dinas sosial."))
    absent = Line(
        _("Nomor yang tidak tiba"), help_text=_("Kosongkan bila semua tiba. Misalnya: 2, 5. Nomornya ada di daftar.")
    )
    words = Note(
        _("Keadaan saat tiba"), lines=4,
        help_text=_("Luka yang tampak, barang, uang; dan apa yang Anda ketahui tentang yang tidak tiba."),
    )  # fmt: skip

    def clean_taker(self) -> Taker:
        """The answer itself."""
        return Taker(self.cleaned_data["taker"])

    def clean_absent(self) -> tuple[int, ...]:
        """Numbers, however they are set apart."""
        typed = self.cleaned_data["absent"].strip()
        if re.search(r"[^\d\s,;.dan]", typed):
            raise forms.ValidationError(_("Tulis nomornya saja, misalnya: 2, 5."))
        return tuple(sorted({int(one) for one in re.findall(r"\d{1,4}", typed)}))

    def clean(self) -> dict[str, Any]:
        """Nothing beside these."""
        return super().clean() or {}
