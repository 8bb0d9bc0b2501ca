"""What an office promises beside the law, and the cases in which a new choice of it changes a clock."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from rehsos.audit.actor import Actor
from rehsos.directory.models import LocalPolicy, Office
from rehsos.law.book import rules
from rehsos.law.facts import NO_CHOICE, Choice
from rehsos.law.shapes import Duty, Rule

from .clockwork import CHOICES, DONE, choice_of, recompute_many
from .models import Case, Clock, Fact, Status


def chosen_before(office: Office, day: date) -> Choice:
    """What the office chose that held until a day."""
    found = _chosen(office).filter(since__lt=day).order_by("-since").values("since", "value").first()
    return choice_of(found) if found else NO_CHOICE


def bring_in_step(office: Office, day: date, by: Actor) -> int:
    """Reckon anew where the choice of a day changes something; how many cases.

    Those in which something happened since that morning, for it began under the old choice; those where a promise runs
    that is kept no more; those that one reaches although they ran already. No other case is touched.
    """
    found = _chosen(office).filter(since=day).values("since", "value").first()
    choice = choice_of(found) if found else NO_CHOICE
    cases = list(_changed(office, day, choice).order_by("pk"))
    recompute_many([(case, by) for case in cases])
    return len(cases)


def follow_choices(today: date) -> int:
    """The same for choices that were made for a day to come, once it is there, in every zone of the country."""
    begun = LocalPolicy.objects.filter(key=CHOICES, since__in=(today, today - timedelta(days=1)))
    return sum(bring_in_step(row.office, row.since, _nobody(row.office)) for row in begun.select_related("office"))


def _chosen(office: Office) -> QuerySet[LocalPolicy]:
    return LocalPolicy.objects.filter(office=office, key=CHOICES)


def _changed(office: Office, day: date, choice: Choice) -> QuerySet[Case]:
    morning = datetime.combine(day, time(0), ZoneInfo(office.time_zone))
    own = [rule for rule in rules().values() if rule.duty is Duty.POLICY]
    facts = Fact.objects.filter(case__owner=office, replaced_by=None)
    moved = facts.filter(case__status=Status.OPEN, at__gte=morning)
    dropped = [rule.code for rule in own if not choice.shows(rule)]
    running = Clock.objects.exclude(state__in=[state.value for state in DONE])
    stopped = running.filter(case__owner=office, rule__in=dropped)
    touched = Q(pk__in=moved.values("case")) | Q(pk__in=stopped.values("case"))
    if begins := _begins([rule for rule in own if rule.code in choice.reaching]):
        touched |= Q(pk__in=facts.filter(code__in=begins).exclude(case__status=Status.VOID).values("case"))
    return Case.objects.filter(touched)


def _begins(reaching: Collection[Rule]) -> set[str]:
    return {rule.start for rule in reaching}


def _nobody(office: Office) -> Actor:
    """The day itself brought it."""
    return Actor(worker=0, name="", office=office.pk, offices=(office.pk,), role="")
