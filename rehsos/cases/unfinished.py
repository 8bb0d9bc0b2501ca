"""Ending a case asks every room what is unfinished."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from rehsos.law.book import components, rules
from rehsos.look import words

from .appointments import said_kind
from .desks import Left
from .doors import Unfinished
from .models import (
    BACK,
    Appointment,
    AppointmentKind,
    AppointmentState,
    Approval,
    ApprovalKind,
    Case,
    Clock,
    Cost,
    Errand,
    Participant,
    Plan,
    PlanItem,
    PlanState,
    ServiceCase,
    Task,
    TaskState,
)
from .warmth import warm


def unfinished(case: Case) -> list[str]:
    """What is still open: clocks of ours, errands, appointments, claims, letters, and what other rooms know.

    A list to weigh, not a lock: the request for closure says to whom each is handed on. Errands, appointments
    and claims can be settled after the case is closed, too. One statement counts them all.
    """
    doors = sorted(warm(Unfinished, case.rooms), key=lambda door: door.each is None)
    asked = [door.rows(case).annotate(which=Value(n)).values_list("which", flat=True) for n, door in enumerate(doors)]
    found = Counter(asked[0].union(*asked[1:], all=True))
    return [line for n, door in enumerate(doors) if found[n] for line in _said(door, case, found[n])]


def _said(door: Unfinished, case: Case, n: int) -> Sequence[str]:
    return door.each(case) if door.each else [str(door.words).format(n=n)]


def suspects(case: Case) -> QuerySet[Participant]:
    """Who is suspected and lives with the client."""
    return Participant.objects.filter(case=case, alleged=True, lives_together=True)


def each_suspect(_case: Case) -> list[str]:
    """However many: the client is not safe at home."""
    return [str(_("Orang yang disangka tinggal serumah dengan klien. Tulis siapa yang memastikan klien aman."))]


def steps(case: Case) -> QuerySet[PlanItem]:
    """Of the plan that was approved last, what no service carried out."""
    last = Plan.objects.filter(case=case, state=PlanState.APPROVED).order_by("-number").values("pk")[:1]
    served = ServiceCase.objects.filter(step=OuterRef("pk"), withdrawn_by=None)
    return PlanItem.objects.filter(~Exists(served), case=case, plan__in=last)


def each_step(case: Case) -> list[str]:
    """Each by its component and by when it was to be done."""
    found = steps(case).order_by("position").values_list("component", "by_when")
    return [
        _STEP_BY.format(what=_component(code), when=words.day(day)) if day else _STEP.format(what=_component(code))
        for code, day in found
    ]


_STEP = _("Langkah rencana belum dilakukan: {what}.")
_STEP_BY = _("Langkah rencana belum dilakukan: {what}, paling lambat {when}.")


def _component(code: str) -> str:
    return words.say(components()[code].label) if code in components() else code


def clocks(case: Case) -> QuerySet[Clock]:
    """Our duties that run."""
    return Clock.objects.filter(case=case, duty="ours", state="running")


def each_clock(case: Case) -> list[str]:
    """Each of them by its name with its hour, the next one first: the end of the case ends none."""
    said = clocks(case).order_by(F("due_at").asc(nulls_last=True), "rule").values_list("rule", "due_at")
    return [
        _OWED_BY.format(what=_named(code), when=words.ends(due_at)) if due_at else _OWED.format(what=_named(code))
        for code, due_at in said
    ]


_OWED = _("{what}: kewajiban kami menurut undang-undang. Tetap berjalan sesudah kasus diakhiri.")
_OWED_BY = _(
    "{what}: kewajiban kami menurut undang-undang, paling lambat {when}. Tetap berjalan sesudah kasus diakhiri."
)


def _named(code: str) -> str:
    return words.say(rules()[code].label) if code in rules() else code


def tasks(case: Case) -> QuerySet[Task]:
    """Errands that have no result."""
    return Task.objects.filter(case=case, state__in=[TaskState.OPEN, TaskState.ASKED])


def appointments(case: Case) -> QuerySet[Appointment]:
    """What is still to be kept; aftercare is kept after the end."""
    standing = Appointment.objects.filter(case=case, state=AppointmentState.SET)
    return standing.exclude(kind=AppointmentKind.AFTERCARE)


def plans(case: Case) -> QuerySet[Approval]:
    """Plans the superior has not decided on: once the case is closed nobody is asked any more."""
    return Approval.objects.filter(case=case, kind=ApprovalKind.PLAN, approved=None)


def claims(case: Case) -> QuerySet[Cost]:
    """Money somebody laid out and has not got back."""
    return Cost.objects.filter(service__clients__case=case, service__withdrawn_by=None, struck_as="").exclude(
        claim__in=BACK
    )


# The same of many cases at once, as a desk that is handed on lists them (`desks.LeftOpen`).

APPOINTMENTS = """SELECT a.case_id, a.kind, a.state, a.at, NULL::date AS day, a.id FROM cases_appointment a
 WHERE a.case_id = ANY(%(cases)s) AND a.state = 'set'"""
TASKS = """SELECT t.case_id, t.kind, t.state, NULL::timestamptz AS at, t.due_on AS day, t.id FROM cases_task t
 WHERE t.case_id = ANY(%(cases)s) AND t.state IN ('open', 'asked')"""
CLAIMS = """SELECT s.case_id FROM cases_servicecase s
  JOIN cases_service v ON v.id = s.service_id AND v.withdrawn_by IS NULL
  JOIN cases_cost k ON k.service_id = v.id AND k.struck_as = '' AND k.claim NOT IN ('paid', 'own')
 WHERE s.case_id = ANY(%(cases)s)"""
REQUESTS = "SELECT p.case_id FROM cases_approval p WHERE p.case_id = ANY(%(cases)s) AND p.approved IS NULL"


def appointment_left(one: Left) -> str:
    """What it is, and when to be there."""
    return f"{said_kind(one.kind)}: {words.agreed(one.at)}"


def task_left(one: Left) -> str:
    """What is to be done, what was written of it where that may be said, and by when."""
    what = str(_("Tugas: {what}")).format(what=": ".join(filter(None, (str(Errand(one.kind).label), one.text))))
    if one.state == TaskState.ASKED:
        what = f"{what} ({TaskState.ASKED.label.lower()})"
    return str(_DUE).format(what=what, day=words.day(one.day, long=True)) if one.day else what


_DUE = _("{what}, paling lambat {day}")
