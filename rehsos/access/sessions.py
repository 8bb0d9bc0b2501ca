"""Where somebody is signed in, and ending that: on other people's screens, or on one's own left elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from .models import User
from .session_store import kept_as

BEGAN = "began"
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


@dataclass(frozen=True)
class SignedIn:
    """One session of a person: what its browser says of itself, since when, and whether it is this one."""

    key: str
    where: str
    since: datetime | None
    here: bool


def begin(request: HttpRequest) -> None:
    """Note when and in what kind of browser a session began, for its owner to recognise it."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for name in _SYSTEMS if name in agent), "")
    request.session[BEGAN] = {"at": timezone.now().isoformat(), "where": ", ".join(filter(None, (browser, system)))}


def sessions_of(user: User, here: str | None = None) -> list[SignedIn]:
    """Where this person is signed in now, newest first; `here` is the key of the session that asks."""
    found = [_told(row, data, here) for row, data in _running(user)]
    return sorted(found, key=lambda one: (one.here, one.since is not None, one.since), reverse=True)


def _told(row: Session, data: dict[str, Any], here: str | None) -> SignedIn:
    began = data.get(BEGAN, {})
    since = datetime.fromisoformat(began["at"]) if "at" in began else None
    return SignedIn(row.pk, began.get("where", ""), since, here is not None and row.pk == kept_as(here))


def _running(user: User) -> list[tuple[Session, dict[str, Any]]]:
    rows = Session.objects.filter(expire_date__gt=timezone.now())
    opened = ((row, row.get_decoded()) for row in rows)
    return [(row, data) for row, data in opened if data.get(SESSION_KEY) == str(user.pk)]


def end_sessions(user: User, keep: str | None = None) -> int:
    """End every session of this sign-in but that with the key `keep`; how many.

    What was being typed there is kept as at any other end.
    """
    mine = [row.pk for row, _data in _running(user) if keep is None or row.pk != kept_as(keep)]
    Session.objects.filter(pk__in=mine).delete()
    return len(mine)
