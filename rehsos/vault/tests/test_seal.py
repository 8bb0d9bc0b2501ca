"""Sealing: what comes back, what does not open, and what an error never tells."""

import traceback
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehsos.vault.seal import OVERHEAD_BYTES, Unsealable, new_key, seal, unseal, unseal_json, unseal_text

KEY = new_key()
RAMBU = UUID(int=14)
YANTO = UUID(int=15)
CONTEXT = "people.name"

any_text = st.text(st.sampled_from('Rambu 14\n\0"\\{é😀\u202e\ud800'))  # a lone surrogate too: a form can send one
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | any_text
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(any_text, inner), max_leaves=8)


@given(st.binary())
def test_bytes_come_back(content: bytes) -> None:
    sealed = seal(KEY, content, subject=RAMBU, context=CONTEXT)
    assert unseal(KEY, sealed, subject=RAMBU, context=CONTEXT) == content
    assert len(sealed) == len(content) + OVERHEAD_BYTES


@given(any_text)
def test_text_comes_back(text: str) -> None:
    sealed = seal(KEY, text, subject=RAMBU, context=CONTEXT)
    assert unseal_text(KEY, sealed, subject=RAMBU, context=CONTEXT) == text


@given(st.dictionaries(any_text, values))
def test_mappings_come_back(data: dict[str, Any]) -> None:
    sealed = seal(KEY, data, subject=RAMBU, context=CONTEXT)
    assert unseal_json(KEY, sealed, subject=RAMBU, context=CONTEXT) == data


@given(st.binary(max_size=40), st.integers(min_value=0), st.integers(1, 255))
def test_one_altered_byte_closes_it(content: bytes, place: int, change: int) -> None:
    altered = bytearray(seal(KEY, content, subject=RAMBU, context=CONTEXT))
    altered[place % len(altered)] ^= change
    with pytest.raises(Unsealable):
        unseal(KEY, bytes(altered), subject=RAMBU, context=CONTEXT)


@given(st.integers(min_value=0))
def test_a_shortened_value_does_not_open(kept: int) -> None:
    sealed = seal(KEY, b"Rambu Teladan", subject=RAMBU, context=CONTEXT)
    with pytest.raises(Unsealable):
        unseal(KEY, sealed[: kept % len(sealed)], subject=RAMBU, context=CONTEXT)


def test_it_opens_only_with_its_own_key_subject_and_context() -> None:
    sealed = seal(KEY, b"Rambu Teladan", subject=RAMBU, context=CONTEXT)
    for key, subject, context in [
        (new_key(), RAMBU, CONTEXT),
        (KEY, YANTO, CONTEXT),
        (KEY, RAMBU, "people.nik"),
    ]:
        with pytest.raises(Unsealable):
            unseal(key, sealed, subject=subject, context=context)


def test_sealing_twice_gives_different_bytes() -> None:
    assert len({seal(KEY, "Mawar", subject=RAMBU, context=CONTEXT) for _ in range(50)}) == 50


def test_a_database_driver_may_hand_over_a_memoryview() -> None:
    sealed = seal(KEY, "Mawar", subject=RAMBU, context=CONTEXT)
    assert unseal_text(KEY, memoryview(sealed), subject=RAMBU, context=CONTEXT) == "Mawar"  # type: ignore[arg-type]


def test_keys_are_fresh_and_32_bytes() -> None:
    assert len({new_key() for _ in range(50)}) == 50
    assert len(new_key()) == 32


@pytest.mark.parametrize("key", [b"", b"short", bytes(16), bytes(33)])
def test_another_key_length_is_refused(key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(key, b"", subject=RAMBU, context=CONTEXT)


@pytest.mark.parametrize("data", [{"born": object()}, {"age": float("nan")}])
def test_what_json_cannot_hold_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        seal(KEY, data, subject=RAMBU, context=CONTEXT)


@pytest.mark.parametrize("content", [b"Rambu \xff", b"{Rambu", b'["Rambu"]', b'"Rambu"'])
def test_errors_carry_no_content(content: bytes) -> None:
    sealed = seal(KEY, content, subject=RAMBU, context=CONTEXT)
    with pytest.raises(Unsealable) as caught:
        unseal_json(KEY, sealed, subject=RAMBU, context=CONTEXT)
    assert caught.value.__context__ is None
    assert "Rambu" not in "".join(traceback.format_exception(caught.value))


def test_a_text_that_is_none_carries_no_content() -> None:
    sealed = seal(KEY, b"Rambu \xff", subject=RAMBU, context=CONTEXT)
    with pytest.raises(Unsealable) as caught:
        unseal_text(KEY, sealed, subject=RAMBU, context=CONTEXT)
    assert caught.value.__context__ is None


def test_twenty_five_names_of_twenty_five_people_open() -> None:
    people = {uuid4(): new_key() for _ in range(25)}
    rows = [(who, seal(key, f"Contoh {who}", subject=who, context=CONTEXT)) for who, key in people.items()]
    for who, sealed in rows:
        assert unseal_text(people[who], sealed, subject=who, context=CONTEXT) == f"Contoh {who}"
