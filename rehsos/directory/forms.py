"""A place in a form: one box that takes what people write and never guesses between Kabupaten and Kota."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import gazetteer
from .gazetteer import Level
from .models import Place
from .reading import MOST_OFFERED, Reading, read

MOST_VILLAGES = 500  # suggested at once: a kabupaten of a thousand desa suggests its kecamatan only

_WHICH = gettext_lazy("Maksudnya yang mana?")
_OLD = gettext_lazy("Kode atau nama ini tidak dipakai lagi. Sekarang:")
_WHICH_ONE = gettext_lazy("Maksudnya yang mana? Pilih di bawah isian ini, atau tulis lengkap.")
_OLD_CODE = gettext_lazy("Kode atau nama ini tidak dipakai lagi. Pilih penggantinya di bawah isian ini.")


def written(code: str) -> str:
    """How the box writes a place: `Desa …, Kec. …, Kab. …`; the code itself when nobody knows it."""
    around = [p.label for p in reversed(gazetteer.ancestors(code)) if p.level > Level.PROVINCE]
    here = gazetteer.place(code)
    return ", ".join([here.label, *around]) if here else code


def row(code: str) -> Place | None:
    """The row of a place, or of the nearest place around it that the table has."""
    codes = [code, *(p.code for p in gazetteer.ancestors(code))]
    return max(Place.objects.filter(pk__in=codes), key=lambda p: len(p.code), default=None)


def one_place(text: str, near: str) -> Place | None:
    """The place a text surely means; None when it means none or several."""
    sure = read(text, near).sure
    return row(sure.code) if sure else None


class Picked(str):
    """A code that was chosen, or stood there and was left as it is: taken as it is, and never read as words."""

    __slots__ = ()


class PlaceInput(forms.TextInput):
    """A text box with the places near as suggestions; under it, as cells to tap, what may have been meant."""

    near = ""
    reading = Reading()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was written; or the place chosen of those that were offered for these very words."""
        text, code = super().value_from_datadict(data, files, name), data.get(f"{name}-pick")
        stands = code and " ".join((text or "").split()) == " ".join(data.get(f"{name}-asked", "").split())
        return Picked(code) if stands and gazetteer.place(code) else text

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The box, the list it suggests from, and what is offered."""
        listed = f"places-{name}"
        given = {**(attrs or {}), "list": listed, "autocomplete": "off", "data-place": ""}
        code = str(value or "") if isinstance(value, Shown) else ""
        box = super().render(name, value.words if isinstance(value, Shown) else value, given, renderer)
        options = format_html_join("", '<option value="{}">', ((written(code),) for code in self._suggested()))
        under = kept(name, code) if code else offered(name, str(value or ""), self.reading)
        return format_html(
            '{}<datalist id="{}">{}</datalist><div class="offered">{}</div>', box, listed, options, under
        )

    def _suggested(self) -> list[str]:
        if not self.near:
            return []
        districts = gazetteer.children(self.near)
        villages = [v.code for d in districts for v in gazetteer.children(d.code)]
        few = villages if len(villages) <= MOST_VILLAGES else []
        return [self.near, *(d.code for d in districts), *few]


class Shown(str):
    """The code of a place that is known, shown in words."""

    __slots__ = ()

    @property
    def words(self) -> str:
        """As the box writes it."""
        return written(self)


def kept(name: str, code: str) -> SafeString:
    """What keeps a place as it stands while its words are left alone: of twins the same one, of old codes the old."""
    hidden = '<input type="hidden" name="{}-asked" value="{}"><input type="hidden" name="{}-pick" value="{}">'
    return format_html(hidden, name, written(code), name, code)


def offered(name: str, text: str, reading: Reading) -> SafeString:
    """What may have been meant by a text, as radio buttons; the last keeps what is true of them all."""
    if not reading.offered:
        return SafeString()
    rows = [(name, p.code, written(p.code), _where(p)) for p in reading.offered[:MOST_OFFERED]]
    if (around := reading.around) and around not in reading.offered and not reading.retired:
        rows.append(
            (
                name,
                around.code,
                written(around.code),
                _("Belum jelas yang mana: simpan sebagai {around}").format(around=around.label),
            )
        )
    cell = '<label><input type="radio" name="{}-pick" value="{}" data-words="{}"><span>{}</span></label>'
    return format_html(
        '<input type="hidden" name="{}-asked" value="{}"><fieldset class="choices"><legend>{}</legend>'
        '<div class="cells">{}</div></fieldset>',
        name, text, _OLD if reading.retired else _WHICH, format_html_join("", cell, rows),
    )  # fmt: skip


def _where(known: gazetteer.Place) -> str:
    """A place with what is around it; a kabupaten and a kecamatan far away with the province."""
    around = gazetteer.ancestors(known.code)
    return ", ".join(p.label for p in (known, *reversed(around)))


class PlaceWords(forms.CharField):
    """A place in words, kept as they are: `one_place` says whether they surely name one."""

    widget = PlaceInput

    def look_near(self, code: str) -> None:
        """Suggest and prefer the places inside this one."""
        self.widget.near = code

    def prepare_value(self, value: Any) -> Any:
        """What was tapped, in words."""
        return written(value) if isinstance(value, Picked) else value

    def to_python(self, value: Any) -> str:
        """Words; a place that was tapped is its words."""
        return str(super().to_python(self.prepare_value(value)))


class PlaceField(forms.CharField):
    """Cleans to a Place, or None when left empty. Set `near` to the office's place for suggestions.

    One place is taken where its name or code is what was written; otherwise what may be meant is offered under the
    box. “Kupang?”, with a question mark, is one of those called so: kept as the place around them all, so that no
    count guesses which.
    """

    widget = PlaceInput

    def look_near(self, code: str) -> None:
        """Suggest and prefer the places inside this one."""
        self.widget.near = code

    def prepare_value(self, value: Any) -> Any:
        """Codes are shown as words."""
        code = value.code if isinstance(value, Place) else str(value or "")
        if self.widget.reading.offered:
            return value  # as it was written, beside what it may mean
        return Shown(code) if gazetteer.CODE.fullmatch(code) and gazetteer.place(code) else value

    def clean(self, value: Any) -> Place | None:
        """Refuses what is unknown, and offers the places when it is not sure which is meant."""
        if isinstance(value, Picked):
            return row(value)
        text = super().clean(value)
        if not text:
            return None
        reading = read(text, self.widget.near)
        found = reading.sure or (reading.around if text.endswith("?") and not reading.retired else None)
        if found is None and reading.offered:
            self.widget.reading = reading
            raise ValidationError(_OLD_CODE if reading.retired else _WHICH_ONE)
        place = row(found.code) if found else None
        if place is None:
            raise ValidationError(_("Tempat ini tidak ditemukan. Tulis desa, kecamatan, atau Kab./Kota."))
        return place
