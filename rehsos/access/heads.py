"""Who heads an office. Where nobody does, who works cases there decides: somebody answers."""

from django.utils import timezone

from rehsos.directory.days import held_on
from rehsos.directory.models import Posting

from .permissions import ROLES, SEES, Permission, permissions_of

HEADS = [role for role in ROLES if Permission.APPROVE in permissions_of(role)]
"""The roles that decide for an office."""
HANDLES = [role for role in ROLES if {Permission.APPROVE, Permission.WORK_CASES} & permissions_of(role)]
"""The roles that decide for an office or work cases there."""
LOOKS = [role for role in ROLES if set(SEES) & permissions_of(role)]
"""The roles that have cases to look at."""
HEADS_LISTED = ", ".join(f"'{role}'" for role in HEADS)
HANDLES_LISTED = ", ".join(f"'{role}'" for role in HANDLES)
"""The same two, as lists in a statement."""


def has_head(office: int) -> bool:
    """Whether somebody heads an office today."""
    return Posting.objects.filter(held_on(timezone.localdate()), office=office, role__in=HEADS).exists()


def has_somebody(office: int) -> bool:
    """Whether somebody sees what comes to an office today: a worker, its head, or who oversees it."""
    return Posting.objects.filter(held_on(timezone.localdate()), office=office, role__in=LOOKS).exists()


def has_hands(office: int) -> bool:
    """Whether somebody heads an office or works cases there today."""
    return Posting.objects.filter(held_on(timezone.localdate()), office=office, role__in=HANDLES).exists()
