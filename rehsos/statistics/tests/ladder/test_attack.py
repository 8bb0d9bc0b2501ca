"""Random worlds, told by the ladder, against somebody with a linear programme: no number from 1 to 4 is found."""

from collections import Counter
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehsos.statistics.ladder.dividing import Divided
from rehsos.statistics.ladder.hiding import CannotHideError, Cell, Hiding, Sign, small
from rehsos.statistics.ladder.rungs import above
from rehsos.statistics.ladder.totals import MONTHS, Totals

from .attacker import Told, ranges

YEAR = 2020
KABS = {"11": ("11.01", "11.02", "11.03"), "12": ("12.01", "12.02"), "13": ("13.01", "13.02", "13.03")}
EVERY_KAB = [kab for kabs in KABS.values() for kab in kabs]
CODES = {"role": ("in_conflict", "victim", "witness"), "sex": ("L", "P"), "age_band": ("under_12", "12_13", "14_17")}
APART = 1 - 1e-6
"""Two worlds differ by a case: a range narrower than that is a number worked out."""

Child = tuple[str, int, str, str, str]


@st.composite
def worlds(draw: st.DrawFn, most: int = 60) -> list[Child]:
    """Cases by kab, month, role, sex and band: kab of nobody, of few, of many; uneven codes."""
    dice = draw(st.randoms(use_true_random=False))
    found = []
    for kab in EVERY_KAB:
        size = draw(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 8, 13, 20, 25, most]))
        skew = draw(st.sampled_from([(0.45, 0.45, 0.1), (0.9, 0.08, 0.02), (0.02, 0.08, 0.9)]))
        months = draw(st.sampled_from([MONTHS, range(1, 4), range(6, 8)]))
        found += [
            (
                kab,
                dice.choice(list(months)),
                dice.choices(CODES["role"], skew)[0],
                dice.choice(CODES["sex"]),
                dice.choices(CODES["age_band"], skew)[0],
            )
            for _ in range(size)
        ]
    return found


def told(hiding: Hiding[Any], cells: set[Cell]) -> Told:
    """What a reader sees of these cells; nought where nothing is said."""
    return {cell: (sign, hiding.values.get(cell, 0)) for cell in cells if (sign := hiding.sign(cell)) in READ}


READ = {Sign.TOLD, Sign.SMALL}


def solved(children: list[Child]) -> tuple[Totals, dict[str, Divided]]:
    totals = Totals(YEAR, Counter((kab, month) for kab, month, *_rest in children), KABS)
    hiding = totals.solve()

    def total(place: str) -> int:
        cell = (place, str(YEAR), "")
        return hiding.values.get(cell, 0) if hiding.sign(cell) is Sign.TOLD else 0

    divided = {}
    for position, (name, codes) in enumerate(CODES.items(), start=2):
        counts = Counter((child[0], child[position]) for child in children)
        divided[name] = Divided(YEAR, {(k, str(c)): n for (k, c), n in counts.items()}, codes, total)
        divided[name].solve()
    return totals, divided


@settings(max_examples=25)
@given(worlds())
def test_no_small_total_follows_from_all_totals_of_all_places_and_periods(children: list[Child]) -> None:
    totals, _divided = solved(children)
    atoms = [*product(EVERY_KAB, MONTHS)]
    cells = {cell for atom in atoms for cell in totals.cells_of(atom)}
    found = ranges(atoms, totals.cells_of, told(totals.hiding, cells), small_ones(totals.hiding))
    assert pinned(found) == []


@settings(max_examples=12)
@given(worlds())
def test_no_small_part_follows_from_all_totals_and_all_divisions_together(children: list[Child]) -> None:
    totals, divided = solved(children)
    atoms = [*product(EVERY_KAB, *CODES.values())]
    year = str(YEAR)

    def cells_of(atom: tuple[str, ...]) -> list[Cell]:
        kab, *codes = atom
        places = (kab, above(kab), "ID")
        return [(p, year, code) for p in places for code in ("", *codes)]

    known: dict[Cell, tuple[Sign, int]] = dict(told(totals.hiding, {(p, year, "") for p in [*EVERY_KAB, *KABS, "ID"]}))
    small_parts: list[Cell] = []
    for name, table in divided.items():
        cells = {(p, year, code) for p in [*EVERY_KAB, *KABS, "ID"] for code in CODES[name]}
        known |= told(table.hiding, {cell for cell in cells if table.divided(cell[0])})
        small_parts += small_ones(table.hiding)
    assert pinned(ranges(atoms, cells_of, known, small_parts)) == []


def small_ones(hiding: Hiding[Any]) -> list[Cell]:
    return [cell for cell, value in hiding.values.items() if small(value)]


def pinned(found: dict[Cell, tuple[float, float]]) -> list[Cell]:
    return [cell for cell, (low, high) in found.items() if high - low < APART]


@given(worlds())
def test_no_small_number_is_told_and_the_rest_is_told_as_it_is(children: list[Child]) -> None:
    totals, divided = solved(children)
    for hiding in (totals.hiding, *(table.hiding for table in divided.values())):
        for cell, sign, value in hiding.told():
            assert sign is not Sign.TOLD or (value == hiding.values[cell] and not small(value))


def test_a_total_is_never_given_up_for_a_division() -> None:
    """Kupang 2017, the only kab with cases beside one of two: its total, and all its roles, stand."""
    children: list[Child] = [
        ("11.01", n % 12 + 1, role, "L", "14_17")
        for role, size in zip(CODES["role"], (19, 24, 7), strict=True)
        for n in range(size)
    ]
    children += [("11.02", 3, "victim", "P", "14_17")] * 2
    totals, divided = solved(children)
    told_of_kupang = {cell: sign for cell, sign, _ in totals.hiding.told() if cell[0] == "11.01"}
    assert told_of_kupang[("11.01", "2020", "")] is Sign.TOLD
    assert totals.hiding.sign(("11.02", "2020", "")) is not Sign.TOLD
    roles = [divided["role"].hiding.sign(("11.01", "2020", code)) for code in CODES["role"]]
    assert roles.count(Sign.TOLD) >= 1


def test_what_was_told_before_stays_and_where_nothing_can_be_hidden_nothing_is_told() -> None:
    frozen = {(place, f"{YEAR}-{month:02d}", ""): Sign.TOLD for place in ("ID", "11", "12", "13") for month in MONTHS}
    frozen |= {(kab, f"{YEAR}", ""): Sign.TOLD for kab in EVERY_KAB}
    counts = {("11.01", 1): 9, ("11.01", 8): 3}
    with pytest.raises(CannotHideError):
        Totals(YEAR, counts, KABS, frozen).solve()
