"""The stay category: a plain word, and what type and letter follow from it."""

from datetime import date

import pytest

from rehsos.law.ages import Age
from rehsos.law.book import ppks_types
from rehsos.law.categories import StayCategory, follows, stay_categories

NOT_TYPES = {"stranded", "odgj", "adoptee", "child_marriage"}


def test_the_words_by_which_ntb_counts_are_there_and_four_are_no_type() -> None:
    counted = {code for code, one in stay_categories().items() if one.status.startswith("dihitung Dinsos Prov. NTB")}
    assert counted == {"migrant", "trafficked", "woman_victim", *NOT_TYPES}
    assert not counted & ppks_types().keys()


@pytest.mark.parametrize("one", stay_categories().values(), ids=lambda one: one.code)
def test_a_category_has_plain_words_and_fits_its_column(one: StayCategory) -> None:
    assert one.words
    assert len(one.code) <= 24


def test_no_word_stands_for_two_categories() -> None:
    words = [word.casefold() for one in stay_categories().values() for word in one.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("code", "age", "kind", "letter"),
    [
        ("migrant", Age(34, 34), "migrant_worker", ""),
        ("migrant", Age(9, 9), "special_protection_child", ""),
        ("trafficked", Age(16, 16), "special_protection_child", "h"),
        ("trafficked", Age(3, 3), "trafficking_survivor", ""),  # the annex begins at six
        ("trafficked", Age(18, 18), "trafficking_survivor", ""),
        ("adoptee", Age(0, 0), "neglected_toddler", ""),
        ("adoptee", Age(7, 7), "neglected_child", ""),
        ("adoptee", None, "neglected_toddler", ""),
        ("odgj", None, "person_with_disability", ""),
        ("woman_victim", Age(30, 30), "violence_survivor", ""),
        ("woman_victim", Age(12, 12), "maltreated_child", ""),
        ("stranded", Age(40, 40), "", ""),  # in no cell and of no type: the worker chooses
        ("child_in_dispensation", Age(18, 18), "special_protection_child", ""),
        ("other", Age(40, 40), "", ""),
    ],
)
def test_what_follows(code: str, age: Age | None, kind: str, letter: str) -> None:
    assert follows(code, age) == (kind, letter)


def test_an_estimate_that_may_be_a_child_is_read_as_one() -> None:
    assert follows("trafficked", Age(16, 19)).ampk == "h"


def test_a_category_has_its_days() -> None:
    asked = stay_categories()["trafficked"]
    assert [asked.in_use(day) for day in (date(2007, 4, 18), date(2007, 4, 19))] == [False, True]


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(KeyError):
        follows("merantau", None)
