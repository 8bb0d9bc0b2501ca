"""Every action of the road in any order, as rehsos/cases/tests/any_order.py draws them; a room above goes on from here.

After each step it is asked whether somebody was lost between two offices: of each referral where it stands, who sees
it, on whose first page it waits, who counts it; of each client in whose hands they are.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any, ClassVar
from unittest.mock import patch
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from rehsos.access import by_code
from rehsos.access.models import AnswerCode, Circle
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.withdrawing import WITHDRAWS, withdraw
from rehsos.cases.models import Case, Custody, Whereabouts
from rehsos.cases.tests.any_order import ALL, HANDS, OFFICES, AnyOrder, Happens, is_round, seen
from rehsos.directory.models import Office
from rehsos.house.counting import Measure, Source
from rehsos.referral import actions, today
from rehsos.referral.actions import outside
from rehsos.referral.counts import COUNTED
from rehsos.referral.models import (
    CAME_TO_NOTHING,
    RUNS,
    WAITS,
    Answer,
    Deed,
    LeftTo,
    Outside,
    Part,
    Referral,
    State,
    Urgency,
    Wanted,
)

from .in_hands import (
    nobody_asks_themselves,
    who_gave_a_case_away_answers_for_nobody_in_it,
    who_is_at_an_office_is_there_once,
)
from .road_steps import ANSWERED, BACK, REVOKED, STEPS, TAKEN_BACK, WAY, Step

PHONE = "0812 3456 7890"
MOST_OUTSIDE, MOST_OPEN = 3, 4
GOES = ("goes on",) * 3
ARRIVES = ("begun: hand_over", *GOES)
BEGINS = {Deed.HAND_OVER: 3, Deed.TRANSFER: 2, Deed.REFER: 1, Deed.ASK_OPINION: 0.7}
HEADS = {office: worker for worker, office, _role in HANDS}
"""Who reads the first page of each office."""
ORDER = {State.DRAFT: 0, State.SENT: 1, State.RECEIVED: 2, State.ACCEPTED: 3, State.PARTLY: 3, State.REFUSED: 9,
         State.ARRIVED: 3, State.DONE: 9, State.REVOKED: 9, State.FELL: 9}  # fmt: skip


class RoadMachine(AnyOrder):
    """Three offices and what goes between them."""

    rooms: ClassVar[tuple[str, ...]] = ("referral",)
    above: ClassVar[frozenset[str]] = frozenset({"tell_guests_left"})
    moves: ClassVar[tuple[str, ...]] = ("arrival_told", "departure_told")
    """Actions in a case that say where its client is, each taken back once; a room above adds its own."""
    answers: ClassVar[tuple[str, ...]] = ("arrival_told",)
    """Those of them that always say who answers for the client, too."""
    openings: ClassVar[tuple[tuple[str, ...], ...]] = (
        (*ARRIVES, "begun: whom one has goes on", *GOES, "a slip is noticed"),
        (*ARRIVES, "begun: the case of whom one has goes on", *GOES[1:], "record_departure"),
        (*ARRIVES, "begun: who has them is given the case", *GOES[1:], "begun: transfer", *GOES[1:],
         "record_departure"),
        (*ARRIVES, "came back", "begun: transfer", *GOES[1:], "record_departure", "taken back in the case"),
        (*ARRIVES, "record_departure", "taken back in the case", "begun: refer", *GOES, "record_result"),
        ("asked outside", "answered by code", "begun: transfer", "goes on", "begun: refer", "goes on", "note_spoken",
         "handed on while others wait", "begun: refer", "goes on", "protected while others are asked"),
        ("begun: hand_over", "goes on", "receive_referral", "protected while others are asked", "protected no more"),
        ("asked outside", "a party is asked no more", "begun: refer", "goes on", "note_spoken", "begun: transfer",
         "goes on", "revoke_referral", "erased with its words"),
    )  # fmt: skip

    def __init__(self, opening: tuple[str, ...] = ()) -> None:
        super().__init__(opening)
        self.road: list[Referral] = []
        self.circles: dict[int, list[int]] = {}
        self.height: dict[UUID, int] = {}
        self.moved: set[UUID] = set()
        self.arrived: set[UUID] = set()
        self.sent_from: dict[UUID, int] = {}

    def look(self) -> None:
        super().look()
        rows = Referral.objects.select_related("case__client", "sender", "receiver")
        self.road = list(rows.order_by("drafted_at"))  # a minute lies between two steps
        self.circles = dict(Circle.objects.values_list("pk", "members"))

    # What happens.

    def happens(self) -> Iterator[Happens]:
        yield from super().happens()
        for step in STEPS:
            may = [it for it in self.road if step.may(it)]
            yield Happens(step.act.__name__, step.weight, may, partial(self._does, step))
        for step in WAY:
            goes = [it for it in self.road[-1:] if step.may(it)]
            yield Happens(f"goes on: {len(self.road)}", 8, goes, partial(self._does, step))
        yield from self._begun()
        yield from self._at_once()
        sheets = list(AnswerCode.objects.order_by("made_at"))
        live = [one for one in sheets if not one.answered_at and not one.revoked_at]
        yield Happens("answered by code", 6, live, self._answer_by_code)
        asked = [it for it in self.road if it.pk in {one.thing for one in live}]
        yield Happens("a party is asked no more", 0.7, asked, partial(self._does, REVOKED))
        yield Happens("tried with another code", 0.3, sheets, self._answer_by_code)
        yield Happens("taken back in the case", 1, self._told(), self._take_back)
        yield Happens("tried where it cannot be", 1, self.road, self._cannot_be)

    def _begun(self) -> Iterator[Happens]:
        unfinished = sum(it.state in {State.DRAFT, *WAITS, *RUNS} for it in self.road)
        runs = [one for one in self.here if one.status == "open" and not is_round(one)]
        for deed, weight in BEGINS.items():
            yield Happens(f"begun: {deed}", weight, runs if unfinished < MOST_OPEN else [], partial(self._begin, deed))
        asked = sum(bool(it.outside) for it in self.road)
        yield Happens("asked outside", 2, runs if asked < MOST_OUTSIDE else [], self._ask_outside)
        away = [it for it in self.road if has_them(it)]
        yield Happens("begun: whom one has goes on", 8, away, partial(self._goes_on, Deed.HAND_OVER))
        yield Happens("begun: the case of whom one has goes on", 4, away, partial(self._goes_on, Deed.TRANSFER))
        yield Happens("begun: who has them is given the case", 3, away, self._is_given_the_case)
        yield Happens("came back", 3, away, partial(self._does, BACK))

    def _at_once(self) -> Iterator[Happens]:
        """What happens when something else waits or runs."""
        waits = {it.pk: it.case_id for it in self.road if it.state in WAITS}
        asked = {it.case_id for it in self.road if it.pk in waits and not it.outside}
        safe = [case for case in self.here if case.pk in asked and not is_round(case)]
        yield Happens("protected while others are asked", 1.5 * self.steps / 20, safe, self._protect)
        handed = [it for it in self.road if it.pk in waits and it.deed == Deed.TRANSFER]
        beside = [it for it in handed if list(waits.values()).count(it.case_id) > 1]
        yield Happens("handed on while others wait", 4, beside, partial(self._does, ANSWERED))
        arrived = [it for it in self.road if it.state == State.ARRIVED and it.deed == Deed.HAND_OVER]
        slips = [it for it in arrived if [one.case_id for one in arrived].count(it.case_id) > 1]
        yield Happens("a slip is noticed", 6, slips[-1:], partial(self._does, TAKEN_BACK))

    def _does(self, step: Step, it: Referral, luck: Random) -> None:
        told = step.given(it, luck)
        self.somebody(luck, it.case_id, lambda: here(it), lambda mine, by, number: step.act(
            referral=mine, by=by, action_id=number, **told))  # fmt: skip

    def _begin(self, deed: Deed, case: Case, luck: Random, to: int | None = None) -> None:
        to = to or luck.choice([office for office in OFFICES if office != self.owner[case.pk]])
        receiver, urgency = Office.objects.get(pk=to), luck.choice(list(Urgency))
        self.somebody(luck, case.pk, lambda: seen(case), lambda mine, by, number: actions.begin_referral(
            case=mine, deed=deed, receiver=receiver, wanted=Wanted.AID, asked="Mohon.", urgency=urgency, proposed=None,
            by=by, action_id=number))  # fmt: skip

    def _goes_on(self, deed: Deed, it: Referral, luck: Random) -> None:
        """Whom one office has is handed over to another, or their case is handed on past it."""
        others = [office for office in OFFICES if office not in {self.owner[it.case_id], it.receiver_id}]
        self._begin(deed, it.case, luck, luck.choice(others))

    def _is_given_the_case(self, it: Referral, luck: Random) -> None:
        self._begin(Deed.TRANSFER, it.case, luck, it.receiver_id)

    def _ask_outside(self, case: Case, luck: Random) -> None:
        """With a sheet at once, but where it is forgotten."""
        deed = luck.choice(outside.DEEDS)
        made = self.somebody(luck, case.pk, lambda: seen(case), lambda mine, by, number: outside.ask_outside(
            case=mine, deed=deed, outside=Outside.SCHOOL, party="SDN Contoh", phone=PHONE, wanted=Wanted.OTHER,
            asked="Mohon.", by=by, action_id=number))  # fmt: skip
        if made and luck.random() < 2 / 3:
            self.somebody(luck, case.pk, lambda: here(made), lambda mine, by, number: outside.give_code(
                referral=mine, by=by, action_id=number))  # fmt: skip

    def _answer_by_code(self, sheet: AnswerCode, luck: Random) -> None:
        """Whoever has a sheet, be it one that counts or an older; mostly with the number it was made for."""
        case = next(it.case_id for it in self.road if it.pk == sheet.thing)
        set_scope((), None)
        code, phone, answer = by_code.code_of(sheet.pk), luck.choice([PHONE] * 4 + ["0000"]), luck.choice(list(Answer))
        with patch.object(by_code, "line", connection.cursor):  # nothing of a run is committed
            found = by_code.opened(code, phone)
        if found and not found.answered_at:
            with self.turned_away(case):
                by_code.answer(found, code, phone, {"answer": answer, "words": "Ya."}, new_id())

    def _told(self) -> list[Action]:
        """What was last said of where somebody is, and was not taken back."""
        gone = set(Action.objects.filter(name__in=WITHDRAWS).values_list("facts__recorded", flat=True))
        lines = Action.objects.filter(name__in=self.moves, dossier__in=self.cases).order_by("recorded_at")
        return [line for line in lines if str(line.pk) not in gone]

    def _take_back(self, line: Action, luck: Random) -> None:
        """By the sender, in its own case, and once."""
        told: dict[str, Any] = {"recorded": line.pk, "recorded_as": line.name, "reason": "Keliru."}
        case = next(one for one in self.here if one.pk == line.dossier)
        taken_back = self.somebody(luck, case.pk, lambda: seen(case), lambda mine, by, number: withdraw(
            case=mine, **told, by=by, action_id=number))  # fmt: skip
        if taken_back:
            again = self.somebody(luck, case.pk, lambda: seen(case), lambda mine, by, number: withdraw(
                case=mine, **told, by=by, action_id=number))  # fmt: skip
            assert not again, "what was taken back is taken back once"

    def _cannot_be(self, it: Referral, luck: Random) -> None:
        """What it does not wait for, by any hand: as a forged form would try."""
        step = luck.choice([step for step in STEPS if not step.may(it)])
        told, by = step.given(it, luck), self.by(luck.randrange(len(HANDS)))
        try:
            with transaction.atomic():
                step.act(referral=it, by=by, action_id=new_id(), **told)
        except Refused:
            return
        raise AssertionError(f"{step.act.__name__} was carried out on what is {it.state}")

    # What is true whatever happened.

    def truths(self) -> Iterator[Callable[[], None]]:
        yield self.a_case_moves_with_an_accepted_transfer
        yield from super().truths()
        yield self.a_referral_stands_where_its_hours_say
        yield self.a_code_opens_only_what_waits
        yield self.a_client_is_only_where_somebody_received_them
        yield partial(who_gave_a_case_away_answers_for_nobody_in_it, self)
        yield partial(nobody_asks_themselves, self)

    def slow_truths(self) -> Iterator[Callable[[], None]]:
        yield from super().slow_truths()
        yield self.who_is_walled_or_of_neither_office_sees_nothing
        yield self.both_sides_read_the_same
        yield self.nothing_is_counted_twice
        yield partial(who_is_at_an_office_is_there_once, self, HEADS)

    def a_case_moves_with_an_accepted_transfer(self) -> None:
        for it in self.road:
            if it.deed == Deed.TRANSFER and it.answer == Answer.ACCEPTED and it.pk not in self.moved:
                assert self.owner[it.case_id] == it.sender_id
                self.owner[it.case_id] = it.office.pk
                self.moved.add(it.pk)

    def a_referral_stands_where_its_hours_say(self) -> None:
        codes = [it.code for it in self.road if it.code]
        assert len(codes) == len(set(codes))
        parts = list(Part.objects.all())
        for it in self.road:
            self._stands(it)
            self._is_whose_it_says(it)
            theirs = [(one.code, one.offices, one.barred) for one in parts if one.referral_id == it.pk]
            assert theirs == [(code, it.offices, it.barred) for code, _offices, _barred in theirs]
        self.arrived = {it.pk for it in self.road if it.state == State.ARRIVED}

    def _stands(self, it: Referral) -> None:
        high = ORDER[State(it.state)]
        assert high >= self.height.get(it.pk, 0), "a referral never goes back"
        self.height[it.pk] = high
        if it.state not in CAME_TO_NOTHING:
            assert (it.answered_at is not None) == (it.state not in {State.DRAFT, *WAITS})
        elif it.answered_at:  # on the way, it falls away with the case; what had not begun, with its words
            assert it.deed == Deed.HAND_OVER or it.case_id in self.wordless
        assert it.received_at is None or it.answer_due is not None or it.outside
        assert not (it.answered_at and it.received_at) or it.received_at <= it.answered_at
        if it.deed == Deed.TRANSFER:
            assert it.state not in {State.PARTLY, State.ARRIVED, State.DONE}
            assert (it.pk in self.moved) == (it.state == State.ACCEPTED), "what was handed on stays handed on"
        if it.state in RUNS:
            assert it.answer in {Answer.ACCEPTED, Answer.PARTLY}

    def _is_whose_it_says(self, it: Referral) -> None:
        assert (it.shown_to_id == it.receiver_id) == (it.sent_at is not None)
        assert it.offices == sorted({it.sender_id, it.shown_to_id or it.sender_id})
        assert self.sent_from.setdefault(it.pk, it.sender_id) == it.counts_at_id, "who sent it counts it for ever"
        if it.state in {State.DRAFT, *WAITS}:
            assert self.owner[it.case_id] == it.sender_id, "nobody waits for an office that gave the case away"
        if it.state == State.ARRIVED and it.deed == Deed.HAND_OVER and it.pk not in self.arrived:
            assert self.owner[it.case_id] == it.sender_id, "nobody arrives for an office that gave the case away"

    def a_code_opens_only_what_waits(self) -> None:
        waits = {it.pk for it in self.road if it.state in WAITS}
        live = AnswerCode.objects.filter(answered_at=None, revoked_at=None).values_list("thing", flat=True)
        assert len(live) == len(set(live)), "one sheet at a time"
        assert set(live) <= waits

    def a_client_is_only_where_somebody_received_them(self) -> None:
        """What was told and not taken back: who is held came by it, and whoever came is still somewhere."""
        told = {line.pk: line for line in self._told()}
        handed = set(Action.objects.filter(name="take_over").values_list("pk", flat=True))
        for model in (Custody, Whereabouts):
            held = list(model.objects.filter(until=None, withdrawn_by=None))
            assert len({one.case_id for one in held}) == len(held), "nobody is in two places"
            in_hands = {one.case_id for one in held}
            assert in_hands <= {line.dossier for line in told.values()}
            held = [one for one in held if one.cause not in handed]  # with the case: it says where to
            # A departure to a hospital says where, and not who answers: that says the arrival, while it stands.
            says = {line.dossier for line in told.values() if model is Whereabouts or line.name in self.answers}
            assert says <= in_hands, "and nobody is lost"
            assert {one.cause for one in held} <= set(told), "a client is in the hands of nobody who said they came"
            assert all(self.said(told[one.cause], one.office_id) for one in held)

    def said(self, line: Action, office: int | None) -> bool:
        """Whether a line says that its client is at this office, or at none of ours."""
        if line.name == "departure_told":
            return (office is not None) is bool(line.facts["to"] == LeftTo.SENDER)
        return bool(line.facts["to"] == str(office))

    def who_is_walled_or_of_neither_office_sees_nothing(self) -> None:
        for worker, office, _role in HANDS:
            set_scope((office,), worker)
            may = {it.pk for it in self.road if _shown(it, office) and self._opens(it, worker)}
            assert set(Referral.objects.values_list("pk", flat=True)) == may
            told = Part.objects.values_list("referral", flat=True)
            assert set(told) <= {it.pk for it in self.road if office in it.offices}, "who counts it reads none of it"
        set_scope(ALL, 0)

    def _opens(self, it: Referral, worker: int) -> bool:
        return self.opens(it.case_id, worker)

    def opens(self, case: UUID, worker: int) -> bool:
        """Past a wall nobody; of who is protected, who is of a circle."""
        barred = next(one.barred for one in self.here if one.pk == case)
        circles = [-one for one in barred if one < 0]
        return worker not in barred and (not circles or any(worker in self.circles[one] for one in circles))

    def both_sides_read_the_same(self) -> None:
        """What waits stands on the first page of who answers and of who asked, and nothing else stands there so."""
        waits = [it for it in self.road if it.state in WAITS]
        for office, worker in HEADS.items():
            set_scope((office,), worker)
            at = {"office": office, "worker": worker, "now": timezone.now(), "today": timezone.localdate(),
                  "two_days": timezone.now(), "approves": False, "supervises": True, "mine": "{}"}  # fmt: skip
            mine = [it for it in waits if self._opens(it, worker)]
            found = _waiting(at)
            assert found == {(it.pk, False) for it in mine if it.receiver_id == office} | {
                (it.pk, True) for it in mine if it.sender_id == office}  # fmt: skip
        set_scope(ALL, 0)

    def nothing_is_counted_twice(self) -> None:
        """Each that was sent in one line of senders, between offices in one of receivers; a transfer in one of each."""
        sent = [it for it in self.road if it.sent_at]
        between = [it for it in sent if not it.outside]
        handed = [it for it in between if it.pk in self.moved]
        counted = _counted()
        assert counted["referrals"] == Counter(it.counts_at_id for it in sent)
        assert counted["referrals_in"] == Counter(it.receiver_id for it in between)
        assert counted["given"] == Counter(it.counts_at_id for it in handed)
        assert counted["taken"] == Counter(it.receiver_id for it in handed)


def here(it: Referral) -> Referral | None:
    """The referral as who is at work sees it now."""
    return Referral.objects.select_related("sender", "receiver").filter(pk=it.pk).first()


def _shown(it: Referral, office: int) -> bool:
    """Whether an office sees that there is such a row: as one of the two it is between, or because it counts it."""
    return office in it.offices or (it.counts_at_id == office and it.sent_at is not None)


def has_them(it: Referral) -> bool:
    """Whether the client is at its receiver."""
    return it.deed == Deed.HAND_OVER and it.state == State.ARRIVED and it.left_at is None


def _counted() -> dict[str, Counter[int]]:
    """Every measure of the room by the office in whose line it is counted: a statement for each source."""
    found: dict[str, Counter[int]] = {}
    for source in (one for one in COUNTED if isinstance(one, Source)):
        measures = [one for one in COUNTED if isinstance(one, Measure) and one.source == source.code]
        each = ", ".join(f"count(*) FILTER (WHERE {one.where})" for one in measures)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {source.counts_at}, {each} FROM {source.table} c {source.joins} GROUP BY 1")
            rows = cursor.fetchall()
        for at, one in enumerate(measures, start=1):
            found[one.code] = Counter({row[0]: row[at] for row in rows})
    return found


def _waiting(at: dict[str, Any]) -> set[tuple[UUID, bool]]:
    """What waits on the first page of an office, and whether it is the one that asked: it says until when, or since."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_PAGE, at)
        return {(row[1], row[0]) for row in cursor.fetchall() if row[5] in {0, 1}}


_FIRST_PAGE = f"""SELECT true, o.* FROM ({today.SENT}) o
    UNION ALL SELECT false, i.* FROM ({today.TO_ANSWER}) i"""
