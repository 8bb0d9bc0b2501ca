"""What the log gives to the doors of the house."""

from rehsos.house.rooms import Room
from rehsos.vault.doors import Sealed

from .actions import CONTEXT
from .in_database import FUNCTIONS, TRIGGERS
from .models import Action
from .sample import FILLED

ROOM = Room(Sealed(Action, "dossier", CONTEXT), *FUNCTIONS, *TRIGGERS, *FILLED)
