"""A case is handed on: what holds that up, and how it moves once its receiver says yes."""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused, Words
from rehsos.cases.actions.transferring import leave_history, take_over
from rehsos.cases.models import Approval, Case
from rehsos.directory.days import today_at
from rehsos.directory.models import Worker
from rehsos.papers.models import Direction, Letter, LetterState

from ..left_open import still_open
from ..models import Answer, Referral
from ..telling import ALONG, tell
from .across import MOVED, go_along


def held_up(case: Case) -> Words | None:
    """Why a case is not handed on: a settled letter waits for its sender's signature, a request for its head.

    A mere draft holds nothing up: it stays its office's, to be read, and the receiver begins its own.
    """
    bound = Letter.objects.filter(dossier=case.pk, office=case.owner_id, direction=Direction.OUT, state__in=BOUND)
    if bound.exists():
        return UNSIGNED
    return UNDECIDED if Approval.objects.filter(case=case, approved=None).exists() else None


def hand_on(referral: Referral, answer: Answer, lead: Worker | None, by: Actor) -> None:
    """The case goes to the receiver, if it may still go: the database looks, for the receiver does not see it yet."""
    if answer == Answer.PARTLY:
        raise Refused(_("Kasus dialihkan seluruhnya atau ditolak: tidak dapat dibagi."), field="answer")
    sender, receiver = referral.sender, referral.office
    day = min(today_at(sender), today_at(receiver))
    with connection.cursor() as cursor:
        cursor.execute("SELECT referral_take(%s, %s)", [referral.pk, day])
        why = cursor.fetchone()[0]
    if why:
        raise Conflict(_WHY_NOT[why]) if why == "gone" else Refused(_WHY_NOT[why])
    case = Case.objects.get(pk=referral.case_id)
    leads = lead or (Worker.objects.get(pk=by.worker) if by.may(Permission.WORK_CASES) else None)
    if leads is None:
        raise Refused(_("Pilih pekerja sosial yang menjadi penanggung jawab."), field="lead")
    tell(referral, by, timezone.now(), {ALONG: still_open(case, sender)})
    take_over(case=case, sender=sender, receiver=receiver, lead=leads, by=by, action_id=new_id())
    go_along(referral, by)
    leave_history(case, sender, receiver)


BOUND = (LetterState.SETTLED, LetterState.NUMBERED)
"""The states of a letter out in which its signer stands on it, and did not sign."""
UNSIGNED = _(
    "Kantor kita masih punya surat yang siap dinomori atau bernomor tetapi belum ditandatangani di kasus ini. "
    "Selesaikan suratnya, atau kembalikan menjadi konsep, lalu kirim."
)
UNDECIDED = _("Ada permintaan di kasus ini yang menunggu keputusan Kabid. Minta keputusannya dahulu, lalu alihkan.")
_WHY_NOT: dict[str, Words] = {
    "gone": MOVED,
    "case": _(
        "Kasus ini tidak berjalan lagi di kantor pengirim, jadi tidak dapat dialihkan. Tolak, atau minta dicabut."
    ),
    "letter": _(
        "Kantor pengirim masih punya surat di kasus ini yang siap dinomori atau bernomor tetapi belum ditandatangani. "
        "Hubungi mereka; sesudah surat itu selesai, setujui di sini."
    ),
    "decision": _(
        "Di kasus ini masih ada permintaan yang menunggu keputusan Kabid kantor pengirim. "
        "Hubungi mereka; sesudah diputuskan, setujui di sini."
    ),
}
