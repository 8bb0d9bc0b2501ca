"""The story of a request: one transaction, one actor, one scope; and no typed text is lost."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone, translation

from rehsos.audit.actor import set_scope

from .lost_sessions import keep, keep_for_writer, owner_of_lost_session, show_again, writer_of
from .models import User

Next = Callable[[HttpRequest], HttpResponse]
Page = Callable[..., HttpResponseBase]
SERVER_ERROR = 500


def one_transaction(get_response: Next) -> Next:
    """Every request is one transaction; a server error takes back all of it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest  # no text in the database holds a NUL, so nothing of ours is called so
        with transaction.atomic():
            response = get_response(request)
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
        return response

    return middleware


def language(get_response: Next) -> Next:
    """Indonesian unless this person chose English; never what the browser happens to prefer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def actor_and_scope(get_response: Next) -> Next:
    """Learn who acts and tell the database whose rows they may see. Anonymous: none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        user = request.user
        if isinstance(user, User):  # the backend that found them has set the scope
            request.actor = user.acts  # type: ignore[attr-defined]
        else:
            set_scope((), None)
        if request.actor is None:  # type: ignore[attr-defined]
            return get_response(request)
        with timezone.override(request.actor.zone):  # type: ignore[attr-defined]
            response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")  # "back" after signing out shows nothing
        return response

    return middleware


class KeepTypedText:
    """A form sent after the session ran out is kept, sealed, and given back after signing in.

    Only once its proof against forgery holds: what another site sends is never kept.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.proof = CsrfViewMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Page, args: tuple[Any, ...], given: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Answer instead of the page when the form is kept."""
        if getattr(view, "without_session", False):
            return None
        lost = owner_of_lost_session(request)
        if request.method != "POST":
            return None
        refused = self.proof.process_view(request, view, args, given)
        if refused is not None:
            return show_again(request) or refused
        writer = writer_of(request)
        if isinstance(request.user, User):
            return keep_for_writer(request, writer) if writer and writer != request.user else None
        owner = writer or lost
        return keep(request, owner) if owner else None


keep_typed_text = KeepTypedText
