"""Moving through the stages: forward by what is done, anywhere by saying why."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.law.book import ampk_groups
from rehsos.law.categories import AMPK

from ..alarm import alarm
from ..clockwork import recompute
from ..dying import insist_alive
from ..models import Case, CaseType, Risk, Stage
from ..policies import may_record


def advance(case: Case, stage: Stage) -> None:
    """Move the case forward to a stage that something just reached; never backward."""
    Case.objects.filter(pk=case.pk, stage__lt=stage).update(stage=stage)
    case.stage = max(case.stage, stage)


@action(_("Tahap dipindah ke {stage}"))
def move_to_stage(*, case: Case, stage: Stage, reason: Text, by: Actor, action_id: UUID) -> None:
    """Skip or go back, with a reason. Closing and reopening have their own actions."""
    may_record(case, by).insist()
    insist_alive(case)
    if stage in {Stage.TERMINATION, Stage.AFTERCARE}:
        raise Refused(_("Gunakan “Ajukan pengakhiran” untuk tahap ini."), field="stage")
    if not reason.strip():
        raise Refused(_("Tulis alasan melewati atau mengulang tahap."), field="reason")
    if stage == Case.objects.values_list("stage", flat=True).get(pk=case.pk):
        raise Refused(_("Kasus ini sudah di tahap itu. Pilih tahap lain."), field="stage")
    Case.objects.filter(pk=case.pk).update(stage=stage)


@action(_("Kelompok perlindungan khusus: {protection}"))
def set_protection(*, case: Case, protection: Code, by: Actor, action_id: UUID) -> None:
    """Of which of the fifteen groups (a letter of UU 35/2014 Ps 59(2)) a child in special protection is."""
    may_record(case, by).insist()
    if protection not in ampk_groups():
        raise Refused(_("Pilih kelompoknya."), field="protection")
    if not CaseType.objects.filter(case=case, type=AMPK, until=None).update(ampk=protection):
        raise Refused(_("Kasus ini tidak dibuka sebagai anak yang memerlukan perlindungan khusus."))


@action(_("Risiko dinilai: {risk}"))
def set_risk(*, case: Case, risk: Risk, reasons: Text, by: Actor, action_id: UUID) -> None:
    """Set the risk level with its reasons. Risk sets the hour of the office's own clocks."""
    may_record(case, by).insist()
    insist_alive(case)
    if not reasons.strip():
        raise Refused(_("Tulis alasan penilaian risiko."), field="reasons")
    Case.objects.filter(pk=case.pk).update(risk=risk)
    case.risk = risk
    alarm(case, timezone.localdate(timezone=by.zone) if risk == Risk.CRITICAL else None)
    recompute(case, by=by)
