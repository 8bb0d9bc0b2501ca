"""The story of a request: one transaction, one actor, one scope; and no typed text is lost."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.vault.keys import key_of
from rehsos.vault.seal import seal

from .models import KeptForm, User
from .queries import actor_for, user_key

Next = Callable[[HttpRequest], HttpResponse]
SERVER_ERROR = 500


def one_transaction(get_response: Next) -> Next:
    """Every request is one transaction; a server error takes back all of it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/sehat/":
            return get_response(request)
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
        if isinstance(user, User):
            request.actor = actor_for(user)  # type: ignore[attr-defined]
        elif request.path != "/sehat/":
            set_scope((), None)
        if request.actor is None:  # type: ignore[attr-defined]
            return get_response(request)
        with timezone.override(request.actor.zone):  # type: ignore[attr-defined]
            return get_response(request)

    return middleware


def keep_typed_text(get_response: Next) -> Next:
    """A form sent after the session ran out is kept, sealed, and given back after signing in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and settings.SESSION_COOKIE_NAME in request.COOKIES:
            owner = _owner_of_lost_session(request)
            if owner is not None:
                return _keep(request, owner)
        return get_response(request)

    return middleware


def _owner_of_lost_session(request: HttpRequest) -> User | None:
    """Whose session the cookie named, if that session has run out."""
    if request.session.get("_auth_user_id"):
        return None
    lost = Session.objects.filter(session_key=request.COOKIES[settings.SESSION_COOKIE_NAME]).first()
    number = lost.get_decoded().get("_auth_user_id") if lost else None
    return User.objects.filter(pk=number, is_active=True).first() if number else None


def _keep(request: HttpRequest, owner: User) -> HttpResponse:
    subject = user_key(owner)
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    KeptForm.objects.filter(kept_at__lt=timezone.now() - timedelta(days=2)).delete()
    kept = KeptForm.objects.create(
        id=new_id(),
        user=owner,
        path=request.get_full_path()[:200],
        sealed=seal(key_of(subject), typed, subject=subject, context="kept"),
        kept_at=timezone.now(),
    )
    return redirect(f"{reverse('account_login')}?next={reverse('resume', args=[kept.pk])}")


