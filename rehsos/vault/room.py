"""What keys give to the doors of the house."""

from rehsos.house.rooms import Room

from .in_database import FUNCTIONS
from .sample import FILLED

ROOM = Room(*FUNCTIONS, *FILLED)
