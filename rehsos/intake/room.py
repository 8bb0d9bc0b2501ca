"""What reports give to the doors of the house."""

from rehsos.access.doors import Block, Menu, Today
from rehsos.access.permissions import P
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.house.sample import Sample
from rehsos.look.doors import Labels, Way
from rehsos.vault.doors import Sealed

from . import counts, sample, today
from .actions import CONTEXT
from .doors import First
from .models import INBOX, Channel, FromRole, Report

RECEIVES = P.WORK_CASES, P.REGISTER_LETTERS, P.APPROVE

ROOM = Room(
    Pages("aduan/", "rehsos.intake.urls"),
    Way("report", "intake:report"),
    Menu(INBOX, "intake:reports", "inbox-arrow-down", RECEIVES, rail=30),
    Menu(INBOX, "intake:reports", "inbox-arrow-down", (P.KEEP_REGISTER,), bar=30),
    Labels({"channel": Channel, "from": FromRole}),
    Today(Block.DAYS, today.REPORTS, "intake/today/report.html", today.asked),
    First(today.URGENT, today.waits, "intake/today/first.html", stirs=today.UNDECIDED),
    Sealed(Report, "id", CONTEXT),
    *counts.COUNTED,
    Sample(sample.waiting_request),
    *sample.FILLED,
)
