"""One letter about several children lies in the case of each of them: where else it lies."""

from datetime import timedelta

from django.db.models import QuerySet

from rehsos.audit.actor import Actor
from rehsos.papers.letters import envelope_of, shown_envelope
from rehsos.papers.models import Direction, Letter
from rehsos.vault.keys import keys_of

from .models import Case
from .policies import may_register

A_MONTH = timedelta(days=31)


def elsewhere(letter: Letter, by: Actor) -> list[tuple[Letter, Case]]:
    """The same paper in other cases of its office into which the actor registers letters; of the others nothing.

    It is the same by its kind, its day, the hour at which it came, its number and its sender. Without a number no
    letter is known to be another.
    """
    return _alike(letter, by, Letter.objects.filter(received_at=letter.received_at))


def apart(letter: Letter, by: Actor) -> list[tuple[Letter, Case]]:
    """What may be the same paper at another hour: corrected in one case alone, or come twice within a month."""
    if letter.received_at is None:
        return []
    near = (letter.received_at - A_MONTH, letter.received_at + A_MONTH)
    return _alike(letter, by, Letter.objects.filter(received_at__range=near).exclude(received_at=letter.received_at))


def _alike(letter: Letter, by: Actor, among: QuerySet[Letter]) -> list[tuple[Letter, Case]]:
    told = envelope_of(letter)
    if letter.direction != Direction.IN or not told.number:
        return []
    alike = among.filter(
        office=letter.office_id, direction=Direction.IN, kind=letter.kind, dated=letter.dated
    ).exclude(dossier=letter.dossier)  # fmt: skip
    found = {one.dossier: one for one in alike.order_by("id")}
    keys = keys_of(found)
    same = [pk for pk, one in found.items() if _signs(one, keys.get(pk)) == (told.number, told.party)]
    cases = Case.objects.filter(pk__in=same, owner=letter.office_id).order_by("code") if same else []
    return [(found[case.pk], case) for case in cases if may_register(case, by)]


def _signs(letter: Letter, key: bytes | None) -> tuple[str, str]:
    told = shown_envelope(letter, key)
    return told.number, told.party
