"""The connection that a thread keeps from request to request."""

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import _queries

# psycopg keeps how it read a statement, but only of one up to 4096 characters: a page's one long statement it would
# read anew each time, a third of a millisecond for Hari ini. The statements are ours and few (it keeps 128).
_queries.MAX_CACHED_STATEMENT_LENGTH = 65536


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but the line itself tells whether somebody is at its other end.

    Django asks `SELECT 1` before every request. A server that went away has closed the line, and that can be read from
    it; only where there is anything to read (a server that stops says so, too) is it asked.
    """

    def is_usable(self) -> bool:
        """Whether the connection can still be worked with."""
        return self.connection is not None and (_quiet(self.connection) or super().is_usable())


def _quiet(connection: Any) -> bool:
    line = select.poll()
    try:
        line.register(connection.fileno(), select.POLLIN)
    except psycopg.Error:  # closed at this end
        return False
    return not line.poll(0)
