"""Fields that read what people type as people mean it."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_WRITTEN_HERE = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d)\.(\d\d)")
_WITH_HOUR = re.compile(r"[T ]\d{1,2}[:.]\d\d")


class DayAndHour(forms.DateTimeField):
    """A day and an hour in the office's zone, both told. 08.30 is half past eight, as an hour is written here.

    ISO 8601 takes what follows a point for a part of the hour, and Django, which tries that first, threw the minutes
    away; a day alone became its midnight.
    """

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str):
            value = _WRITTEN_HERE.sub(r"\1:\2", value.strip())
            if value and not _WITH_HOUR.search(value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        found: datetime | None = super().to_python(value)
        if found and found.microsecond:  # a part of an hour or minute: not what anybody writes
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found
