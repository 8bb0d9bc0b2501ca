"""For the process that watches us: whether the database answers, the keyset opens and there is room on the disk."""

import logging
from collections.abc import Callable
from shutil import disk_usage

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from rehsos.vault.keys import keyset
from rehsos.vault.keyset import KeysetError

ADDRESS = "/sehat/"
SERVICE_UNAVAILABLE = 503
LEAST = 64 * 1024 * 1024  # bytes: with less, no action is written for long
_log = logging.getLogger(__name__)


def health(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer before any session is looked for and whatever name of the host is asked; say no more than it must."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path != ADDRESS:
            return get_response(request)
        well = _well()
        answer = HttpResponse("ok" if well else "no", content_type="text/plain")
        answer.status_code = 200 if well else SERVICE_UNAVAILABLE
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return middleware


def _well() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        keyset()
        room = disk_usage(settings.VAULT_KEYSET.parent).free >= LEAST
    except (DatabaseError, KeysetError, OSError) as trouble:
        _log.error("belum sehat: %s", type(trouble).__name__)
        return False
    if not room:
        _log.error("belum sehat: disk hampir penuh")
    return room
