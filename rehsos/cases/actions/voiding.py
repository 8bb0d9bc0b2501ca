"""A case that never should have been: void, counted nowhere, in no list; its code is never given again."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action

from ..models import Case, CaseKind, Status
from ..policies import may_assign
from .assigning import others_work
from .placing import come_back, let_go


@action(_("Kasus dibatalkan"))
def void_case(*, case: Case, was: Code, state: Code, reason: Text, by: Actor, action_id: UUID) -> None:
    """Opened by mistake or twice. Timeline and log stay; `was` and `state` are what it is restored to."""
    may_assign(case, by).insist()
    if case.status == Status.VOID:
        raise Refused(_("Kasus ini sudah dibatalkan."))
    if not reason.strip():
        raise Refused(_("Tulis mengapa kasus ini dibatalkan, misalnya: terbuka dua kali."), field="reason")
    standing = Case.objects.filter(pk=case.pk, kind=was, status=state)
    voided = standing.update(kind=CaseKind.VOID, status=Status.VOID)
    Conflict.unless(voided, _("Kasus ini baru saja diubah orang lain. Muat ulang, lalu putuskan lagi."))
    let_go(case, action_id, by, void=True)
    others_work(case)


@action(_("Pembatalan kasus dicabut"))
def restore_case(*, case: Case, reason: Text, by: Actor, action_id: UUID) -> None:
    """It was a case after all: it counts again, as what it was before."""
    may_assign(case, by).insist()
    voided = Action.objects.filter(dossier=case.pk, name="void_case").order_by("recorded_at", "id").last()
    if case.status != Status.VOID or voided is None:
        raise Refused(_("Kasus ini tidak dibatalkan."))
    if not reason.strip():
        raise Refused(_("Tulis mengapa pembatalannya dicabut."), field="reason")
    standing = Case.objects.filter(pk=case.pk, status=Status.VOID)
    restored = standing.update(kind=voided.facts["was"], status=voided.facts["state"])
    Conflict.unless(restored, _("Kasus ini tidak dibatalkan."))
    come_back(case, voided.pk, by)
    others_work(case)
