"""Which letters go with a leg of one client: those there are, and those that may be begun by who works the case."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.cases.models import Case
from rehsos.letters.policies import may_begin
from rehsos.papers.kinds import words_of
from rehsos.papers.models import Direction, Letter, LetterState

from .drafting import PERSON, RECORDS
from .letters import WITH_A_LEG
from .models import Leg, Ride


@dataclass(frozen=True)
class Letters:
    """What there is, oldest first, in which case; what may be begun: where, in which words."""

    case: str = ""
    written: tuple[Letter, ...] = ()
    begun: tuple[tuple[str, Words], ...] = ()


def _begins(ride: Ride, code: str, kind: str) -> str:
    """The page on which a letter of a kind is begun."""
    if kind in RECORDS:
        return f"{reverse('repatriation:record', args=[ride.pk])}?{urlencode({'jenis': kind})}"
    asked = {"jenis": kind, "menyangkut": str(ride.pk)}
    return f"{reverse('letters:letter_out', args=[code])}?{urlencode(asked)}"


def letters_with(leg: Leg, rides: list[Ride], by: Actor) -> Letters:
    """Of the office whose leg it is alone: the others get them by hand. A leg of a group has none in a case."""
    ride = rides[0] if leg.group_id is None and leg.office_id == by.office and rides else None
    case = Case.objects.filter(pk=ride.case_id).first() if ride and ride.case_id else None
    if ride is None or case is None:
        return Letters()
    there = Letter.objects.filter(dossier=case.pk, subject=ride.pk, office=by.office, direction=Direction.OUT)
    found = tuple(there.order_by("pk"))
    drafted = {one.kind for one in found if one.state == LetterState.DRAFT}
    writes = by.may(Permission.WORK_CASES) and may_begin(PERSON, ride.pk, case, by)
    kinds = WITH_A_LEG if writes and leg.cancelled_at is None else ()
    begun = tuple((_begins(ride, case.code, kind), words_of(kind)) for kind in kinds if kind not in drafted)
    return Letters(case.code, found, begun)
