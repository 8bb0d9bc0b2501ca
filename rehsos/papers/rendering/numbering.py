"""Letter numbers by an office's own pattern, as in `{agenda:3}/{kode}/{unit}/{bulan_romawi}/{tahun}`."""

import re
from dataclasses import dataclass
from datetime import date

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACE = re.compile(r"\{([a-z_]+)(?::([1-9]))?\}")
_EARLIER = {"month": "bulan", "roman_month": "bulan_romawi", "year": "tahun"}
"""Names of places in patterns that offices wrote before: they go on meaning the same."""
_NAMES = frozenset({"agenda", "kode", "unit", "derajat", *_EARLIER.values()})
_PLAIN = re.compile(r"[A-Za-z0-9 ./\-]*")
_LONGEST = 80
_TOP = 89


EXAMPLE = "400.9.2/123/DINSOS/2026"
"""The number of a letter as the agenda of an office gives it."""
_BETWEEN = re.compile(r"[/.\-–]")
_OFFICES = [
    "sekretariat",
    "rehabilitasi",
    "kependudukan",
    "perempuan",
    "ketenagakerjaan",
    "pemberdayaan",
    "perlindungan",
    "linjamsos",
    "kementerian",
    "rehabsos",
    "rehsos",
    "sosial",
    "sentra",
    "bupati",
    "gubernur",
    "walikota",
    "kepegawaian",
    "keuangan",
    "program",
    "satpol",
    "kemensos",
    "peksos",
    "umum",
    "dukcapil",
    "capil",
    "kesra",
    "resos",
    "naker",
    "trans",
    "rehab",
    "dinas",
    "badan",
    "balai",
    "setda",
    "sekda",
    "kemen",
    "kepeg",
    "linjam",
    "penmas",
    "tenaga",
    "kerja",
    "anak",
    "dayasos",
    "dasos",
    "jamsos",
    "sekre",
    "sekr",
    "bidang",
    "bidan",
    "bid",
    "prov",
    "kota",
    "upt",
    "uptd",
    "rptc",
    "rpsa",
    "keluarga",
    "pemdes",
    "kab",
    "reh",
    "yan",
    "day",
    "lin",
    "jam",
    "kes",
    "duk",
    "din",
    "dis",
    "sos",
    "sek",
    "peg",
    "keu",
    "gub",
    "pol",
    "tik",
    "pppa",
    "ppa",
    "p3a",
    "pa",
    "um",
    "tu",
    "ki",
]
"""What abbreviations of offices are made of: a vowel stands in one only inside of these."""
_SEGMENT = re.compile(
    r"\d{1,6}[A-Za-z]?"  # a running number, a code, a year
    r"|[A-Za-z]|[A-Z]{2,6}|[A-Z][a-z]"  # B, VIII, Um
    rf"|(?=.{{2,20}}$)(?i:{'|'.join(sorted(_OFFICES, key=len, reverse=True))}|[b-df-hj-np-tv-z]|\d)+"  # DINSOSP3AKB
)
_FEW = 3


def is_number(text: str) -> bool:
    """Whether it is the number of a letter as offices give them: figures and their abbreviations, without a blank.

    Segments stand between / . and -; one of letters alone is short, or made of what names of offices are made of.
    """
    segments = _BETWEEN.split(text)
    spelt = sum(len(s) == 1 and s.isalpha() for s in segments) > _FEW
    return (
        not spelt and any(s.isdecimal() for s in segments) and all(_SEGMENT.fullmatch(segment) for segment in segments)
    )


def roman(number: int) -> str:
    """A Roman number from 1 to 89. ValueError beyond."""
    if not 1 <= number <= _TOP:
        raise ValueError(f"{number} is not between 1 and {_TOP}")
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


@dataclass(frozen=True, slots=True)
class Pattern:
    """An office's number format.

    Places: `{agenda}` (the running number), `{kode}` (archive code), `{derajat}` (degree of secrecy), `{unit}`,
    `{bulan}`, `{bulan_romawi}`, `{tahun}`; `{agenda:3}` pads with noughts to three figures. A number must tell two
    letters apart, so agenda and tahun are needed. ValueError, with the reason, when the pattern will not do.
    """

    text: str

    def __post_init__(self) -> None:
        if fault := _fault(self.text):
            raise ValueError(f"number pattern {self.text!r}: {fault}")

    @staticmethod
    def takes(part: str) -> bool:
        """Whether that can stand in a number as a code or a unit."""
        return bool(part and _PLAIN.fullmatch(part))

    def number(self, *, agenda: int, on: date, kode: str = "", unit: str = "", degree: str = "B") -> str:
        """The number of a letter dated `on`. ValueError when agenda is under 1 or a part is empty or odd."""
        parts = {"kode": kode, "unit": unit, "derajat": degree}
        if agenda < 1:
            raise ValueError("the agenda begins at 1")
        for name, part in parts.items():
            if f"{{{name}" in self.text and not self.takes(part):
                raise ValueError(f"{name} {part!r} is empty or holds more than letters, figures, space . / -")
        values = parts | _figures(agenda, on)
        return _PLACE.sub(lambda place: values[_name(place)].zfill(int(place[2] or 0)), self.text)


def _figures(agenda: int, on: date) -> dict[str, str]:
    return {
        "agenda": str(agenda),
        "bulan": f"{on.month:02}",
        "bulan_romawi": roman(on.month),
        "tahun": str(on.year),
    }


def _name(place: re.Match[str]) -> str:
    return _EARLIER.get(place[1], place[1])


def _fault(text: str) -> str:
    names = [_name(place) for place in _PLACE.finditer(text)]
    if strange := sorted(set(names) - _NAMES):
        return f"unknown place {', '.join(strange)}"
    if not _PLAIN.fullmatch(_PLACE.sub("", text)):
        return "only letters, figures, space . / - stand between the places"
    if names.count("agenda") != 1 or names.count("tahun") != 1:
        return "agenda and tahun stand in it once each"
    return f"longer than {_LONGEST} signs" if len(text) > _LONGEST else ""
