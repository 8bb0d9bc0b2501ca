"""A client is protected: what was asked of others falls away, for they see nothing of it any more (ADR 32)."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.by_code import take_back_codes
from rehsos.audit.actions import action, new_id
from rehsos.audit.actor import Actor
from rehsos.cases.actions.placing import WHEREABOUTS, everywhere
from rehsos.cases.models import Case
from rehsos.cases.placing import placed
from rehsos.cases.protecting import same_person
from rehsos.directory.models import Office

from ..models import RUNS, WAITS, Deed, Outside, Referral, State
from ..telling import SHUT, tell
from .across import tell_outside


def fall_with_protection(case: Case, by: Actor) -> None:
    """What was asked for the client and has not begun is taken back; its sender reads why, on it and in the case."""
    with everywhere():
        for it in _of_client(case).filter(_NOT_BEGUN).select_for_update(of=("self",), no_key=True):
            shut_referral(referral=it, by=by, action_id=new_id())
            if it.sent_at:
                _tell_case(it, by)


def _tell_case(it: Referral, by: Actor) -> None:
    deed = Deed(it.deed)
    if it.outside:
        to = Outside(it.outside)
        tell_outside(case=it.case, deed=deed, to=to, state=State.FELL, by=by, action_id=new_id())
    else:
        shut_told(case=it.case, deed=deed, to=it.office, by=by, action_id=new_id())


_ON_THE_WAY = Q(deed=Deed.HAND_OVER, state__in=(State.ACCEPTED, State.PARTLY))
_NOT_BEGUN = Q(state__in=(State.DRAFT, *WAITS)) | _ON_THE_WAY


def _of_client(case: Case) -> QuerySet[Referral]:
    one = case.client.true_person_id or case.client_id
    cases = Case.objects.filter(same_person(one)).values("pk")
    return Referral.objects.select_related("case", "sender", "receiver").filter(case__in=cases)


@action(_("Rujukan gugur: berkasnya ditutup"))
def shut_referral(*, referral: Referral, by: Actor, action_id: UUID) -> None:
    """Fell by the road itself; a code that is out opens nothing any more."""
    now = timezone.now()
    Referral.objects.filter(pk=referral.pk).update(state=State.FELL, revoked_at=now)
    take_back_codes(referral.pk)
    tell(referral, by, now, {SHUT: ()})


@action(_("{deed} kepada {to}: gugur, karena klien dilindungi"))
def shut_told(*, case: Case, deed: Deed, to: Office, by: Actor, action_id: UUID) -> None:
    """Said on the timeline of the case, which the receiver does not see."""


def said_before(case: Case) -> Iterator[str]:
    """What will become of what our office sent, for who is about to protect its client."""
    where = placed(case).get(WHEREABOUTS)
    if where and where.office and where.office_id != case.owner_id:
        yield _g("Klien tercatat di {office}, yang tidak melihatnya lagi. Catat sendiri bila klien pindah.").format(
            office=where.office
        )
    sent = _of_client(case).filter(sender=case.owner_id, sent_at__isnull=False)
    falls = sent.filter(_NOT_BEGUN)
    if told := _listed(falls):
        yield _g("Gugur saat disimpan: {which}. Penerimanya tidak melihatnya lagi; hubungi sendiri bila perlu.").format(
            which=told
        )
    if told := _listed(sent.filter(state__in=RUNS).exclude(_ON_THE_WAY)):
        yield _g("Tertutup bagi penerimanya saat disimpan: {which}. Hasilnya minta langsung kepada mereka.").format(
            which=told
        )


def _listed(rows: QuerySet[Referral]) -> str:
    return ", ".join(f"{one} ({one.to})" for one in rows.order_by("sent_at"))
