"""What follows of stays when a case never was, or was after all."""

from django.db.models import Q

from rehsos.audit.actions import current
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.models import Case, Status

from .actions.moving import follow
from .models import Absence, Lying, Stay


def stays_follow(case: Case) -> None:
    """Nobody stays in a case that is void; in one that is restored they stay again, in a bed that is still free."""
    if Case.objects.filter(pk=case.pk, status=Status.VOID).exists():  # as it stands, whoever holds it as it was
        cause = current()
        Lying.objects.filter(stay__case=case, withdrawn_by=None).update(withdrawn_by=cause)
        for model in (Absence, Stay):
            model.objects.filter(case=case, withdrawn_by=None).update(withdrawn_by=cause)
        return
    voided = Action.objects.filter(dossier=case.pk, name="void_case").values("pk")
    again = list(Stay.objects.filter(case=case, withdrawn_by__in=voided))
    Stay.objects.filter(pk__in=[stay.pk for stay in again]).update(withdrawn_by=None, contested=True)
    Absence.objects.filter(case=case, withdrawn_by__in=voided).update(withdrawn_by=None)
    for lying in Lying.objects.filter(stay__case=case, withdrawn_by__in=voided):
        meets = Lying.objects.filter(Q(until=None) | Q(until__gt=lying.since), bed=lying.bed_id, withdrawn_by=None)
        if lying.until is not None:
            meets = meets.filter(since__lt=lying.until)
        if not meets.exists():
            Lying.objects.filter(pk=lying.pk).update(withdrawn_by=None)
    with everywhere():
        for one in {stay.one for stay in again}:
            follow(one, None, current() or case.pk)
