"""A place in a form: one box that takes what people write and never guesses between Kabupaten and Kota."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import gazetteer
from .gazetteer import Level
from .models import Place

MOST_VILLAGES = 500  # suggested at once: a kabupaten of a thousand desa suggests its kecamatan only
MOST_HITS = 50


def written(code: str) -> str:
    """How the box writes a place: `Desa …, Kec. …, Kab. …`; the code itself when nobody knows it."""
    around = [p.label for p in reversed(gazetteer.ancestors(code)) if p.level > Level.PROVINCE]
    here = gazetteer.place(code)
    return ", ".join([here.label, *around]) if here else code


def meant(text: str, near: str) -> list[gazetteer.Place]:
    """The places somebody may mean, those near first; what follows a comma lies around what stands before it."""
    if known := gazetteer.place(text.strip()):
        return [known]
    head, _comma, around = text.partition(",")
    if around.strip():
        hits = [p for outer in meant(around, near) for p in gazetteer.find(head, outer.code, limit=MOST_HITS)]
    else:
        hits = _anywhere(head, near)
    return [p for p in hits if head.strip().casefold() in {p.name.casefold(), p.label.casefold()}] or hits


def _anywhere(text: str, near: str) -> list[gazetteer.Place]:
    """Near, and every kabupaten and kota; else in the province; else in the country."""
    close = gazetteer.find(text, near, limit=MOST_HITS) if near else []
    hits = [*close, *gazetteer.find(text, level=Level.REGENCY, limit=MOST_HITS)]
    return hits or gazetteer.find(text, near[:2], limit=MOST_HITS) or gazetteer.find(text, limit=MOST_HITS)


def row(code: str) -> Place | None:
    """The row of a place, or of the nearest place around it that the table has."""
    codes = [code, *(p.code for p in gazetteer.ancestors(code))]
    return max(Place.objects.filter(pk__in=codes), key=lambda p: len(p.code), default=None)


def around_all(places: Iterable[gazetteer.Place]) -> gazetteer.Place | None:
    """The nearest place around all of these: what is surely true of one of them. None across provinces."""
    lines = [[p.code, *(outer.code for outer in reversed(gazetteer.ancestors(p.code)))] for p in places]
    common = set(lines[0]).intersection(*lines[1:]) if lines else set()
    return gazetteer.place(max(common, key=len)) if common else None


def one_place(text: str, near: str) -> Place | None:
    """The place a text surely means; None when it means none or several."""
    found = meant(text, near) if text.strip() else []
    return row(found[0].code) if len(found) == 1 else None


def _which(text: str, found: list[gazetteer.Place], around: gazetteer.Place | None) -> str:
    """Asks which one is meant, and says how to leave it open."""
    options = " · ".join(written(p.code) for p in found[:8])
    said = _("Maksudnya yang mana? Tulis lengkap: {options}").format(options=options)
    if around is None:
        return said
    unclear = _("Bila memang belum jelas, tulis “{text}?”: tersimpan sebagai {around}.")
    return f"{said}. {unclear.format(text=text.rstrip('? '), around=around.label)}"


class PlaceInput(forms.TextInput):
    """A text box with the places near as suggestions."""

    near = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The box, then the list it suggests from."""
        listed = f"places-{name}"
        box = super().render(name, value, {**(attrs or {}), "list": listed, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}">', ((written(code),) for code in self._suggested()))
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)

    def _suggested(self) -> list[str]:
        if not self.near:
            return []
        districts = gazetteer.children(self.near)
        villages = [v.code for d in districts for v in gazetteer.children(d.code)]
        few = villages if len(villages) <= MOST_VILLAGES else []
        return [self.near, *(d.code for d in districts), *few]


class PlaceField(forms.CharField):
    """Cleans to a Place, or None when left empty. Set `near` to the office's place for suggestions.

    “Kupang?”, with a question mark, is one of those called so: kept as the place around them all, so that no
    count guesses which.
    """

    widget = PlaceInput

    def look_near(self, code: str) -> None:
        """Suggest and prefer the places inside this one."""
        self.widget.near = code

    def prepare_value(self, value: Any) -> Any:
        """Codes are shown as words."""
        code = value.code if isinstance(value, Place) else str(value or "")
        return written(code) if gazetteer.place(code) else value

    def clean(self, value: Any) -> Place | None:
        """Refuses what is unknown, and lists the places when several are meant and nobody said that it is unclear."""
        text = super().clean(value)
        if not text:
            return None
        found = meant(text.rstrip("? "), self.widget.near)
        if len(found) > 1:
            around = around_all(found)
            if around is None or not text.endswith("?"):
                raise ValidationError(_which(text, found, around))
            found = [around]
        place = row(found[0].code) if found else None
        if place is None:
            raise ValidationError(_("Tempat ini tidak ditemukan. Tulis desa, kecamatan, atau Kab./Kota."))
        return place
