"""Sessions in the database by the digest of their key: whoever reads the table, or a dump, signs in as nobody."""

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

_KEPT = "SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"


def kept_as(key: str) -> str:
    """What stands in the table for the key in a cookie: 160 bits of its SHA-256, as long as the column."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """The key is in the browser's cookie alone. Content is JSON, signed; it holds no pickle."""

    def _get_session_from_db(self) -> Session | None:
        found = None
        if self.session_key:
            with connection.cursor() as cursor:  # before every page: a queryset costs more here than the database
                cursor.execute(_KEPT, [kept_as(self.session_key), timezone.now()])
                found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return None
        return Session(*found)

    def exists(self, session_key: str) -> bool:
        """Whether this key is taken."""
        return bool(self.model.objects.filter(session_key=kept_as(session_key)).exists())

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to be kept for this session."""
        row: Any = super().create_model_instance(data)
        row.session_key = kept_as(row.session_key)
        return row  # type: ignore[no-any-return]

    def delete(self, session_key: str | None = None) -> None:
        """End the session, or that of another key."""
        if key := session_key or self.session_key:
            self.model.objects.filter(session_key=kept_as(key)).delete()
