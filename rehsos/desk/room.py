"""What the pages made of several rooms give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import Block, Menu, Today
from rehsos.access.permissions import SEES, P
from rehsos.cases.doors import Offers
from rehsos.cases.offers import heads
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.look.doors import Way

from . import certificate, handing, offers, soon
from .caseload import CASELOAD

ROOM = Room(
    Pages("", "rehsos.desk.urls"),
    Menu(_("Hari ini"), "desk:today", "home", SEES, rail=10, bar=10),
    Menu(_("Kasus"), "desk:cases", "folder", SEES, rail=20, bar=20),
    Menu(_("Catat…"), "desk:quick", "plus-circle", (P.WORK_CASES,), bar=30),
    Menu(_("Persetujuan dan tim"), "desk:team", "clipboard-document-check", (P.APPROVE,), rail=60),
    Menu(_("Tim"), "desk:team", "clipboard-document-check", (P.APPROVE,), bar=40),
    Menu(_("Kebijakan kantor"), "desk:office", "building-office-2", (P.APPROVE, P.SET_TERMS), rail=90),
    Menu(_("Lainnya"), "desk:more", "bars-3", bar=60),
    Way("cases", "desk:cases"),
    Way("month_sheet", "desk:month_sheet"),
    Way("assign", "desk:assign"),
    Way("my_certificate", "desk:my_certificate"),
    Way("my_desk", "desk:my_desk"),
    CASELOAD,
    Offers(offers.heading, to=heads),
    Today(Block.NOTE, certificate.ENDS_SOON, "desk/today/certificate.html", certificate.law),
    Today(Block.SOON, soon.AWAY, "desk/today/away.html", stirs=soon.ANY_AWAY),
    Today(Block.NOTE, handing.POSTING_ENDS, "desk/today/posting_ends.html", stirs=handing.ANY_ENDS),
    Today(Block.DECIDE, handing.TO_TAKE, "desk/today/take_desk.html", handing.told, stirs=handing.ANY_HANDED),
    Today(Block.WAITING, handing.HANDED, "desk/today/desk_handed.html", handing.told, stirs=handing.ANY_HANDED),
)
