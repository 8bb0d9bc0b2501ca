"""That a client died: what stands of it, what it still lacks, who may tell of it. A dead person is asked nothing more.

What ends with a death in a room above, that room says (`Dies`): a stay, a ride.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, Refused, Words, no, not_for
from rehsos.house.rooms import Door
from rehsos.look import words

from .models import AfterDeath, Case, Death, DeathNote, Status
from .policies import may_place, works


@dataclass(frozen=True)
class Dies(Door):
    """What of a room ends when the client of a case dies, and goes on when that was recorded wrongly.

    `ends` is given the case, the hour, who says so and the action that tells it, and may refuse beside `at`; `goes_on`
    the case, that action, and the one that takes it back. `holds`: whether the client is in its care now.
    """

    ends: Callable[[Case, datetime, Actor, UUID], None]
    goes_on: Callable[[Case, UUID, UUID], None]
    holds: Callable[[Case], bool]


@dataclass(frozen=True)
class LeftBehind(Door):
    """What a room has written down of the belongings of the client of a case, in words; the newest first."""

    of: Callable[[Case], Sequence[str]]


@dataclass(frozen=True)
class DeathLetters(Door):
    """The letters of a death that a room writes: of each the words, and where it is begun in the case."""

    of: Callable[[Case], Sequence[tuple[Words, str]]]


def death_of(case: Case) -> Death | None:
    """What stands of the death of a client, in whichever case of the same office it was told."""
    return Death.objects.filter(person=case.client_id, case__owner=case.owner_id, withdrawn_by=None).first()


def insist_alive(case: Case) -> None:
    """Raise Refused where the client died: nothing is agreed with them, and nobody waits for them."""
    if not (answer := may_ask(case)):
        raise Refused(str(answer.reason))


def insist_served_alive(cases: Sequence[Case], at: datetime) -> None:
    """Raise Refused where somebody who is said to have been served with another had died by that hour."""
    for case in cases:
        death = death_of(case)
        if death is not None and at > death.at:
            when = words.moment(timezone.localtime(death.at))
            raise Refused(str(_DEAD_BY_THEN).format(code=case.code, when=when), field="cases")


def may_ask(case: Case) -> Answer:
    """Whether anything may still be agreed with the client, or asked of them: not once they died."""
    death = death_of(case)
    return YES if death is None else no(said_dead(death))


def said_dead(death: Death) -> str:
    """What one reads who wants to go on as if they lived."""
    return str(_DEAD).format(day=words.day(timezone.localtime(death.at)))


_DEAD_BY_THEN = _("Klien {code} meninggal {when}, sebelum layanan ini. Lepaskan centangnya.")
_DEAD = _("Klien tercatat meninggal {day}. Catatan sesudahnya ada di halaman Kematian; bila keliru, Kabid menariknya.")


def may_tell_of_death(case: Case, by: Actor) -> Answer:
    """Whether the actor records that the client died: who works the case, or heads its office."""
    return may_place(case, by)


def may_tend(death: Death, by: Actor) -> Answer:
    """Whether the actor tells what followed: also once it is closed; and the house that had them."""
    if death.withdrawn_by is not None:
        return no(_("Kematian ini sudah ditarik sebagai salah catat. Muat ulang halaman."))
    if death.case.status == Status.VOID:
        return no(_("Kasus ini dibatalkan. Kabid dapat mencabut pembatalannya bila perlu."))
    keeps = by.may(Permission.WORK_CASES) or by.may(Permission.APPROVE)
    if death.house_id == by.office and keeps:
        return YES
    heads = by.may(Permission.ASSIGN) and death.case.owner_id == by.office
    return YES if heads else works(death.case, by)


def may_take_back(case: Case, by: Actor) -> Answer:
    """Whether the actor says that nobody died: the head of the office whose case it is."""
    if case.owner_id != by.office or not by.may(Permission.ASSIGN):
        return not_for(_("Salah catat kematian ditarik Kabid kantor pemilik kasus."))
    return no(_CLOSED) if case.status == Status.CLOSED else YES


_CLOSED = _("Kasus ini sudah diakhiri. Buka kembali kasusnya dahulu.")


def latest(death: Death) -> dict[str, DeathNote]:
    """The last that was told of each kind."""
    return {note.kind: note for note in notes_of(death)}


def notes_of(death: Death) -> list[DeathNote]:
    """All that was told after it, the oldest first."""
    return list(DeathNote.objects.filter(death=death, withdrawn_by=None).order_by("at", "id"))


MUST = (AfterDeath.BODY, AfterDeath.BELONGINGS)
"""What has somebody who took it before a case is closed."""
_LACKS: dict[str, Words] = {
    AfterDeath.BODY: _("jenazah belum dimakamkan atau diserahkan"),
    AfterDeath.BELONGINGS: _("barang dan uangnya belum diserahkan (atau dicatat tidak ada)"),
}


def lacking(case: Case) -> list[str]:
    """What keeps the case open after a death, in words; nothing where nobody died."""
    if (death := death_of(case)) is None:
        return []
    there = latest(death)
    return [str(_LACKS[kind]) for kind in MUST if kind not in there]
