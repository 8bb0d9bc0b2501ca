"""A kind of code has its words from one place."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import TextChoices

from rehsos.house import rooms
from rehsos.look import labels
from rehsos.look.doors import Labels
from rehsos.look.labels import label

Know = Callable[..., None]


class Colour(TextChoices):
    RED = "red", "Merah"


@pytest.fixture
def know(monkeypatch: pytest.MonkeyPatch) -> Iterator[Know]:
    """Let rooms tell their words: `know({"colour": …}, …)`, a room for each."""

    def tell(*kinds: dict[str, Any]) -> None:
        house = rooms.by_door((f"room{n}", Labels(one)) for n, one in enumerate(kinds))
        monkeypatch.setattr(rooms, "_gifts", lambda: house)
        labels._kinds.cache_clear()

    yield tell
    labels._kinds.cache_clear()


@pytest.mark.parametrize("codes", [Colour, {"red": "Merah"}, [("red", "Merah")], {"red": "Merah"}.get])
def test_words_come_from_choices_pairs_or_a_function(codes: Any, know: Know) -> None:
    know({"colour": codes})
    assert label("red", "colour") == "Merah"


def test_a_code_that_nobody_knows_stands_as_it_is(know: Know) -> None:
    know({"colour": Colour})
    assert (label("blue", "colour"), label(None, "colour")) == ("blue", "")


@pytest.mark.parametrize("kind", ["colour", "rule"])
def test_a_kind_that_has_words_gets_no_others(kind: str, know: Know) -> None:
    know({"colour": Colour}, {kind: {}})
    with pytest.raises(ValueError, match=kind):
        label("red", "colour")
