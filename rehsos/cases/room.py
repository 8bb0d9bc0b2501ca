"""What the case gives to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import Block, Today, Whose
from rehsos.audit.doors import Said
from rehsos.directory.doors import Bound
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.intake.doors import InCase
from rehsos.look.doors import Labels, Way
from rehsos.people.doors import Coded, Corrected, Doubted, Joined, OnFile
from rehsos.vault.doors import Sealed

from . import (
    after_death,
    aftercare,
    alarm,
    cards,
    clock_cards,
    coded,
    counts,
    counts_of_services,
    following,
    joining,
    offers,
    protecting,
    reports,
    rows,
    said,
    today,
    unfinished,
)
from .actions.placing import CONTEXT as PLACED_WITH
from .actions.supervising import SUPERVISION
from .decisions import Decision
from .desks import LeftOpen
from .doors import Offers, OnClock, SubjectKind, Unfinished, at_work_or_after
from .forms.bidang import BIDANG
from .forms.terms import REGION, TERMS
from .in_database import FUNCTIONS, TRIGGERS
from .made_here import MADE
from .models import CASE, Filed, Placed, SupervisionNote
from .models import ApprovalKind as Asks
from .on_file import BY_CODE, FILES, KNOWN
from .pages.ending import decide_closure
from .pages.planning import decide_plan
from .sample import FILLED
from .sealing import CONTEXT

_DEAD = "cases/today/dead.html"

ROOM = Room(
    Pages("", "rehsos.cases.urls"),
    Way("case", "cases:case"),
    Way("case_marks", "cases:case_marks"),
    Way("rule", "cases:rule"),
    Way("case_open_for", "cases:case_open_for"),
    Way("case_of_report", "cases:case_of_report"),
    Way("reveal_case", "cases:reveal_case"),
    Bound(following.stays_under),
    Coded(coded.leads),
    Corrected(following.count_anew),
    Doubted(following.too_old),
    Joined(joining.asks, joining.joins, joining.follow),
    OnFile(FILES, BY_CODE, KNOWN),
    InCase(reports.names_in),
    Today(Block.DECIDE, today.TO_DECIDE, "cases/today/decide.html", works=False, whose=Whose.HEAD),
    Today(Block.RISK, alarm.ALARMED, "cases/today/alarmed.html", alarm.told, works=False, whose=Whose.HEAD),
    Today(Block.RISK, alarm.ALARMED_MINE, "cases/today/alarmed.html", alarm.told_mine, whose=Whose.WORKER),
    Today(Block.DEAD, after_death.LACKING, _DEAD, after_death.told, works=False, stirs=after_death.ANY_LACKING),
    Today(
        Block.NOTE,
        after_death.ABOVE,
        "cases/today/died_below.html",
        whose=Whose.OVERSEER,
        stirs=after_death.ANY_LACKING,
    ),
    Today(Block.DEAD, after_death.LACKING_MINE, _DEAD, after_death.told, whose=Whose.WORKER),
    Today(Block.DECIDE, protecting.LEAVING, "cases/today/protected.html", stirs=protecting.ANY_PROTECTED),
    Today(
        Block.DECIDE,
        today.LED_BY_NOBODY,
        "cases/today/nobody.html",
        heading=_("Belum ada penanggung jawab: {n}"),
        whose=Whose.HEAD,
    ),
    Today(
        Block.TERMS,
        today.LATE_HERE,
        "cases/today/term.html",
        heading=_("Tenggat bidang lewat: {n}"),
        whose=Whose.HEAD,
    ),
    Today(
        Block.TERMS,
        today.SOFTER_HERE,
        "cases/today/term.html",
        heading=_("Tenggat bidang lewat batas aman: {n}"),
        whose=Whose.HEAD,
    ),
    Today(
        Block.TERMS,
        today.NEAR_HERE,
        "cases/today/term.html",
        heading=_("Jatuh tempo dalam 24 jam: {n}"),
        whose=Whose.HEAD,
    ),
    Today(Block.DECIDE, today.HELD_HERE, "cases/today/held.html", stirs=today.ANY_CLASH),
    Today(Block.WAITING, today.SAID_ELSEWHERE, "cases/today/said_elsewhere.html", stirs=today.ANY_CLASH),
    Today(Block.SOON, today.DUE_HERE, "cases/today/due.html", whose=Whose.HEAD),
    Today(Block.SOON, today.OUT_HERE, "cases/today/out.html", today.out, whose=Whose.HEAD),
    Today(Block.BELOW, today.LATE_BELOW, "cases/today/below.html", whose=Whose.OVERSEER),
    Today(Block.OWED, today.NEW_TO_ME, "cases/today/new.html", whose=Whose.WORKER),
    Today(Block.OWED, today.TASKS, "cases/today/task.html", today.texts, whose=Whose.WORKER),
    Today(Block.DAYS, today.APPOINTMENTS, "cases/today/appointment.html", today.appointment, whose=Whose.WORKER),
    Today(Block.WAITING, today.ASKED, "cases/today/asked.html", works=False),
    Decision(Asks.PLAN, _("Rencana layanan"), _("Rencana layanan"), _("Persetujuan rencana layanan"), decide_plan),
    Decision(Asks.CLOSURE, _("Pengakhiran"), _("Pengakhiran kasus"), _("Persetujuan pengakhiran"), decide_closure),
    Unfinished("", unfinished.suspects, unfinished.each_suspect),
    Unfinished("", unfinished.steps, unfinished.each_step),
    Unfinished(_("{n} kewajiban kami masih berjalan."), unfinished.clocks, unfinished.each_clock),
    Unfinished(_("{n} tugas belum selesai."), unfinished.tasks),
    Unfinished(_("{n} janji masih terjadwal."), unfinished.appointments),
    Unfinished(_("{n} rencana layanan masih menunggu persetujuan."), unfinished.plans),
    Unfinished(_("{n} klaim biaya belum selesai."), unfinished.claims),
    LeftOpen("appointments", _("{n} janji terjadwal"), unfinished.APPOINTMENTS, unfinished.appointment_left),
    LeftOpen("tasks", _("{n} tugas belum selesai"), unfinished.TASKS, unfinished.task_left),
    LeftOpen("claims", _("{n} klaim biaya belum selesai"), unfinished.CLAIMS),
    LeftOpen("requests", _("{n} permintaan menunggu keputusan Kabid"), unfinished.REQUESTS),
    Sealed(Filed, "case_id", CONTEXT),
    Sealed(Placed, "person_id", PLACED_WITH),
    Sealed(SupervisionNote, "key", SUPERVISION),
    TERMS,
    REGION,
    BIDANG,
    SubjectKind(CASE, _("Kasus")),
    SubjectKind("person", _("Klien"), kept_with=CASE),
    *rows.READ,
    *cards.CARDS,
    protecting.PROTECTED,
    protecting.HEADLESS,
    protecting.CARD,
    Offers(offers.served, to=at_work_or_after),
    Offers(offers.daily),
    Offers(offers.planning),
    Offers(offers.around),
    Offers(offers.going_on),
    Offers(offers.supervising, to=offers.supervises),
    Offers(offers.placing, to=offers.heads_running),
    Offers(offers.dying, to=offers.tends),
    Offers(protecting.heading, to=protecting.to_heads),
    Offers(offers.reopening, to=offers.may_reopen),
    OnClock(clock_cards.fill_in, order=20),
    OnClock(clock_cards.ask, order=40),
    *MADE,
    *aftercare.REMEDIES,
    Said(said.BESIDE, said.SPOKEN, said.LABELS),
    Labels(said.CODES),
    *counts.COUNTED,
    *counts_of_services.COUNTED,
    *FUNCTIONS,
    *TRIGGERS,
    *FILLED,
)
