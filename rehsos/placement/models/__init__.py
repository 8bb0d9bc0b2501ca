"""Tables of houses and stays."""

from .care import CareDecision, Known, NewChild
from .cost import StayCost
from .harm import HarmReport
from .house import Bed, House, Room, Sexes, Use
from .inspection import Finding, Inspection
from .ladder import CareLadder, Rung, RungState
from .roll import RollCall, RollCallException, RollCallRoom
from .stay import (
    INCIDENTS,
    NO_PLACE,
    REVIEWED,
    Absence,
    AbsenceKind,
    BroughtBy,
    Consent,
    Lying,
    NoteKind,
    OutTo,
    Stay,
    StayKind,
    StayNote,
    Teller,
)

__all__ = [
    "INCIDENTS",
    "NO_PLACE",
    "REVIEWED",
    "Absence",
    "AbsenceKind",
    "Bed",
    "BroughtBy",
    "CareDecision",
    "CareLadder",
    "Consent",
    "Finding",
    "HarmReport",
    "House",
    "Inspection",
    "Known",
    "Lying",
    "NewChild",
    "NoteKind",
    "OutTo",
    "RollCall",
    "RollCallException",
    "RollCallRoom",
    "Room",
    "Rung",
    "RungState",
    "Sexes",
    "Stay",
    "StayCost",
    "StayKind",
    "StayNote",
    "Teller",
    "Use",
]
