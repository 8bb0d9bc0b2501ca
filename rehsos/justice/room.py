"""What the matters of children before the law give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.cases.doors import Assigned, Erased, Unfinished
from rehsos.house.rooms import Room
from rehsos.look.doors import Way
from rehsos.people.doors import Corrected

from .actions.erasing import erase_matters
from .following import deeds_follow, running
from .walls import raise_walls_of

ROOM = Room(
    Way("hearing", "justice:hearing"),
    Way("record_fact", "justice:record_fact"),
    Assigned(raise_walls_of),
    Corrected(deeds_follow),
    Erased(erase_matters),
    Unfinished(_("Perkara belum dicatat berakhir bagi anak ini."), running),
)
