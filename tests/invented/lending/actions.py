"""The only writers of this room."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import Code, Private, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case
from rehsos.cases.policies import may_record
from rehsos.cases.sealing import seal_for
from rehsos.vault.keys import key_of
from rehsos.vault.seal import seal

from .models import GIVER, Aid, AidKind, Loan


@action(_("Alat didaftarkan: {kind} {mark}"))
def register_aid(*, kind: AidKind, mark: Code, giver: Private, by: Actor, action_id: UUID) -> Aid:
    """Put an aid on the office's list."""
    if not by.may(Permission.WORK_CASES):
        raise Refused(_("Hanya pekerja sosial yang mendaftarkan alat."))
    sealed = seal(key_of(action_id), giver, subject=action_id, context=GIVER)
    return Aid.objects.create(
        id=action_id, office_id=by.office, kind=kind, mark=mark, offices=[by.office], sealed=sealed
    )


@action(_("Alat dipinjamkan"))
def lend(*, case: Case, aid: Aid, agreed: Text, by: Actor, action_id: UUID) -> Loan:
    """Lend an aid to the client. One that is out cannot be lent again."""
    may_record(case, by).insist()
    if Loan.objects.filter(aid=aid, returned_on=None).exists():
        raise Refused(_("Alat ini sedang dipinjam. Pilih yang lain."), field="aid")
    made = Loan.objects.create(
        id=action_id, case=case, aid=aid, lent_on=timezone.localdate(), sealed=seal_for(case.pk, agreed=agreed)
    )
    put_fact(case, made.subject, "aid_lent", timezone.now(), fact_id=new_id())
    recompute(case, by=by)
    return made


@action(_("Alat kembali"))
def take_back(*, loan: Loan, by: Actor, action_id: UUID) -> None:
    """The aid is back at the office."""
    may_record(loan.case, by).insist()
    out = Loan.objects.filter(pk=loan.pk, returned_on=None)
    Conflict.unless(out.update(returned_on=timezone.localdate()), _("Alat ini sudah kembali."))
    put_fact(loan.case, loan.subject, "aid_returned", timezone.now(), fact_id=new_id())
    recompute(loan.case, by=by)
