"""Fields as people fill them in: days and hours that can be, sums with dots, long notes of which nothing is lost."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Choices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.look.fields import DayAndHour, TypedDay
from rehsos.look.too_long import SPLIT, AtMost
from rehsos.papers.forms import MOST_LETTERS

from ..actions.paying import MOST_RUPIAH, TOO_MUCH


class Day(TypedDay):
    """A calendar day. `past`: not after today; `ahead`: not before today; `forward`: it looks ahead."""

    def __init__(self, label: Any, **given: Any) -> None:
        super().__init__(label=label, **given)
        self.error_messages["required"] = _("Isi tanggalnya.")


class Moment(DayAndHour):
    """A day and an hour in the office's zone. `past`: it happened; `ahead`: it is still to come."""

    def __init__(self, label: Any, **given: Any) -> None:
        super().__init__(label=label, **given)
        self.error_messages["required"] = _("Isi tanggal dan jamnya.")


class Note(forms.CharField):
    """Free text with a counter. Line ends count once, as on the screen; what is too long is told, never cut off."""

    def __init__(self, label: Any, *, lines: int = 4, **given: Any) -> None:
        self.lines = lines
        given.setdefault("required", False)
        widget = forms.Textarea(attrs={"rows": lines, "data-most": MOST_LETTERS})
        super().__init__(label=label, widget=widget, **given)
        self.validators.append(AtMost(MOST_LETTERS, SPLIT))
        self.error_messages["required"] = _("Wajib diisi.")

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value) or ""


class Line(forms.CharField):
    """One line of text."""

    def __init__(self, label: Any, *, most: int = 120, **given: Any) -> None:
        given.setdefault("required", False)
        super().__init__(label=label, max_length=most, **given)

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value) or ""


class Number(Line):
    """The number that somebody else gave a letter, a police report, a court's file: sealed as typed, strokes closed.

    A number has a figure in it and no more than some words (an office names itself in its numbers): what has not was
    meant for another field.
    """

    def __init__(self, label: Any, *, most: int = 80, words: int = 12, **given: Any) -> None:
        self.most_words = words
        super().__init__(label, most=most, **given)

    def to_python(self, value: Any) -> str:
        return re.sub(r"\s*/\s*", "/", super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not (re.search(r"\d", value) and len(value.split()) <= self.most_words):
            raise ValidationError(_("Ini bukan nomor. Tulis nomornya saja; keterangan lain di isian lain."))


class Shaped(Line):
    """One line that stands in clear, and so takes nothing but what `fits`; `example` shows how it is written."""

    def __init__(self, label: Any, *, fits: Callable[[str], bool], example: str, **given: Any) -> None:
        self.fits, self.example = fits, example
        given.setdefault("help_text", _("Misalnya: {example}").format(example=example))
        super().__init__(label, **given)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not self.fits(value):
            raise ValidationError(str(NOT_SO).format(example=self.example))


NOT_SO = _("Ditulis tanpa kata lain, misalnya: {example}. Keterangan lain di isian lain.")


class Rupiah(forms.Field):
    """A sum in whole rupiah as it is written here: 85.000, Rp 85.000, 85000 or 85.000,00."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "85.000"})

    def __init__(self, label: Any, **given: Any) -> None:
        given.setdefault("required", False)
        super().__init__(label=label, **given)

    def to_python(self, value: Any) -> int | None:
        text = re.sub(r"^rp\.?|[\s_]", "", str(value or "").strip().lower()).removesuffix(",-").removesuffix(",00")
        if not text:
            return None
        if not re.fullmatch(r"\d{1,3}(\.\d{3})+|\d+", text, re.ASCII):
            raise ValidationError(_("Tulis rupiah dengan angka saja, misalnya 85.000."))
        amount = int(text.replace(".", "")[:20])
        if amount > MOST_RUPIAH:
            raise ValidationError(TOO_MUCH)
        return amount


class OneOf(forms.ChoiceField):
    """One answer. Members of an enumeration to choose from give a member, or None while nothing is chosen."""

    def __init__(self, label: Any, choices: Iterable[Any], *, first: Any = (), last: Any = (), **given: Any) -> None:
        offered = list(choices)
        self.kind = type(offered[0]) if offered and isinstance(offered[0], Choices) else None
        listed = [(one.value, one.label) for one in offered] if self.kind else offered
        super().__init__(label=label, choices=[*first, *listed, *last], **given)
        self.error_messages["required"] = _("Pilih salah satu.")

    def clean(self, value: Any) -> Any:
        told = super().clean(value)
        return (self.kind(told) if told else None) if self.kind else told


class Chips(OneOf):
    """One answer out of a few, as cells big enough for a thumb. `blank` is the cell of who does not know."""

    def __init__(self, label: Any, choices: Iterable[Any], *, blank: Words = "", **given: Any) -> None:
        last = [("", blank)] if blank else []
        super().__init__(label, choices, last=last, widget=forms.RadioSelect, **given)


class Pick(OneOf):
    """One answer out of many. `blank` is what stands there while nothing is chosen."""

    def __init__(self, label: Any, choices: Iterable[Any], *, blank: Words = "", **given: Any) -> None:
        super().__init__(label, choices, first=[("", blank or _("Pilih…"))], **given)


class YesNo(Chips):
    """Yes, no, or nobody knows: True, False, None."""

    def __init__(self, label: Any, **given: Any) -> None:
        super().__init__(label, YES_NO, required=False, **given)

    def clean(self, value: Any) -> bool | None:
        return {"yes": True, "no": False}.get(super().clean(value))


YES_NO: tuple[tuple[str, Words], ...] = (("yes", _("Ya")), ("no", _("Tidak")), ("", _("Tidak diketahui")))


def day_alone(day: date) -> datetime:
    """A day told without an hour: its midnight, which is said as a day (`look.words`), whatever the hour is now."""
    return timezone.make_aware(datetime.combine(day, time(0)))
