"""What was told of a case goes with the case, and who it was with the identity: the keys of it, at both offices."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.by_code import take_back_codes
from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.cases.models import Case
from rehsos.directory.permissions import OPERATE
from rehsos.vault.keys import destroy

from ..models import WAITS, Deed, Referral, State
from ..telling import told_of

_DONE = Q(deed=Deed.TRANSFER, state=State.ACCEPTED)
"""A transfer that was accepted: nothing follows it."""


@action(_("Tulisan rujukan dihapus: {because}"))
def erase_referral(*, case: Case, referral: Referral, because: Code, by: Actor, action_id: UUID) -> None:
    """Destroy the key of a referral: what was asked, told, answered, at both offices. Nobody waits for it any more.

    A case that was handed on stays handed on.
    """
    by.need(OPERATE)
    begins = Referral.objects.filter(pk=referral.pk, state__in=(State.DRAFT, *WAITS, State.ACCEPTED, State.PARTLY))
    begins.exclude(_DONE).update(state=State.FELL, revoked_at=timezone.now())
    take_back_codes(referral.pk)
    for subject in (referral.pk, *told_of(referral)):
        destroy(subject)


@action(_("Yang menyebut orangnya di rujukan dihapus: {because}"))
def erase_told_of(*, case: Case, referral: Referral, client: bool, because: Code, by: Actor, action_id: UUID) -> None:
    """Destroy the parts that tell who somebody is, at both offices; those of the client alone stay where it is not."""
    by.need(OPERATE)
    for subject in told_of(referral, client=client):
        destroy(subject)
