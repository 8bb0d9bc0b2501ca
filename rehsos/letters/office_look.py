"""How an office's letters look: its emblem, its font, the degree of secrecy in red, the number of a copy."""

import base64
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.access.permissions import Permission
from rehsos.audit.answers import Refused
from rehsos.cases.forms.fields import Chips
from rehsos.cases.forms.files import choosing
from rehsos.directory.doors import Choices, Policy
from rehsos.directory.models import Office
from rehsos.papers.rendering.press import printable
from rehsos.papers.rendering.sheet import Letterhead
from rehsos.papers.uploads import Upload, checked

from .letterhead import LOOKS, letterhead

MOST_BYTES = 60 * 1024
"""An emblem stands 21 mm high: 300 dots are enough. It is read with every choice of the office."""
FONTS = (("ours", _("Libertinus, huruf berkait")), ("arial", _("Arimo, selebar Arial")))
_TOO_LARGE = _("Lambang paling besar 60 KB. Kecilkan dulu gambarnya, kira-kira 300 titik tingginya, lalu unggah lagi.")
_NO_PICTURE = _("Gambar ini tidak dapat dicetak. Simpan lambang sebagai PNG atau JPG, lalu unggah lagi.")


class EmblemField(forms.FileField):
    """A small picture that can be printed; becomes its bytes."""

    widget = choosing(".png,.jpg,.jpeg", MOST_BYTES)

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """The picture without what was told beside it; nothing where none was chosen."""
        file = super().clean(data, initial)
        if not file:
            return b""
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_TOO_LARGE)
        try:
            emblem = checked(file)
        except Refused as refused:
            raise forms.ValidationError(str(refused.reason)) from refused
        return _printable(emblem)


def _printable(emblem: Upload) -> bytes:
    """Printed once before it is kept: a picture that breaks would break every letter of the office."""
    head = Letterhead(("-",), "-", emblem=emblem.content)
    if emblem.media_type == "application/pdf" or not printable(head):
        raise forms.ValidationError(_NO_PICTURE)
    return emblem.content


class OfficeLookForm(ActionForm):
    """Emblem, font, red, copy number."""

    emblem = EmblemField(
        label=_("Lambang pada kop"),
        required=False,
        help_text=_("PNG atau JPG, paling besar 60 KB. Kosongkan: yang sudah ada tetap dipakai."),
    )
    no_emblem = forms.BooleanField(label=_("Tanpa lambang"), required=False)
    letter_font = Chips(_("Huruf surat"), FONTS)
    letter_red = forms.BooleanField(label=_("RAHASIA dicetak merah"), required=False)
    letter_numbered = forms.BooleanField(
        label=_("Tempat nomor salinan"),
        required=False,
        help_text=_(
            "Pada halaman pertama surat rahasia: “Salinan nomor … dari …”, diisi dengan pena. Surat bertanda "
            "tangan elektronik tidak memakainya: tidak ada salinan kertasnya."
        ),
    )

    @property
    def values(self) -> dict[str, Any]:
        """The choices by key; an emblem only where one was given or taken away."""
        told = {name: self.cleaned_data[name] for name in ("letter_font", "letter_red", "letter_numbered")}
        emblem = base64.b64encode(self.cleaned_data["emblem"] or b"").decode()
        if self.cleaned_data["no_emblem"] and not emblem:
            return told | {"letter_emblem": None}
        return told | ({"letter_emblem": emblem} if emblem else {})


def _now(holds: Choices) -> Mapping[str, Any]:
    return {name: holds[name] for name in ("letter_font", "letter_red", "letter_numbered")}


def _told(office: Office, holds: Choices) -> Mapping[str, Any]:
    head = letterhead(office, holds)
    return {"head": head, "font": dict(FONTS)[head.font]}


LOOK = Policy(
    _("Rupa surat"), "office_look", "rupa-surat/", 11, LOOKS, OfficeLookForm, _now,
    "letters/policy/look.html", _told, Permission.APPROVE,
)  # fmt: skip
