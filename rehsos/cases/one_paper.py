"""One letter about several children lies in the case of each of them: where else it lies."""

from datetime import timedelta

from django.db.models import QuerySet

from rehsos.audit.actor import Actor
from rehsos.papers.letters import envelope_of, shown_envelope
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


def apart(letter: Letter, by: Actor) -> list[tuple[Letter, Case]]:
    """What may be the same paper at another hour: corrected in one case alone, or come twice within a month.

    Of the cases that the actor sees at their own office, where the letter is its; of the others nothing.
    """
    if letter.received_at is None or letter.office_id != by.office:
        return []
    near = (letter.received_at - A_MONTH, letter.received_at + A_MONTH)
    found = _alike(letter, Letter.objects.filter(received_at__range=near).exclude(received_at=letter.received_at))
    return [(one, case) for one, case in found if case.status != Status.VOID]


def _alike(letter: Letter, among: QuerySet[Letter]) -> list[tuple[Letter, Case]]:
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
    return [(found[case.pk], case) for case in cases]


def _signs(letter: Letter, key: bytes | None) -> tuple[str, str]:
    told = shown_envelope(letter, key)
    return told.number, told.party
