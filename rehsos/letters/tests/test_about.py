"""What a letter that comes in may be about is asked in the words of whose it is."""

from typing import Any

import pytest

from rehsos.letters.forms.steps import LetterInForm


@pytest.mark.parametrize(
    ("subjects", "label", "without"),
    [
        ({"part": [("1", "Anak korban")]}, "Tentang perkara", "Kasus ini, tanpa perkara"),
        ({"part": []}, "Tentang perkara", "Kasus ini, tanpa perkara"),
        ({"part": [], "person": [("2", "Rambu")]}, "Tentang klien", "Kasus ini, tanpa klien"),
        ({"part": [("1", "Anak korban")], "person": [("2", "Rambu")]}, "Tentang perkara atau klien",
         "Kasus ini, tanpa perkara atau klien"),
    ],
)  # fmt: skip
def test_what_it_is_about_is_called_as_its_room_calls_it(subjects: Any, label: str, without: str) -> None:
    field: Any = LetterInForm(subjects=subjects).fields["subject"]
    assert field.label == label
    assert field.choices == [*(one for those in subjects.values() for one in those), ("", without)]


def test_where_a_letter_can_be_about_nothing_it_is_not_asked() -> None:
    assert "subject" not in LetterInForm(subjects={}).fields
