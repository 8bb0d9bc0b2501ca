"""Who is asking: the actor behind a sign-in, in one statement that also sets the scope."""

from uuid import UUID, uuid5

from django.db import connection
from django.utils import timezone

from rehsos.audit.actor import Actor

from .models import User
from .permissions import permissions_of

_NAMESPACE = UUID("6f3a3b5e-7d2c-5b57-9a60-1f0f6a6e7a11")

# Offices whose files the worker may see are those of all current postings; the newest posting acts. A posting runs by
# the day of its office.
_POSTINGS = """
WITH mine AS (
  SELECT p.id, p.office_id, p.role, o.short, o.kind, o.place_id, o.time_zone, w.name
    FROM directory_posting p
    JOIN directory_office o ON o.id = p.office_id
    JOIN directory_worker w ON w.id = p.worker_id
   WHERE p.worker_id = %(worker)s
     AND (%(now)s AT TIME ZONE o.time_zone)::date BETWEEN p.since AND coalesce(p.until, 'infinity')
), scope AS (
  SELECT set_config('rehsos.offices',
                    coalesce((SELECT '{' || string_agg(office_id::text, ',') || '}' FROM mine), ''), true),
         set_config('rehsos.worker', %(seen)s, true),
         set_config('rehsos.now', %(now)s::text, true)
)
SELECT mine.* FROM scope LEFT JOIN mine ON true ORDER BY mine.id DESC
"""


def actor_for(user: User) -> Actor | None:
    """The worker behind the sign-in in the current posting, or None when there is no posting today."""
    worker = user.worker_id
    with connection.cursor() as cursor:
        cursor.execute(_POSTINGS, {"worker": worker, "now": timezone.now(), "seen": f"{{{worker}}}"})
        rows = [row for row in cursor.fetchall() if row[0] is not None]
    if not rows:
        return None
    _, office, role, short, kind, place, zone, name = rows[0]
    return Actor(
        worker=worker,
        name=name,
        office=office,
        offices=tuple(row[1] for row in rows),
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
