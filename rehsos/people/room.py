"""What persons give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import Menu
from rehsos.access.permissions import P
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.vault.doors import Sealed

from .actions.sameness import CONTEXT as SAME
from .identity import CONTEXT as IDENTITY
from .in_database import FUNCTIONS
from .models import Person, SamePerson
from .sample import FILLED

ROOM = Room(
    Pages("orang/", "rehsos.people.urls"),
    Menu(_("Orang"), "people:people", "users", (P.WORK_CASES,), rail=50),
    Sealed(Person, "id", IDENTITY),
    Sealed(SamePerson, "duplicate_id", SAME),
    *FUNCTIONS,
    *FILLED,
)
