"""Every action of houses, of journeys and of the road between offices, in any order, as one machine.

Three offices in two zones: a dinas, the RPTC of a province, an LKSA west of them. Every run begins with somebody in a
bed, somebody on a leg and a group at the quay. After each step `truths.py` asks whether anybody was lost.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor, set_scope
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.models import Case
from rehsos.cases.tests.any_order import ALL, KUPANG, SENTRA, WEST, Happens
from rehsos.directory.models import Office, OfficeKind
from rehsos.referral.tests.in_hands import who_is_at_an_office_is_there_once
from rehsos.referral.tests.machine import RoadMachine
from rehsos.vault.seal import Destroyed

from . import after_return, at_the_end, houses, journeys, truths
from .steps import Step, again

ROOMS = ("referral", "placement", "repatriation")
KINDS = {KUPANG: OfficeKind.REGENCY, SENTRA: OfficeKind.RPTC, WEST: OfficeKind.LKSA}
PARENTS = {KUPANG: 2, SENTRA: 2, WEST: KUPANG}
Digest = list[tuple[Any, ...]]
LOOKED_AT = 9
STEPS = (*houses.STEPS, *journeys.STEPS, *after_return.STEPS, *at_the_end.STEPS)


class WholeMachine(RoadMachine):
    """The road with its houses and its journeys."""

    rooms: ClassVar[tuple[str, ...]] = ROOMS if os.environ.get("REHSOS_RUNS") else ()
    """Of many runs every action is to be carried out by one; of the few of each day most are (`test_machine.py`)."""
    above: ClassVar[frozenset[str]] = frozenset()
    moves: ClassVar[tuple[str, ...]] = (*RoadMachine.moves, *at_the_end.TAKEN_BACK)
    openings: ClassVar[tuple[tuple[str, ...], ...]] = (
        *houses.OPENINGS, *journeys.OPENINGS, *at_the_end.OPENINGS, *RoadMachine.openings[:2],
    )  # fmt: skip
    refused: ClassVar[Counter[str]] = Counter()
    """How often one of the hands was turned away, by what was tried."""
    done_by_somebody: ClassVar[Counter[str]] = Counter()
    nobody: ClassVar[Counter[str]] = Counter()
    """How often all of them were."""
    in_the_log: ClassVar[Counter[str]] = Counter()
    reasons: ClassVar[dict[str, Counter[str]]] = defaultdict(Counter)

    def __init__(self, opening: tuple[str, ...] = ()) -> None:
        super().__init__(opening)
        self.doing, self.unchanged, self.compared = "begun", False, False
        self.at_work = KUPANG
        self.dead: set[UUID] = set()
        self.luck = Random(0)  # noqa: S311 - drawn anew at each step
        for pk, kind in KINDS.items():
            Office.objects.filter(pk=pk).update(kind=kind, parent=PARENTS[pk])

    @initialize()
    def begins_with_a_case(self) -> None:
        """And with houses, somebody in a bed, somebody on a leg, a group at the quay."""
        luck = Random(0)  # noqa: S311 - it draws nothing that matters
        for n in (0, 0, 3, 4):
            self._open(n, luck)
        houses.furnish(self)
        self.look()
        journeys.set_out(self)
        self.everything_is_true()

    def teardown(self) -> None:
        set_scope(ALL, 0)
        self.in_the_log.update(Action.objects.filter(room__in=ROOMS).values_list("name", flat=True))
        super().teardown()

    def look(self) -> None:
        """With the cases that somebody was taken in by, or that came of a group."""
        set_scope(ALL, 0)
        for case in Case.objects.exclude(pk__in=self.cases).order_by("opened_on", "pk"):
            self.cases.append(case.pk)
            self.opener[case.pk] = self.owner[case.pk] = case.owner_id
        super().look()

    def by(self, n: int) -> Actor:
        """With the kind of their office."""
        who = super().by(n)
        self.at_work = who.office
        return replace(who, office_kind=KINDS[who.office])

    # What happens.

    @rule(dice=st.integers(0, 2**32 - 1))
    def something_happens(self, dice: int) -> None:
        """As below; of the steps of houses and journeys a few are looked at each time."""
        self.luck = Random(f"{dice} {self.steps}")  # noqa: S311 - drawn again from the same number
        if self.unchanged:  # nobody looked since with the eyes of all
            set_scope(ALL, 0)
        super().something_happens(dice)

    def happens(self) -> Iterator[Happens]:
        first = self.opening[self.steps : self.steps + 1]
        mine = [step for step in STEPS if step.name in first] or self._drawn()
        told = [Happens(one.name, 3 * one.weight, list(one.things(self)), partial(self.tries, one)) for one in mine]
        others = () if len(told) == 1 and told[0].to else super().happens()
        for one in chain(told, others, at_the_end.happens(self)):
            yield one._replace(does=partial(self._doing, one.name, one.does))

    def _drawn(self) -> list[Step]:
        """Each at most once; what this run has done least is the likeliest."""
        left, found = list(STEPS), []
        for _n in range(LOOKED_AT):
            one = self.luck.choices(left, [one.weight / (1 + self.done[one.name]) for one in left])[0]
            left.remove(one)
            found.append(one)
        return found

    def _doing(self, name: str, does: Callable[[Any, Random], Any], thing: Any, luck: Random) -> None:
        self.doing, self.unchanged = name, False
        does(thing, luck)

    def tries(self, step: Step, thing: Any, luck: Random) -> Any:
        """One of the steps, to a thing."""
        told = step.given(self, thing, luck)
        made = self.somebody(luck, case_of(thing), lambda: self.theirs(step, thing), lambda mine, by, number: step.act(
            **({step.arg: mine} if step.arg else {}), **told, by=by, action_id=number))  # fmt: skip
        self.unchanged = made is None and self.compared
        return made

    def theirs(self, step: Step, thing: Any) -> Any:
        """As who is at work sees it; an office where it is done, where they work."""
        return again(thing) if step.arg or thing.pk == self.at_work else None

    @invariant()
    def everything_is_true(self) -> None:
        """What all were turned away from, and what is as it was to the last row, is as true as before."""
        if not self.unchanged or self.steps % 4 == 0:
            super().everything_is_true()

    def somebody(
        self, luck: Random, case: UUID | None, find: Callable[[], Any], act: Callable[[Any, Actor, UUID], Any]
    ) -> Any:
        """Whoever may, each with their own eyes. A refusal changes nothing; sent twice it happens once."""
        number, twice = new_id(), luck.random() < 1 / 3
        before = digest() if luck.random() < 1 / 2 else None
        for n in luck.sample(range(6), 6):
            by = self.by(n)
            thing = find()
            if thing is None:
                continue
            try:
                made = act(thing, by, number)
            except (Refused, Destroyed) as why:
                self._turned_away(why, case, before)
                continue
            self.done_by_somebody[self.doing] += 1
            if twice:
                done = Action.objects.count()
                act(thing, by, number)
                assert Action.objects.count() == done, "the same twice happens once"
            return made or True
        self.nobody[self.doing] += 1
        self.compared = before is not None
        return None

    def _turned_away(self, why: Exception, case: UUID | None, before: Digest | None) -> None:
        self.refused[self.doing] += 1
        self.reasons[self.doing][str(why)] += 1
        assert before is None or digest() == before, f"{self.doing} was refused, and changed something: {why}"
        if isinstance(why, Destroyed):
            assert case in self.erased or (case is None and self.erased), "what was not erased can be written on"

    def _erase(self, case: Case, luck: Random, *, words: bool = False) -> None:
        """Not while somebody is owed an answer about harm."""
        with suppress(Refused), transaction.atomic():
            super()._erase(case, luck, words=words)

    def _erase_words(self, case: Case, luck: Random) -> None:
        self._close(case, luck)
        self._erase(case, luck, words=True)
        if case.pk in self.erased:
            self.wordless.add(case.pk)

    # What is true whatever happened.

    def truths(self) -> Iterator[Callable[[], None]]:
        for truth in super().truths():
            if truth != self.a_client_is_only_where_somebody_received_them:
                yield truth
        yield partial(truths.nothing_is_found_of, truths.FAST)
        yield partial(truths.the_dead_stay_dead, self)

    def slow_truths(self) -> Iterator[Callable[[], None]]:
        for truth in super().slow_truths():
            if getattr(truth, "func", None) is not who_is_at_an_office_is_there_once:  # `tonight_adds_up` asks
                yield truth
        yield truths.every_leg_adds_up
        yield partial(truths.tonight_adds_up, self)
        yield truths.nobody_is_counted_home_twice


def case_of(thing: Any) -> UUID | None:
    """The case in which a thing is, where it is in one."""
    if isinstance(thing, Case):
        return thing.pk
    return getattr(thing, "case_id", None)


_KEPT = [model._meta.db_table for model in apps.get_models() if model._meta.app_label in {"cases", *ROOMS}]
_DIGEST = " UNION ALL ".join(
    f"SELECT '{table}', count(*), sum(hashtextextended(t.tableoid || ' ' || t.ctid, 0))::text FROM {table} t"
    for table in (*_KEPT, "people_person", "audit_action")
)


def digest() -> Digest:
    """Which rows lie in all tables, in short; past every wall. What is written in one transaction lies elsewhere."""
    set_scope(ALL, 0)
    with connection.cursor() as cursor:
        cursor.execute(_DIGEST)
        found: Digest = cursor.fetchall()
        return found
