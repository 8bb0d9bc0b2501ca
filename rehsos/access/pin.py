"""The PIN that opens the names of one's own cases. Five wrong tries lock it until the next sign-in."""

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused

from .models import User

MOST_FAILURES = 5


def unlock(user: User, pin: str) -> None:
    """Check the PIN, or set it the first time. Raises Refused when it is wrong or locked."""
    here = User.objects.select_for_update().get(pk=user.pk)  # one try at a time
    if here.pin_failures >= MOST_FAILURES:
        raise Refused(_("PIN terkunci setelah 5 kali salah. Keluar lalu masuk lagi, atau ganti PIN."), field="pin")
    if not here.pin:
        choose(user, pin)
    elif check_password(pin, here.pin):
        forgive(user)
    else:
        User.objects.filter(pk=user.pk).update(pin_failures=F("pin_failures") + 1)
        raise Refused(_("PIN salah. Coba lagi."), field="pin")


def choose(user: User, pin: str) -> None:
    """Set the PIN and forget wrong tries."""
    User.objects.filter(pk=user.pk).update(pin=make_password(pin), pin_failures=0)


def forgive(user: User) -> None:
    """Forget wrong tries: the PIN was right, or the person has signed in anew."""
    User.objects.filter(pk=user.pk, pin_failures__gt=0).update(pin_failures=0)
