"""Whom to tell of a weakness: `/.well-known/security.txt` (RFC 9116), where the installation has a contact."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

HOLDS = timedelta(days=180)  # the RFC asks for less than a year


@require_safe
def security_contact(_request: HttpRequest) -> HttpResponse:
    """The contact as plain text; 404 where none is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + HOLDS).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {expires}", "Preferred-Languages: id, en"]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
