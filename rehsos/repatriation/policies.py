"""May this happen now? Of journeys, groups and legs: whose they are arranges, who is to receive accepts."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.heads import has_hands, has_somebody
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, no, not_for
from rehsos.cases.policies import may_place
from rehsos.look import words

from .models import Group, Journey, Leg, Member, Ride

HANDLES = (Permission.WORK_CASES, Permission.APPROVE)
"""Any of these sends people on and takes them in, whoever works their cases: a pier has no caseload."""


def may_travel(journey: Journey, by: Actor) -> Answer:
    """Whether the actor writes of a journey: who works the case it is filed in, or heads its office."""
    return may_place(journey.case, by) if journey.is_open else _OVER


def may_begin_group(by: Actor) -> Answer:
    """Whether the actor begins a group: who works at an office."""
    return YES if by.may(Permission.WORK_CASES) else not_for(_("Rombongan dicatat oleh pekerja sosial."))


def may_lead(group: Group, by: Actor) -> Answer:
    """Whether the actor writes of a group: whoever is on duty at the office that brings it home."""
    if group.ended_at is not None:
        return no(_("Rombongan ini sudah selesai."))
    return _handles(by) if group.office_id == by.office else not_for(_("Rombongan ini dibawa kantor lain."))


def may_tie(member: Member) -> Answer:
    """Whether a line of a list may become a case, or join one: not while they are on the road."""
    riding = Ride.objects.filter(member=member, outcome="", leg__departed_at__isnull=False, leg__cancelled_at=None)
    return no(_("Rombongan sedang di jalan. Buka kasusnya setelah etape ini diterima.")) if riding.exists() else YES


def may_arrange(leg: Leg, by: Actor) -> Answer:
    """Whether the actor arranges a leg: whoever is on duty at the office whose it is."""
    if leg.office_id != by.office:
        return not_for(_("Etape ini disusun kantor lain."))
    return _handles(by) and _stands(leg)


def may_send(leg: Leg, by: Actor) -> Answer:
    """Whether the actor counts who boards and says that they left: whose leg it is, or where it starts."""
    if by.office not in {leg.office_id, leg.sender_id}:
        return not_for(_("Etape ini berangkat dari kantor lain."))
    if not (may := _handles(by) and _stands(leg)):
        return may
    return YES if leg.departed_at is None else no(_("Etape ini sudah berangkat. Muat ulang halaman."))


def may_tell(leg: Leg, by: Actor) -> Answer:
    """Whether the actor says what became of who boarded: one of the offices of the leg, once it left.

    Where the office that receives has neither worker nor head, who oversees it does, by numbers: names stay sealed.
    """
    if by.office not in {leg.office_id, leg.sender_id, leg.receiver_id}:
        return not_for(_("Etape ini bukan urusan kantor Anda."))
    if not (may := (_handles(by) or _stands_in(leg, by)) and _stands(leg)):
        return may
    return YES if leg.departed_at is not None else no(_("Etape ini belum berangkat. Catat dulu siapa yang naik."))


def may_print(leg: Leg, by: Actor) -> Answer:
    """Whether the actor prints the papers of a leg: at the office whose it is, where it starts or where it ends."""
    if by.office not in {leg.office_id, leg.sender_id, leg.receiver_id}:
        return not_for(_("Etape ini bukan urusan kantor Anda."))
    return _handles(by)


def may_pay(leg: Leg, by: Actor) -> Answer:
    """Whether the actor writes what a leg costs: at the office whose it is, also long after it arrived."""
    if leg.office_id != by.office:
        return not_for(_("Biaya etape dicatat kantor yang menyusunnya."))
    return _handles(by)


def may_give_leg_code(leg: Leg, by: Actor) -> Answer:
    """Whether the actor gives who receives a code to accept with: whose leg it is, where nobody there has a sign-in."""
    if not (may := may_arrange(leg, by)):
        return may
    meets = leg.receiver_id is not None and has_somebody(leg.receiver_id)
    return no(_("Kantor tujuan punya akun: mereka menerimanya sendiri di Rehsos.")) if meets else YES


def may_accept(leg: Leg, by: Actor) -> Answer:
    """Whether the actor accepts who came: at the office that was to receive them; without one, whose leg it is."""
    receiver = leg.receiver_id or leg.office_id
    if by.office != receiver:
        return not_for(_("Yang menerima adalah kantor tujuan etape ini."))
    return may_tell(leg, by)


def may_receive_instead(leg: Leg, by: Actor) -> Answer:
    """Whether the actor has somebody else accept: whose leg it is, when the receiver does not come."""
    if by.office not in {leg.office_id, leg.sender_id}:
        return not_for(_("Penerima pengganti dicatat kantor yang mengantar."))
    return may_tell(leg, by)


def _handles(by: Actor) -> Answer:
    return YES if any(by.may(one) for one in HANDLES) else _NOT_YOU


def _stands_in(leg: Leg, by: Actor) -> Answer:
    """Where nobody works or heads the office that receives, whoever oversees it is the one to meet who comes."""
    meets = leg.receiver_id == by.office and by.may(Permission.SUPERVISE) and not has_hands(by.office)
    return YES if meets else _NOT_YOU


def _stands(leg: Leg) -> Answer:
    if leg.cancelled_at is not None:
        return no(_("Etape ini dibatalkan."))
    if leg.accepted_at is None:
        return YES
    return no(_("Etape ini sudah diterima {when}. Siapa yang menerima ada di halamannya.").format(
        when=words.moment(leg.accepted_at)))  # fmt: skip


_OVER = no(_("Perjalanan ini sudah selesai."))
_NOT_YOU = not_for(_("Ini dicatat pekerja sosial atau kepala kantor."))
