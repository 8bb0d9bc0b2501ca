"""May this happen now? Of houses."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.heads import has_head
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, not_for


def may_arrange(office: int, by: Actor) -> Answer:
    """The head of an institution says what rooms and beds it has; of one that has no head, who works cases there."""
    if by.office != office:
        return _HEAD
    decides = by.may(Permission.ARRANGE_HOUSE) or (by.may(Permission.WORK_CASES) and not has_head(office))
    return YES if decides else _HEAD


_HEAD = not_for(_("Kamar dan tempat tidur diatur kepala kantor itu sendiri."))
