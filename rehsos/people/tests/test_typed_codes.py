"""The code of a case as people type it."""

import pytest

from rehsos.people.tokens import case_code, of_own_place, too_short


@pytest.mark.parametrize(
    "typed",
    ["53.01-26-0009", "5301-26-9", "53.01-26-9", "53-01-26-9", "53.01.26.9", "53.01 - 26 - 0009", "53.01–26–9",
     "53.01/26/9", " 5301-26-0009 ", "5301260009", "53 01 26 9", "53,01-26-0009", " 53.01-26-0009.",
     "kasus 53.01-26-0009", "Kode kasus: 53.01-26-9"],
)  # fmt: skip
def test_every_usual_form_is_the_code(typed: str) -> None:
    assert case_code(typed) == "53.01-26-0009"
    assert not too_short(typed)


@pytest.mark.parametrize("typed", ["0812 3456 7890", "08 12 26 345678", "Rambu Teladan", "12-3", "No"])
def test_what_is_no_code_is_left_as_it_is(typed: str) -> None:
    assert "-26-" not in case_code(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0006", "53.01-26-0006"),
        ("006", "53.01-26-0006"),
        ("25-6", "53.01-25-0006"),
        ("kasus 26-0006.", "53.01-26-0006"),
    ],
)
def test_the_end_of_a_code_is_one_of_ones_own_place(typed: str, code: str) -> None:
    assert case_code(of_own_place(typed, "53.01", 2026)) == code


@pytest.mark.parametrize("typed", ["Rambu 6", "12", "081200000001", "5301016203120001", "53.01-26-0006"])
def test_whatever_else_is_looked_for_as_typed(typed: str) -> None:
    assert of_own_place(typed, "53.01", 2026) == typed
