"""What houses and stays give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import Block, Menu, Today, Whose
from rehsos.access.permissions import SEES, Permission
from rehsos.audit.doors import Said
from rehsos.cases.doors import Answers, Assigned, Erased, Forgotten, Moves, OnClock, SubjectKind, Unfinished
from rehsos.cases.dying import Dies, LeftBehind
from rehsos.cases.keeping import Keeps
from rehsos.directory.models import PaperKind
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.house.sample import Sample, Things
from rehsos.look.doors import Labels, Way
from rehsos.referral.doors import AnsweredOn, Stays, Summary
from rehsos.referral.models import Wanted
from rehsos.vault.doors import Sealed

from . import (
    counts,
    counts_of_money,
    dying,
    file,
    filled,
    harm,
    in_database_stays,
    in_database_tonight,
    inspecting,
    ladder,
    letters,
    on_clock,
    roll,
    sample,
    sample_beds,
    stays,
    today,
)
from . import today_missing as missing
from .actions import erasing, moving
from .following import stays_follow
from .models import (
    AbsenceKind,
    BroughtBy,
    CareDecision,
    Consent,
    Finding,
    HarmReport,
    Inspection,
    NoteKind,
    OutTo,
    Rung,
    StayKind,
    Teller,
)
from .stays import KIND, leaves_by, stay_of_brought

ROOM = Room(
    Pages("tinggal/", "rehsos.placement.urls"),
    Menu(
        _("Malam ini"),
        "placement:tonight",
        "moon",
        (*SEES, Permission.CALL_ROLL),
        rail=22,
        bar=25,
        bar_lacks=(Permission.COUNT,),
    ),
    Stays(leaves_by, stay_of_brought),
    Way("stay_of_referral", "placement:admit_referred"),
    Way("stay_of_brought", "placement:admit_brought"),
    Way("stay_of_guest", "placement:admit_waiting"),
    Way("care_decision", "placement:decide_care"),
    AnsweredOn(Wanted.CARE, _("Putuskan"), "care_decision"),
    Labels(
        {
            "stay_kind": StayKind,
            "brought_by": BroughtBy,
            "out_to": OutTo,
            "absence_kind": AbsenceKind,
            "consent": Consent,
            "note_kind": NoteKind,
            "care_decision": CareDecision,
            "rung": Rung,
            "teller": Teller,
            "paper_kind": PaperKind,
        }
    ),
    Answers(dict(StayKind.choices)),
    Said(),
    Assigned(stays_follow),
    Moves(moving.follow),
    Keeps(stays.kept),
    Dies(dying.ends, dying.goes_on, dying.holds),
    LeftBehind(dying.left_behind),
    SubjectKind(KIND, _("Tinggal di lembaga"), file.STAYS, file.said_stay),
    Unfinished(_("{n} tinggal di lembaga belum dicatat keluar."), file.staying),
    Today(Block.BELOW, today.HARM, "placement/today/harm.html", whose=Whose.OVERSEER, stirs=today.ANY_HARM),
    Today(Block.NOTE, today.AWAITING, "placement/today/awaiting.html", stirs=today.ANY_AWAITING),
    Today(Block.NOTE, missing.MISSING, "placement/today/missing.html", stirs=missing.ANY_MISSING),
    Today(
        Block.NOTE,
        missing.ABOVE,
        "placement/today/missing.html",
        whose=Whose.OVERSEER,
        stirs=missing.ANY_MISSING,
    ),
    Today(Block.NOTE, today.ROLL, "placement/today/roll.html", stirs=roll.PROMISES),
    Today(Block.ANSWER, today.STAFF, "placement/today/staff.html", today.harmed, stirs=today.ANY_STAFF),
    Today(Block.ANSWER, today.UNTIL, "placement/today/until.html", stirs=today.ANY_UNTIL),
    Today(Block.ANSWER, today.FINDINGS, "placement/today/finding.html", stirs=today.ANY_FINDING),
    Today(Block.NOTE, today.PAPERS, "placement/today/paper.html"),
    Erased(erasing.erase_reports),
    Forgotten(erasing.forget_resident),
    Sealed(Inspection, "id", inspecting.CONTEXT),
    Sealed(Finding, "inspection_id", inspecting.CONTEXT),
    Sealed(HarmReport, "id", harm.CONTEXT),
    OnClock(on_clock.go_to_stay, order=15),
    on_clock.MADE,
    *file.SHOWN,
    *letters.GIVEN,
    Summary(ladder.PART, _("Tangga pengasuhan (tanpa alasan tertulis)"), ladder.lines, ticked=True),
    *counts.COUNTED,
    *counts_of_money.COUNTED,
    *in_database_stays.FUNCTIONS,
    *in_database_stays.TRIGGERS,
    *in_database_tonight.FUNCTIONS,
    Sample(sample.tonight),
    Sample(sample_beds.in_beds),
    filled.FURNISHED,
    Things({"stay": "SELECT id, case_id FROM placement_stay WHERE case_id = ANY(%s)"}),
)
