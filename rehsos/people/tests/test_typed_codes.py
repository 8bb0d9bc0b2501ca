"""The code of a case as people type it."""

import pytest

from rehsos.people.tokens import case_code, too_short


@pytest.mark.parametrize(
    "typed",
    ["53.01-26-0009", "5301-26-9", "53.01-26-9", "53-01-26-9", "53.01.26.9", "53.01 - 26 - 0009", "53.01–26–9",
     "53.01/26/9", " 5301-26-0009 "],
)  # fmt: skip
def test_every_usual_form_is_the_code(typed: str) -> None:
    assert case_code(typed) == "53.01-26-0009"
    assert not too_short(typed)


@pytest.mark.parametrize("typed", ["0812 3456 7890", "Rambu Teladan", "12-3"])
def test_what_is_no_code_is_left_as_it_is(typed: str) -> None:
    assert "-26-" not in case_code(typed)
