"""Ages at a date, from a birth date or an estimate; bands of law and reports; the birthdays that matter.

An age is a range: one number when the birth date is known, two when it is estimated. Nothing here guesses: a
band that the range straddles is None, and the words say so.
"""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta

from rehsos.law.shapes import Words

DAY, LEAP = timedelta(days=1), (2, 29)
MILESTONES = (12, 14, 18, 21)
"""Birthdays that change what the law allows: SPPA Ps 1, 20, 21, 32, 69, 84-86."""

LAW_BANDS = (("under_12", 0, 11), ("12_13", 12, 13), ("14_17", 14, 17), ("18_20", 18, 20), ("21_up", 21, 150))
REPORT_BANDS = (("0_5", 0, 5), ("6_11", 6, 11), ("12_17", 12, 17), ("18_59", 18, 59), ("60_up", 60, 150))

BAND_LABELS: dict[str, Words] = {
    "under_12": ("di bawah 12 tahun", "under 12"),
    "12_13": ("12–13 tahun", "12–13"),
    "14_17": ("14–17 tahun", "14–17"),
    "18_20": ("18–20 tahun", "18–20"),
    "21_up": ("21 tahun ke atas", "21 and over"),
    "0_5": ("0–5 tahun", "0–5"),
    "6_11": ("6–11 tahun", "6–11"),
    "12_17": ("12–17 tahun", "12–17"),
    "18_59": ("18–59 tahun", "18–59"),
    "60_up": ("60 tahun ke atas", "60 and over"),
}


@dataclass(frozen=True, slots=True)
class Birth:
    """What is known of a birth: every day from `first` to `last` is possible; one day when it is known."""

    first: date
    last: date
    year: int | None = None
    """The recorded year, where the birth is known no better than by a year."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a birth cannot end before it begins")

    @property
    def estimated(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Age:
    """Whole years, from `low` to `high`; the same number twice when known.

    `told` is the age by the recorded year, or as somebody estimated it: what a count takes, and how a guess is said.
    """

    low: int
    high: int
    told: int | None = None

    @property
    def estimated(self) -> bool:
        return self.low != self.high

    @property
    def counted(self) -> int:
        """One number for a count: by the recorded year; of several days of birth or event, the youngest."""
        return self.low if self.told is None else self.told

    def words(self, *, long: bool = False) -> Words:
        """`14 th`, `kira-kira 13 th` of somebody's estimate, `12–13 th (perkiraan)` of a range; in two languages."""
        year, english = ("tahun", "years") if long else ("th", "y")
        if self.told is not None and self.low < self.told < self.high:
            return f"kira-kira {self.told} {year}", f"about {self.told} {english}"
        span = f"{self.low}–{self.high}" if self.estimated else str(self.low)
        return (f"{span} {year}{' (perkiraan)' * self.estimated}", f"{span} {english}{' (estimate)' * self.estimated}")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A birthday; the earliest and the latest it can be, the same day when the birth date is known."""

    years: int
    earliest: date
    latest: date

    @property
    def estimated(self) -> bool:
        return self.earliest != self.latest


def born(on: date) -> Birth:
    """A known birth date."""
    return Birth(on, on)


def born_about(year: int, plus_minus: int = 0) -> Birth:
    """An estimated year of birth, give or take whole years."""
    return Birth(date(year - plus_minus, 1, 1), date(year + plus_minus, 12, 31), year)


def guessed(years: int) -> Age:
    """An age somebody estimated: give or take a year."""
    return Age(max(years - 1, 0), years + 1, years)


def aged_about(years: int, on: date, plus_minus: int = 0) -> Birth:
    """Someone who looked so many years old on a date, give or take whole years."""
    eve = on.year - years - plus_minus - 1
    first = date(eve, 3, 1) if (on.month, on.day) == LEAP and not isleap(eve) else _day_in(eve, on) + DAY
    return Birth(first, _day_in(on.year - years + plus_minus, on))


def _day_in(year: int, like: date) -> date:
    """The same day in another year; 29 February becomes 1 March where there is none."""
    try:
        return like.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def birthday(birth: date, years: int) -> date:
    """The day someone turns so many years old; born on 29 February, it is 1 March in a common year."""
    return _day_in(birth.year + years, birth)


def years_between(birth: date, on: date) -> int:
    """Whole years of age; negative before birth."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_at(birth: Birth, on: date) -> Age:
    """The age on a day; never below nought. An estimated year is an estimated age: its days are not reckoned with."""
    low, high = max(years_between(birth.last, on), 0), max(years_between(birth.first, on), 0)
    if birth.year is None:
        return Age(low, high)
    told, doubt = max(on.year - birth.year, 0), birth.year - birth.first.year
    return Age(max(told - doubt, 0), told + doubt, told) if doubt else Age(low, high, told)


def straddled(age: Age, bounds: tuple[int, ...]) -> tuple[int, ...]:
    """The bounds of age of which nobody can tell whether somebody is below or not."""
    return tuple(years for years in bounds if age.low < years <= age.high)


def _band(age: Age, bands: tuple[tuple[str, int, int], ...]) -> str | None:
    return next((code for code, low, high in bands if low <= age.low and age.high <= high), None)


def band(age: Age) -> str | None:
    """The band of the juvenile law, or None when an estimate straddles two."""
    return _band(age, LAW_BANDS)


def report_band(age: Age) -> str | None:
    """The band of reports, or None when an estimate straddles two."""
    return _band(age, REPORT_BANDS)


def milestone(birth: Birth, years: int) -> Milestone:
    """When someone turns so many years old."""
    return Milestone(years, birthday(birth.first, years), birthday(birth.last, years))


def milestones(birth: Birth) -> tuple[Milestone, ...]:
    """The birthdays that change what the law allows."""
    return tuple(milestone(birth, years) for years in MILESTONES)
