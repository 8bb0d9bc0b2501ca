"""What places and offices give to the doors of the house."""

from rehsos.house.rooms import Room

from .in_database import FUNCTIONS

ROOM = Room(*FUNCTIONS)
