"""What is longer than its place: how long it is, how long it may be, and what to do; said in one manner everywhere."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .words import grouped

SHORTEN, SPLIT, MOVE = _("Persingkat."), _("Bagi menjadi dua catatan."), _("Pindahkan sebagian ke catatan lain.")


def too_long(typed: int, most: int, advice: str | Promise = SHORTEN) -> str:
    """Both lengths, and the advice."""
    said = gettext("{typed} huruf, paling banyak {most}. {advice}")
    return said.format(typed=grouped(typed), most=grouped(most), advice=advice)


class AtMost(MaxLengthValidator):
    """A text that is too long is told, with the advice; nothing is cut off."""

    def __init__(self, limit_value: Any, advice: str | Promise = SHORTEN) -> None:
        super().__init__(limit_value)
        self.advice = advice

    def __call__(self, value: Any) -> None:
        if self.compare(length := self.clean(value), most := int(self.limit_value)):
            raise ValidationError(too_long(length, most, self.advice), code=self.code)
