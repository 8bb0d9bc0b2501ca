"""Somebody leaves an institution for good: to whom, at what hour."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import Told, everywhere, place, unplace
from rehsos.cases.actions.withdrawing import undoes
from rehsos.cases.models import Case, CustodyKind, Share, WhereaboutsKind
from rehsos.look import words as said
from rehsos.referral.actions.staying import here_now, record_departure
from rehsos.referral.models import LeftTo, Referral

from ..models import Absence, AbsenceKind, OutTo, Stay
from ..stays import absence_of, last_day, may_see_off, told
from .during import end_absence
from .lying import get_up, lie_again

LEFT_TO = {
    OutTo.SENDER: LeftTo.SENDER,
    OutTo.INSTITUTION: LeftTo.INSTITUTION,
    OutTo.HOSPITAL: LeftTo.HOSPITAL,
    OutTo.POLICE: LeftTo.POLICE,
    OutTo.RAN_AWAY: LeftTo.UNKNOWN,
}
"""What the sender of a hand-over reads; to all others they went home."""


@action(_("Keluar: {out_to}"))
def discharge(*, stay: Stay, out_to: OutTo, words: Text, at: datetime, by: Actor, action_id: UUID) -> None:
    """The stay ends: bed and absence with it, and from tomorrow on the house's sight of a case that is another's."""
    may_see_off(stay, out_to, by).insist()
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila sudah keluar."), field="at")
    if at < stay.since:
        raise Refused(_("Lebih awal daripada masuknya. Periksa tanggal dan jamnya."), field="at")
    by_hand_over = stay.referral is not None and stay.case.owner_id != stay.office_id
    if out_to == OutTo.MOVED or (out_to == OutTo.SENDER and not by_hand_over):
        raise Refused(_("Kasusnya milik kantor ini. Pilih ke mana orangnya pergi."), field="out_to")
    if out_to == OutTo.DIED:
        raise Refused(_("Meninggal dicatat lewat tombol “Meninggal”, bukan “Keluar”."), field="out_to")
    if out_to == OutTo.INSTITUTION and not words.strip():
        raise Refused(_("Tulis lembaga mana."), field="words")
    away = absence_of(stay)
    if away is not None and away.kind == AbsenceKind.LEAVE:
        raise Refused(_ON_LEAVE.format(since=said.moment(timezone.localtime(away.since))))
    if away is not None and at < away.since:
        raise Refused(_("Lebih awal daripada perginya yang tercatat. Periksa tanggal dan jamnya."), field="at")
    ended = Stay.objects.filter(pk=stay.pk, ended_at=None, withdrawn_by=None)
    Conflict.unless(ended.update(ended_at=at, ended_to=out_to, ended_by=action_id), _GONE)
    if away is not None:
        end_absence(away, at, action_id)
    get_up(stay, at, action_id)
    told(stay, "stay_ended", at, by=by, fact_id=action_id)
    if not by_hand_over:
        custody, whereabouts = where(out_to, words.strip())
        with everywhere():
            place(stay.case, custody=custody, whereabouts=whereabouts, at=at, by=by, cause=action_id, agreed=True)
    else:
        _tell_whose_case(stay, LEFT_TO.get(out_to, LeftTo.FAMILY), words.strip(), at, by)
    _see_no_more(stay)


def _see_no_more(stay: Stay) -> None:
    """From tomorrow on the house sees no case that is another's."""
    if stay.case.owner_id != stay.office_id:
        mine = Share.objects.filter(case=stay.case_id, office=stay.office_id, grounds="stay", until=None)
        mine.update(until=last_day(stay))


_ON_LEAVE = _(
    "Orang ini sedang cuti sejak {since}. Catat dulu cutinya berakhir (“Sudah kembali”), lalu catat keluar. "
    "Bila tinggal seterusnya di keluarga, isi jam saat hal itu disepakati."
)
_GONE = _("Orang ini sudah tercatat keluar. Muat ulang halaman.")


def _tell_whose_case(stay: Stay, to: LeftTo, words: str, at: datetime, by: Actor) -> None:
    """Who was handed over left; where another place was recorded meanwhile, that stands.

    By what they are here now: the house may have been given their case since, and have handed it on.
    """
    here = [one.referral for one in here_now()]
    referrals = Referral.objects.select_related("sender", "receiver").filter(case=stay.case_id, pk__in=here)
    for referral in referrals:
        record_departure(referral=referral, to=to, words=words, at=at, by=by, action_id=new_id())


def where(out_to: OutTo, words: str) -> tuple[Told | None, Told]:
    """Who answers from then on, and where they are. From a hospital or unknown: the house goes on answering."""
    match out_to:
        case OutTo.HOSPITAL:
            return None, Told(WhereaboutsKind.HOSPITAL, words=words)
        case OutTo.RAN_AWAY:
            return None, Told(WhereaboutsKind.UNKNOWN, words=words)
        case OutTo.POLICE:
            return Told(CustodyKind.OUTSIDE, words=words or str(OutTo.POLICE.label)), Told(WhereaboutsKind.POLICE)
        case OutTo.INSTITUTION | OutTo.SENDER:
            said = words or str(out_to.label)
            return Told(CustodyKind.OUTSIDE, words=said), Told(WhereaboutsKind.INSTITUTION, words=said)
        case OutTo.ALONE:
            return Told(CustodyKind.OUTSIDE, words=str(_("Dirinya sendiri"))), Told(WhereaboutsKind.FAMILY, words=words)
    return Told(CustodyKind.FAMILY, words=words), Told(WhereaboutsKind.FAMILY, words=words)


@undoes("discharge", _("keluarnya penghuni"))
def _not_left(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """They stay as before, in their bed if it is still free, and away if they were."""
    stays = Stay.objects.filter(case=case, ended_by=recorded.pk)
    left = list(stays)
    stays.update(ended_at=None, ended_to="", ended_by=None, contested=True)
    Absence.objects.filter(case=case, ended_by=recorded.pk).update(until=None, ended_by=None)
    for stay in left:
        lie_again(stay, recorded.pk)
    unplace(case, recorded.pk, action_id, by)
