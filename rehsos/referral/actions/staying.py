"""Whom an office has by a hand-over or since it gave their case away, and that they left it: where to, at what hour.

Where a client is stands in the case of another office, which the office that has them does not work. The database says
which of its own referrals they are here by (in_database.py); what it tells of them the road writes in that case.
Beds and stays are of a room to come: here nobody is admitted twice, and nothing is counted.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Private, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused, Words
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import Told, everywhere, place, unplace
from rehsos.cases.actions.withdrawing import undoes
from rehsos.cases.models import Case, CustodyKind, WhereaboutsKind
from rehsos.directory.models import Office
from rehsos.look import words as say

from ..models import Deed, LeftTo, Referral, State
from ..nameless import insist_receiver_nameless
from ..policies import insist_state, may_tell_departure, stays
from ..telling import DEPARTED, STAYED, tell
from .across import LATER

_SENTENCE = _("Klien tidak tercatat di kantor ini lagi. Muat ulang halaman.")


class Here(NamedTuple):
    """Somebody who is at the actor's office in a case of another: by which referral it tells of them, since when."""

    referral: UUID
    since: datetime


def here_now() -> list[Here]:
    """Whom the actor's office has in cases of others, the newest first; nobody behind a wall."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT referral, since FROM referral_here() ORDER BY since DESC LIMIT 200")
        return [Here(*row) for row in cursor.fetchall()]


def is_here(referral: Referral) -> bool:
    """Whether the client is at the actor's office by this referral."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM referral_here() h WHERE h.referral = %s)", [referral.pk])
        return bool(cursor.fetchone()[0])


@action(_("Klien keluar: {to}"))
def record_departure(
    *, referral: Referral, to: LeftTo, words: Private, at: datetime, by: Actor, action_id: UUID
) -> None:
    """Who came by a hand-over left, or who stayed when their case was handed on.

    Both offices read where to; the case says where the client is now.
    """
    may_tell_departure(referral, by).insist()
    insist_state(referral, stays(referral.deed)).insist()
    if to == LeftTo.INSTITUTION and not words.strip():
        raise Refused(_("Tulis lembaga mana."), field="words")
    insist_receiver_nameless(referral, by, words=words)
    here = next((one for one in here_now() if one.referral == referral.pk), None)
    Conflict.unless(here is not None, _SENTENCE)
    if here and at <= here.since:
        raise Refused(_said_later(referral, here.since), field="at")
    with everywhere():
        case = Case.objects.select_for_update(no_key=True).get(pk=referral.case_id)
        deed, left = Deed(referral.deed), had_by(referral)
        departure_told(
            case=case, referral=referral, deed=deed, left=left, to=to, words=words, at=at, by=by, action_id=new_id()
        )
    Referral.objects.filter(pk=referral.pk).update(left_at=at)
    tell(referral, by, timezone.now(), {DEPARTED: (at.isoformat(), str(to), words)})


def had_by(referral: Referral) -> Office:
    """Who has the client by it: whom they were handed over to; of a case that was handed on, who gave it away."""
    return referral.sender if referral.deed == Deed.TRANSFER else referral.office


def _said_later(referral: Referral, since: datetime) -> str:
    """The line of the arrival is in a case that the receiver does not see; it is taken back on the referral."""
    told = _SINCE if referral.state == State.ARRIVED else _SINCE_DONE[Deed(referral.deed)]
    return str(told).format(since=say.moment(since))


_SINCE = _(
    "Klien tercatat di sini sejak {since}. Isi jam sesudahnya; bila jam tiba itu keliru, “Tandai salah catat” dulu."
)
_SINCE_DONE: dict[Deed, Words] = {
    Deed.HAND_OVER: _(
        "Klien tercatat di sini sejak {since}. Isi jam sesudahnya; bila itu keliru, hubungi kantor pengirim."
    ),
    Deed.TRANSFER: _(
        "Klien tercatat di sini sejak {since}. "
        "Isi jam sesudahnya; bila itu keliru, hubungi kantor yang menangani kasusnya."
    ),
}


@action(_("{deed}: klien keluar dari {left}: {to}"))
def departure_told(
    *, case: Case, referral: Referral, deed: Deed, left: Office, to: LeftTo, words: Private, at: datetime, by: Actor,
    action_id: UUID,
) -> None:  # fmt: skip
    """Said on the timeline of the case: where the client is from that hour on, and who answers for them."""
    custody, whereabouts = _where(case, deed, to, words)
    try:
        place(case, custody=custody, whereabouts=whereabouts, at=at, by=by, cause=action_id)
    except Refused as refused:
        # When somebody recorded another place, and where that is read, is the sender's to know.
        raise Refused(
            LATER if refused.field == "at" and at <= timezone.now() else refused.reason, field="at"
        ) from refused


def _where(case: Case, deed: Deed, to: LeftTo, words: str) -> tuple[Told | None, Told]:
    """Who answers, and where: in a hospital, at the police, or where nobody knows, the office goes on answering.

    Back is to whose case it is now: the office that handed them over may have handed on the case since. Who took the
    case over answers already.
    """
    if to == LeftTo.SENDER:
        back = Told(CustodyKind.OFFICE, case.owner)
        return None if deed == Deed.TRANSFER else back, back
    custody = {LeftTo.FAMILY: CustodyKind.FAMILY, LeftTo.INSTITUTION: CustodyKind.OUTSIDE}.get(to)
    return Told(custody, words=words) if custody else None, Told(WhereaboutsKind(to.value), words=words)


@undoes("departure_told", _("keluarnya klien"))
def _not_left(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """By the sender, in its case: they are where they were; who has them reads it."""
    unplace(case, recorded.pk, action_id, by)
    with everywhere():
        referral = Referral.objects.get(pk=recorded.facts["referral"])
        Referral.objects.filter(pk=referral.pk, state__in=stays(referral.deed)).update(left_at=None)
        tell(referral, by, timezone.now(), {STAYED: ()})
