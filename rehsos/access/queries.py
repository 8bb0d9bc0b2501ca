"""Who is asking: the actor behind a sign-in, in one statement that also sets the scope."""

from typing import Any
from uuid import UUID, uuid5

from django.db import connection
from django.utils import timezone

from rehsos.audit.actor import Actor
from rehsos.directory.days import holds

from .models import User
from .permissions import permissions_of

_NAMESPACE = UUID("6f3a3b5e-7d2c-5b57-9a60-1f0f6a6e7a11")

# Offices whose files the worker may see are those of all current postings; the newest posting acts. A posting runs by
# the day of its office.
_SIGN_IN = """
WITH who AS (
  SELECT {columns} FROM access_user WHERE id = %(user)s
), mine AS (
  SELECT p.id, p.office_id, p.role, o.short, o.kind, o.place_id, o.time_zone, w.name
    FROM who JOIN directory_posting p ON p.worker_id = who.worker_id
    JOIN directory_office o ON o.id = p.office_id
    JOIN directory_worker w ON w.id = p.worker_id
   WHERE {posted}
), scope AS (
  SELECT set_config('rehsos.offices',
                    coalesce((SELECT '{{' || string_agg(office_id::text, ',') || '}}' FROM mine), ''), true),
         set_config('rehsos.worker', '{{' || worker_id || '}}', true),
         set_config('rehsos.now', %(now)s::text, true)
    FROM who
)
SELECT who.*, mine.* FROM who CROSS JOIN scope LEFT JOIN mine ON true ORDER BY mine.id DESC
"""
_COLUMNS = [field.attname for field in User._meta.concrete_fields]  # noqa: SLF001 - the public way in
_STATEMENT = _SIGN_IN.format(posted=holds("p", "(%(now)s AT TIME ZONE o.time_zone)::date"), columns=", ".join(_COLUMNS))


def signed_in(number: int) -> tuple[User, Actor | None] | None:
    """A sign-in and the worker behind it in the current posting, None when there is no posting today.

    Sets the scope to theirs, in the same statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"user": number, "now": timezone.now()})
        rows = cursor.fetchall()
    if not rows:
        return None
    user = User.from_db(connection.alias, _COLUMNS, rows[0][: len(_COLUMNS)])
    return user, _actor(user, [row[len(_COLUMNS) :] for row in rows])


def actor_for(user: User) -> Actor | None:
    """The worker behind the sign-in in the current posting, or None when there is no posting today."""
    found = signed_in(user.pk)
    return found[1] if found else None


def _actor(user: User, postings: list[Any]) -> Actor | None:
    number, office, role, short, kind, place, zone, name = postings[0]
    if number is None:
        return None
    return Actor(
        worker=user.worker_id,
        name=name,
        office=office,
        offices=tuple(row[1] for row in postings),
        role=role,
        permissions=permissions_of(role),
        office_name=short,
        office_kind=kind,
        place=place,
        time_zone=zone,
    )


def user_key(user: User) -> UUID:
    """The vault subject of a sign-in: seals its drafts and kept forms."""
    return key_of_sign_in(user.pk)


def key_of_sign_in(number: int) -> UUID:
    """The same by the number of the sign-in."""
    return uuid5(_NAMESPACE, str(number))
