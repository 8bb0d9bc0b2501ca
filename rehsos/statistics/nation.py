"""Counting as the nation: every case, pseudonymous columns only, by a database role of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from rehsos.access.guard import NATION

_BECOME = "SELECT set_config('role', %s, true), set_config('max_parallel_workers_per_gather', '2', true)"
_RETURN = "SELECT set_config('role', 'none', true), set_config('max_parallel_workers_per_gather', '0', true)"


@contextmanager
def as_nation() -> Iterator[None]:
    """Inside, the database lets only columns in a model's `nation_sees` be read, and nothing be written.

    An exception takes the whole transaction back, and the role with it: nobody stays the nation by accident.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(_BECOME, [NATION])
        yield
        cursor.execute(_RETURN)
