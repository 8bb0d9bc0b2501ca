"""What the letters give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import Block, Menu, Today, Whose
from rehsos.access.permissions import P
from rehsos.cases.doors import Card, Offers, Place, Unfinished, at_work_or_after
from rehsos.house.counting import Logged
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.look.doors import Way
from rehsos.people.doors import Coded

from . import coded, offers, today, unfinished
from .kinds import KINDS
from .office_look import LOOK
from .office_policy import LETTERS

ROOM = Room(
    Pages("", "rehsos.letters.urls"),
    Menu(_("Agenda surat"), "letters:register", "envelope", (P.REGISTER_LETTERS, P.APPROVE), rail=40),
    Menu(_("Agenda surat"), "letters:register", "envelope", (P.KEEP_REGISTER,), bar=20),
    Way("register", "letters:register"),
    Way("letter_before_case", "letters:letter_before_case"),
    Way("report_into_case", "letters:report_into_case"),
    Way("correct_letter", "letters:correct_letter"),
    Way("letter_hour", "letters:receipt_correct"),
    *KINDS,
    LETTERS,
    LOOK,
    Coded(coded.leads),
    Offers(offers.letters, to=at_work_or_after),
    Today(Block.OWED, today.UNANSWERED, "letters/today/unanswered.html", today.numbered, whose=Whose.WORKER),
    Unfinished(
        _("{n} surat keluar belum diserahkan; konsepnya tersimpan dan dapat diselesaikan sesudah kasus diakhiri."),
        unfinished.letters,
    ),
    Logged("deliver_letter", _("Surat keluar diserahkan"), figure=_("Surat keluar diserahkan"), order=20),
    Card("letters/file/letters.html", Place.MIDDLE, 30, jump=("surat", _("Surat"))),
)
