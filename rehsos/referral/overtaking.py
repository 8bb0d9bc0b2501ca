"""Who comes second is told so, and led back to where the referral stands now."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.pages import Overtaken, Request
from rehsos.audit.answers import Conflict, Words

from .models import Referral
from .policies import insist_state
from .queries import referral_of


def overtaken(it: Referral, why: Words) -> Overtaken:
    """Somebody was quicker, and this is where it stands now."""
    return Overtaken(str(why), reverse("referral:referral", args=[it.pk]), str(_("Ke rujukan ini")))


@contextmanager
def unless_overtaken(request: Request, it: Referral) -> Iterator[None]:
    """Who comes second in the very same second is told as who comes later: it moved between page and action."""
    try:
        yield
    except Conflict:
        if (now := referral_of(request, it.pk)).state == it.state:
            raise
        raise overtaken(it, insist_state(now, ()).reason) from None
