"""Reading journeys, groups and legs: 404 for who has nothing to do with one; the look is recorded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.http import Http404
from django.utils import timezone

from rehsos.access.by_code import locked
from rehsos.access.heads import has_somebody
from rehsos.access.models import AnswerCode
from rehsos.access.pages import Request
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.views import saw, saw_each
from rehsos.cases.working import WORKS
from rehsos.people.names import initials
from rehsos.vault.keys import keys_of

from .models import Group, Journey, Leg, LegCost, Ride, Taker
from .sealing import shown, unsealed

RELATED = ("office", "sender", "receiver", "from_place", "to_place", "group")


def leg_of(request: Request, pk: UUID) -> Leg:
    """A leg of the actor's office, or one that it sends or receives, while that is open to it."""
    found = Leg.objects.select_related(*RELATED).filter(pk=pk).first()
    if found is None:
        raise Http404
    saw("leg", found.pk, request.actor, offices=found.offices)
    return found


def journey_of(request: Request, pk: UUID) -> Journey:
    """A journey in a case that the actor's office sees."""
    found = Journey.objects.select_related("case", "person", "destination").filter(pk=pk, withdrawn_by=None).first()
    if found is None or not _opens(request.actor, found.case.owner_id):
        raise Http404
    saw("journey", found.pk, request.actor, offices=found.offices)
    return found


def _opens(by: Actor, owner: int) -> bool:
    return by.may(Permission.SEE_SHARED) or owner == by.office


def group_of(request: Request, pk: UUID) -> Group:
    """A group of the actor's office."""
    found = Group.objects.select_related("office", "from_place", "to_place").filter(pk=pk).first()
    if found is None:
        raise Http404
    saw("group", found.pk, request.actor, offices=found.offices)
    return found


def rides_of(leg: Leg) -> list[Ride]:
    """In the order of the list. One statement."""
    return list(Ride.objects.select_related("destination", "case").filter(leg=leg).order_by("number"))


def costs_of(leg: Leg) -> list[LegCost]:
    """What it cost, the struck lines too, in the order they were written."""
    return list(leg.costs.select_related("struck_by").order_by("pk"))


def called_on(request: Request, rides: Iterable[Any], *, on_paper: bool = False) -> dict[UUID, str]:
    """What people are called on this screen: names once they are open, else initials; their number on a shared one.

    Of a colleague's client the office whose case it is reads initials here, for why one opens a name is said on the
    case: the receiver has no such page, and is to know whom they accept. A list `on_paper` calls all of them alike: an
    escort counts heads by it, and the look is recorded (`saw_names`).
    """
    told = list(rides)
    shared = bool(request.session.get("public_screen")) or not request.actor.may(Permission.SEE_NAMES)
    keys = {} if shared else keys_of(one.key for one in told)
    whole = bool(request.session.get("names_open"))
    mine = _worked(request.actor, {one.case_id for one in told if one.case_id}) if whole and not on_paper else set()
    found = {}
    for one in told:
        name = str(shown(one.key, one.sealed, keys.get(one.key)).get("name", "")) if not shared else ""
        theirs = one.case_id is not None and one.case_id not in mine and one.receiver_id != request.actor.office
        reads = whole and (on_paper or not theirs)
        found[one.pk] = (name if reads else initials(name)) if name else ""
    return found


def _worked(by: Actor, cases: Collection[UUID]) -> set[UUID]:
    """Which of these cases the actor works."""
    if not cases:
        return set()
    given: dict[str, Any] = {"office": by.office, "worker": by.worker, "today": timezone.localdate(timezone=by.zone)}
    with connection.cursor() as cursor:
        cursor.execute(_MINE, {**given, "cases": list(cases)})
        return {row[0] for row in cursor.fetchall()}


_MINE = f"SELECT c.id FROM cases_case c WHERE c.id = ANY(%(cases)s) AND {WORKS}"


def reads_names(request: Request) -> bool:
    """Whether names are open on this screen, and stand in full on a list that is printed from it."""
    shared = bool(request.session.get("public_screen")) or not request.actor.may(Permission.SEE_NAMES)
    return not shared and bool(request.session.get("names_open"))


def saw_names(request: Request, of: Leg | Group, cases: Iterable[UUID | None]) -> None:
    """Whose name was read or printed is recorded in each of their cases, as where a name is opened there."""
    if known := [case for case in cases if case is not None]:
        saw_each("name", known, request.actor, offices=of.offices)


OFFICES = ("kantor ", "dinas ", "kelurahan ", "balai ", "panti ", "sentra ", "rumah sakit", "polsek ", "polres ")
"""So begins who waits where that is an office or a house, and no family."""


def usual_taker(leg: Leg) -> Taker:
    """Who most likely receives them where that is no office of ours, by whom the leg says waits there."""
    who = str(unsealed(leg.pk, leg.sealed).get("who", "")).strip().lower()
    return Taker.INSTITUTION if who.startswith(OFFICES) else Taker.FAMILY


def waiting(office: int) -> QuerySet[Leg]:
    """The legs that come to an office and are not accepted, the longest first."""
    to_come = Leg.objects.select_related(*RELATED).filter(accepted_at=None, cancelled_at=None)
    return to_come.filter(Q(receiver=office) | Q(office=office)).order_by("arrives")[:50]


def journeys_of(by: Actor) -> QuerySet[Journey]:
    """What runs at the actor's office, the newest first.

    Read from the journeys that run, which are few: + 0, or a plan that is kept goes through all cases of the office.
    """
    running = Journey.objects.select_related("case", "destination").filter(withdrawn_by=None, ended_at=None)
    mine = running.annotate(held_at=F("case__owner_id") + Value(0)).filter(held_at=by.office)
    return mine.order_by("-began_at")[:50]


def groups_of(by: Actor) -> QuerySet[Group]:
    """The groups of the actor's office that travel."""
    mine = Group.objects.select_related("from_place", "to_place").filter(office=by.office)
    return mine.order_by("-began_at")[:20]


def late(leg: Leg, by: Actor) -> bool:
    """Whether the actor's office has not accepted it a day after it should have arrived; another's is waited for."""
    over = timezone.now() - leg.arrives
    return owed_here(leg, by) and leg.departed_at is not None and leg.accepted_at is None and over.total_seconds() > DAY


def owed_here(leg: Leg, by: Actor) -> bool:
    """Whether it is the actor's office that is to accept it, or to say that a family did."""
    return (leg.receiver_id or leg.office_id) == by.office


def unmet(leg: Leg) -> bool:
    """Whether a leg goes to an office where nobody has a sign-in to accept it."""
    waits = leg.receiver_id is not None and leg.accepted_at is None and leg.cancelled_at is None
    return waits and not has_somebody(leg.receiver_id or 0)


@dataclass(frozen=True)
class ByCode:
    """The code that was given last to who receives: whether it waits, is locked or over, or when it was answered."""

    ends_at: datetime
    answered_at: datetime | None
    locked: bool
    over: bool


def asked_with(leg: Leg, by: Actor) -> ByCode | None:
    """For the office whose leg it is, as long as it is open or once it was answered so; None: no code was given."""
    if leg.office_id != by.office:
        return None
    last = AnswerCode.objects.filter(thing=leg.pk).order_by("-made_at").first()
    waits = leg.accepted_at is None and last is not None and last.revoked_at is None
    if last is None or not (last.answered_at or waits):
        return None
    return ByCode(last.ends_at, last.answered_at, locked(last), last.ends_at < timezone.now())


DAY = 24 * 3600
