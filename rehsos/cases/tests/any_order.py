"""Whatever may happen to cases, in any order: by six people of three offices in two zones, with slips and retries.

A room above says what else may happen (`happens`) and what is true whatever happened (`truths`), and names itself in
`rooms`: each of its actions is carried out in a set of runs, or the set proves nothing and is red.

    class StayMachine(RoadMachine):
        rooms = ("placement",)
        moves = (*RoadMachine.moves, "admit_client")
        openings = ((*ARRIVES, "admitted", "moved to a bed"),)

        def happens(self): yield from super().happens(); yield Happens("admitted", 2, self.arrived, self.admit)
        def truths(self): yield from super().truths(); yield self.nobody_lies_in_two_beds

What may happen is drawn among what something waits for; of that, what this run has done least is the likeliest.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, ClassVar, NamedTuple, cast
from uuid import UUID

import hypothesis
import time_machine
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rehsos.access.actions import operator
from rehsos.access.permissions import permissions_of
from rehsos.audit.actions import REGISTRY, new_id
from rehsos.audit.actor import Actor, set_scope
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.protecting import end_protection, protect
from rehsos.cases.clockwork import recompute
from rehsos.cases.erasing import erase
from rehsos.cases.models import Assignment, Case, Clock, Fact, Share
from rehsos.cases.protecting import protection_of
from rehsos.directory.days import held_on, today_at
from rehsos.directory.models import Office, Posting, Worker
from rehsos.papers.models import Direction, Letter, LetterState
from rehsos.vault.seal import Destroyed

from .test_open_case import opened

KUPANG, SENTRA, WEST = 3, 5, 90
OFFICES = (KUPANG, SENTRA, WEST)
ALL = (*OFFICES, 1, 2)
HANDS = ((1, KUPANG, "peksos"), (2, KUPANG, "peksos"), (3, KUPANG, "kabid"), (6, SENTRA, "sentra"),
         (91, WEST, "peksos"), (92, WEST, "kabid"))  # fmt: skip
START = datetime(2026, 11, 30, 15, 40, tzinfo=UTC)
"""22.40 in the west of the country, 23.40 in Kupang: days differ within the hour."""
MOST_CASES = 3


class Happens(NamedTuple):
    """What may happen now: how often beside the rest, to which things, and how it is done to one of them by luck."""

    name: str
    weight: float
    to: Sequence[Any]
    does: Callable[[Any, Random], Any]


class AnyOrder(RuleBasedStateMachine):
    """One run: what happens in it is taken back at its end."""

    rooms: ClassVar[tuple[str, ...]] = ()
    above: ClassVar[frozenset[str]] = frozenset()
    """Actions of its rooms that need something of a room above: the machine of that room tries them."""
    carried_out: ClassVar[Counter[str]] = Counter()
    """How often each action stood in the log at the end of a run, over all runs of a set."""

    openings: ClassVar[tuple[tuple[str, ...], ...]] = ((),)
    """What happens first, by the beginning of its name, where it may: each is begun with by as many runs."""

    def __init__(self, opening: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.opening = opening
        self.clock = time_machine.travel(START, tick=False)
        self.now = self.clock.start()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        _put_the_west()
        self.cases: list[UUID] = []
        self.opener: dict[UUID, int] = {}
        self.owner: dict[UUID, int] = {}
        self.erased: set[UUID] = set()
        self.wordless: set[UUID] = set()
        self.facts: list[UUID] = []
        self.here: list[Case] = []
        self.done = Counter[str]()
        self.steps = 0

    def teardown(self) -> None:
        set_scope(ALL, 0)
        self.carried_out.update(Action.objects.filter(room__in=self.rooms).values_list("name", flat=True))
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        self.clock.stop()

    @initialize()
    def begins_with_a_case(self) -> None:
        """A run that opened none would try everything on nothing."""
        self._open(0, Random(0))  # noqa: S311 - it draws nothing
        self.everything_is_true()

    @rule(dice=st.integers(0, 2**32 - 1))
    def something_happens(self, dice: int) -> None:
        """Something of all that may, to something it may happen to; and a minute goes by."""
        luck = Random(f"{dice} {self.steps} {self.opening}")  # noqa: S311 - drawn again from the same number
        may = [one for one in self.happens() if one.to]
        first = [one for one in may if one.name.startswith(self.opening[self.steps : self.steps + 1] or ("\0",))]
        one = (first or luck.choices(may, [one.weight / (1 + self.done[one.name]) for one in may]))[0]
        thing = luck.choice(one.to)
        self.done[one.name] += 1
        self.steps += 1
        hypothesis.note(f"{timezone.now():%d %b %H.%M} {one.name}: {getattr(thing, 'name', thing)}")
        one.does(thing, luck)
        self.now.shift(timedelta(minutes=1))

    @invariant()
    def everything_is_true(self) -> None:
        self.look()
        asked = [*self.truths(), *(self.slow_truths() if self.steps % 4 == 0 else ())]
        for truth in asked:
            truth()

    def look(self) -> None:
        """All that there is, as the database has it now, in the order in which it came to be."""
        set_scope(ALL, 0)
        found = {one.pk: one for one in Case.objects.select_related("owner", "client").filter(pk__in=self.cases)}
        self.here = [found[one] for one in self.cases]

    # Who.

    def by(self, n: int) -> Actor:
        worker, office, role = HANDS[n]
        zone = "Asia/Jakarta" if office == WEST else "Asia/Makassar"
        set_scope((office,), worker)
        return Actor(worker, "Contoh", office, (office,), role, permissions_of(role), place="53.01", time_zone=zone)

    def somebody(
        self, luck: Random, case: UUID, find: Callable[[], Any], act: Callable[[Any, Actor, UUID], Any]
    ) -> Any:
        """Whoever may, the hands in any order: each finds it with their own eyes. Sent twice where the answer was lost.

        What the action made, or True; None where nobody may.
        """
        number, again = new_id(), luck.random() < 1 / 3
        for n in luck.sample(range(len(HANDS)), len(HANDS)):
            by = self.by(n)
            thing = find()
            if thing is None:
                continue
            with self.turned_away(case), transaction.atomic():
                made = act(thing, by, number)
                if again:
                    done = Action.objects.count()
                    act(thing, by, number)
                    assert Action.objects.count() == done, "the same twice happens once"
                return made or True
        return None

    @contextmanager
    def turned_away(self, case: UUID) -> Iterator[None]:
        """They may not: then somebody else, or nobody. What was erased is not written on, and says so."""
        try:
            yield
        except Refused:
            pass
        except Destroyed:
            assert case in self.erased

    # What happens.

    def happens(self) -> Iterator[Happens]:
        cases = self.here
        runs, over = ([one for one in cases if (one.status == "open") is so] for so in (True, False))
        safe, shut = ([one for one in cases if is_round(one) is so] for so in (False, True))
        bound = set(Letter.objects.filter(state=LetterState.NUMBERED).values_list("dossier", flat=True))
        yield Happens("opened", 3, [0, 1, 3, 4] if len(cases) < MOST_CASES else [], self._open)
        yield Happens("filed", 0.5, cases, self._file)
        yield Happens("walled", 0.5, cases, self._wall)
        yield Happens("numbered", 0.3, runs, self._letter)
        yield Happens("signed", 3, [one for one in runs if one.pk in bound], self._sign)
        yield Happens("closed", 0.2, runs, self._close)
        yield Happens("reopened", 3, [one for one in over if one.pk not in self.wordless], self._reopen)
        late = self.steps / 20  # what ends things comes when there is something to end
        yield Happens("protected", 0.4 * late, safe, self._protect)
        yield Happens("protected no more", 4, shut, self._end_protection)
        yield Happens("erased", 0.2 * late, [one for one in cases if one.pk not in self.erased], self._erase)
        yield Happens("erased with its words", 0.3 * late, [one for one in cases if one.pk not in self.wordless],
                      self._erase_words)  # fmt: skip
        yield Happens("time", 0.6, [7, 25, 60, 60 * 26, 60 * 24 * 91], self._time)

    def _open(self, n: int, _luck: Random) -> None:
        by = self.by(n)
        case = opened(by)
        put_fact(case, case.subject, "intake_received", timezone.now(), fact_id=new_id())
        recompute(case, by=by)
        self.cases.append(case.pk)
        self.opener[case.pk] = self.owner[case.pk] = by.office

    def _file(self, case: Case, _luck: Random) -> None:
        """By the office whose case it is: who handed it on does not get it."""
        set_scope((self.owner[case.pk],), 0)
        made = Fact.objects.create(id=new_id(), case=case, subject=case.pk, code="x", at=timezone.now())
        set_scope(ALL, 0)
        assert set(Fact.objects.get(pk=made.pk).offices) == set(case.offices) - set(case.history_for)
        self.facts.append(made.pk)

    def _wall(self, case: Case, luck: Random) -> None:
        circles = [one for one in case.barred if one < 0]
        Case.objects.filter(pk=case.pk).update(barred=[*circles, *luck.choice([[], [], [6], [91], [1]])])

    def _letter(self, case: Case, _luck: Random) -> None:
        """One that is numbered, and waits for its signature."""
        Letter.objects.create(id=new_id(), dossier=case.pk, office_id=self.owner[case.pk], direction=Direction.OUT,
                              kind="other", state=LetterState.NUMBERED, author=1, sealed=b"", offices=[1])  # fmt: skip

    def _sign(self, case: Case, _luck: Random) -> None:
        Letter.objects.filter(dossier=case.pk).update(state=LetterState.SIGNED)

    def _close(self, case: Case, _luck: Random) -> None:
        Case.objects.filter(pk=case.pk).update(status="closed")

    def _reopen(self, case: Case, _luck: Random) -> None:
        Case.objects.filter(pk=case.pk).update(status="open")

    def _protect(self, case: Case, luck: Random) -> None:
        """By who heads the office of the case."""
        lead = Assignment.objects.select_related("worker").get(case=case, kind="lead", until=None).worker
        self.somebody(luck, case.pk, lambda: seen(case), lambda mine, by, number: protect(
            case=mine, first=lead, second=None, words="LPSK 1", by=by, action_id=number))  # fmt: skip

    def _end_protection(self, case: Case, luck: Random) -> None:
        def find() -> Any:
            mine = seen(case)
            return mine and protection_of(mine)

        self.somebody(luck, case.pk, find, lambda found, by, number: end_protection(
            protection=found, words="LPSK 2", by=by, action_id=number))  # fmt: skip

    def _erase(self, case: Case, _luck: Random, *, words: bool = False) -> None:
        """The client, by whoever runs the server."""
        by = operator(case.owner)
        set_scope(ALL, by.worker)
        erase(person=case.client, because="Permintaan 7", although_open="Perintah", with_texts=words, by=by,
              action_id=new_id())  # fmt: skip
        self.erased.add(case.pk)

    def _erase_words(self, case: Case, luck: Random) -> None:
        """With what was written where the case ended."""
        self._close(case, luck)
        self._erase(case, luck, words=True)
        self.wordless.add(case.pk)

    def _time(self, minutes: int, _luck: Random) -> None:
        self.now.shift(timedelta(minutes=minutes))

    # What is true whatever happened.

    def truths(self) -> Iterator[Callable[[], None]]:
        """Asked in this order; what a room has to learn first of what happened comes before."""
        yield self.nobody_is_lost

    def slow_truths(self) -> Iterator[Callable[[], None]]:
        """What stays untrue until somebody looks: asked after each fourth step."""
        yield self.every_case_is_in_one_line
        yield self.who_handed_a_case_on_has_its_history_and_who_works_it_has_all

    def nobody_is_lost(self) -> None:
        """Of each case who owns, who leads, whose clocks they are."""
        set_scope(ALL, 0)
        offices = {one.pk: one for one in Office.objects.filter(pk__in=OFFICES)}
        shares = list(Share.objects.filter(case__in=self.cases, until=None))
        leads = list(Assignment.objects.filter(kind="lead", until=None).values_list("case", flat=True))
        led = {case for office in offices.values() for case in _led_at(office)}
        owed = set(Clock.objects.values_list("case", "owner"))
        for case in self.here:
            assert case.owner_id == self.owner[case.pk], "a case moves where it is handed on, and only there"
            theirs = [share for share in shares if share.case_id == case.pk]
            assert [share.named for share in theirs if share.office_id == case.owner_id] == [True]
            assert case.pk in led, "no case is led by nobody"
            assert leads.count(case.pk) == 1
            assert {who for one, who in owed if one == case.pk} <= {case.owner_id}, "no clock that nobody owes"

    def every_case_is_in_one_line(self) -> None:
        """Each office counts what it opened, sees it for ever, and nobody counts it beside them."""
        lines = list[tuple[UUID, int]]()
        for office in OFFICES:
            set_scope((office,), 0)
            lines += Case.objects.filter(counts_at=office).values_list("pk", "counts_at")
        assert sorted(lines) == sorted(self.opener.items())

    def who_handed_a_case_on_has_its_history_and_who_works_it_has_all(self) -> None:
        set_scope(ALL, 0)
        cases = {case.pk: case for case in self.here}
        clocks = list(Clock.objects.filter(case__in=self.cases))
        for case in self.here:
            assert {case.owner_id, case.counts_at_id} <= set(case.offices)
            assert case.owner_id not in case.history_for
            assert case.counts_at_id in {case.owner_id, *case.history_for}
            theirs = [one for one in clocks if one.case_id == case.pk]
            assert all(set(one.offices).isdisjoint(case.history_for) for one in theirs)
        for fact in Fact.objects.filter(pk__in=self.facts):
            case = cases[fact.case_id]
            assert set(case.offices) - set(case.history_for) <= set(fact.offices) <= set(case.offices)


def is_round(case: Case) -> bool:
    """Whether a circle is drawn round it: its client is protected."""
    return any(one < 0 for one in case.barred)


def seen(case: Case) -> Case | None:
    """The case as who is at work sees it now."""
    return Case.objects.select_related("client", "owner").filter(pk=case.pk).first()


def _led_at(office: Office) -> Iterator[UUID]:
    """The cases of an office that somebody posted there leads today, as `assignments.lead_of` says it of one."""
    day = today_at(office)
    here = Posting.objects.filter(held_on(day), worker=OuterRef("worker"), office=office)
    leads = Assignment.objects.filter(held_on(day), Exists(here), case__owner=office, kind="lead")
    yield from leads.values_list("case", flat=True)


def run(machine: type[AnyOrder], *, runs: int, steps: int) -> None:
    """As many runs of each opening as fit a minute, always the same; with REHSOS_RUNS so many in all, freshly drawn.

    Prints how often each action was carried out. Red, too, where one of the machine's rooms never was.
    """
    drawn = int(os.environ.get("REHSOS_RUNS", "0"))
    machine.carried_out = Counter()
    how = hypothesis.settings(
        max_examples=-(-drawn // len(machine.openings)) or runs, stateful_step_count=40 if drawn else steps,
        deadline=None, derandomize=not drawn, database=None, suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    for opening in machine.openings:
        begun = cast("type[AnyOrder]", partial(machine, opening))  # a function will do, which its type does not say
        run_state_machine_as_test(begun, settings=how)
    every = {name for name, one in REGISTRY.items() if one.room in machine.rooms}
    sys.stdout.writelines(f"{machine.carried_out[name]:6} {name}\n" for name in sorted(every))
    assert not sorted(every - machine.above - set(machine.carried_out)), "what no run carried out is not tried"


def _put_the_west() -> None:
    """A dinas an hour behind Kupang, with a social worker and a head."""
    Office.objects.create(id=WEST, name="Dinas Sosial Kota Contoh", short="Dinsos Kota Contoh", kind="regency",
                          place_id="31.71", parent_id=1, time_zone="Asia/Jakarta")  # fmt: skip
    for worker, role in ((91, "peksos"), (92, "kabid")):
        Worker.objects.create(id=worker, name="Peraga Contoh")
        Posting.objects.create(worker_id=worker, office_id=WEST, role=role, since=START.date() - timedelta(days=90))
