"""When something goes wrong: pages that say what to do next, and logs that name nobody."""

import logging
import re
import sys

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext as _
from psycopg import errors as database

from rehsos.access.receipts import State, note

BUSY = (database.QueryCanceled, database.LockNotAvailable, database.IdleInTransactionSessionTimeout)
_QUERY = re.compile(r"\?[^\s'\"]*")


class WithoutClients(logging.Filter):
    """Takes query strings, arguments that carry requests, and tracebacks' messages out of log records."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        record.msg, record.args = _QUERY.sub("", message), ()
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, PermissionDenied | BadRequest | SuspiciousOperation):  # an answer, not a fault of ours
            record.exc_info = None
        elif isinstance(error, OperationalError | InterfaceError):  # the database is away: each request says so, once
            record.msg, record.exc_info = f"{record.msg}: {type(error).__name__}", None
        elif error is not None:
            record.exc_info = (type(error), _nameless(error), error.__traceback__)
        return True


def _nameless(error: BaseException) -> BaseException:
    """The same kind of error with nothing in it: database errors quote rows."""
    twin = Exception(f"{type(error).__module__}.{type(error).__qualname__} (isi dihapus dari catatan)")
    twin.__cause__ = twin.__context__ = None
    return twin


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's proof did not fit: usually a page left open overnight."""
    del reason
    note(request, State.STALE)
    words = _("Halaman ini terlalu lama terbuka. Isian Anda belum tersimpan: kembali, muat ulang, lalu simpan lagi.")
    return render(request, "look/errors/403.html", {"reason": words}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return render(request, "look/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """It is not for this person, or not now; or somebody was quicker, and where that is seen."""
    from rehsos.access.pages import NotNow, Overtaken  # this file is read before there are models

    if isinstance(exception, Overtaken):
        return _overtaken(request, str(exception), exception.where, exception.words)
    if isinstance(exception, NotNow) and request.method == "POST":
        return _overtaken(request, str(exception), _above(request.path), _("Lihat keadaannya sekarang"))
    note(request, State.REFUSED, errors={"": [str(exception)]} if str(exception) else {})
    return render(request, "look/errors/403.html", {"reason": str(exception)}, status=403)


def _overtaken(request: HttpRequest, reason: str, where: str, words: str) -> HttpResponse:
    note(request, State.CONFLICT, errors={"": [reason]})
    return render(request, "look/errors/409.html", {"reason": reason, "where": where, "words": words}, status=409)


def _above(path: str) -> str:
    """The page of the thing that a form stands below: the nearest address above it that there is."""
    parts = path.rstrip("/").split("/")
    above = ("/".join(parts[:end]) + "/" for end in range(len(parts) - 1, 0, -1))
    return next((address for address in above if is_valid_path(address)), "/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page whether something is not there or not yours to see."""
    del exception
    return render(request, "look/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something of ours broke; or the database gave up, which passes by itself; or there is no keyset to open with."""
    from rehsos.access.pages import keyless  # this file is read before there are models
    from rehsos.vault.keyset import KeysetError

    trouble = sys.exception()
    if isinstance(trouble, KeysetError):
        return keyless(request, trouble)
    busy = isinstance(getattr(trouble, "__cause__", None), BUSY)
    return render(request, "look/errors/503.html" if busy else "look/errors/500.html", status=503 if busy else 500)
