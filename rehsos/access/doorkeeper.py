"""Who may try a password once more: limits that stop guessing and that nobody can turn against the owner.

A browser in which somebody signed in before bears a device cookie for them. Wrong tries there count for that browser
alone; so five wrong passwords from elsewhere, or a flood behind one proxy, never keep the owner out of their own. In
any other browser wrong tries count for the account at that address, for the account anywhere, and for the address.
A passkey asks for no password and is not limited here.
"""

import secrets
from ipaddress import ip_address
from typing import Any

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from .models import User

COOKIE = "device"
LASTS = 400 * 24 * 3600  # the longest a browser keeps one
MOST_HERE = 6
"""How many people one browser is known for; who signed in longest ago is forgotten first."""
SALT = "rehsos.device"

HERE, THERE, ANYWHERE, ADDRESS = "5/5m/key", "5/5m/key", "30/h/key", "120/10m/key"


def client_address(request: HttpRequest) -> str:
    """The address of who asks. X-Forwarded-For counts only where a proxy named in REHSOS_PROXY sent it.

    Of a chain of proxies the last address that is none of ours: what stands before it anybody can write.
    """
    sender = str(request.META.get("REMOTE_ADDR", ""))
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    for hop in reversed([*told, sender]):
        address = _address(hop)
        if not address:
            break
        sender = address
        if not _named(address):
            break
    return sender


def _address(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""


def _named(address: str) -> bool:
    return any(ip_address(address) in one for one in settings.PROXIES)


def let_try(request: HttpRequest, email: str) -> RateLimitUsage | None:
    """Count a try before its password is looked at; None when there were too many. Undone when it was right."""
    email = email.strip().lower()
    device = _devices(request).get(email)
    if device:
        return _count(request, (HERE, f"device {device}"))
    address = ratelimit.truncate_ip(client_address(request))
    return _count(request, (THERE, f"{email} at {address}"), (ANYWHERE, f"account {email}"), (ADDRESS, address))


def _count(request: HttpRequest, *limits: tuple[str, str]) -> RateLimitUsage | None:
    counted = RateLimitUsage(usage=[])
    for rate, key in limits:
        given: dict[str, Any] = {"app": "rehsos", "action": "sign_in", "config": {"sign_in": rate}, "key": key}
        one = ratelimit.consume(request, **given)
        if one is None:
            return None
        counted.usage += one.usage
    return counted


def _devices(request: HttpRequest) -> dict[str, str]:
    """Whom this browser is known for: e-mail and a number of its own."""
    try:
        known: dict[str, str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return {}
    return known


def remember(request: HttpRequest, answer: HttpResponse, user: User) -> None:
    """Make this browser known for this person from now on."""
    email = user.email.lower()
    known = {one: number for one, number in _devices(request).items() if one != email}
    newest = dict([*known.items(), (email, _devices(request).get(email) or secrets.token_urlsafe(12))][-MOST_HERE:])
    answer.set_cookie(
        COOKIE,
        signing.dumps(newest, salt=SALT),
        max_age=LASTS,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
