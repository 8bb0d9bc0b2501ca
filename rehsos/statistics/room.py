"""What counts give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import Menu
from rehsos.access.permissions import P
from rehsos.house.database import Drawn
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room

from . import in_database_of_pairs as of_pairs
from . import source_sums
from .everywhere import EVERYWHERE
from .in_database import FUNCTIONS, TRIGGERS

ROOM = Room(
    Pages("rekap/", "rehsos.statistics.urls"),
    Menu(_("Rekap"), "statistics:rekap", "chart-bar", (P.COUNT,), rail=70, bar=50),
    Menu(_("Laporan bulanan saya"), "statistics:my_month", "calendar-days", (P.WORK_CASES,), rail=80),
    *EVERYWHERE,
    *FUNCTIONS,
    *TRIGGERS,
    *of_pairs.FUNCTIONS,
    *of_pairs.TRIGGERS,
    Drawn(source_sums.drawn),
)
