"""May this happen now, on the road between two offices? The button that is shown and the action behind it ask here."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import ROLES, Permission, permissions_of
from rehsos.audit.actor import SYSTEM, Actor
from rehsos.audit.answers import YES, Answer, Words, no, not_for
from rehsos.cases.models import Case, Status
from rehsos.cases.policies import owns, works
from rehsos.cases.protected import is_protected
from rehsos.directory.days import held_on, today_at
from rehsos.directory.kinds import PARTNERS
from rehsos.directory.models import Office, Posting

from .models import RUNS, WAITS, Deed, Referral, State

ANSWERS = (Permission.WORK_CASES, Permission.APPROVE, Permission.SUPERVISE)
"""Any of these answers for an office; of its own or of another's cases makes no difference here."""


def may_refer(case: Case, by: Actor) -> Answer:
    """Who works the case, or heads the office whose it is, while it runs."""
    whose = owns(case, by)
    if not whose:
        return whose
    if not by.may(Permission.APPROVE) and not (working := works(case, by)):
        return working
    if is_protected(case):
        return _PROTECTED
    return YES if case.status == Status.OPEN else _OVER


_PROTECTED = no(
    _("Klien ini dilindungi, dan rujukan dibaca kantor lain. Hubungi LPSK, atau akhiri dulu perlindungannya.")
)
_OVER = no(_("Kasus ini tidak berjalan. Buka kembali kasusnya dahulu, lalu rujuk."))


def may_send(referral: Referral, by: Actor) -> Answer:
    """The sender's side: who works the case, or heads the office. Of a case handed on meanwhile: nobody any more."""
    if referral.sender_id != by.office:
        return not_for(_("Rujukan ini milik kantor pengirim."))
    case = _seen(referral)
    return may_refer(case, by) if case else _UNSEEN


def _seen(referral: Referral) -> Case | None:
    """Its case where this office still sees it: once it handed it on, in the end it may not."""
    try:
        return referral.case
    except Case.DoesNotExist:
        return None


_UNSEEN = not_for(_("Kasus ini tidak terbaca lagi di kantor Anda. Hubungi kantor yang kini menanganinya."))


def may_follow(referral: Referral, by: Actor) -> Answer:
    """Ask, take back, note what was said: the sender's side, whatever became of the case meanwhile.

    A referral that waits is somebody's to end: who sent it, who works the case, or who heads the office.
    """
    if referral.sender_id != by.office:
        return not_for(_("Rujukan ini milik kantor pengirim."))
    mine = by.may(Permission.WORK_CASES) and referral.sent_by == by.worker
    if mine or by.may(Permission.APPROVE):
        return YES
    case = _seen(referral)
    return works(case, by) if case else _UNSEEN


def may_give_code(referral: Referral, by: Actor) -> Answer:
    """Whoever follows it; of who is protected nothing is read outside, and who asked writes down what they say.

    An office answers signed in, and by nobody who holds a sheet.
    """
    if not (following := may_follow(referral, by)):
        return following
    if not referral.outside:
        return _BY_OFFICE
    return _PROTECTED if is_protected(referral.case) else YES


def may_answer(referral: Referral, by: Actor) -> Answer:
    """The receiver's side: a social worker, a superior or an overseer of the office it was sent to.

    Of somebody outside: who asked them writes down what they said.
    """
    if referral.outside:
        return may_follow(referral, by)
    if referral.receiver_id != by.office or referral.shown_to_id is None:
        return not_for(_("Rujukan ini ditujukan ke kantor lain."))
    if any(by.may(permission) for permission in ANSWERS):
        return YES
    return _BY_OFFICE


def may_tell_departure(referral: Referral, by: Actor) -> Answer:
    """Who has the client: whom they were handed over to, or who gave their case away while they were there.

    Whether they still are is the database's to say (`actions.staying.is_here`). At a house who is awake tells, too.
    """
    if referral.deed != Deed.TRANSFER:
        awake = referral.receiver_id == by.office and by.may(Permission.CALL_ROLL)
        return YES if awake else may_answer(referral, by)
    if referral.sender_id != by.office:
        return not_for(_("Rujukan ini milik kantor pengirim."))
    return YES if any(by.may(permission) for permission in ANSWERS) else _BY_OFFICE


_BY_OFFICE = not_for(_("Jawaban diberikan pekerja sosial, Kabid, atau pengawas kantor penerima."))


def may_answer_by_code(by: Actor) -> Answer:
    """Who has a code and is nobody here; a worker answers for an office, and in their own name."""
    return YES if by.worker == SYSTEM and not by.role else not_for(_("Ini dijawab oleh pemegang kode."))


def may_open_names(referral: Referral, by: Actor) -> Answer:
    """Both its offices, by who sees names; why is asked."""
    if by.office not in {referral.sender_id, referral.shown_to_id}:
        return not_for(_("Rujukan ini milik kantor lain."))
    return YES if by.may(Permission.SEE_NAMES) else not_for(_("Peran Anda tidak melihat nama."))


def insist_state(referral: Referral, among: Collection[State]) -> Answer:
    """Whether it stands where something may follow; else where it stands, in words."""
    if referral.state in among:
        return YES
    if referral.state in RUNS and tuple(among) == REVOKES:
        return no(_MOVED if referral.deed == Deed.TRANSFER else _AGREED)
    return no(str(_("Rujukan ini sudah: {state}. Muat ulang halaman.")).format(state=referral.get_state_display()))


_AGREED = _(
    "Sudah disetujui, jadi tidak dapat dicabut lagi. Sampaikan perubahannya lewat “Tanyakan” atau “Tambah keterangan”; "
    "klien yang sudah di sana dicatat keluar oleh kantor itu."
)
_MOVED = _(
    "Kasusnya sudah beralih saat disetujui, jadi tidak dapat dicabut lagi. Minta kantor itu mengalihkannya kembali."
)
REVOKES = (State.DRAFT, *WAITS)
"""From where the sender may still take it back: until it was answered."""


def adds(deed: str) -> Collection[State]:
    """While something may be asked, or added to what was told: a transfer is over when it was accepted."""
    return WAITS if deed == Deed.TRANSFER else (*WAITS, *RUNS)


def stays(deed: str) -> Collection[State]:
    """Where the client may still be: by a transfer at its sender's; what came of a hand-over may be told before."""
    return (State.ACCEPTED,) if deed == Deed.TRANSFER else (State.ARRIVED, State.DONE)


ARRIVES = (Deed.REFER, Deed.HAND_OVER)
"""Deeds of which somebody arrives, or a service begins."""


def results(deed: str) -> Collection[State]:
    """From where a result may be told. An opinion is its own answer; a transfer has none, it is done when accepted."""
    if deed == Deed.TRANSFER:
        return ()
    return (*WAITS, *RUNS) if deed == Deed.ASK_OPINION else RUNS


LEADS = frozenset(role for role in ROLES if Permission.WORK_CASES in permissions_of(role))
"""The roles of who may lead a case."""
ANSWERING = frozenset(role for role in ROLES if any(p in permissions_of(role) for p in ANSWERS))
"""The roles of who may answer for their office."""


def may_receive(deed: str, sender: int, receiver: Office, barred: Collection[int] = ()) -> Answer:
    """Whether an office can be sent this at all: another one, with somebody there who can answer, or lead the case.

    `barred` are behind the wall of the case: where there is nobody else, the same is said as where nobody is at all,
    for a reason of its own would tell whose side they are on.
    """
    if receiver.pk == sender:
        return no(OWN)
    if deed == Deed.TRANSFER and receiver.kind in PARTNERS:
        return no(_PRIVATE)
    here = _who_takes(deed, today_at(receiver)).filter(office=receiver).exclude(worker__in=barred)
    return YES if here.exists() else no(_NOBODY[deed == Deed.TRANSFER])


def is_served(office: Office | None) -> Answer:
    """Whether anybody at an office can still answer today; somebody outside is no office of ours."""
    if office is None or _who_takes(Deed.REFER, today_at(office)).filter(office=office).exists():
        return YES
    return no(DESERTED)


def reaches(referral: Referral) -> Answer:
    """Whether anybody at the office that is asked reads a question: not once a circle closed it to them."""
    return CLOSED if is_closed(referral) else is_served(referral.receiver)


def is_closed(referral: Referral) -> bool:
    """Whether its client is protected: who was asked sees nothing of it any more."""
    return any(one < 0 for one in referral.barred)


CLOSED = no(
    _(
        "Klien ini dilindungi: kantor itu tidak melihat rujukan ini lagi, jadi pertanyaan di sini tidak sampai. "
        "Minta hasilnya langsung kepada kepala kantornya."
    )
)


def able(deed: str, offices: Collection[int], barred: Collection[int] = ()) -> set[int]:
    """Which of these offices can be sent this today: the same question, of many in one statement."""
    found = _who_takes(deed, timezone.localdate()).filter(office__in=offices).exclude(worker__in=barred)
    if deed == Deed.TRANSFER:
        found = found.exclude(office__kind__in=PARTNERS)
    return set(found.values_list("office_id", flat=True))


def _who_takes(deed: str, day: date) -> QuerySet[Posting]:
    return Posting.objects.filter(held_on(day), role__in=LEADS if deed == Deed.TRANSFER else ANSWERING)


DESERTED = _(
    "Di kantor itu tidak ada lagi yang dapat menjawab, jadi pertanyaan tidak sampai. Hubungi langsung, atau cabut."
)
OWN = _("Ini kantor Anda sendiri. Pilih kantor lain.")


_PRIVATE = _(
    "Lembaga bukan pemerintah bukan kantor yang berwenang, jadi kasusnya tetap di sini (UU 23/2014). "
    "Pilih “Rujuk” untuk layanannya, atau “Serah terimakan orang” bila klien pindah ke sana."
)


_NOBODY: dict[bool, Words] = {
    False: _("Tidak ada petugas di kantor itu yang dapat menjawab. Pilih kantor lain."),
    True: _("Tidak ada pekerja sosial di kantor itu yang dapat mengambil kasus ini. Pilih kantor lain."),
}


def may_tell_guests_left(by: Actor) -> Answer:
    """Whether the actor says that who waits at the office without a case went on: whoever works there, or heads it."""
    works_here = any(by.may(one) for one in (Permission.WORK_CASES, Permission.APPROVE))
    return YES if works_here else not_for(_("Ini dicatat pekerja sosial atau kepala kantor."))
