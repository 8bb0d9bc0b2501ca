"""The daily work: assessments, conferences, tasks, appointments, services, reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.look import words
from rehsos.papers.blanks.book import blank as blank_of
from rehsos.papers.filling import fill

from ..alarm import alarm, harms_oneself
from ..appointments import kinds
from ..clockwork import recompute
from ..dying import insist_alive, insist_served_alive
from ..models import (
    Appointment,
    AppointmentKind,
    AppointmentState,
    Assessment,
    Case,
    Conference,
    Errand,
    Level,
    Mode,
    PlanItem,
    PlanState,
    Progress,
    Review,
    Risk,
    Service,
    ServiceCase,
    ServiceKind,
    ServiceWorker,
    Stage,
    Task,
    TaskState,
)
from ..models.clocks import Precision
from ..policies import may_finish, may_record
from ..protected import keeps_out
from ..sealing import seal_for
from ..subjects import subject_in
from . import homes
from .facts import put_fact
from .meeting import met
from .paying import CostLine, insist_amounts, pay
from .stages import advance, set_risk

Answers = Mapping[str, Any]
AppointmentCode = Annotated[str, "plain", "appointment"]
"""The code of a kind of appointment as an action takes it: said in its words on a timeline."""


@action(_("Asesmen: {blank}"))
def assess(
    *,
    case: Case,
    blank: Code,
    about: Code,
    phase: Code,
    on: date,
    answers: Answers,
    by: Actor,
    action_id: UUID,
) -> Assessment:
    """File an assessment of the child, the family or others, with its score where it has one."""
    may_record(case, by).insist()
    insist_alive(case)
    _not_in_future(on, "on")
    form = fill(case.pk, blank, answers, form_id=action_id, by=by, finished=True)
    needs = form.counted.get("needs_panti")
    made = Assessment.objects.create(
        id=action_id,
        case=case,
        form=form,
        blank=blank,
        about=about,
        phase=phase,
        on=on,
        score=form.score,
        needs_panti={"yes": True, "no": False}.get(str(needs)),
    )
    advance(case, Stage.ASSESSMENT)
    _take_risk(case, answers, by)
    if harms_oneself(answers):
        alarm(case, on)
    homes.assessed(case, answers, on)
    if blank_of(blank, form.version).meets(answers):
        met(case, _day(on, by), by=by, precision=Precision.DAY)
    if blank == "child_assessment":
        put_fact(case, case.subject, "assessment_completed", _day(on, by), fact_id=new_id(), precision="day")
        recompute(case, by=by)
    return made


def _take_risk(case: Case, answers: Answers, by: Actor) -> None:
    """An assessment that weighs the risk sets the case's risk, with the reasons written there."""
    level = answers.get("risk_level", answers.get("level"))
    if level in Risk.values:
        reasons = "\n".join(str(answers[name]) for name in _REASONS if answers.get(name))
        set_risk(case=case, risk=Risk(str(level)), reasons=reasons, by=by, action_id=new_id())


_REASONS = ("reason_1", "reason_2", "reason_3")


@dataclass(frozen=True)
class Decided:
    """A decision of a conference that somebody has to carry out."""

    what: str
    worker: int | None = None
    agency: str = ""
    due_on: date | None = None


@action(_("Temu bahas kasus"))
def hold_conference(
    *, case: Case, at: datetime, answers: Answers, decisions: tuple[Decided, ...], by: Actor, action_id: UUID
) -> Conference:
    """Record a case conference; each decision becomes a task with an owner and a day."""
    may_record(case, by).insist()
    _not_in_future(timezone.localdate(at), "held_on")
    form = fill(case.pk, "case_conference", answers, form_id=action_id, by=by, finished=True)
    made = Conference.objects.create(id=action_id, case=case, held_at=at, form=form)
    Task.objects.bulk_create(
        [
            Task(
                id=new_id(),
                case=case,
                worker_id=d.worker,
                kind=Errand.DECISION,
                due_on=d.due_on,
                sealed=seal_for(case.pk, what=d.what, agency=d.agency),
                conference=made,
            )
            for d in decisions
            if d.what.strip()
        ]
    )
    return made


@action(_("Tugas dicatat: {kind}"))
def add_task(
    *, case: Case, kind: Errand, what: Text, agency: Text, due_on: date | None, by: Actor, action_id: UUID
) -> Task:
    """An errand: a birth certificate, visum, a school's answer, BPJS."""
    may_record(case, by).insist()
    if not what.strip():
        raise Refused(_("Tulis apa yang harus diurus."), field="what")
    return Task.objects.create(
        id=action_id,
        case=case,
        worker_id=by.worker,
        kind=kind,
        due_on=due_on,
        sealed=seal_for(case.pk, what=what, agency=agency),
    )


@action(_("Tugas: {state}"))
def settle_task(*, task: Task, state: TaskState, note: Text, by: Actor, action_id: UUID) -> None:
    """Say where an errand stands. One that was done or dropped stays so."""
    may_finish(task.case, by).insist()
    done = timezone.localdate() if state in SETTLED else None
    standing = Task.objects.filter(pk=task.pk).exclude(state__in=SETTLED)
    Conflict.unless(standing.update(state=state, done_on=done), _SETTLED)


SETTLED = (TaskState.DONE, TaskState.DROPPED)
_SETTLED = _("Tugas ini sudah dicatat hasilnya. Buka kasusnya untuk melihat yang berlaku.")


@action(_("Dijadwalkan: {kind}, {at}"))
def set_appointment(
    *,
    case: Case,
    subject: UUID | None,
    kind: AppointmentCode,
    starts: datetime,
    place: Text,
    assignment_letter: Text,
    for_what: Text = "",
    by: Actor,
    action_id: UUID,
) -> Appointment:
    """Set an hour and a place to be, for the case as a whole or for something that stands in it.

    `for_what` are the words of who asked for it, where its kind does not say them.
    """
    may_record(case, by).insist()
    insist_alive(case)
    if subject is not None:
        subject_in(case, subject)
    if kind not in kinds():
        raise Refused(_("Jenis janji ini tidak dikenal."), field="kind")
    return Appointment.objects.create(
        id=action_id,
        case=case,
        subject=subject,
        kind=kind,
        at=starts,
        sealed=seal_for(case.pk, **{"place": place, "assignment_letter": assignment_letter, **_asked(for_what)}),
        worker_id=by.worker,
    )


def _asked(for_what: str) -> dict[str, str]:
    return {"for_what": for_what} if for_what else {}


@action(_("Ditunda ke {to}"))
def postpone(*, appointment: Appointment, to: datetime, reason: Text, by: Actor, action_id: UUID) -> Appointment:
    """Move an appointment in one tap; the next one remembers where it came from.

    A hearing moved is the next session; an aftercare visit stays that of its month.
    """
    may_finish(appointment.case, by).insist()
    if to <= timezone.now():
        raise Refused(_("Waktu baru harus di depan. Periksa tanggal dan jamnya."), field="to")
    leave_set(appointment, AppointmentState.POSTPONED)
    return Appointment.objects.create(
        id=action_id,
        case=appointment.case,
        subject=appointment.subject,
        kind=appointment.kind,
        at=to,
        sealed=appointment.sealed,
        worker=appointment.worker,
        session=appointment.session + (appointment.kind != AppointmentKind.AFTERCARE),
        moved_from=appointment,
    )


@action(_("Janji: {state}"))
def settle_appointment(
    *,
    appointment: Appointment,
    state: AppointmentState,
    reason: Text,
    by: Actor,
    action_id: UUID,
    at: datetime | None = None,
) -> None:
    """Held (`at` its hour where somebody tells another than was set), cancelled, or nobody came.

    What lies ahead has not taken place.
    """
    may_finish(appointment.case, by).insist()
    held, now = at or appointment.at, timezone.now()
    if state == AppointmentState.HELD and held > now:
        raise Refused(_(
            "Janji ini baru mulai {when}. Sebelum jam itu hanya dapat ditunda atau dibatalkan. Bila berlangsung lebih "
            "awal: catat layanannya, lalu batalkan janji ini."
        ).format(when=words.moment(held)))  # fmt: skip
    leave_set(appointment, state)
    if state == AppointmentState.HELD and appointment.kind != AppointmentKind.CONFERENCE:
        met(appointment.case, held, by=by)


@action(_("{kind}"))
def record_service(
    *,
    case: Case,
    cases: tuple[Case, ...],
    kind: ServiceKind,
    at: datetime,
    minutes: int | None,
    waiting: int | None,
    mode: Mode | None,
    place: Text,
    component: Code,
    assignment_letter: Text,
    workers: tuple[int, ...],
    note: Text,
    costs: tuple[CostLine, ...],
    present: Text = "",
    next_step: Text = "",
    step: PlanItem | None = None,
    rehab_level: Level | None = None,
    by: Actor,
    action_id: UUID,
) -> Service:
    """Record what was done on one occasion, by one or two workers, for the client of `case` and of `cases`.

    `step` is the step of the case's approved plan that it carried out: its component, where none was chosen.

    Minutes and waiting are whole minutes. Each of the other cases gets a line of its own on its timeline. A closed
    case takes it too: a call or a visit of aftercare.
    """
    may_finish(case, by).insist()
    _check_service(at, minutes, waiting, costs)
    others = tuple(other for other in cases if other.pk != case.pk)
    _check_who(case, others, step, workers, at)
    service = Service.objects.create(
        id=action_id,
        kind=kind,
        component=component or (step.component if step else ""),
        at=at,
        minutes=minutes,
        waiting=waiting,
        mode=mode or "",
        level=rehab_level or "",
        office=by.office,
        late_entry=timezone.now() - at > timedelta(days=1),
        offices=sorted({office for each in (case, *others) for office in each.offices}),
    )
    _done_by(service, {by.worker, *workers})
    pay(service, costs)
    said = {"place": place, "assignment_letter": assignment_letter, "note": note, "present": present,
            "next_step": next_step}  # fmt: skip
    _serve(case, service, said, by, step)
    for other in others:
        serve_too(case=other, service=service, kind=kind, at=at, **said, by=by, action_id=new_id())
    return service


def _check_who(
    case: Case, others: tuple[Case, ...], step: PlanItem | None, workers: tuple[int, ...], at: datetime
) -> None:
    """The step is of the plan that holds, who is served was alive, and nobody served on both sides of a matter."""
    if step is not None and not steps_of(case).filter(pk=step.pk).exists():
        raise Refused(_("Langkah ini tidak ada dalam rencana yang disetujui. Pilih lagi."), field="step")
    insist_served_alive(others, at)
    if any(keeps_out(each, worker) for each in (case, *others) for worker in workers):
        raise Refused(
            _("Pekerja kedua ini mendampingi pihak lain dalam perkara yang sama. Pilih yang lain."), field="second"
        )


def steps_of(case: Case) -> QuerySet[PlanItem]:
    """The steps of the plan that holds, in their order: what a service can carry out."""
    return PlanItem.objects.filter(case=case, plan__state=PlanState.APPROVED).order_by("position")


def _done_by(service: Service, workers: set[int]) -> None:
    rows = [ServiceWorker(service=service, worker_id=worker, at=service.at) for worker in sorted(workers)]
    ServiceWorker.objects.bulk_create(rows)


@action(_("{kind}, bersama klien lain"))
def serve_too(
    *,
    case: Case,
    service: Service,
    kind: ServiceKind,
    at: datetime,
    place: Text,
    assignment_letter: Text,
    note: Text,
    present: Text,
    next_step: Text,
    by: Actor,
    action_id: UUID,
) -> None:
    """The same service, on the timeline of another client who was served with the first."""
    may_finish(case, by).insist()
    said = {"place": place, "assignment_letter": assignment_letter}
    _serve(case, service, said | {"note": note, "present": present, "next_step": next_step}, by)


def _check_service(at: datetime, minutes: int | None, waiting: int | None, costs: tuple[CostLine, ...]) -> None:
    if at > timezone.now() + timedelta(minutes=10):
        raise Refused(_("Layanan yang belum terjadi dijadwalkan, bukan dicatat. Periksa jamnya."), field="at")
    if (minutes or 0) < 0 or (waiting or 0) < 0:
        raise Refused(_("Lama layanan tidak boleh kurang dari nol."), field="minutes")
    insist_amounts((line.amount for line in costs), field="amount")


def _serve(case: Case, service: Service, said: Mapping[str, str], by: Actor, step: PlanItem | None = None) -> None:
    texts = {name: text for name, text in said.items() if text}
    sealed = seal_for(case.pk, **texts) if texts else None
    ServiceCase.objects.bulk_create([ServiceCase(service=service, case=case, sealed=sealed, step=step)])
    if service.kind not in {ServiceKind.CONTACT, ServiceKind.VISIT, ServiceKind.ACCOMPANY}:
        advance(case, Stage.SERVICE)
    met(case, service.at, by=by)


@action(_("Pemantauan: {progress}"))
def record_review(
    *, case: Case, on: date, progress: Progress, note: Text, next_on: date | None, by: Actor, action_id: UUID
) -> Review:
    """Look back at the plan: better, same, worse; what changes; when next."""
    may_record(case, by).insist()
    insist_alive(case)
    _not_in_future(on, "on")
    if next_on and next_on <= on:
        raise Refused(_("Pemantauan berikutnya harus sesudah pemantauan ini."), field="next_on")
    made = Review.objects.create(
        id=action_id, case=case, on=on, progress=progress, next_on=next_on, sealed=seal_for(case.pk, note=note)
    )
    alarm(case, None)
    put_fact(case, case.subject, "plan_reviewed", _day(on, by), fact_id=new_id(), precision="day")
    advance(case, Stage.MONITORING)
    recompute(case, by=by)
    return made


def leave_set(appointment: Appointment, state: AppointmentState) -> None:
    """An appointment that is set becomes something else, once."""
    standing = Appointment.objects.filter(pk=appointment.pk, state=AppointmentState.SET)
    words = _("Janji ini sudah dicatat hasilnya. Buka kasusnya untuk melihat yang berlaku.")
    Conflict.unless(standing.update(state=state), words)


def _not_in_future(day: date, field: str) -> None:
    if day > timezone.localdate():
        raise Refused(_("Tanggalnya ada di masa depan. Periksa lagi."), field=field)


def _day(day: date, by: Actor) -> datetime:
    return datetime.combine(day, datetime.min.time(), by.zone)
