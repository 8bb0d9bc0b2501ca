"""A sentence is looked up once in each language, and never said in another's."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy, trans_real

from rehsos.look import repeated

LAZY = gettext_lazy("Kasus")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What the catalogue was asked."""
    asked: list[Any] = []
    before = trans_real.gettext

    def ask(message: str) -> str:
        asked.append(message)
        return before(message)

    repeated._said.cache_clear()
    monkeypatch.setattr(trans_real, "gettext", ask)
    yield asked
    repeated._said.cache_clear()


def test_the_catalogue_is_asked_once_for_a_language(asked: list[Any]) -> None:
    for _ in range(3):
        said = []
        for code in ("id", "en"):
            with translation.override(code):
                said += [str(LAZY), gettext("Kasus"), repeated.said("Kasus")]
        assert said == ["Kasus"] * 3 + ["Case"] * 3
    assert asked == ["Kasus", "Kasus"]
