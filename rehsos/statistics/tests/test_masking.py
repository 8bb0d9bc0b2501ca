"""Small numbers are hidden, and nobody can work them out from what is left."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from rehsos.statistics.masking import LEAST_SHOWN, MANY, SMALL, Key, hidden, masked


def cube(numbers: list[list[int]]) -> dict[Key, int]:
    """A table of rows and columns with its margins."""
    rows, columns = range(len(numbers)), range(len(numbers[0]))
    counts: dict[Key, int] = {(str(r), str(c)): numbers[r][c] for r in rows for c in columns}
    counts |= {(str(r), None): sum(numbers[r]) for r in rows}
    counts |= {(None, str(c)): sum(row[c] for row in numbers) for c in columns}
    return counts | {(None, None): sum(map(sum, numbers))}


@st.composite
def tables(draw: st.DrawFn, most: int = 12, rows: int = 6, columns: int = 5) -> dict[Key, int]:
    width = draw(st.integers(1, columns))
    row = st.lists(st.integers(0, most), min_size=width, max_size=width)
    return cube(draw(st.lists(row, min_size=1, max_size=rows)))


def every_line(counts: dict[Key, int]) -> list[list[Key]]:
    """The rows and columns of a table with their totals, found without the code under test."""
    return [[key for key in counts if key[at] == code] for at in (0, 1) for code in {key[at] for key in counts}]


@given(tables())
def test_no_small_number_is_told(counts: dict[Key, int]) -> None:
    told = masked(counts)
    for key, number in counts.items():
        low, high = told[key]
        assert low <= number <= high
        assert hidden(told[key]) or not 0 < number < LEAST_SHOWN


@given(tables())
def test_no_hidden_number_follows_from_a_single_subtraction(counts: dict[Key, int]) -> None:
    told = masked(counts)
    for line in every_line(counts):
        assert sum(hidden(told[key]) for key in line) != 1


@given(tables())
def test_nought_stays_nought_and_a_table_without_small_numbers_stays_whole(counts: dict[Key, int]) -> None:
    told = masked(counts)
    assert all(told[key] == (0, 0) for key, number in counts.items() if number == 0)
    whole = {key: number * LEAST_SHOWN for key, number in counts.items()}
    assert masked(whole) == {key: (number, number) for key, number in whole.items()}


@settings(max_examples=60, deadline=None)
@given(*[st.integers(0, 8)] * 4)
def test_every_hidden_number_could_be_another_one(a: int, b: int, c: int, d: int) -> None:
    """Try all tables of four cells that agree with what is told: no hidden number is the same in all of them."""
    told = masked(cube([[a, b], [c, d]]))
    seen: dict[Key, set[int]] = {key: set() for key in told}
    ranges = [told[str(n // 2), str(n % 2)] for n in range(4)]
    for values in product(*(range(low, min(high, 10) + 1) for low, high in ranges)):
        other = cube([list(values[:2]), list(values[2:])])
        if all(low <= other[key] <= high for key, (low, high) in told.items()):
            for key, number in other.items():
                seen[key].add(number)
    assert [key for key in told if hidden(told[key]) and len(seen[key]) == 1] == []


def test_four_ones_that_make_four_do_not_give_themselves_away() -> None:
    told = masked({("a",): 1, ("b",): 1, ("c",): 1, ("d",): 1, (None,): 4})
    assert told[None,] == (1, MANY)
    assert told["a",] == SMALL


def test_the_smallest_neighbour_is_hidden_with_it() -> None:
    told = masked(cube([[3, 20, 6], [10, 30, 40]]))
    assert [key for key, range_ in told.items() if hidden(range_)] == [("0", "0"), ("0", "2"), ("1", "0"), ("1", "2")]


def test_a_table_of_every_kab_takes_no_time() -> None:
    import time

    numbers = [[(r * c) % 23 for c in range(1, 5)] for r in range(514)]
    start = time.perf_counter()
    told = masked(cube(numbers))
    assert time.perf_counter() - start < 5
    assert any(map(hidden, told.values()))
