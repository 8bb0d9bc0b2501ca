"""What stands on the page of a referral to be done next, for who looks at it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rehsos.access.pages import Request
from rehsos.access.permissions import Permission
from rehsos.house.rooms import given

from .actions.staying import is_here
from .doors import AnsweredOn, Stays
from .models import RUNS, WAITS, Deed, Referral, State
from .policies import (
    ARRIVES,
    REVOKES,
    adds,
    may_answer,
    may_follow,
    may_give_code,
    may_send,
    may_tell_departure,
    results,
    stays,
)

Offered = tuple[str, str, str]
"""Words, the page (one of a room above by what it shows), and how the button looks."""
STAY = "stay_of_referral"


def offers(request: Request, it: Referral, *, served: bool = True) -> Iterator[Offered]:
    """What may be done with it now by who looks at it: the answer behind each button is the action's own.

    `served`: whether anybody at the office that was asked can still answer.
    """
    by = request.actor
    if it.outside:
        if may_follow(it, by):
            yield from _outsides(it, gives=bool(may_give_code(it, by)))
    elif it.sender_id == by.office:
        if may_follow(it, by):
            yield from _senders(it, sends=bool(may_send(it, by)), served=served)
        if it.deed == Deed.TRANSFER and it.state in stays(it.deed) and may_tell_departure(it, by) and is_here(it):
            yield _("Klien keluar"), "referral:departure", "plain"
    elif may_answer(it, by):
        here = it.deed == Deed.HAND_OVER and it.state in stays(it.deed) and is_here(it)
        stay = bool(leaves_by(it))
        yield from _receivers(it, leaves=here and not stay)
        comes = it.deed == Deed.HAND_OVER and it.state in RUNS and (here or it.state != State.ARRIVED)
        if comes and not stay and by.may(Permission.WORK_CASES):
            yield _("Terima tinggal"), STAY, "plain"
        elif stay:
            yield _("Buka tinggal"), STAY, "plain"


def leaves_by(it: Referral) -> str:
    """The page of a room above on which who came by it leaves; empty where they stay nowhere."""
    return next((page for door in given(Stays) if (page := door.leaves(it))), "")


def answered_on(it: Referral) -> AnsweredOn | None:
    """The door of a room above on whose page this is answered; none for most."""
    return next((door for door in given(AnsweredOn) if door.wanted == it.wanted), None)


def _senders(it: Referral, *, sends: bool, served: bool) -> Iterator[Offered]:
    if it.state == State.DRAFT and sends:
        yield _("Lanjut: isi ringkasan"), "referral:send", "primary"
    if it.state in adds(it.deed) and served:
        yield _("Tanyakan"), "referral:ask", "primary" if it.waits else "plain"
    if it.state in WAITS:
        yield _("Catat jawaban lisan"), "referral:spoken", "plain"
    if it.state in adds(it.deed) and sends and served:
        yield _("Tambah keterangan"), "referral:add", "plain"
    if it.state in REVOKES:
        yield _("Cabut"), "referral:revoke", "quiet"


def _outsides(it: Referral, *, gives: bool) -> Iterator[Offered]:
    """Nobody answers there in our stead: what they said on the phone or on paper the sender writes down."""
    if it.state in WAITS and gives:
        yield _("Lembar kode jawaban"), "referral:code", "primary"
    if it.state in WAITS:
        yield _("Catat jawaban mereka"), "referral:answer", "plain"
        yield _("Cabut"), "referral:revoke", "quiet"
    if it.state in RUNS:
        yield _("Catat hasilnya"), "referral:result", "primary"


def _receivers(it: Referral, *, leaves: bool) -> Iterator[Offered]:
    opinion = it.deed == Deed.ASK_OPINION
    if it.state == State.SENT:
        yield _("Terima"), "referral:receive", "primary"
    if it.state in WAITS and opinion:
        door = answered_on(it)
        label, page = (door.words, door.way) if door else (_("Beri pendapat"), "referral:result")
        yield str(label), page, "plain" if it.state == State.SENT else "primary"
    if it.state in WAITS:
        label = _("Tidak dapat memberi pendapat") if opinion else _("Jawab")
        yield label, "referral:answer", "plain" if it.state == State.SENT or opinion else "primary"
    if it.state in {State.ACCEPTED, State.PARTLY} and it.deed in ARRIVES:
        yield _("Klien tiba atau layanan dimulai"), "referral:arrival", "primary"
    if leaves:
        yield _("Klien keluar"), "referral:departure", "plain"
    if it.state == State.ARRIVED:
        yield _("Tandai salah catat"), "referral:take_back", "quiet"
    if it.state in RUNS and not opinion and results(it.deed):
        yield _("Sampaikan hasil"), "referral:result", "primary" if it.state == State.ARRIVED else "plain"
