"""What the matters of children before the law give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.audit.doors import Said
from rehsos.cases.doors import (
    Answers,
    Assigned,
    Card,
    Column,
    Conflict,
    Erased,
    Knowers,
    Offers,
    OnClock,
    Opposed,
    Place,
    Remedy,
    Roles,
    Stands,
    SubjectKind,
    Unfinished,
    holds,
)
from rehsos.cases.made import Made
from rehsos.cases.told_once import ToldOnce
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.intake.doors import First, Purposes
from rehsos.look.doors import Labels, Way
from rehsos.people.doors import Coded, Corrected
from rehsos.referral.doors import Summary
from rehsos.vault.doors import Sealed

from . import appointments, coded, counts, file, letters, offers, said, today
from .actions.erasing import erase_matters
from .both_sides import BEHIND, BOTH_SIDES, OPPOSED
from .following import deeds_follow, running
from .in_database import FUNCTIONS, TRIGGERS
from .models import ENDED, PART, Matter, Officer
from .on_clock import UNDER_WAY, go_on, write_report
from .roles import Role
from .sample import FILLED, THINGS
from .sealing import CONTEXT
from .social_report import TERM
from .told_once import answer_for_all, note_for_all
from .walls import raise_walls_of

ROOM = Room(
    Pages("kasus/", "rehsos.justice.urls"),
    Way("case_of_letter", "justice:case_of_letter"),
    Roles(dict(Role.choices)),
    Answers(said.ANSWERS),
    Knowers(said.KNOWERS),
    Purposes(appointments.PURPOSES),
    appointments.CALLED_TO,
    Assigned(raise_walls_of, BEHIND),
    Coded(coded.leads),
    Corrected(deeds_follow),
    Erased(erase_matters),
    First(today.WITHOUT_MATTER, today.waits, "justice/today/first.html"),
    Unfinished(_("Perkara belum dicatat berakhir bagi anak ini."), running),
    Sealed(Matter, "id", CONTEXT),
    Sealed(Officer, "matter_id", CONTEXT),
    file.PARTS,
    Conflict(_("Satu pekerja di kedua pihak"), _("{who} menangani {one} dan {other} dalam satu perkara."), BOTH_SIDES),
    Opposed(OPPOSED),
    Summary("perkara", _("Perkara"), file.summarised, ticked=True),
    Column(_("Tahap perkara"), file.LEVEL, file.said_level),
    Card("justice/file/unsettled.html", Place.LEAD, 20, file.is_unsettled, file.unsettled),
    Card("justice/file/part.html", Place.BESIDE, 20, holds("parts"), jump=("perkara", _("Perkara"))),
    Offers(offers.hearings),
    Offers(offers.matters, cold=offers.first_matter),
    SubjectKind(
        PART, _("Perkara"), file.PARTS, file.said_part, over=ENDED, level=file.level, answered=file.answered, early=True
    ),
    SubjectKind("matter", _("Perkara"), kept_with=PART),
    ToldOnce("matter", note_for_all, answer_for_all),
    Stands(file.roles),
    Made(["part_ended"], _("Akhir perkara dicatat di halaman perkaranya, dengan alasannya.")),
    OnClock(file.note_the_matter, order=10),
    OnClock(write_report, order=30),
    Remedy(TERM, UNDER_WAY, go_on),
    *letters.KINDS,
    letters.WRITTEN,
    letters.WORDS,
    letters.ABOUT,
    Said(said.BESIDE, labels=said.LABELS),
    Labels(said.CODES),
    *counts.COUNTED,
    *FUNCTIONS,
    *TRIGGERS,
    *FILLED,
    THINGS,
)
