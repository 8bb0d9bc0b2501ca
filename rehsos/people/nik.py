"""What a NIK says, and what in it deserves a second look.

Sixteen digits: province, kabupaten and kecamatan of first registration, DDMMYY (a woman's day has 40 added),
and a serial from 0001. It is kept for life: after a move, and after a birth date or sex was corrected. So
whatever differs is advice to look again, never a refusal; a NIK is evidence of who someone is, not the key.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

LENGTH = 16
WOMAN_ADDS = 40
OLDEST_YEARS = 120

Sex = Literal["P", "L"]
Known = Literal["current", "retired", "unknown"]


@dataclass(frozen=True)
class Problem:
    """Something worth a second look, in words for whoever typed it; it never stops anyone."""

    code: str
    id: str
    en: str


LENGTH_WRONG = Problem("length", "NIK berisi 16 angka. Periksa lagi.", "A NIK has 16 digits. Check it again.")
DATE_WRONG = Problem(
    "date",
    "Tanggal di dalam NIK ini tidak mungkin. Periksa lagi.",
    "The date in this NIK cannot be. Check it again.",
)
PLACE_UNKNOWN = Problem(
    "place",
    "Enam angka pertama bukan kode kecamatan yang dikenal. Periksa lagi.",
    "The first six digits are no kecamatan code we know. Check them again.",
)
PLACE_RETIRED = Problem(
    "retired",
    "Kode kecamatan di NIK ini kode lama. NIK tetap berlaku.",
    "The kecamatan code in this NIK is an old one. The NIK stays valid.",
)
SERIAL_ZERO = Problem(
    "serial",
    "Empat angka terakhir tidak mungkin 0000. Periksa lagi.",
    "The last four digits cannot be 0000. Check them again.",
)
BIRTH_DIFFERS = Problem(
    "born",
    "Tanggal lahir di NIK berbeda dengan yang dicatat. NIK tidak ikut berubah bila tanggal lahir dikoreksi.",
    "The birth date in the NIK differs from the one recorded. A NIK stays when a birth date is corrected.",
)
SEX_DIFFERS = Problem(
    "sex",
    "Jenis kelamin di NIK berbeda dengan yang dicatat. Periksa lagi.",
    "The sex in the NIK differs from the one recorded. Check it again.",
)


@dataclass(frozen=True)
class Nik:
    """What was read; parts that are not there or not possible are empty or None."""

    digits: str
    province: str = ""  # 53
    regency: str = ""  # 53.01
    district: str = ""  # 53.01.05: where first registered, by the codes of that day
    born: date | None = None
    sex: Sex | None = None
    serial: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def display(self) -> str:
        """530105 520310 0001, as read aloud; the digits alone when they are not sixteen."""
        whole = len(self.digits) == LENGTH
        return f"{self.digits[:6]} {self.digits[6:12]} {self.digits[12:]}" if whole else self.digits


def parse(
    nik: str,
    *,
    on: date,
    known_prefix: Callable[[str], Known] | None = None,
    born: date | None = None,
    age: int | None = None,
    sex: str | None = None,
) -> Nik:
    """Read a NIK as of a day. Birth date, age in years and sex (P, L) are those recorded otherwise, if any.

    They help to tell 2008 from 1908, and are compared. `known_prefix` answers for a kecamatan's six digits.
    """
    digits = digits_of(nik)
    if len(digits) != LENGTH:
        return Nik(digits, problems=(LENGTH_WRONG,))
    day = int(digits[6:8])
    woman = day > WOMAN_ADDS
    nearest = born.year if born else on.year - (age or 0)
    read = Nik(
        digits,
        province=digits[:2],
        regency=f"{digits[:2]}.{digits[2:4]}",
        district=f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}",
        born=_born(int(digits[10:12]), int(digits[8:10]), day - WOMAN_ADDS * woman, on, nearest),
        sex="P" if woman else "L",
        serial=digits[12:],
    )
    place = known_prefix(digits[:6]) if known_prefix else "current"
    return replace(read, problems=tuple(_problems(read, place, born, sex)))


def _born(year: int, month: int, day: int, on: date, nearest: int) -> date | None:
    """The possible date nearest to the year expected, never after `on`; None when there is none."""
    century = on.year // 100 * 100
    possible = [
        found
        for base in (century, century - 100)
        if (found := _date(base + year, month, day)) and found <= on and on.year - found.year <= OLDEST_YEARS
    ]
    return min(possible, key=lambda found: abs(found.year - nearest), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _problems(read: Nik, place: Known, born: date | None, sex: str | None) -> Iterator[Problem]:
    if place != "current":
        yield PLACE_RETIRED if place == "retired" else PLACE_UNKNOWN
    if read.born is None:
        yield DATE_WRONG
    elif born and born != read.born:
        yield BIRTH_DIFFERS
    if sex in {"P", "L"} and sex != read.sex:
        yield SEX_DIFFERS
    if read.serial == "0000":
        yield SERIAL_ZERO


def digits_of(text: str) -> str:
    """The decimal digits of a text, in whatever script or grouping, as 0 to 9."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())
