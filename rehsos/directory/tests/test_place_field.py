"""A place as people write it: never guessed between a Kabupaten and a Kota, and may be left open."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rehsos.directory import gazetteer
from rehsos.directory.forms import PlaceField, around_all, written

pytestmark = pytest.mark.django_db


def field() -> PlaceField:
    made = PlaceField()
    made.look_near("53.01")
    return made


def test_a_name_of_several_asks_which_and_says_how_to_leave_it_open(people: Any) -> None:
    del people
    with pytest.raises(ValidationError) as asked:
        field().clean("Kupang")
    said = asked.value.messages[0]
    assert "Kab. Kupang" in said
    assert "Kota Kupang" in said
    assert "“Kupang?”" in said


def test_with_a_question_mark_it_is_kept_as_the_place_around_them(people: Any) -> None:
    del people
    place = field().clean("Kupang?")
    assert place is not None
    assert place.code == "53"


def test_what_was_left_open_is_shown_and_saved_again(people: Any) -> None:
    del people
    again = field().clean(written("53"))
    assert again is not None
    assert again.code == "53"


def test_a_sure_place_with_a_question_mark_is_that_place(people: Any) -> None:
    del people
    sure = field().clean("Kota Kupang?")
    assert sure is not None
    assert sure.code in {"53.71", "53"}


def test_places_of_two_provinces_have_nothing_around_them() -> None:
    found = [gazetteer.place(code) for code in ("53.01", "32.01")]
    assert around_all([p for p in found if p]) is None
