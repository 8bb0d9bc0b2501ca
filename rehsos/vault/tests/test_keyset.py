"""The keyset file: who may read it, what rotation keeps, what retiring ends."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehsos.vault.keyset import Keyset, KeysetError, Wrapper, load_or_create, retire, rotate
from rehsos.vault.seal import Unsealable, new_key

RAMBU = UUID(int=14)
YANTO = UUID(int=15)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "keyset.json"


@pytest.fixture(scope="module")
def keyset(tmp_path_factory: pytest.TempPathFactory) -> Keyset:
    return load_or_create(tmp_path_factory.mktemp("vault") / "keyset.json")


def test_the_file_is_for_its_owner_alone(path: Path) -> None:
    load_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rotate(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["keyset.json"]


@pytest.mark.parametrize("mode", [0o604, 0o660, 0o666, 0o644])
def test_a_file_open_to_others_is_refused(path: Path, mode: int) -> None:
    load_or_create(path)
    path.chmod(mode)
    with pytest.raises(KeysetError, match="chmod 600"):
        Keyset.read(path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 2, "token_key": "", "keyset": {}}', "{rahasia"])
def test_a_damaged_file_is_refused_and_not_quoted(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.touch(mode=0o600)
    path.write_text(content)
    with pytest.raises(KeysetError) as caught:
        load_or_create(path)
    assert "rahasia" not in str(caught.value)
    assert path.read_text() == content


def test_an_unknown_format_is_refused(path: Path) -> None:
    load_or_create(path)
    clear = json.loads(path.read_text())
    path.write_text(json.dumps({**clear, "format": 2}))
    with pytest.raises(KeysetError, match="versi Rehsos yang lain"):
        load_or_create(path)


@given(st.uuids(), st.binary(min_size=32, max_size=32))
def test_a_wrapped_key_comes_back(keyset: Keyset, subject: UUID, key: bytes) -> None:
    wrapped = keyset.wrap(key, subject)
    assert keyset.unwrap(wrapped, subject) == key
    assert len(wrapped) == len(key) + 33
    assert key not in wrapped


def test_it_opens_for_its_own_subject_only(keyset: Keyset) -> None:
    wrapped = keyset.wrap(new_key(), RAMBU)
    with pytest.raises(Unsealable):
        keyset.unwrap(wrapped, YANTO)


@given(st.integers(min_value=0), st.integers(1, 255))
def test_one_altered_byte_closes_it(keyset: Keyset, place: int, change: int) -> None:
    altered = bytearray(keyset.wrap(bytes(32), RAMBU))
    altered[place % len(altered)] ^= change
    with pytest.raises(Unsealable):
        keyset.unwrap(bytes(altered), RAMBU)


def test_a_destroyed_key_is_not_a_key(keyset: Keyset) -> None:
    with pytest.raises(Unsealable):
        keyset.unwrap(b"", RAMBU)


def test_another_keyset_does_not_open_it(keyset: Keyset, path: Path) -> None:
    with pytest.raises(Unsealable):
        load_or_create(path).unwrap(keyset.wrap(new_key(), RAMBU), RAMBU)


def test_rotation_keeps_what_was_wrapped_and_the_tokens(path: Path) -> None:
    first, key = load_or_create(path), new_key()
    old = first.wrap(key, RAMBU)
    second = rotate(path)
    assert second.unwrap(old, RAMBU) == key
    assert second.token_key == first.token_key
    assert not second.is_current(old)
    new = second.rewrap(old, RAMBU)
    assert second.is_current(new)
    assert second.unwrap(new, RAMBU) == key
    with pytest.raises(Unsealable):
        first.unwrap(new, RAMBU)


def test_rewrapping_what_is_current_changes_nothing(keyset: Keyset) -> None:
    wrapped = keyset.wrap(new_key(), RAMBU)
    assert keyset.rewrap(wrapped, RAMBU) == wrapped


def test_retiring_ends_what_only_old_keys_wrapped(path: Path) -> None:
    key = new_key()
    in_an_old_backup = load_or_create(path).wrap(key, RAMBU)
    rewrapped = rotate(path).rewrap(in_an_old_backup, RAMBU)
    last = retire(path)
    assert last.unwrap(rewrapped, RAMBU) == key
    with pytest.raises(Unsealable):
        last.unwrap(in_an_old_backup, RAMBU)


def test_a_running_process_follows_a_rotation(path: Path) -> None:
    before = load_or_create(path)
    assert load_or_create(path) is before
    rotated = rotate(path)
    assert load_or_create(path) is rotated
    assert rotated is not before


def test_several_starting_at_once_agree(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keysets = list(pool.map(load_or_create, [path] * 16))
    assert len({keyset.token_key for keyset in keysets}) == 1
    wrapped = keysets[0].wrap(bytes(32), RAMBU)
    assert all(keyset.unwrap(wrapped, RAMBU) == bytes(32) for keyset in keysets)


def test_each_installation_has_its_own_token_key(tmp_path: Path) -> None:
    keys = {load_or_create(tmp_path / name).token_key for name in ("kupang", "tts")}
    assert len(keys) == 2
    assert {len(key) for key in keys} == {32}


def test_its_text_shows_no_key(keyset: Keyset) -> None:
    assert repr(keyset).startswith("<Keyset primary ")
    assert len(repr(keyset)) < 40


def test_a_keyset_is_a_wrapper(keyset: Keyset) -> None:
    wrapper: Wrapper = keyset
    assert wrapper.unwrap(wrapper.wrap(bytes(32), RAMBU), RAMBU) == bytes(32)
