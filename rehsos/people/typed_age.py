"""An age or a year of birth as people write it: `14`, `kira-kira 13`, `± 13`, `13 th`, `13 tahun`, `2013`."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms

_ABOUT = (
    r"kira\s*[-2]?\s*(?:kira)?|sekitar|kurang\s+lebih|perkiraan|taksiran|mungkin|lk\.?|kl\.?|±|\+\s*/?\s*-|[~≈]|about"
)
_YEARS = r"(?:tahun|thn?|years?|y)\b\.?"
_AGE = rf"(?:(?:umur|usia)\s*)?(?P<before>{_ABOUT})?\s*(?P<age>\d{{1,3}})\s*(?P<span>-?an\b)?\s*(?:{_YEARS})?"
_BORN = rf"(?:(?:lahir|kelahiran)\s*)?(?P<about>{_ABOUT})?\s*(?:{_YEARS})?\s*(?P<year>\d{{4}})"
_AFTER = rf"\s*(?P<after>\(?(?:{_ABOUT})\)?)?"
_SHAPE = re.compile(rf"(?:{_AGE}|{_BORN}){_AFTER}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """The number that was meant, and whether the words beside it say that it is an estimate."""

    number: str
    guessed: bool = False


def typed_age(text: str) -> Typed:
    """What was written, read; a wording that means nothing certain (`8 bulan`, `12-13`) stays as it is."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        return Typed(text.strip())
    guessed = any(found[name] for name in ("before", "span", "about", "after"))
    return Typed(found["age"] or found["year"], guessed)


class TypedAge(forms.IntegerField):
    """A whole number of years, or a year, with the words people put around it."""

    def to_python(self, value: Any) -> int | None:
        """The number; what it is limited to and what is said of nonsense is the form's."""
        return super().to_python(typed_age(value).number if isinstance(value, str) else value)
