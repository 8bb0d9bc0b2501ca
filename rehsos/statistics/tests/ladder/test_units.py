"""Children and perkara beside cases: nothing that is told, nor the difference of two told numbers, is one to four."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehsos.statistics.ladder.hiding import Sign, small
from rehsos.statistics.ladder.units import told

from .test_told import column, figures, line, page, sheet


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_children_are_told_by_year_for_nation_and_province(people: Any, capsys: Any) -> None:
    """All cases of NTB in 2024 are those of one child; one is small. None has a perkara."""
    asked = {"by": "year", "tempat": "52", "tahun": "2024"}
    assert column(figures(page(people, **asked, satuan="anak")), "2024") == ["•"]
    body = page(people, **asked, satuan="perkara")
    assert column(figures(body), "2024") == ["0"]
    assert "perkara, menurut tanggal dibuka" in body
    assert sheet(people, **asked, satuan="perkara") == figures(body)
    days = ("--from", "2024-01-01", "--to", "2024-12-31")
    assert line(people, capsys, "abh", "--by", "year", "--place", "52", "--unit", "perkara", *days) == [["2024", "0"]]
    years = figures(page(people, by="year", tempat="52", satuan="perkara"))
    assert column(years, "Jumlah") == ["–"]
    assert "hanya untuk ABH, per tahun" in page(people, by="year", apa="cases", satuan="anak")


def signs(cases: dict[str, int], units: dict[str, int], hidden: tuple[str, ...] = ()) -> dict[str, str | int | None]:
    said = {place: (Sign.VEILED if place in hidden else Sign.TOLD, number) for place, number in cases.items()}
    return {place: number if sign is Sign.TOLD else "•" for place, _p, _c, sign, number in told(said, units, 2020)}


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ({"ID": 120, "11": 70, "12": 50}, {"ID": 120, "11": 70, "12": 50}),
        ({"ID": 114, "11": 65, "12": 49}, {"ID": "•", "11": 65, "12": "•"}),  # 50 - 49, and from the nation as well
        ({"ID": 115, "11": 67, "12": 48}, {"ID": 115, "11": "•", "12": "•"}),  # 3 and 2, or 1 and 4, or 4 and 1
        ({"ID": 112, "11": 66, "12": 46}, {"ID": "•", "11": "•", "12": "•"}),  # 4 and 4: the most there can be
        ({"ID": 118, "11": 70, "12": 50}, {"ID": "•", "11": 70, "12": 50}),  # two children of both provinces
        ({"ID": 110, "11": 65, "12": 50}, {"ID": 110, "11": 65, "12": 50}),
        ({"ID": 3, "11": 3, "12": 0}, {"ID": "•", "11": "•", "12": 0}),
    ],
)
def test_a_difference_to_the_cases_is_a_number_like_any_other(units: dict[str, int], said: dict[str, Any]) -> None:
    assert signs({"ID": 120, "11": 70, "12": 50}, units) == said


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), min_size=1, max_size=6), st.integers(0, 8))
def test_no_place_nor_all_places_left_over_have_a_small_gap(made: list[tuple[int, int]], both: int) -> None:
    cases = {f"{n + 11}": many for n, (many, _gap) in enumerate(made)}
    units = {f"{n + 11}": max(many - gap, 0) for n, (many, gap) in enumerate(made)}
    hidden = tuple(place for place, number in cases.items() if small(number))
    cases["ID"], units["ID"] = sum(cases.values()), max(sum(units.values()) - both, 0)
    said = signs(cases, units, hidden)
    for place, number in said.items():
        assert number == "•" or not (small(int(number or 0)) or small(cases[place] - int(number or 0)))
    if said.get("ID", "•") != "•":
        open_ = [place for place, number in said.items() if place != "ID" and number != "•"]
        left = cases["ID"] - units["ID"] - sum(cases[place] - units[place] for place in open_)
        assert not small(left)
        assert len(said) - 1 - len(open_) != 1
