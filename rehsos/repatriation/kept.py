"""Who stays in a house that a leg does not start from: the house itself says whether they left, and no tick does.

And what speaks against somebody on a list being the client of a case: where that one stays, their sex, their age.
"""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.cases.actions.placing import everywhere, hidden
from rehsos.cases.keeping import Asked, Kept, kept
from rehsos.cases.models import Case, Clash
from rehsos.look import words
from rehsos.people.models import Person, Sex

from .models import AT_HOME, AcceptedAs, Leg, Member, Outcome, Ride

FAR_APART = 10
"""By so many years an age that was guessed may be wrong."""


def asked(case: Case, leg: Leg, *ends: int | None) -> Asked | None:
    """The house that is asked whether the client left it: where they stay, unless the leg starts there, or `ends`."""
    stays = _stays([case]).get(case.pk)
    return _asked(stays, leg, *ends) if stays else None


def _asked(stays: Kept, leg: Leg, *ends: int | None) -> Asked | None:
    start, house = leg.sender_id or leg.office_id, stays.house.pk
    return None if house in {start, *ends} else Asked(house, leg.office_id if house != leg.office_id else start)


def staying_elsewhere(leg: Leg, rides: Iterable[Ride]) -> list[int]:
    """Who boards, by number, and stays in a house that the leg does not start from; of a hidden one nothing is said."""
    numbers = {ride.case_id: ride.number for ride in rides if ride.case_id is not None and ride.aboard}
    with everywhere():
        cases = list(Case.objects.filter(pk__in=numbers).only("client"))
        stays = _stays(cases)
        asks = [case for case in cases if case.pk in stays and _asked(stays[case.pk], leg)]
        return sorted(numbers[case.pk] for case in asks if not _untold(stays[case.pk], case))


def unanswered(rides: Iterable[Ride]) -> list[int]:
    """Of whom a house has not answered whether they left it, as far as this office is told. One statement, or none."""
    numbers = {ride.case_id: ride.number for ride in rides if ride.case_id is not None and ride.aboard}
    asked_of = Clash.objects.filter(told_in__in=numbers, held_in=F("told_in"), settled_at=None) if numbers else None
    return [] if asked_of is None else sorted({numbers[one] for one in asked_of.values_list("told_in", flat=True)})


def _stays(cases: Sequence[Case]) -> dict[UUID, Kept]:
    with everywhere():
        true = dict(Person.objects.filter(pk__in=[one.client_id for one in cases]).values_list("pk", "true_person"))
        ones = {case.pk: true.get(case.client_id) or case.client_id for case in cases}
        found = kept(set(ones.values()))
    return {case: found[one] for case, one in ones.items() if one in found}


def _one(case: Case) -> UUID:
    return Person.objects.values_list("true_person", flat=True).get(pk=case.client_id) or case.client_id


def doubts(member: Member, case: Case, by: Actor) -> list[str]:
    """What speaks against somebody on the list being the client of the case, in words; nothing does: none."""
    return [str(one) for one in (*_of_place(member, case, by), *_of_person(member, case))]


def _of_place(member: Member, case: Case, by: Actor) -> Iterator[Words]:
    """Where the client stays, and where the one on the list came. What is hidden is not told, not even that it is."""
    last = Ride.objects.select_related("receiver", "leg").filter(member=member, aboard=True).order_by("-leg__number")
    rode = last.first()
    there = rode.receiver_id if rode and rode.accepted_as == AcceptedAs.OFFICE else member.group.office_id
    stays = _stays([case]).get(case.pk)
    if stays is None or (stays.house.pk == there and not stays.away) or _secret(stays, case, by):
        return
    yield _where(stays, case)
    if rode is not None:
        yield _rode(rode)


def _secret(stays: Kept, case: Case, by: Actor) -> bool:
    """Whether it is told to no other office that the client stays there."""
    if stays.house.pk == by.office:
        return False
    with everywhere():
        return _untold(stays, case)


def _untold(stays: Kept, case: Case) -> bool:
    return stays.house.hidden_place or hidden(_one(case))


def _where(stays: Kept, case: Case) -> Words:
    if stays.case != case.pk:
        return _("kliennya tercatat tinggal di lembaga lain")
    told = str(_("kliennya tinggal di {house}")).format(house=stays.house.short)
    if not stays.away or stays.since is None:
        return told
    since = words.moment(timezone.localtime(stays.since))
    return f"{told}, {str(stays.away).lower()} {_('sejak {since}').format(since=since)}"


def _rode(ride: Ride) -> Words:
    if ride.outcome != Outcome.ARRIVED or ride.ended_at is None:
        return _("yang di rombongan sudah naik")
    at = words.moment(timezone.localtime(ride.ended_at))
    return str(_("yang di rombongan sudah tiba di {there} {at}")).format(there=_taken_by(ride), at=at)


def _taken_by(ride: Ride) -> Words:
    if ride.accepted_as == AcceptedAs.OFFICE and ride.receiver is not None:
        return str(ride.receiver.short)
    return _("keluarga") if ride.accepted_as in AT_HOME else _("lembaga lain")


def _of_person(member: Member, case: Case) -> Iterator[Words]:
    """A sex that was written otherwise, and an age that no guess explains."""
    sex = case.client.sex
    if Sex.UNKNOWN not in {sex, member.sex} and sex != member.sex:
        told = str(_("di kasus {case}, di rombongan {list}"))
        yield told.format(case=Sex(sex).label.lower(), list=Sex(member.sex).label.lower())
    if None not in {case.age, member.age} and abs((case.age or 0) - (member.age or 0)) > FAR_APART:
        yield str(_("umur di kasus {case}, di rombongan {list}")).format(case=case.age, list=member.age)
