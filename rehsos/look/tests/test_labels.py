"""A kind of code has its words from one place."""

from typing import Any

import pytest
from django.db.models import TextChoices

from rehsos.look import labels
from rehsos.look.labels import know, label


class Colour(TextChoices):
    RED = "red", "Merah"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "_KINDS", {})


@pytest.mark.parametrize("codes", [Colour, {"red": "Merah"}, [("red", "Merah")], {"red": "Merah"}.get])
def test_words_come_from_choices_pairs_or_a_function(codes: Any) -> None:
    know("colour", codes)
    assert label("red", "colour") == "Merah"


def test_a_code_that_nobody_knows_stands_as_it_is() -> None:
    know("colour", Colour)
    assert (label("blue", "colour"), label(None, "colour")) == ("blue", "")


@pytest.mark.parametrize("kind", ["colour", "rule"])
def test_a_kind_that_has_words_gets_no_others(kind: str) -> None:
    know("colour", Colour)
    with pytest.raises(ValueError, match=kind):
        know(kind, {})
