"""Ending sessions on other people's screens."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from .models import User


def end_sessions(user: User) -> int:
    """End every session of this sign-in; how many. What was being typed there is kept as at any other end."""
    running = Session.objects.filter(expire_date__gt=timezone.now())
    mine = [session.pk for session in running if session.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=mine).delete()
    return len(mine)
