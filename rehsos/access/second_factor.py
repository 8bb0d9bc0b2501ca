"""A second factor, where the office demands one of a role: a dated choice, like the rest of its policy."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.directory.policy import policy

from .models import User

POLICY = "second_factor"
DUE = "second_factor_due"
WHY = _(
    "Kantor Anda meminta langkah kedua untuk peran Anda. Pasang aplikasi autentikator atau passkey, lalu lanjutkan."
)


def demanded(by: Actor) -> bool:
    """Whether the office demands it of this role today."""
    return by.role in policy(by.office, POLICY)


def has_one(user: User) -> bool:
    """Whether this person set one up. Recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=["totp", "webauthn"]).exists())


def still_due(request: HttpRequest) -> bool:
    """Whether this session opens nothing yet but the page where a second factor is set up."""
    if not request.session.get(DUE):
        return False
    if isinstance(request.user, User) and has_one(request.user):
        del request.session[DUE]
        return False
    return True
