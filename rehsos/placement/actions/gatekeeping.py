"""A new child of an LKSA is told to the dinas, and the dinas decides who is to care for it."""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Private, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused, beside
from rehsos.cases.actions.placing import everywhere
from rehsos.directory.days import today_at
from rehsos.look import words as say
from rehsos.referral.actions import Parts, begin_referral, record_result, send_referral
from rehsos.referral.models import Deed, Urgency, Wanted

from ..gatekeeping import dinas_of, may_decide, may_report
from ..models import CareDecision, Known, NewChild, Stay
from ..stays import told

ASKS = _("Mohon keputusan pengasuhan atas anak yang baru diterima di sini.")


@action(_("Anak baru dilaporkan ke dinas"))
def report_new_child(
    *, stay: Stay, identity: Known, family: Known, asked: Private, parts: Parts, by: Actor, action_id: UUID
) -> NewChild:
    """Tell the dinas of the place of a child who was taken in without it, and ask who is to care for it."""
    may_report(stay, by).insist()
    dinas = dinas_of(stay.office)
    if dinas is None:
        raise Refused(NO_DINAS)
    begun = begin_referral(
        case=stay.case, deed=Deed.ASK_OPINION, receiver=dinas, wanted=Wanted.CARE, asked=asked.strip() or str(ASKS),
        urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
    )  # fmt: skip
    send_referral(referral=begun, parts=parts, by=by, action_id=new_id())
    told(stay, "lksa_child_reported", timezone.now(), by=by)
    return NewChild.objects.create(
        id=action_id, referral=begun, stay=stay, since=stay.since, identity=identity, family=family
    )


NO_DINAS = _(
    "Belum ada dinas sosial kabupaten/kota ini di Rehsos. Kirim surat ke dinas, lalu catat suratnya di kasus anak ini."
)


@action(_("Keputusan pengasuhan: {care_decision}"))
def decide_care(
    *, child: NewChild, care_decision: CareDecision, until: date | None, reason: Private, by: Actor, action_id: UUID
) -> None:
    """To a rung of the ladder, to another house, or to stay until a day; the LKSA reads it with its reason."""
    may_decide(child, by).insist()
    _insist_told(care_decision, until, reason, child)
    now = timezone.now()
    decided = NewChild.objects.filter(pk=child.pk, decision=CareDecision.NONE).update(
        decision=care_decision, until=until, decided_at=now
    )
    Conflict.unless(decided, _("Rekan Anda sudah memutuskan. Muat ulang halaman."))
    words = f"{said(care_decision, until)}. {reason.strip()}"
    with beside(words="reason"):
        record_result(referral=child.referral, words=words, by=by, action_id=new_id())
    with everywhere():
        stay = Stay.objects.select_related("case").get(pk=child.stay_id)
    told(stay, "gatekeeping_decided", now, by=by, fact_id=new_id())


def said(decision: str, until: date | None) -> str:
    """The decision in words, with its day."""
    label = str(CareDecision(decision).label)
    return str(_("{decision}, sampai {day}")).format(decision=label, day=say.day(until)) if until else label


def _insist_told(decision: CareDecision, until: date | None, reason: str, child: NewChild) -> None:
    if decision == CareDecision.NONE:
        raise Refused(_("Pilih keputusannya."), field="care_decision")
    if decision == CareDecision.STAY and until is None:
        raise Refused(_("Isi sampai kapan: lembaga hanya untuk sementara."), field="until")
    if decision != CareDecision.STAY and until is not None:
        raise Refused(_("Kosongkan harinya: hanya untuk yang tetap di lembaga ini."), field="until")
    if until is not None and until <= today_at(child.referral.office):
        raise Refused(_("Isi hari sesudah hari ini."), field="until")
    if not reason.strip():
        raise Refused(_("Tulis alasannya: lembaga membacanya."), field="reason")
