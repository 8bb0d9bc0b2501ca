"""What the pages made of several rooms give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import Block, Menu, Today
from rehsos.access.permissions import SEES, P
from rehsos.cases.doors import Card, Offers, OnClock, Place, Remedy
from rehsos.cases.offers import heads
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.look.doors import Way

from . import certificate, offers
from .office_letters import LETTERS
from .on_clock import UNDER_WAY, go_on, write_report

ROOM = Room(
    Pages("", "rehsos.desk.urls"),
    Menu(_("Hari ini"), "desk:today", "home", SEES, rail=10, bar=10),
    Menu(_("Kasus"), "desk:cases", "folder", SEES, rail=20, bar=20),
    Menu(_("Catat…"), "desk:quick", "plus-circle", (P.WORK_CASES,), bar=30),
    Menu(_("Agenda surat"), "desk:register", "envelope", (P.REGISTER_LETTERS, P.APPROVE), rail=40),
    Menu(_("Agenda surat"), "desk:register", "envelope", (P.KEEP_REGISTER,), bar=20),
    Menu(_("Persetujuan dan tim"), "desk:team", "clipboard-document-check", (P.APPROVE,), rail=60),
    Menu(_("Tim"), "desk:team", "clipboard-document-check", (P.APPROVE,), bar=40),
    Menu(_("Kebijakan kantor"), "desk:office", "building-office-2", (P.APPROVE,), rail=90),
    Menu(_("Lainnya"), "desk:more", "bars-3", bar=60),
    Way("cases", "desk:cases"),
    Way("assign", "desk:assign"),
    Way("register", "desk:register"),
    Way("letter_before_case", "desk:letter_before_case"),
    Way("my_certificate", "desk:my_certificate"),
    LETTERS,
    Offers(offers.letters),
    Offers(offers.heading, to=heads),
    OnClock(write_report, order=30),
    Card("desk/file/letters.html", Place.MIDDLE, 30, jump=("surat", _("Surat"))),
    Today(Block.NOTE, certificate.ENDS_SOON, "desk/today/certificate.html", certificate.law),
    Remedy("social_report", UNDER_WAY, go_on),
)
