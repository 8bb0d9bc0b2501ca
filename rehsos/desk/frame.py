"""What every page is given for the frame around it: who is at work, where they may go, what a form must carry."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.safestring import SafeString

from rehsos.access.lost_sessions import writer_input
from rehsos.access.permissions import SEES, Permission, role_label
from rehsos.audit.actor import Actor
from rehsos.law.words import ZONES
from rehsos.look.repeated import url
from rehsos.look.words import language

from . import menu


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the base layout shows around a page; `desk` is None for who is not at work."""
    actor: Actor | None = getattr(request, "actor", None)
    desk = _desk(request, actor) if actor else None
    return {"desk": desk, "debug": settings.DEBUG, "csrf_input": _proofs(request)}


def _proof(request: Any) -> SafeString:
    if not hasattr(request, "proof"):
        request.proof = csrf_input(request) + writer_input(request)
    return request.proof  # type: ignore[no-any-return]


_proofs: Any = lazy(_proof, SafeString)
"""What every form that is sent carries, made once a page: the proof against forgery, and whose form it is."""


def _told(request: HttpRequest) -> list[dict[str, str]]:
    """What the last answer left to be told, once: read where a page prints it, and no page of a trouble does."""
    return [{"level": m.level_tag, "text": str(m)} for m in messages.get_messages(request)]


def _desk(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    session = request.session
    return {
        "now": timezone.now(),
        "worker_name": actor.name,
        "office_name": actor.office_name,
        "role_label": role_label(actor.role),
        "zone": ZONES.get(actor.time_zone, actor.time_zone),
        "may": {
            "record": actor.may(Permission.WORK_CASES),
            "open_cases": menu.may(actor, SEES),
            "receive": actor.may(Permission.REGISTER_LETTERS),
            "names": actor.may(Permission.SEE_NAMES),
        },
        "nav": menu.entries(request, actor, menu.rail()),
        "tabs": menu.entries(request, actor, menu.bar_of(actor)),
        "public_screen": session.get("public_screen", False),
        "names_open": session.get("names_open", False),
        "language": language(),
        "messages": partial(_told, request),
        "urls": {
            "sign_out": url("account_logout"),
            "language": url("language"),
            "cases": url("desk:cases"),
            "read": url("desk:read_back"),
            "public_screen": url("access:public_screen"),
            "hide_names": url("access:hide_names"),
        },
    }
