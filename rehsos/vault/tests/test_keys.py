"""Keys that come along with what they open."""

from uuid import uuid4

import pytest

from rehsos.vault import keys
from rehsos.vault.models import Key
from rehsos.vault.ours import our_keyset

pytestmark = pytest.mark.django_db


def test_many_are_unwrapped_with_one_look_for_the_keyset(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {subject: keys.key_of(subject) for subject in (uuid4(), uuid4())}
    wrapped = list(Key.objects.filter(pk__in=made).values_list("subject", "wrapped"))
    looked: list[object] = []

    def look() -> object:
        looked.append(found := our_keyset())
        return found

    monkeypatch.setattr(keys, "our_keyset", look)
    assert keys.keys_beside([*wrapped, (uuid4(), None)]) == made
    assert len(looked) == 1
