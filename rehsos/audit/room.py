"""What the log gives to the doors of the house."""

from rehsos.house.rooms import Room

from .in_database import FUNCTIONS, TRIGGERS
from .sample import FILLED

ROOM = Room(*FUNCTIONS, *TRIGGERS, *FILLED)
