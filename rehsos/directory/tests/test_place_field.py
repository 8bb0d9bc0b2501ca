"""A place as people write it: never guessed between a Kabupaten and a Kota, and may be left open."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rehsos.directory import gazetteer
from rehsos.directory.forms import Picked, PlaceField, PlaceWords, written
from rehsos.directory.reading import around_all

pytestmark = pytest.mark.django_db


def field() -> PlaceField:
    made = PlaceField()
    made.look_near("53.01")
    return made


def sent(**data: str) -> Any:
    """What the field makes of what a form sends, and the box as it comes back."""
    made: Any = field()
    value = made.widget.value_from_datadict(data, {}, "lives")
    try:
        found = made.clean(value)
    except ValidationError as asked:
        return asked.messages[0], made.widget.render("lives", made.prepare_value(value))
    return found, made.widget.render("lives", made.prepare_value(value))


def test_a_name_of_several_offers_them_to_be_tapped_and_a_way_to_leave_it_open(people: Any) -> None:
    del people
    said, box = sent(lives="Kupang")
    assert "Maksudnya yang mana?" in said
    for code, words in (("53.01", "Kab. Kupang"), ("53.71", "Kota Kupang"), ("53", "simpan sebagai Prov.")):
        assert f'<input type="radio" name="lives-pick" value="{code}" data-words="' in box
        assert words in box


def test_the_one_that_was_tapped_is_the_place_and_what_was_written_since_is_not_overruled(people: Any) -> None:
    del people
    place, box = sent(**{"lives": "Kupang", "lives-asked": "Kupang", "lives-pick": "53.71"})
    assert place.code == "53.71"
    assert 'value="Kota Kupang"' in box
    said, _box = sent(**{"lives": "Jambi", "lives-asked": "Kupang", "lives-pick": "53.71"})
    assert "Maksudnya yang mana?" in said
    said, _box = sent(**{"lives": "Kupang", "lives-asked": "Kupang", "lives-pick": "99.99"})
    assert "Maksudnya yang mana?" in said


def test_a_place_that_stood_there_stays_while_its_words_are_left_alone(people: Any) -> None:
    del people
    made: Any = field()
    shown = made.widget.render("lives", made.prepare_value("91.01"))
    assert 'name="lives-pick" value="91.01"' in shown
    place, _box = sent(**{"lives": "Kab. Merauke", "lives-asked": "Kab. Merauke", "lives-pick": "91.01"})
    assert place is None or place.code.startswith("91")  # the table of the tests has no row of it


def test_a_retired_code_is_offered_what_it_is_called_today(people: Any) -> None:
    del people
    said, box = sent(lives="91.01")
    assert "tidak dipakai lagi" in said
    assert 'value="93.01" data-words="Kab. Merauke"><span>Kab. Merauke, Prov. Papua Selatan' in box
    assert 'name="lives" value="91.01"' in box
    assert "Belum jelas" not in box


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


def test_words_of_a_place_stay_words_also_when_one_was_tapped(people: Any) -> None:
    del people
    made: Any = PlaceWords(required=False)
    made.look_near("53.01")
    sent = {"where": "Kupang", "where-asked": "Kupang", "where-pick": "53.71"}
    assert made.clean(made.widget.value_from_datadict(sent, {}, "where")) == "Kota Kupang"
    assert made.clean("dekat pasar Oesao") == "dekat pasar Oesao"
    assert made.clean("") == ""
    assert "53.71" not in made.widget.render("where", made.prepare_value(Picked("53.71")))
