"""Journeys, groups, legs, and who rides on them."""

from .after import Found, HomeContact, Step
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
    "Found",
    "Group",
    "Hold",
    "HomeContact",
    "Journey",
    "JourneyNote",
    "Leg",
    "LegCost",
    "Member",
    "NoteKind",
    "Outcome",
    "Ride",
    "Step",
    "Taker",
    "TraceResult",
    "Vehicle",
]
