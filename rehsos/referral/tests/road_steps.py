"""What can be done on the road, as the machine draws it: from which state, how often, and with what."""

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from rehsos.cases.tests.any_order import KUPANG, SENTRA, WEST
from rehsos.directory.models import Worker
from rehsos.referral import actions
from rehsos.referral.actions import outside, staying
from rehsos.referral.doors import Told
from rehsos.referral.models import WAITS, Answer, Deed, LeftTo, Reading, Referral, Refusal, State
from rehsos.referral.policies import ARRIVES, REVOKES, adds, results, stays

Given = Callable[[Referral, Random], Mapping[str, Any]]
OF_OFFICE, OF_OUTSIDE, OF_BOTH = (False,), (True,), (False, True)
LEADS: Mapping[int | None, tuple[int, ...]] = {KUPANG: (1, 2), SENTRA: (6,), WEST: (91,)}


_OF_DEED: Mapping[Callable[..., Any], Callable[[str], Collection[State]]] = {
    actions.record_result: results, staying.record_departure: stays, actions.add_to_referral: adds,
    actions.ask_again: adds,
}  # fmt: skip
"""Where what may follow hangs on the deed, too."""


class Step(NamedTuple):
    """An action on a referral: where it may be tried with success, how often beside others, and what it is given."""

    act: Callable[..., Any]
    weight: float
    states: Collection[State]
    to_outside: Collection[bool] = OF_BOTH
    deeds: Collection[Deed] = tuple(Deed)
    given: Given = lambda _it, _luck: {}

    def may(self, it: Referral) -> bool:
        """Whether it stands where this may follow."""
        of_deed = _OF_DEED.get(self.act)
        states = of_deed(it.deed) if of_deed else self.states
        return it.state in states and it.deed in self.deeds and bool(it.outside) in self.to_outside


def _answer(it: Referral, luck: Random) -> Mapping[str, Any]:
    answer = luck.choice((*[Answer.ACCEPTED] * 6, Answer.PARTLY, Answer.REFUSED))
    lead = luck.choice((None, *LEADS.get(it.receiver_id, ())))
    return {"answer": answer, "refusal": Refusal.FULL if answer == Answer.REFUSED else Refusal.NONE, "words": "Ya.",
            "lead": lead and Worker.objects.get(pk=lead)}  # fmt: skip


def _at(_it: Referral, luck: Random) -> Mapping[str, Any]:
    return {"at": timezone.now() - timedelta(minutes=luck.choice((0, 0, 0, 2)))}


def _left(it: Referral, luck: Random) -> Mapping[str, Any]:
    return {"to": luck.choice(list(LeftTo)), "words": luck.choice(("", "Yayasan.")), **_at(it, luck)}


def _spoken(it: Referral, luck: Random) -> Mapping[str, Any]:
    return {"answer": luck.choice(list(Answer)), "who": "Kepala", **_at(it, luck)}


STEPS = (
    Step(actions.send_referral, 10, (State.DRAFT,), given=lambda _it, _luck: {"parts": (Told("risk", ("Ya",)),)}),
    Step(actions.add_to_referral, 1.2, (), OF_OFFICE, given=lambda _it, _luck: {"parts": (), "words": "Lagi."}),
    Step(actions.ask_again, 0.7, (), OF_OFFICE, given=lambda _it, _luck: {"asked": ""}),
    Step(actions.note_spoken, 2, WAITS, OF_OFFICE, given=_spoken),
    Step(actions.revoke_referral, 0.8, REVOKES, given=lambda _it, _luck: {"reason": "Batal."}),
    Step(outside.give_code, 2, WAITS, OF_OUTSIDE),
    Step(actions.open_names_of_referral, 1, tuple(State),
         given=lambda _it, _luck: {"because": Reading.ANSWERS, "note": ""}),
    Step(actions.receive_referral, 3, (State.SENT,), OF_OFFICE, given=_at),
    Step(actions.answer_referral, 8, WAITS, given=_answer),
    Step(actions.record_arrival, 10, (State.ACCEPTED, State.PARTLY), OF_OFFICE, ARRIVES, _at),
    Step(actions.take_back_arrival, 1, (State.ARRIVED,), given=lambda _it, _luck: {"reason": "Keliru."}),
    Step(actions.record_result, 1.5, (), given=lambda _it, _luck: {"words": "Selesai."}),
    Step(staying.record_departure, 4, (), OF_OFFICE, (Deed.HAND_OVER, Deed.TRANSFER), _left),
)  # fmt: skip
"""Each finds who may do it among the hands; where nobody may, it is refused by all of them."""
SENT, ANSWERED, ARRIVED, TAKEN_BACK, REVOKED = (
    next(step for step in STEPS if step.act is act)
    for act in (
        actions.send_referral,
        actions.answer_referral,
        actions.record_arrival,
        actions.take_back_arrival,
        actions.revoke_referral,
    )
)
BACK = Step(staying.record_departure, 0, (), OF_OFFICE, (Deed.HAND_OVER,),
            lambda it, luck: {"to": LeftTo.SENDER, "words": "", **_at(it, luck)})  # fmt: skip
"""The client comes back to whose case it is."""
WAY = (SENT, ANSWERED, ARRIVED)
"""How far a referral goes whom nobody hinders."""
