"""What became of a form, said to a machine: `Accept: application/json` is answered by a receipt, never by a page.

    {"id": "0198…", "state": "done", "at": "2026-11-28T01:12:44.512Z", "errors": {}, "next": "/kasus/…/"}

`id` is the form's, `at` when it was saved, always in UTC and the same however often it is sent, `errors` words by
field ("" for the whole form). Whoever keeps forms to send them later (the phone) needs the state alone:

| state       | HTTP | what happened                                    | what to do with the form           |
|-------------|------|--------------------------------------------------|------------------------------------|
| done        | 200  | saved now                                        | forget it                          |
| done_before | 200  | the very same form was saved earlier             | forget it                          |
| invalid     | 422  | a field is wrong                                 | show it to its writer              |
| refused     | 422  | it may not happen now, and why                   | show it to its writer              |
| conflict    | 409  | the same thing was changed meanwhile             | open the page anew, then send      |
| not_yours   | 409  | somebody else is signed in; kept for its writer  | keep it until its writer is back   |
| signed_out  | 401  | the session ran out                              | keep it, sign in, send again       |
| stale       | 403  | the proof against forgery is too old             | keep it, open the page, send again |
| gone        | 404  | the page is not there, or not for this person    | show it to its writer              |
| wait        | 429  | too often in a while                             | keep it, send again later          |
| failed      | 5xx  | nothing was saved, and it is our fault           | keep it, send again later          |
| nothing     | 200  | a question was answered; nothing was to be saved | –                                  |
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

JSON = "application/json"


class State(StrEnum):
    """What became of a form that was sent."""

    DONE = "done"
    DONE_BEFORE = "done_before"
    INVALID = "invalid"
    REFUSED = "refused"
    CONFLICT = "conflict"
    NOT_YOURS = "not_yours"
    SIGNED_OUT = "signed_out"
    STALE = "stale"
    GONE = "gone"
    WAIT = "wait"
    FAILED = "failed"
    NOTHING = "nothing"


HTTP: Mapping[State, int] = {
    State.DONE: 200, State.DONE_BEFORE: 200, State.NOTHING: 200, State.INVALID: 422, State.REFUSED: 422,
    State.CONFLICT: 409, State.NOT_YOURS: 409, State.SIGNED_OUT: 401, State.STALE: 403, State.GONE: 404,
    State.WAIT: 429, State.FAILED: 500,
}  # fmt: skip

SAID: Mapping[State, Any] = {
    State.SIGNED_OUT: _("Sesi berakhir. Masuk lagi, lalu kirim lagi."),
    State.STALE: _("Halaman ini terlalu lama terbuka. Buka lagi halamannya, lalu kirim lagi."),
    State.GONE: _("Halaman ini tidak ada, atau bukan untuk Anda."),
    State.WAIT: _("Terlalu sering. Tunggu sebentar, lalu kirim lagi."),
    State.FAILED: _("Belum tersimpan karena gangguan di server. Kirim lagi nanti."),
}


@dataclass(frozen=True)
class Receipt:
    """What became of one form."""

    state: State
    id: UUID | None = None
    at: datetime | None = None
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    next: str = ""
    said: tuple[str, ...] = ()


def note(request: HttpRequest, state: State, **told: Any) -> None:
    """Remember what became of the form of this request."""
    request.receipt = Receipt(state, **told)  # type: ignore[attr-defined]


def told(request: HttpRequest) -> Receipt | None:
    """What was remembered."""
    return getattr(request, "receipt", None)


def wants_receipt(request: HttpRequest) -> bool:
    """Whether this is a form sent by a machine that asks for a receipt."""
    return request.method not in {"GET", "HEAD"} and request.get_preferred_type(["text/html", JSON]) == JSON


def spoken(request: HttpRequest) -> tuple[str, ...]:
    """The words waiting for the next page, taken out: a machine hears them here and no page repeats them."""
    return tuple(str(message) for message in messages.get_messages(request))


def receipts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Outermost but for what is no form: whatever went wrong further in, a machine gets a receipt."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not wants_receipt(request):
            return get_response(request)
        response = get_response(request)
        with translation.override(response.headers.get("Content-Language") or translation.get_language()):
            return _as_receipt(request, response)

    return middleware


def _as_receipt(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    found = _receipt(request, response)
    words = SAID.get(found.state)
    body = {
        "id": str(found.id) if found.id else None,
        "state": found.state.value,
        "at": _utc(found.at) if found.at else None,
        "errors": found.errors or ({"": [str(words)]} if words else {}),
        "next": found.next,
        "said": list(found.said),
    }
    ours = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR  # 503 is another trouble than 500
    answer = JsonResponse(body, status=response.status_code if ours else HTTP[found.state])
    answer.cookies = response.cookies
    answer.headers["Cache-Control"] = "private, no-store"
    for name in ("Content-Language", "Vary", "Retry-After"):
        if name in response.headers:
            answer.headers[name] = response.headers[name]
    return answer


def _utc(at: datetime) -> str:
    """A moment as every machine reads it, whoever is signed in and wherever the server stands."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _receipt(request: HttpRequest, response: HttpResponse) -> Receipt:
    """What was remembered, unless the request failed after that; else what the answer itself tells."""
    remembered = told(request)
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Receipt(State.FAILED, remembered.id if remembered else None)
    return remembered or _told_by(response)


_BY_STATUS = {
    HTTPStatus.BAD_REQUEST: State.INVALID,
    HTTPStatus.UNAUTHORIZED: State.SIGNED_OUT,
    HTTPStatus.FORBIDDEN: State.REFUSED,
    HTTPStatus.NOT_FOUND: State.GONE,
    HTTPStatus.GONE: State.GONE,
    HTTPStatus.CONFLICT: State.CONFLICT,
    HTTPStatus.TOO_MANY_REQUESTS: State.WAIT,
    HTTPStatus.NO_CONTENT: State.DONE,
}


def _told_by(response: HttpResponse) -> Receipt:
    status = response.status_code
    where = response.headers.get("Location", "")
    if where:
        signed_out = where.partition("?")[0] == reverse("account_login")
        return Receipt(State.SIGNED_OUT if signed_out else State.DONE, next=where)
    if status < HTTPStatus.BAD_REQUEST and status != HTTPStatus.NO_CONTENT:
        return Receipt(State.NOTHING)
    return Receipt(_BY_STATUS.get(HTTPStatus(status), State.INVALID))
