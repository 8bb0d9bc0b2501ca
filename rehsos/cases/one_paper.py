"""One letter about several children lies in the case of each of them: where else it lies."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from rehsos.audit.actor import Actor
from rehsos.audit.models import Action
from rehsos.papers.letters import Envelope, envelope_of, shown_envelope
from rehsos.papers.models import Direction, Letter
from rehsos.vault.keys import keys_of

from .models import Case, Status
from .policies import may_register

A_MONTH = timedelta(days=31)


def elsewhere(letter: Letter, by: Actor) -> list[tuple[Letter, Case]]:
    """The same paper in other cases of its office into which the actor registers letters; of the others nothing.

    It is the same by its kind, its day, the hour at which it came, its number and its sender. Without a number no
    letter is known to be another.
    """
    found = _alike(letter, Letter.objects.filter(received_at=letter.received_at))
    return [(one, case) for one, case in found if may_register(case, by)]


class Apart(NamedTuple):
    """What may be the same paper in another case: at another hour, or with `other_data`."""

    letter: Letter
    case: Case
    other_data: bool


SAME, HOUR, DATA = "same", "hour", "data"


def apart(letter: Letter, by: Actor) -> list[Apart]:
    """What may be the same paper, corrected in one case alone, perhaps by who may not open the other."""
    return [Apart(one, case, how == DATA) for one, case, how in beside(letter, by) if how != SAME]


def beside(letter: Letter, by: Actor) -> list[tuple[Letter, Case, str]]:
    """The same paper in another case, as it stands here, or at another hour, or with other data.

    At another hour within a month, else by its number in the office's agenda; where it has none, by the hour, day and
    sender or number it still shares. Of the cases that the actor sees at their own office, where the letter is its.
    """
    if letter.received_at is None or letter.office_id != by.office:
        return []
    near = Q(received_at__range=(letter.received_at - A_MONTH, letter.received_at + A_MONTH))
    among = Letter.objects.filter(near, Q(dated=letter.dated) | Q(received_at=letter.received_at))
    found = [(one, case, _likeness(letter, one, told)) for one, case, told in _told_elsewhere(letter, among)]
    return [(one, case, how) for one, case, how in found if how and case.status != Status.VOID]


def _likeness(letter: Letter, other: Letter, told: Envelope) -> str:
    """The very same, or what it tells otherwise; empty where it is no twin."""
    ours = envelope_of(letter)
    number, party = ours.number == told.number, ours.party == told.party
    day, hour = letter.dated == other.dated, letter.received_at == other.received_at
    if ours.number and number and party and day:
        return SAME if hour else HOUR
    if ours.agenda and told.agenda:
        return DATA if ours.agenda == told.agenda else ""
    same = bool(number and ours.number) or _copied(letter, other)
    return DATA if hour and day and same and _corrected([letter, other]) else ""


def _copied(letter: Letter, other: Letter) -> bool:
    """Whether they were recorded as one paper: one is the other's copy, or both are copies of one."""
    told = Action.objects.filter(name="copy_letter", pk__in=[letter.pk, other.pk]).values_list("pk", "facts__letter")
    of = {str(pk): source for pk, source in told}
    ours, theirs = str(letter.pk), str(other.pk)
    return bool(of.get(ours, ours) == of.get(theirs, theirs))


def _corrected(letters: list[Letter]) -> bool:
    told = Action.objects.filter(name="correct_receipt", dossier__in=[one.dossier for one in letters])
    return told.filter(facts__letter__in=[str(one.pk) for one in letters]).exists()


def _alike(letter: Letter, among: QuerySet[Letter]) -> list[tuple[Letter, Case]]:
    ours = envelope_of(letter)
    found = _told_elsewhere(letter, among.filter(dated=letter.dated)) if ours.number else []
    return [(one, case) for one, case, told in found if (told.number, told.party) == (ours.number, ours.party)]


def _told_elsewhere(letter: Letter, among: QuerySet[Letter]) -> list[tuple[Letter, Case, Envelope]]:
    """The first of those that came in, in each other case of the office, with what is written of it."""
    if letter.direction != Direction.IN:
        return []
    alike = among.filter(office=letter.office_id, direction=Direction.IN, kind=letter.kind)
    found = {one.dossier: one for one in alike.exclude(dossier=letter.dossier).order_by("id")}
    cases = Case.objects.filter(pk__in=found, owner=letter.office_id).order_by("code") if found else []
    keys = keys_of(found) if found else {}
    return [(found[case.pk], case, shown_envelope(found[case.pk], keys.get(case.pk))) for case in cases]
