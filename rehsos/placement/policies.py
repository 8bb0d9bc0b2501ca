"""May this happen now? Of houses."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, not_for


def may_arrange(office: int, by: Actor) -> Answer:
    """The head of an institution says what rooms and beds it has."""
    return YES if by.may(Permission.ARRANGE_HOUSE) and by.office == office else _HEAD


_HEAD = not_for(_("Kamar dan tempat tidur diatur kepala kantor itu sendiri."))
