"""Counting as the nation: every case, pseudonymous columns only, by a database role of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from rehsos.access.guard import NATION

# Two processes more, and a plan made for these very values: a plan kept for any values took twice as long.
_SETTINGS = """set_config('role', %s, true), set_config('max_parallel_workers_per_gather', %s, true),
 set_config('plan_cache_mode', %s, true)"""
_BECOME, _RETURN = (NATION, "2", "force_custom_plan"), ("none", "0", "auto")


@contextmanager
def as_nation() -> Iterator[None]:
    """Inside, the database lets only columns in a model's `nation_sees` be read, and nothing be written.

    An exception takes the whole transaction back, and the role with it: nobody stays the nation by accident.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(f"SELECT {_SETTINGS}", _BECOME)
        yield
        cursor.execute(f"SELECT {_SETTINGS}", _RETURN)
