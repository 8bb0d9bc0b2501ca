"""Ending a case asks every room what is unfinished."""

from collections import Counter

from django.db.models import QuerySet, Value

from .doors import Unfinished
from .models import (
    Appointment,
    AppointmentKind,
    AppointmentState,
    Approval,
    ApprovalKind,
    Case,
    Claim,
    Clock,
    Cost,
    Task,
    TaskState,
)
from .warmth import warm


def unfinished(case: Case) -> list[str]:
    """What is still open: clocks of ours, errands, appointments, claims, letters, and what other rooms know.

    A list to weigh, not a lock: the request for closure says to whom each is handed on. Errands, appointments
    and claims can be settled after the case is closed, too. One statement counts them all.
    """
    doors = warm(Unfinished, case.rooms)
    asked = [door.rows(case).annotate(which=Value(n)).values_list("which", flat=True) for n, door in enumerate(doors)]
    found = Counter(asked[0].union(*asked[1:], all=True))
    return [str(door.words).format(n=found[n]) for n, door in enumerate(doors) if found[n]]


def clocks(case: Case) -> QuerySet[Clock]:
    """Our duties that run."""
    return Clock.objects.filter(case=case, duty="ours", state="running")


def tasks(case: Case) -> QuerySet[Task]:
    """Errands that have no result."""
    return Task.objects.filter(case=case, state__in=[TaskState.OPEN, TaskState.ASKED])


def appointments(case: Case) -> QuerySet[Appointment]:
    """What is still to be kept; aftercare is kept after the end."""
    standing = Appointment.objects.filter(case=case, state=AppointmentState.SET)
    return standing.exclude(kind=AppointmentKind.AFTERCARE)


def plans(case: Case) -> QuerySet[Approval]:
    """Plans the superior has not decided on: once the case is closed nobody is asked any more."""
    return Approval.objects.filter(case=case, kind=ApprovalKind.PLAN, approved=None)


def claims(case: Case) -> QuerySet[Cost]:
    """Money somebody laid out and has not got back."""
    return Cost.objects.filter(
        service__clients__case=case, service__withdrawn_by=None, claim__in=[Claim.NONE, Claim.FILED]
    )
