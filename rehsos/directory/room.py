"""What places and offices give to the doors of the house."""

from rehsos.house.rooms import Room
from rehsos.house.sample import Sample

from .in_database import FUNCTIONS
from .sample import stand_in

ROOM = Room(Sample(stand_in), *FUNCTIONS)
