"""Children and perkara in few cells are told in one pass over the cases, as a plain count tells them."""

from datetime import date
from typing import Any

import pytest

from rehsos.statistics.asked import Asked
from rehsos.statistics.counting import answer, statement

from .test_sums import differing
from .years import bare, person, put


def test_few_cells_are_told_in_one_pass_and_others_as_ever(people: Any) -> None:
    eka, today = people.actor("eka"), date(2026, 11, 28)

    def at_once(unit: str, *by: str, **given: Any) -> bool:
        return "bit_or" in statement(Asked("cases", by, unit, last=today, **given), eka)[0]

    assert at_once("anak", "year", "role")
    assert at_once("anak", "sex", "status", place="53")
    assert at_once("perkara", "role", "age_band")
    for unit, by in (("kasus", ("year", "role")), ("anak", ()), ("anak", ("month", "role")), ("anak", ("place",))):
        assert not at_once(unit, *by), by
    assert not at_once("anak", "year", "role", first=date(2001, 1, 1))  # more cells than a number has bits
    assert not at_once("anak", "year", "role", closed=(7,))
    assert not at_once("anak", "year", "role", one_by_one=True)


@pytest.mark.parametrize("other", [{"role": "of_no_room"}, {"opened_month": 1990 * 12 + 4}])
def test_what_stands_in_no_cell_that_was_thought_of_is_counted_all_the_same(people: Any, other: dict[str, Any]) -> None:
    by = people.actor("melati")
    client = person(by).pk
    put(by, [bare(by, client, f"n{n}", date(2020, 2, 3), **given) for n, given in enumerate(({}, other))])
    asked = [
        Asked("cases", ("year", "role"), "anak"),
        Asked("cases", ("role",), "anak"),
        Asked("cases", ("year",), "anak"),
    ]
    assert differing(people, asked) == []
    assert answer(asked[0], None).total == 1
