"""The plan, its approval, and who may give it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.law.book import components

from ..clockwork import recompute
from ..dying import insist_alive
from ..models import Answer, Approval, ApprovalKind, Case, Payer, Plan, PlanItem, PlanState, Stage
from ..policies import capacities, may_decide, may_edit_plan, may_record
from ..sealing import seal_for
from .asking import ask_superior
from .facts import put_fact
from .stages import advance


@dataclass(frozen=True)
class Step:
    """One step of a plan: which need it answers, what is done, under which component, by whom."""

    need: str
    what: str
    component: str
    who: str = ""
    by_when: date | None = None
    cost: int | None = None
    payer: Payer = Payer.NOBODY


@action(_("Rencana layanan disusun"))
def write_plan(
    *, case: Case, goal: Text, steps: tuple[Step, ...], review_on: date | None, by: Actor, action_id: UUID
) -> Plan:
    """Write a new plan. An approved one is replaced once the new one is approved."""
    may_record(case, by).insist()
    insist_alive(case)
    _check(goal, steps)
    number = Plan.objects.filter(case=case).count() + 1
    plan = Plan.objects.create(
        id=action_id,
        case=case,
        number=number,
        author_id=by.worker,
        review_on=review_on,
        sealed_goal=seal_for(case.pk, goal=goal),
    )
    _put_steps(plan, steps)
    advance(case, Stage.PLAN)
    return plan


@action(_("Rencana layanan diubah"))
def edit_plan(
    *,
    plan: Plan,
    goal: Text,
    steps: tuple[Step, ...],
    review_on: date | None,
    version: int,
    by: Actor,
    action_id: UUID,
) -> None:
    """Change a draft. `version` is the one the page showed; another means somebody else was faster."""
    may_record(plan.case, by).insist()
    may_edit_plan(plan).insist()
    _check(goal, steps)
    changed = Plan.objects.filter(pk=plan.pk, version=version).update(
        sealed_goal=seal_for(plan.case_id, goal=goal),
        review_on=review_on,
        state=PlanState.DRAFT,
        version=version + 1,
    )
    if not changed:
        raise Conflict(_("Rencana ini baru saja diubah di layar lain. Isian Anda masih ada di bawah: bandingkan dulu."))
    PlanItem.objects.filter(plan=plan).delete()
    _put_steps(plan, steps)


@action(_("Jawaban klien atas rencana: {answer}"))
def record_answer(*, plan: Plan, answer: Answer, words: Text, by: Actor, action_id: UUID) -> None:
    """The client agrees, declines or partly agrees (UU 14/2019 Ps 43), in their own words: to the plan as it is now."""
    may_record(plan.case, by).insist()
    Plan.objects.filter(pk=plan.pk).update(answer=answer, answered_version=F("version"))


@action(_("Persetujuan rencana diajukan"))
def submit_plan(*, plan: Plan, by: Actor, action_id: UUID) -> Approval:
    """Ask the superior. The work on what is urgent need not wait."""
    may_record(plan.case, by).insist()
    may_edit_plan(plan).insist()
    standing = Plan.objects.filter(pk=plan.pk, state=plan.state)
    Conflict.unless(standing.update(state=PlanState.SUBMITTED), _("Rencana ini baru saja diajukan orang lain."))
    return ask_superior(plan.case, ApprovalKind.PLAN, plan.pk, request_id=action_id, by=by)


@action(_("Rencana layanan diputuskan: {approved}"))
def decide_plan(
    *, approval: Approval, plan: Plan, approved: bool, note: Text, capacity: Code, by: Actor, action_id: UUID
) -> None:
    """Approve, or return with a note. Never by the author; a stand-in signs in that capacity."""
    if approval.subject != plan.pk:
        raise Refused(_("Permintaan ini tentang rencana lain. Muat ulang halaman."))
    decide(approval, approved=approved, note=note, capacity=capacity, by=by)
    if not approved:
        Plan.objects.filter(pk=plan.pk).update(state=PlanState.RETURNED)
        return
    Plan.objects.filter(case=plan.case, state=PlanState.APPROVED).update(state=PlanState.REPLACED)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED)
    put_fact(plan.case, plan.case.subject, "plan_approved", timezone.now(), fact_id=new_id())
    advance(plan.case, Stage.SERVICE)
    recompute(plan.case, by=by)


def decide(approval: Approval, *, approved: bool, note: str, capacity: str, by: Actor) -> None:
    """Write the decision on what was asked for."""
    may_decide(approval, by).insist()
    if capacity not in capacities(by):
        raise Refused(_("Anda tidak sedang menggantikan dalam kedudukan itu. Muat ulang halaman."), field="capacity")
    if not approved and not note.strip():
        raise Refused(_("Tulis apa yang perlu diperbaiki."), field="note")
    changed = Approval.objects.filter(pk=approval.pk, approved=None).update(
        decided_by=by.worker,
        decided_at=timezone.now(),
        approved=approved,
        capacity=capacity,
        sealed_note=seal_for(approval.case_id, note=note) if note else None,
    )
    if not changed:
        raise Conflict(_("Permintaan ini baru saja diputuskan orang lain. Muat ulang untuk melihat keputusannya."))


def _check(goal: str, steps: Sequence[Step]) -> None:
    if not goal.strip():
        raise Refused(_("Tulis tujuan dengan kata-kata klien."), field="goal")
    if not any(step.what.strip() for step in steps):
        raise Refused(_("Isi minimal satu langkah."), field="steps")
    known = components().keys()
    if any(step.component not in known for step in steps if step.what.strip()):
        raise Refused(_("Pilih komponen ATENSI untuk setiap langkah."), field="steps")


def _put_steps(plan: Plan, steps: Sequence[Step]) -> None:
    PlanItem.objects.bulk_create(
        [
            PlanItem(
                case_id=plan.case_id,
                plan=plan,
                position=position,
                component=step.component,
                by_when=step.by_when,
                cost=step.cost,
                payer=step.payer,
                sealed=seal_for(plan.case_id, need=step.need, what=step.what, who=step.who),
            )
            for position, step in enumerate(steps, start=1)
            if step.what.strip()
        ]
    )
