"""What the case gives to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.directory.doors import Bound
from rehsos.house.rooms import Room
from rehsos.look.doors import Way
from rehsos.people.doors import Corrected

from . import following, unfinished
from .doors import Unfinished

ROOM = Room(
    Way("rule", "cases:rule"),
    Way("case_open_for", "cases:case_open_for"),
    Way("case_of_report", "cases:case_of_report"),
    Way("reveal_case", "cases:reveal_case"),
    Bound(following.stays_under),
    Corrected(following.count_anew),
    Unfinished(_("{n} kewajiban kami masih berjalan."), unfinished.clocks),
    Unfinished(_("{n} tugas belum selesai."), unfinished.tasks),
    Unfinished(_("{n} janji masih terjadwal."), unfinished.appointments),
    Unfinished(_("{n} rencana layanan masih menunggu persetujuan."), unfinished.plans),
    Unfinished(_("{n} klaim biaya belum selesai."), unfinished.claims),
    Unfinished(_("{n} surat keluar belum diserahkan."), unfinished.letters),
)
