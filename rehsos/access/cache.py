"""A cache in the database that holds JSON and nothing else: what is read from it can never run.

It keeps counts of sign-ins and short locks. Django's own database cache holds pickles, and whoever may write a pickle
there may run a command in the web process (ADR 18).
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connection

NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class JsonCache(BaseDatabaseCache):
    """Values are what JSON holds. What is no JSON, such as a pickle of before, is as if it were not there."""

    _table: str

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default where there is none or its time is over."""
        return self.get_many([key], version).get(key, default)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        """Those values that are there, by key."""
        asked = {self.make_and_validate_key(key, version): key for key in keys}
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cache_key, value FROM {self._table} WHERE cache_key = ANY(%s) AND expires > rehsos_now()",
                [list(asked)],
            )
            rows = cursor.fetchall()
        return {asked[key]: told[0] for key, text in rows if (told := _read(text))}

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Put a value, whatever was there."""
        self._put(key, value, timeout, version, "true")

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Put a value where there is none whose time still runs; whether it was put."""
        return self._put(key, value, timeout, version, f"{self._table}.expires <= rehsos_now()")

    def _put(self, key: str, value: Any, timeout: Any, version: int | None, where: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self._table} (cache_key, value, expires) VALUES (%s, %s, %s) "
                "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires "
                f"WHERE {where}",
                [self.make_and_validate_key(key, version), json.dumps(value), self._ends(timeout)],
            )
            return bool(cursor.rowcount == 1)

    def _ends(self, timeout: Any) -> datetime:
        at = self.get_backend_timeout(timeout)
        return NEVER if at is None else datetime.fromtimestamp(at, UTC)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let a value last longer; whether it was still there."""
        given = [self._ends(timeout), self.make_and_validate_key(key, version)]
        return self._changed("UPDATE {} SET expires = %s WHERE cache_key = %s AND expires > rehsos_now()", given)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Take a value away; whether there was one."""
        return self._changed("DELETE FROM {} WHERE cache_key = %s", [self.make_and_validate_key(key, version)])

    def clear(self) -> None:
        """Take everything away."""
        self._changed("DELETE FROM {}", [])

    def _changed(self, sql: str, given: list[Any]) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(sql.format(self._table), given)
            return bool(cursor.rowcount > 0)


def _read(text: str) -> tuple[Any] | None:
    try:
        return (json.loads(text),)
    except ValueError:
        return None


def clear_over() -> int:
    """Remove what is over; how many. A job does it, so that no request has to count the table."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_cache WHERE expires < rehsos_now()")
        return int(cursor.rowcount)
