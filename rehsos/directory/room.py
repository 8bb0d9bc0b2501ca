"""What places and offices give to the doors of the house."""

from rehsos.house.rooms import Room
from rehsos.house.sample import Sample
from rehsos.vault.doors import Sealed

from .actions.hiding import CONTEXT
from .in_database import FUNCTIONS
from .models import HiddenPlace
from .sample import stand_in

ROOM = Room(Sample(stand_in), Sealed(HiddenPlace, "key", CONTEXT), *FUNCTIONS)
