"""What is read from a NIK, and what is only advised."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehsos.people.nik import Known, Nik, digits_of, parse

TODAY = date(2026, 8, 1)


def read(nik: str, **more: object) -> Nik:
    return parse(nik, on=TODAY, **more)  # type: ignore[arg-type]


def problems(nik: str, **more: object) -> list[str]:
    return [problem.code for problem in read(nik, **more).problems]


def test_a_girl() -> None:
    nik = read("530105 520312 0001")
    assert nik == Nik("5301055203120001", "53", "53.01", "53.01.05", date(2012, 3, 12), "P", "0001")
    assert nik.display == "530105 520312 0001"


def test_a_boy() -> None:
    nik = read("5301050112100007")
    assert (nik.sex, nik.born, nik.problems) == ("L", date(2010, 12, 1), ())


@pytest.mark.parametrize(
    ("digits", "hint", "year"),
    [
        ("5301050101080001", {}, 2008),
        ("5301050101080001", {"age": 17}, 2008),
        ("5301050101080001", {"age": 95}, 1908),
        ("5301050101080001", {"born": date(1908, 1, 1)}, 1908),
        ("5301050101500001", {}, 1950),
        ("5301050108260001", {}, 2026),
        ("5301050208260001", {}, None),
        ("5301050101260001", {}, 2026),
        ("5301050101260001", {"age": 99}, 1926),
        ("5301050112260001", {"age": 99}, 1926),
    ],
)
def test_which_century(digits: str, hint: dict[str, object], year: int | None) -> None:
    born = read(digits, **hint).born
    assert (born.year if born else None) == (1926 if year is None else year)


def test_29_february_only_in_leap_years() -> None:
    assert read("5301052902120001").born == date(2012, 2, 29)
    assert problems("5301052902130001") == ["date"]
    assert read("5301052902000001").born == date(2000, 2, 29)


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        ("", "length"),
        ("530105520312000", "length"),
        ("53010552031200011", "length"),
        ("tidak ada", "length"),
        ("5301050003120001", "date"),
        ("5301053203120001", "date"),
        ("5301054003120001", "date"),
        ("5301057203120001", "date"),
        ("5301053104120001", "date"),
        ("5301050113120001", "date"),
        ("5301055203120000", "serial"),
    ],
)
def test_advice(nik: str, code: str) -> None:
    assert problems(nik) == [code]


def test_what_differs_from_the_record_is_advice() -> None:
    assert problems("5301055203120001", born=date(2012, 3, 13)) == ["born"]
    assert problems("5301055203120001", sex="L") == ["sex"]
    assert problems("5301055203120001", sex="?", born=date(2012, 3, 12)) == []


@pytest.mark.parametrize(("known", "codes"), [("current", []), ("retired", ["retired"]), ("unknown", ["place"])])
def test_old_and_unknown_places(known: Known, codes: list[str]) -> None:
    asked: list[str] = []

    def known_prefix(six: str) -> Known:
        asked.append(six)
        return known

    assert problems("5301055203120001", known_prefix=known_prefix) == codes
    assert asked == ["530105"]


def test_digits_of_other_scripts_are_digits() -> None:
    assert digits_of("٥٣01 05²") == "530105"


def test_every_problem_speaks_both_languages() -> None:
    advice = read("9999994003120000", known_prefix=lambda _: "unknown", sex="P", born=TODAY).problems
    assert [problem.code for problem in advice] == ["place", "date", "sex", "serial"]
    assert all(problem.id and problem.en and problem.id != problem.en for problem in advice)


@given(st.text() | st.text("0123456789", min_size=16, max_size=16))
def test_it_never_refuses(nik: str) -> None:
    assert parse(nik, on=TODAY).digits == digits_of(nik)


@given(st.dates(date(1927, 1, 1), TODAY), st.booleans())
def test_a_birth_date_comes_back(born: date, woman: bool) -> None:
    nik = f"530105{born.day + 40 * woman:02}{born:%m%y}0001"
    found = read(nik, age=TODAY.year - born.year)
    assert (found.born, found.sex) == (born, "P" if woman else "L")
