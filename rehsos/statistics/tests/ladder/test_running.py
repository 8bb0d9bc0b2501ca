"""Months of the running year: what is told of them, where that is said, and that with their year they tell no more."""

from collections import Counter
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from rehsos.console import main
from rehsos.statistics.ladder.hiding import CannotHideError, Cell, Sign
from rehsos.statistics.ladder.releasing import is_due
from rehsos.statistics.ladder.rungs import LEAST_DIVIDED, above, closed_months
from rehsos.statistics.ladder.running import kept_told, told_of_a_month
from rehsos.statistics.ladder.totals import MONTHS, Totals

from .attacker import ranges
from .conftest import TODAY
from .test_attack import EVERY_KAB, KABS, YEAR, pinned, small_ones, told
from .test_told import GITA, column, figures, line, page, sheet

needs_world = [pytest.mark.django_db, pytest.mark.usefixtures("told")]
RUNNING = {"tempat": "52", "by": "month", "tahun": "2026"}


class TestTold:
    pytestmark = needs_world

    def test_closed_months_are_told_and_the_page_says_until_when(self, people: Any) -> None:
        body = page(people, **RUNNING)
        table = figures(body)
        assert [row[1] for row in table[1:]] == [*map(str, range(21, 31)), str(sum(range(21, 31)))]
        assert table[-2][0] == "Okt 2026"
        assert "diumumkan sampai Okt 2026" in body
        assert column(figures(page(people, **RUNNING | {"by": "third"})), "Mei–Agu 2026") == ["106"]

    def test_workbook_and_command_line_say_the_same(self, people: Any, capsys: Any) -> None:
        assert sheet(people, **RUNNING) == figures(page(people, **RUNNING))
        argv = [
            "count",
            "abh",
            "--by",
            "month",
            "--place",
            "52",
            "--from",
            "2026-01-01",
            "--as",
            GITA,
            "--format",
            "csv",
        ]
        main(argv)
        said = capsys.readouterr()
        assert said.out.splitlines()[-1] == "2026-10,30"
        assert "Angka diumumkan sampai Okt 2026." in said.err
        assert line(
            people, capsys, "abh", "--by", "", "--place", "52", "--from", "2026-10-01", "--to", "2026-10-31"
        ) == [["30"]]

    def test_a_province_of_few_and_a_kab_are_not_told_and_the_year_is_not(self, people: Any) -> None:
        assert column(figures(page(people, **RUNNING | {"tempat": "53"})), "Okt") == ["–"]
        for asked in ({"tempat": "52.01"}, {"by": "year"}, {"by": "year,role"}):
            assert figures(page(people, **RUNNING | asked))[0] == ["Tahun", "Jumlah"]
        days = {"dari": "2026-11-01", "sampai": "2026-11-30"}
        assert "belum diumumkan" in page(people, tempat="52", by="month", **days)

    def test_a_table_without_room_for_months_is_told_until_the_last_year(self, people: Any, capsys: Any) -> None:
        for asked in (
            {"by": "place", "satuan": "anak", "tempat": "", "tahun": "2024"},
            {"tempat": "52.01", "by": "year"},
        ):
            assert "diumumkan sampai Des 2025" in page(people, **asked)
        main(["count", "abh", "--by", "year", "--as", GITA])
        assert "Angka diumumkan sampai Des 2025." in capsys.readouterr().err

    def test_what_is_told_is_not_told_again(self) -> None:
        assert not is_due(TODAY)
        assert is_due(date(2026, 12, 15))

    def test_the_page_of_a_month_keeps_to_few_statements(self, people: Any, few_statements: Any) -> None:
        few_statements(people.client("gita"), reverse("statistics:rekap"), RUNNING)


@pytest.mark.parametrize(
    ("today", "months"),
    [(date(2026, 11, 28), 10), (date(2026, 11, 14), 9), (date(2026, 11, 15), 10), (date(2026, 1, 3), 0)],
)
def test_a_month_is_closed_two_weeks_after_its_end(today: date, months: int) -> None:
    assert closed_months(2026, today) == months


def test_a_place_with_few_cases_in_one_month_is_told_no_later_month() -> None:
    counts = {("11.01", 1): 30, ("11.01", 2): 19, ("11.01", 3): 30, ("12.01", 1): 20, ("12.01", 2): 5, ("12.02", 2): 15}
    assert told_of_a_month(counts, YEAR, 1) == [("11", "2020-01", 30), ("12", "2020-01", 20), ("ID", "2020-01", 50)]
    assert told_of_a_month(counts, YEAR, 2) == [("12", "2020-02", 20), ("ID", "2020-02", 39)]
    assert told_of_a_month(counts, YEAR, 3) == [("ID", "2020-03", 30)]


@st.composite
def years(draw: st.DrawFn) -> tuple[Counter[tuple[str, int]], Counter[tuple[str, int]]]:
    """A year as it was while it ran, and what was entered late: large provinces beside others, few cases at its end."""
    dice = draw(st.randoms(use_true_random=False))
    early: Counter[tuple[str, int]] = Counter()
    late: Counter[tuple[str, int]] = Counter()
    for kab, month in product(EVERY_KAB, MONTHS):
        large = kab.endswith("01") and (month <= 10 or dice.random() < 0.3)
        early[kab, month] = dice.choice([0, 0, 0, 1, 2, 5]) + (22 if large else 0)
        late[kab, month] = dice.choice([0] * 9 + [1, 2])
    return early, late


@settings(max_examples=15)
@given(years())
def test_months_as_they_were_told_and_the_year_with_late_cases_pin_no_small_number(
    made: tuple[Counter[tuple[str, int]], Counter[tuple[str, int]]],
) -> None:
    """Who kept each month as it was first told, and knows that cases only come late and never go."""
    early, late = made
    first = {(place, period, ""): n for m in range(1, 12) for place, period, n in told_of_a_month(early, YEAR, m)}
    assert all(n >= LEAST_DIVIDED for n in first.values())
    totals = Totals(YEAR, early + late, KABS, kept_told(first, early + late))
    atoms = [(when, kab, month) for when in ("early", "late") for kab in EVERY_KAB for month in MONTHS]

    def cells_of(atom: tuple[str, str, int]) -> list[Cell]:
        when, kab, month = atom
        as_told = (
            [(f"first {place}", f"{YEAR}-{month:02d}", "") for place in ("ID", above(kab))] if when == "early" else []
        )
        return [*totals.cells_of((kab, month)), *as_told]

    try:
        totals.solve()
    except CannotHideError:
        return
    year = told(totals.hiding, {cell for atom in atoms for cell in totals.cells_of(atom[1:])})
    months = {(f"first {place}", period, code): (Sign.TOLD, n) for (place, period, code), n in first.items()}
    assert all(totals.hiding.sign(cell) is Sign.TOLD for cell in first)
    assert pinned(ranges(atoms, cells_of, {**year, **months}, small_ones(totals.hiding))) == []
