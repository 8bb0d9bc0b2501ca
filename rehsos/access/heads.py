"""Who heads an office. Where nobody does, who works cases there decides: somebody answers."""

from django.utils import timezone

from rehsos.directory.days import held_on
from rehsos.directory.models import Posting

from .permissions import ROLES, Permission, permissions_of

HEADS = [role for role in ROLES if Permission.APPROVE in permissions_of(role)]
"""The roles that decide for an office."""
HEADS_LISTED = ", ".join(f"'{role}'" for role in HEADS)
"""The same, as a list in a statement."""


def has_head(office: int) -> bool:
    """Whether somebody heads an office today."""
    return Posting.objects.filter(held_on(timezone.localdate()), office=office, role__in=HEADS).exists()
