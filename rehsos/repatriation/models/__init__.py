"""Journeys, groups, legs, and who rides on them."""

from .cost import LegCost
from .group import Group, Member
from .journey import Direction, Ended, Hold, Journey, JourneyNote, NoteKind, TraceResult
from .leg import AT_HOME, OUT, AcceptedAs, Leg, Outcome, Ride, Taker, Vehicle

__all__ = [
    "AT_HOME",
    "OUT",
    "AcceptedAs",
    "Direction",
    "Ended",
    "Group",
    "Hold",
    "Journey",
    "JourneyNote",
    "Leg",
    "LegCost",
    "Member",
    "NoteKind",
    "Outcome",
    "Ride",
    "Taker",
    "TraceResult",
    "Vehicle",
]
