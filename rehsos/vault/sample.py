"""The keys of an invented case."""

from collections.abc import Iterator

from rehsos.house.sample import LAST, Filled, InventedCase, Row


def _keys(it: InventedCase) -> Iterator[Row]:
    """Copied last: what else was made of the case has added its keys by then."""
    from rehsos.vault.keys import keyset

    for subject, key in it.keys.items():
        yield subject, keyset().wrap(key, subject), None


FILLED = (Filled("vault_key", "subject, wrapped, destroyed_at", _keys, LAST),)
