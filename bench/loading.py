"""Loading without what slows it: keys, indexes and triggers of the filled tables go, and come back as they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = ANY(%s) AND (conrelid::regclass::text = ANY(%s) OR confrelid::regclass::text = ANY(%s))
"""
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
 WHERE i.indrelid::regclass::text = ANY(%s)
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
"""
FOREIGN, UNIQUE = ["f"], ["u", "x", "p"]


@contextmanager
def unhindered(tables: list[str]) -> Iterator[None]:
    """Inside, rows of these tables are copied as fast as they come; afterwards everything is checked again."""
    foreign, unique = _ask(_CONSTRAINTS, FOREIGN, tables, tables), _ask(_CONSTRAINTS, UNIQUE, tables, [])
    indexes = _ask(_INDEXES, tables)
    _do(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables)
    _do(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name, _how in [*foreign, *unique])
    _do(f"DROP INDEX {name}" for name, _how in indexes)
    yield
    _do(["SET maintenance_work_mem = '1GB'"])
    _do(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {how}' for table, name, how in unique)
    _do(how for _name, how in indexes)
    _do(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {how}' for table, name, how in foreign)
    _do(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables)


def _ask(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _do(statements: Any) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
