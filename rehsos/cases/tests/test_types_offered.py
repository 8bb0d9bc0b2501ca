"""The list of types: neutral words on the screen, found by what the law and older tables call them."""

import pytest

from rehsos.cases.forms.opening import with_old_words
from rehsos.law.book import ppks_types


@pytest.mark.parametrize(
    ("code", "offered"),
    [
        ("homeless_person", "Orang tanpa tempat tinggal tetap (Gelandangan; gepeng)"),
        ("person_in_prostitution", "Orang dalam situasi prostitusi (Tuna susila; WTS; PSK)"),
        ("disaster_survivor", "Korban bencana alam"),
    ],
)
def test_a_type_is_offered_with_what_it_was_called_before(code: str, offered: str) -> None:
    assert with_old_words(ppks_types()[code]) == offered


def test_nothing_is_offered_twice() -> None:
    offered = [with_old_words(kind) for kind in ppks_types().values()]
    assert len(set(offered)) == len(offered) == 26
