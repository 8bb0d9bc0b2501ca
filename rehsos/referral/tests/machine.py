"""Every action of the road in any order, by six people of three offices in two zones, with retries and slips.

    REHSOS_RUNS=100 python -m pytest -n 0 rehsos/referral/tests/test_machine.py

After each step it is asked whether somebody was lost between two offices: of each case who owns, who leads, who counts;
of each referral who sees it, and whether it stands where its hours say.
"""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rehsos.access import by_code
from rehsos.access.models import AnswerCode
from rehsos.access.permissions import permissions_of
from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor, set_scope
from rehsos.audit.answers import Refused
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.assignments import lead_of
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Assignment, Case, Clock, Custody, Fact, Share, Whereabouts
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.days import today_at
from rehsos.directory.models import Office, Posting, Worker
from rehsos.papers.models import Direction, Letter, LetterState
from rehsos.referral import actions
from rehsos.referral.actions import outside, staying
from rehsos.referral.doors import Told
from rehsos.referral.models import (
    RUNS,
    WAITS,
    Answer,
    Deed,
    LeftTo,
    Outside,
    Part,
    Referral,
    Refusal,
    State,
    Urgency,
    Wanted,
)

KUPANG, SENTRA, WEST = 3, 5, 90
OFFICES = (KUPANG, SENTRA, WEST)
HANDS = ((1, KUPANG, "peksos"), (2, KUPANG, "peksos"), (3, KUPANG, "kabid"), (6, SENTRA, "sentra"),
         (91, WEST, "peksos"), (92, WEST, "kabid"))  # fmt: skip
ALL = (*OFFICES, 1, 2)
START = datetime(2026, 11, 30, 15, 40, tzinfo=UTC)
"""22.40 in the west of the country, 23.40 in Kupang: days differ within the hour."""
ORDER = {State.DRAFT: 0, State.SENT: 1, State.RECEIVED: 2, State.ACCEPTED: 3, State.PARTLY: 3, State.REFUSED: 9,
         State.ARRIVED: 3, State.DONE: 9, State.REVOKED: 9}  # fmt: skip

hand = st.integers(0, len(HANDS) - 1)
index = st.integers(0, 40)
urgent = st.sampled_from(Urgency)
answers = st.sampled_from(Answer)
PHONE = "0812 3456 7890"
CARRIED_OUT = Counter[str]()
"""How often each action was, of all that were tried, whatever the run."""


class RoadMachine(RuleBasedStateMachine):
    """One run: what happens in it is taken back at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(START, tick=False)
        self.now = self.clock.start()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        _put_the_west()
        self.cases: list[UUID] = []
        self.opener: dict[UUID, int] = {}
        self.owner: dict[UUID, int] = {}
        self.referrals: list[UUID] = []
        self.height: dict[UUID, int] = {}
        self.answered: set[UUID] = set()
        self.arrived: set[UUID] = set()
        self.facts: list[UUID] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        self.clock.stop()

    # Who and what.

    def by(self, n: int) -> Actor:
        worker, office, role = HANDS[n]
        zone = "Asia/Jakarta" if office == WEST else "Asia/Makassar"
        set_scope((office,), worker)
        return Actor(worker, "Contoh", office, (office,), role, permissions_of(role), place="53.01", time_zone=zone)

    def one(self, n: int) -> Any:
        """A referral as who is at work sees it; None where they do not."""
        return (
            Referral.objects.select_related("sender", "receiver")
            .filter(pk=self.referrals[n % len(self.referrals)])
            .first()
        )

    def do(self, n: int, which: int, act: Any, again: bool, **given: Any) -> None:
        """Carried out on a referral by somebody, or else by the next who may; twice where the first answer was lost."""
        number = new_id()
        for hand_ in (*range(n, len(HANDS)), *range(n)):
            by = self.by(hand_)
            it, before = self.one(which), CARRIED_OUT[act.__name__]
            for _time in range(1 + again if it else 0):
                with suppress(Refused), transaction.atomic():
                    act(referral=it, by=by, action_id=number, **given)
                    CARRIED_OUT[act.__name__] += 1
            if CARRIED_OUT[act.__name__] > before:
                return

    # What happens.

    @initialize(to=st.sampled_from((SENTRA, WEST)), deed=st.sampled_from(Deed))
    def begins_with_something_sent(self, to: int, deed: Deed) -> None:
        """A run that opened no case would try every action on nothing."""
        self.open_a_case(0)
        self.draft(0, 0, to, deed, Urgency.USUAL)
        self.send(0, 0, again=False)

    @precondition(lambda self: len(self.cases) < 3)
    @rule(n=st.sampled_from([0, 1, 3, 4]))
    def open_a_case(self, n: int) -> None:
        by = self.by(n)
        case = opened(by)
        put_fact(case, case.subject, "intake_received", timezone.now(), fact_id=new_id())
        recompute(case, by=by)
        self.cases.append(case.pk)
        self.opener[case.pk] = self.owner[case.pk] = by.office

    @precondition(lambda self: self.cases)
    @rule(
        n=hand, which=index, to=st.sampled_from(OFFICES), deed=st.sampled_from(Deed), urgency=st.sampled_from(Urgency)
    )
    def draft(self, n: int, which: int, to: int, deed: Deed, urgency: Urgency) -> None:
        by = self.by(n)
        case = Case.objects.filter(pk=self.cases[which % len(self.cases)]).first()
        if case is None:
            return
        with suppress(Refused), transaction.atomic():
            made = actions.begin_referral(
                case=case, deed=deed, receiver=Office.objects.get(pk=to), wanted=Wanted.AID, asked="Mohon.",
                urgency=urgency, proposed=None, by=by, action_id=new_id(),
            )  # fmt: skip
            self.referrals.append(made.pk)
            CARRIED_OUT["begin_referral"] += 1

    @precondition(lambda self: self.cases)
    @rule(n=hand, which=index, deed=st.sampled_from(outside.DEEDS))
    def ask_outside(self, n: int, which: int, deed: Deed) -> None:
        by = self.by(n)
        case = Case.objects.filter(pk=self.cases[which % len(self.cases)]).first()
        if case is None:
            return
        with suppress(Refused), transaction.atomic():
            made = outside.ask_outside(
                case=case, deed=deed, outside=Outside.SCHOOL, party="SDN Contoh", phone=PHONE, wanted=Wanted.OTHER,
                asked="Mohon.", by=by, action_id=new_id(),
            )  # fmt: skip
            self.referrals.append(made.pk)
            outside.give_code(referral=made, by=by, action_id=new_id())
            CARRIED_OUT.update(("ask_outside", "give_code"))

    @precondition(lambda self: self.referrals)
    @rule(n=hand, which=index, again=st.booleans())
    def another_sheet(self, n: int, which: int, again: bool) -> None:
        it = Referral.objects.filter(pk=self.referrals[which % len(self.referrals)]).first()
        if it and it.outside:
            self.do(n, which, outside.give_code, again)

    @precondition(lambda self: self.referrals)
    @rule(which=index, phone=st.sampled_from([PHONE, PHONE, "0000"]), answer=answers)
    def answer_by_code(self, which: int, phone: str, answer: Answer) -> None:
        """Who has a sheet, be it the last one or an older."""
        set_scope(ALL, 0)
        numbers = list(AnswerCode.objects.order_by("-pk").values_list("pk", flat=True))
        set_scope((), None)
        if not numbers:
            return
        code = by_code.code_of(numbers[which % len(numbers)])
        with patch.object(by_code, "line", connection.cursor):  # nothing of a run is committed
            found = by_code.opened(code, phone)
        if found and not found.answered_at:
            with suppress(Refused):
                by_code.answer(found, code, phone, {"answer": answer, "words": "Ya."}, new_id())
                CARRIED_OUT["answer_by_code"] += 1

    @precondition(lambda self: self.referrals)
    @rule(n=hand, which=index, again=st.booleans())
    def send(self, n: int, which: int, again: bool) -> None:
        self.do(n, which, actions.send_referral, again, parts=(Told("risk", ("Tinggi",)),))

    @precondition(lambda self: self.referrals)
    @rule(n=hand, which=index, again=st.booleans())
    def receive(self, n: int, which: int, again: bool) -> None:
        self.do(n, which, actions.receive_referral, again, at=timezone.now())

    @precondition(lambda self: self.referrals)
    @rule(n=hand, which=index, again=st.booleans(), answer=st.sampled_from(Answer))
    def answer(self, n: int, which: int, again: bool, answer: Answer) -> None:
        refusal = Refusal.FULL if answer == Answer.REFUSED else Refusal.NONE
        lead = Worker.objects.get(pk=91) if HANDS[n][2] == "kabid" else None
        self.do(n, which, actions.answer_referral, again, answer=answer, refusal=refusal, words="Ya.", lead=lead)

    @precondition(lambda self: self.referrals)
    @rule(n=hand, which=index, again=st.booleans())
    def revoke(self, n: int, which: int, again: bool) -> None:
        self.do(n, which, actions.revoke_referral, again, reason="Batal.")

    @precondition(lambda self: self.referrals)
    @rule(n=hand, which=index, again=st.booleans(), what=st.integers(0, 7))
    def say(self, n: int, which: int, again: bool, what: int) -> None:
        act, given = (
            (actions.ask_again, {"asked": ""}),
            (actions.add_to_referral, {"parts": (), "words": "Lagi."}),
            (actions.note_spoken, {"answer": Answer.ACCEPTED, "who": "Kepala", "at": timezone.now()}),
            (actions.record_arrival, {"at": timezone.now()}),
            (actions.record_result, {"words": "Selesai."}),
            (actions.take_back_arrival, {"reason": "Keliru."}),
            (staying.record_departure, {"to": LeftTo.FAMILY, "words": "", "at": timezone.now()}),
            (staying.record_departure, {"to": LeftTo.HOSPITAL, "words": "", "at": timezone.now()}),
        )[what]
        self.do(n, which, act, again, **given)

    @precondition(lambda self: self.cases)
    @rule(which=index)
    def file_something(self, which: int) -> None:
        """By the office whose case it is: who handed it on does not get it."""
        case = self.cases[which % len(self.cases)]
        set_scope((self.owner[case],), 0)
        made = Fact.objects.create(id=new_id(), case_id=case, subject=case, code="x", at=timezone.now())
        set_scope(ALL, 0)
        now = Case.objects.get(pk=case)
        assert set(Fact.objects.get(pk=made.pk).offices) == set(now.offices) - set(now.history_for)
        self.facts.append(made.pk)

    @rule(minutes=st.sampled_from([7, 25, 60, 60 * 26, 60 * 24 * 91]))
    def time_passes(self, minutes: int) -> None:
        self.now.shift(timedelta(minutes=minutes))

    @precondition(lambda self: self.cases)
    @rule(which=index, barred=st.sampled_from([[], [6], [91], [1]]))
    def wall(self, which: int, barred: list[int]) -> None:
        set_scope(ALL, 0)
        Case.objects.filter(pk=self.cases[which % len(self.cases)]).update(barred=barred)

    @precondition(lambda self: self.cases)
    @rule(which=index, state=st.sampled_from([LetterState.NUMBERED, LetterState.SIGNED]))
    def letter(self, which: int, state: LetterState) -> None:
        set_scope(ALL, 0)
        case = self.cases[which % len(self.cases)]
        if not Letter.objects.filter(dossier=case).update(state=state):
            Letter.objects.create(id=new_id(), dossier=case, office_id=self.owner[case], direction=Direction.OUT,
                                  kind="other", state=state, author=1, sealed=b"", offices=[1])  # fmt: skip

    @precondition(lambda self: self.cases)
    @rule(which=index, status=st.sampled_from(["open", "open", "closed"]))
    def close_or_reopen(self, which: int, status: str) -> None:
        set_scope(ALL, 0)
        Case.objects.filter(pk=self.cases[which % len(self.cases)]).update(status=status)

    # What is true whatever happened.

    @invariant()
    def nobody_is_lost(self) -> None:
        set_scope(ALL, 0)
        offices = {one.pk: one for one in Office.objects.filter(pk__in=OFFICES)}
        cases = list(Case.objects.filter(pk__in=self.cases))
        assert len(cases) == len(self.cases)
        for it in Referral.objects.filter(deed=Deed.TRANSFER, answer=Answer.ACCEPTED).exclude(pk__in=self.answered):
            assert self.owner[it.case_id] == it.sender_id
            self.owner[it.case_id] = it.office.pk
            self.answered.add(it.pk)
        for case in cases:
            assert case.owner_id == self.owner[case.pk], "only a transfer that was accepted moves a case"
            assert case.counts_at_id == self.opener[case.pk], "who counts it counts it for ever"
            shares = Share.objects.filter(case=case)
            assert [s.named for s in shares.filter(office=case.owner_id, until=None)] == [True]
            assert shares.filter(office=case.counts_at_id, until=None).count() == 1
            assert {case.owner_id, case.counts_at_id} <= set(case.offices)
            lead = lead_of(case, today_at(offices[case.owner_id]))
            assert lead is not None, "no case is led by nobody"
            assert Posting.objects.filter(worker=lead.worker_id, office=case.owner_id).exists()
            leads = Assignment.objects.filter(case=case, kind="lead", until=None)
            assert leads.count() == 1
            owed = set(Clock.objects.filter(case=case).values_list("owner_id", flat=True))
            assert owed <= {case.owner_id}, "no clock that nobody owes"

    @invariant()
    def a_referral_stands_where_its_hours_say(self) -> None:
        set_scope(ALL, 0)
        found = list(Referral.objects.all())
        codes = [it.code for it in found if it.code]
        assert len(codes) == len(set(codes))
        for it in found:
            high = ORDER[State(it.state)]
            assert high >= self.height.get(it.pk, 0), "a referral never goes back"
            self.height[it.pk] = high
            sent = it.sent_at is not None
            assert (it.shown_to_id == it.receiver_id) == sent
            assert it.offices == sorted({it.sender_id, it.shown_to_id or it.sender_id})
            if it.state != State.REVOKED or it.deed != Deed.HAND_OVER:  # on the way, it falls away with the case
                assert (it.answered_at is not None) == (it.state not in {State.DRAFT, *WAITS, State.REVOKED})
            if it.state in {State.DRAFT, *WAITS}:
                assert self.owner[it.case_id] == it.sender_id, "nobody waits for an office that gave the case away"
            assert it.received_at is None or it.answer_due is not None or it.outside
            assert not (it.answered_at and it.received_at) or it.received_at <= it.answered_at
            if it.state == State.ARRIVED and it.deed == Deed.HAND_OVER and it.pk not in self.arrived:
                assert self.owner[it.case_id] == it.sender_id, "nobody arrives for an office that gave the case away"
            if it.state == State.ARRIVED and it.deed == Deed.HAND_OVER:
                owner = self.owner[it.case_id]
                assert owner in {it.sender_id, it.receiver_id}, (
                    "whom another office has is followed by whose case it is"
                )
            if it.deed == Deed.TRANSFER:
                assert it.state not in {State.PARTLY, State.ARRIVED, State.DONE}
            if it.state in RUNS:
                assert it.answer in {Answer.ACCEPTED, Answer.PARTLY}
            theirs = Part.objects.filter(referral=it)
            assert all((p.offices, p.barred) == (it.offices, it.barred) for p in theirs)

        self.arrived = {it.pk for it in found if it.state == State.ARRIVED}

    @invariant()
    def a_code_opens_only_what_waits(self) -> None:
        set_scope(ALL, 0)
        states = dict(Referral.objects.values_list("pk", "state"))
        live = AnswerCode.objects.filter(answered_at=None, revoked_at=None).values_list("thing", flat=True)
        assert len(live) == len(set(live)), "one sheet at a time"
        assert {states[thing] for thing in live} <= set(WAITS)

    @invariant()
    def a_client_is_only_where_somebody_received_them(self) -> None:
        set_scope(ALL, 0)
        came = Referral.objects.filter(deed=Deed.HAND_OVER).exclude(arrived_at=None)
        there = set(came.values_list("case_id", "receiver_id"))
        for model in (Custody, Whereabouts):
            held = set(model.objects.filter(until=None, withdrawn_by=None).values_list("case_id", "office_id"))
            offices = {one for one in held if one[1] is not None}
            assert offices <= there, "a client is in the hands of nobody who said that they came"
            assert {case for case, _to in there} == {case for case, _to in held}, "and is not lost by a second one"

    @invariant()
    def who_handed_a_case_on_has_its_history_and_who_works_it_has_all(self) -> None:
        set_scope(ALL, 0)
        cases = {one.pk: one for one in Case.objects.filter(pk__in=self.cases)}
        for case in cases.values():
            assert case.owner_id not in case.history_for
            if case.counts_at_id != case.owner_id:
                assert case.counts_at_id in case.history_for
            clocks = Clock.objects.filter(case=case)
            assert all(set(one.offices).isdisjoint(case.history_for) for one in clocks)
        for fact in Fact.objects.filter(pk__in=self.facts):
            case = cases[fact.case_id]
            assert set(case.offices) - set(case.history_for) <= set(fact.offices) <= set(case.offices)

    @invariant()
    def who_is_walled_or_of_neither_office_sees_nothing(self) -> None:
        set_scope(ALL, 0)
        every = {it.pk: it for it in Referral.objects.all()}
        walls = dict(Case.objects.values_list("pk", "barred"))
        for worker, office, _role in HANDS:
            set_scope((office,), worker)
            seen = set(Referral.objects.values_list("pk", flat=True))
            may = {pk for pk, it in every.items() if office in it.offices and worker not in walls[it.case_id]}
            assert seen == may


def _put_the_west() -> None:
    """A dinas an hour behind Kupang, with a social worker and a head."""
    Office.objects.create(id=WEST, name="Dinas Sosial Kota Contoh", short="Dinsos Kota Contoh", kind="regency",
                          place_id="31.71", parent_id=1, time_zone="Asia/Jakarta")  # fmt: skip
    for worker, role in ((91, "peksos"), (92, "kabid")):
        Worker.objects.create(id=worker, name="Peraga Contoh")
        Posting.objects.create(worker_id=worker, office_id=WEST, role=role, since=START.date() - timedelta(days=90))
