"""A stay follows where its client is: once they are told to be elsewhere it ends there, and taken back it goes on."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import (
    Custody,
    CustodyKind,
    Fact,
    Share,
    Standing,
    Status,
    Subject,
    Whereabouts,
    WhereaboutsKind,
)

from ..models import Absence, OutTo, Stay
from ..stays import KIND, absence_of, last_day
from .during import end_absence
from .lying import get_up, lie_again

STILL = {WhereaboutsKind.HOSPITAL, WhereaboutsKind.UNKNOWN}
"""Who is told to be there, while the house goes on answering for them, has not left it."""


def follow(one: UUID, by: Actor | None, cause: UUID) -> None:
    """Bring the stays of a person in step with what holds of them. Asked `everywhere`, with the person locked.

    A stay goes on where the client is told to be, or where its own house told another place: on leave, in hospital.
    One that another office speaks against is contested: it stands beside what holds, and in no sum. The clocks follow
    where it is known who acts (`by`).
    """
    stays = _of(one)
    if not stays.exists():
        return
    held = Whereabouts.objects.filter(one=one, until=None, withdrawn_by=None, standing=Standing.HOLDS).first()
    for stay in stays.filter(ended_to=OutTo.MOVED):
        if held and _back(stay, held):
            _go_on(stay, by, cause)
        else:
            _stays_over(stay, by)
    uncontested = None
    for stay in stays.filter(ended_at=None).order_by("contested", "-since"):
        if held and uncontested is None and _is_there(stay, held):
            uncontested = stay
        elif not (_claims(stay) or (held and _is_there(stay, held))):
            _end(stay, held, by, cause)
    others = stays.filter(ended_at=None)
    contest(others.exclude(pk=uncontested.pk) if uncontested else others)
    if uncontested:
        _stand(uncontested)


def _of(one: UUID) -> QuerySet[Stay]:
    stays = Stay.objects.select_related("case", "office", "person").filter(withdrawn_by=None)
    return stays.filter(Q(person=one) | Q(person__true_person=one)).exclude(case__status=Status.VOID)


def contest(stays: QuerySet[Stay]) -> None:
    """They stand beside what holds, until it is known (`follow`)."""
    stays.filter(contested=False).update(contested=True)


def _stand(stay: Stay) -> None:
    """It is where the client is. One that is behind a wall of whoever acts is in the way: then both stand."""
    if not stay.contested:
        return
    try:
        with transaction.atomic():
            Stay.objects.filter(pk=stay.pk).update(contested=False)
    except IntegrityError:
        return


def _is_there(stay: Stay, held: Whereabouts) -> bool:
    """Whether what holds is told by the stay itself, or says its house."""
    if held.office_id == stay.office_id or held.cause == stay.pk:
        return True
    if Absence.objects.filter(Q(pk=held.cause) | Q(ended_by=held.cause), stay=stay, withdrawn_by=None).exists():
        return True
    answers = Custody.objects.filter(one=held.one, until=None, withdrawn_by=None, standing=Standing.HOLDS)
    return held.kind in STILL and answers.filter(kind=CustodyKind.OFFICE, office=stay.office_id).exists()


def _claims(stay: Stay) -> bool:
    """Whether the house says so against another office."""
    said = Whereabouts.objects.filter(case=stay.case_id, until=None, withdrawn_by=None)
    return said.exclude(standing=Standing.HOLDS).exists()


def _end(stay: Stay, held: Whereabouts | None, by: Actor | None, cause: UUID) -> None:
    """From the hour on at which they are told to be elsewhere; of one that is told no more, from now on."""
    since = _gone_since(held) if held else None
    at = since if since and since >= stay.since else timezone.now()
    Stay.objects.filter(pk=stay.pk).update(ended_at=at, ended_to=OutTo.MOVED, ended_by=cause)
    away = absence_of(stay)
    if away is not None:
        end_absence(away, max(at, away.since), cause)
    get_up(stay, at, cause)
    put_fact(stay.case, Subject(KIND, stay.pk), "stay_ended", at, fact_id=new_id())
    if _of_others(stay):
        _shares(stay).filter(until=None).update(until=last_day(stay))
    if by:
        recompute(stay.case, by=by)


def _stays_over(stay: Stay, by: Actor | None) -> None:
    """What had ended it was taken back, but not that it ended, for they were taken in anew: no clock of it runs on."""
    told = Fact.objects.filter(case=stay.case_id, subject=stay.pk, code="stay_ended", replaced_by=None)
    if stay.ended_at is None or told.exists():
        return
    put_fact(stay.case, Subject(KIND, stay.pk), "stay_ended", stay.ended_at, fact_id=new_id())
    if by:
        recompute(stay.case, by=by)


def _gone_since(held: Whereabouts) -> datetime:
    """Who is in hospital left the house when it answered for them no more: their case was handed on, say."""
    answers = Custody.objects.filter(one=held.one, until=None, withdrawn_by=None, standing=Standing.HOLDS)
    since = answers.values_list("since", flat=True).first() if held.kind in STILL else None
    return max(held.since, since) if since else held.since


def _of_others(stay: Stay) -> bool:
    """Whether the house sees the case because they stay there."""
    return stay.referral_id is not None or stay.case.owner_id != stay.office_id


def _shares(stay: Stay) -> QuerySet[Share]:
    return Share.objects.filter(case=stay.case_id, office=stay.office_id, grounds="stay")


def _back(stay: Stay, held: Whereabouts) -> bool:
    """Whether the very place they were in holds again, and nobody was taken in anew there."""
    same = held.since < stay.ended_at if stay.ended_at and stay.ended_at > stay.since else held.since <= stay.since
    anew = Stay.objects.filter(office=stay.office_id, person=stay.person_id, ended_at=None, withdrawn_by=None)
    return same and _is_there(stay, held) and not anew.exists()


def _go_on(stay: Stay, by: Actor | None, cause: UUID) -> None:
    """As it was: in their bed if it is still free, away if they were."""
    ended = stay.ended_by
    Stay.objects.filter(pk=stay.pk).update(ended_at=None, ended_to="", ended_by=None, contested=True)
    Absence.objects.filter(stay=stay, ended_by=ended, withdrawn_by=None).update(until=None, ended_by=None)
    lie_again(stay, ended)
    told_so = Fact.objects.filter(case=stay.case_id, subject=stay.pk, code="stay_ended", replaced_by=None)
    told_so.update(replaced_by=cause)
    if _of_others(stay):
        newest = _shares(stay).order_by("-since").values_list("pk", flat=True)[:1]
        Share.objects.filter(pk__in=list(newest)).update(until=None)
    if by:
        recompute(stay.case, by=by)
