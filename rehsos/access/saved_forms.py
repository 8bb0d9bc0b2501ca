"""Forms that were saved, remembered for a while: the same form sent again is told “saved”, whatever holds by now.

An answer that was lost on the way is asked for again with the very same bytes. By then the case may be closed,
the person registered, the hour passed: a form that was saved needs no look-alikes, limits, versions or policies.
Another content under the same id is not the same form; the action refuses it (`audit.actions`).
"""

import hashlib
import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from rehsos.vault.keys import keyset

from .drafts import NOT_KEPT, action_in
from .models import SavedForm, User

REMEMBERED = timedelta(days=60)
LONGEST = 300


def saved_before(request: HttpRequest) -> SavedForm | None:
    """The same form of the same person, saved earlier."""
    user, number = request.user, action_in(dict(request.POST.lists()))
    if number is None or not isinstance(user, User):
        return None
    with connection.cursor() as cursor:  # before and after every form: a queryset costs more here than the database
        cursor.execute(_BEFORE, [number, user.pk])
        row = cursor.fetchone()
    found = SavedForm(*row) if row else None
    return found if found and bytes(found.digest) == _digest(request) else None


def remember(request: HttpRequest, target: str) -> datetime:
    """Note that a form was saved, and where one went on to; when, as it will be told again."""
    user, number, now = request.user, action_in(dict(request.POST.lists())), timezone.now()
    if number is None or not isinstance(user, User):
        return now
    where = target if len(target) <= LONGEST else "/"
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBERED, [number, user.pk, _digest(request), where, now])
    return now


_BEFORE = "SELECT id, user_id, digest, target, saved_at FROM access_savedform WHERE id = %s AND user_id = %s"
_REMEMBERED = """
INSERT INTO access_savedform (id, user_id, digest, target, saved_at) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


def saved_at(number: UUID) -> SavedForm | None:
    """The memory of a saved form."""
    return SavedForm.objects.filter(pk=number).first()


def _digest(request: HttpRequest) -> bytes:
    """Of all that was typed and chosen, keyed: nobody who reads the table can try texts against it."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_KEPT)
    files = sorted((name, [_content(file) for file in files]) for name, files in request.FILES.lists())
    told = json.dumps([request.path, typed, files], ensure_ascii=True)
    return hashlib.blake2b(told.encode(), digest_size=16, key=keyset().token_key[:32]).digest()


def _content(file: object) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():  # type: ignore[attr-defined]
        digest.update(chunk)
    file.seek(0)  # type: ignore[attr-defined]
    return digest.hexdigest()
