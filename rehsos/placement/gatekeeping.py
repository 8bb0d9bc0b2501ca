"""Which child of an LKSA is new to the dinas, who may tell of it and who may decide, and what waits for either."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, no, not_for
from rehsos.directory.governments import offices_of
from rehsos.directory.kinds import PARTNERS
from rehsos.directory.models import Office, OfficeKind
from rehsos.law.authority import Government
from rehsos.referral.models import WAITS
from rehsos.referral.policies import may_answer, may_refer

from .models import NewChild, Stay

GROWN = 18


def dinas_of(office: Office) -> Office | None:
    """The dinas that decides of who came to a house by itself: that of the place, else the one it stands under."""
    here = offices_of(Government.REGENCY, office.place_id, timezone.localdate())
    if here:
        return here[0]
    above = office.parent
    return above if above and above.kind in {OfficeKind.REGENCY, OfficeKind.PROVINCE} else None


def is_new_child(stay: Stay) -> bool:
    """Whether the dinas is to be told: a child whom a house of no government took in by itself."""
    young = (stay.case.age is None or stay.case.age < GROWN) and stay.case.owner_id == stay.office_id
    return young and stay.referral_id is None and stay.office.kind in PARTNERS


def may_report(stay: Stay, by: Actor) -> Answer:
    """Whether the actor tells the dinas of this child: who works its case at the house, once at a time."""
    if stay.office_id != by.office:
        return not_for(_("Anak ini tinggal di lembaga lain. Lembaga itu yang melaporkannya."))
    if not (may := may_refer(stay.case, by)):
        return may
    if not stay.is_open:
        return no(_("Anak ini sudah tercatat keluar. Muat ulang halaman."))
    if not is_new_child(stay):
        return no(_("Ini bukan anak yang diterima sendiri oleh LKSA. Kirim rujukan dari kasusnya."))
    waits = NewChild.objects.filter(stay=stay, referral__state__in=WAITS).exists()
    return no(_("Sudah dilaporkan; menunggu keputusan dinas.")) if waits else YES


def may_decide(child: NewChild, by: Actor) -> Answer:
    """Whether the actor decides of a child: at the dinas that was asked, while it waits."""
    if not (may := may_answer(child.referral, by)):
        return may
    return YES if child.referral.state in WAITS else no(_("Sudah diputuskan atau dicabut. Muat ulang halaman."))


def told_of(stay: Stay) -> NewChild | None:
    """What was told of a stay last, and decided."""
    found = NewChild.objects.select_related("referral__receiver").filter(stay=stay)
    return found.order_by("-referral__sent_at").first()


MOST = 200


def children_of(by: Actor) -> QuerySet[NewChild]:
    """Children before the actor's office, or told by it: the longest waiting first, then what was decided last."""
    mine = Q(referral__sender=by.office) | Q(referral__shown_to=by.office)
    found = NewChild.objects.filter(mine).select_related("referral__sender", "referral__receiver")
    return found.order_by("decided_at", "since")


def not_told(by: Actor) -> list[Stay]:
    """Children who stay at the actor's house and of whom the dinas was never told."""
    told = NewChild.objects.filter(stay=OuterRef("pk"))
    stays = Stay.objects.filter(~Exists(told), office=by.office, ended_at=None, withdrawn_by=None, referral=None)
    found = stays.select_related("case__client", "office").order_by("since")[:MOST]
    return [stay for stay in found if is_new_child(stay)]
