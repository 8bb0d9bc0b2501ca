"""Fields that read what people type as people mean it."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import words
from .typed_day import Unread, read_day, read_moment

FIRST_YEAR, LAST_YEAR = 1990, 2100
GRACE = timedelta(minutes=10)  # clocks on two walls differ

NO_DAY = _("Tanggal ini belum terbaca. Tulis seperti 31 Des 2010.")
NO_MOMENT = _("Tanggal dan jam ini belum terbaca. Tulis keduanya, seperti 31 Des 2010 08.30.")
NO_YEAR = _("Tahunnya tidak mungkin. Periksa lagi.")
DAY_AHEAD = _("Tanggalnya ada di masa depan. Periksa lagi.")
DAY_GONE = _("Tanggalnya sudah lewat. Pilih hari ini atau sesudahnya.")
MOMENT_AHEAD = _("Waktunya ada di masa depan. Yang belum terjadi dijadwalkan, bukan dicatat.")
MOMENT_GONE = _("Waktunya sudah lewat. Yang sudah berlangsung dicatat sebagai layanan.")

_ZONED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)")


class TypedDay(forms.DateField):
    """A calendar day, as people write it (look.typed_day), or as the browser's own picker sends it.

    `past`: not after today. `ahead`: not before today. `forward`: a year left out is the next one, as it is `ahead`.
    """

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    first_year: ClassVar[int] = FIRST_YEAR

    def __init__(self, *, past: bool = False, ahead: bool = False, forward: bool = False, **given: Any) -> None:
        self.past, self.ahead, self.forward = past, ahead, ahead or forward
        super().__init__(**given)
        self.error_messages["invalid"] = NO_DAY

    def to_python(self, value: Any) -> date | None:
        """What was written, read. Raises ValidationError with an example."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_day(value, timezone.localdate(), ahead=self.forward)
        except Unread:
            raise ValidationError(NO_DAY, code="invalid") from None

    def validate(self, value: date | None) -> None:
        """Within what can be."""
        super().validate(value)
        if value is None:
            return
        possible(value.year, self.first_year)
        today = timezone.localdate()
        if self.past and value > today:
            raise ValidationError(DAY_AHEAD)
        if self.ahead and value < today:
            raise ValidationError(DAY_GONE)

    def echo(self, value: Any) -> str:
        """What a value means, in words: nobody mistakes the month for the day. Empty where it means nothing yet."""
        try:
            return words.day(self.to_python(value), long=True)
        except ValidationError:
            return ""


class DayAndHour(forms.DateTimeField):
    """A day and an hour in the office's zone, both told. 08.30 is half past eight, as an hour is written here.

    A day alone is none, and so is a part of an hour: what nobody told becomes no midnight. `past`: it happened;
    `ahead`: it is still to come; `forward`: a year left out is the next one.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, *, past: bool = False, ahead: bool = False, forward: bool = False, **given: Any) -> None:
        self.past, self.ahead, self.forward = past, ahead, ahead or forward
        super().__init__(**given)
        self.error_messages["invalid"] = NO_MOMENT

    def to_python(self, value: Any) -> datetime | None:
        """What was written, read. Raises ValidationError with an example."""
        if not isinstance(value, str) or _ZONED.fullmatch(value.strip()):
            zoned: datetime | None = super().to_python(value)
            return zoned
        if not value.strip():
            return None
        try:
            return timezone.make_aware(read_moment(value, timezone.localtime(), ahead=self.forward))
        except (Unread, ValueError):
            raise ValidationError(NO_MOMENT, code="invalid") from None

    def validate(self, value: datetime | None) -> None:
        """Within what can be."""
        super().validate(value)
        if value is None:
            return
        possible(value.year)
        now = timezone.now()
        if self.past and value > now + GRACE:
            raise ValidationError(MOMENT_AHEAD)
        if self.ahead and value < now - GRACE:
            raise ValidationError(MOMENT_GONE)

    def echo(self, value: Any) -> str:
        """What a value means, in words. Empty where it means nothing yet."""
        try:
            found = self.to_python(value)
        except ValidationError:
            return ""
        return f"{words.day(found, long=True)}, {words.hour(found)}" if found else ""


class Hour(forms.TimeField):
    """An hour alone, 08.30, 08:30 or 0830."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def to_python(self, value: Any) -> time | None:
        """With a point, a colon, or neither."""
        text = (
            re.sub(r"^(\d{1,2})(\d\d)$", r"\1:\2", value.strip().replace(".", ":")) if isinstance(value, str) else value
        )
        found: time | None = super().to_python(text)
        return found


def possible(year: int, first: int = FIRST_YEAR) -> None:
    """Raise ValidationError for a year that is surely a slip."""
    if not first <= year <= LAST_YEAR:
        raise ValidationError(NO_YEAR)
