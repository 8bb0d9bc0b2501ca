"""The referrals of the bench: one case in five has sent one, in every state, of every age, to each kind of office."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from rehsos.house.sample import Filled, InventedCase, Row

from .models import RUNS, Answer, Deed, Refusal, State, Urgency, Wanted
from .policies import ARRIVES
from .sealing import CONTEXT

REFERRED, ASKED = 0.2, 0.2
"""Of cases, who sent a referral; of those that wait or run, which were asked after."""
LATELY = timedelta(days=4)
_AGO = (State.DONE,) * 12 + (State.REFUSED,) * 4 + (State.REVOKED,) * 2 + (State.ARRIVED, State.ACCEPTED)
_OPEN = (*_AGO, *(State.SENT, State.RECEIVED) * 10, *(State.ARRIVED, State.PARTLY, State.DRAFT) * 3)
_NEW = (State.SENT,) * 6 + (State.RECEIVED,) * 4 + (State.REFUSED, State.ACCEPTED, State.REVOKED)
_ENDED = (*RUNS, State.DONE)
_DEEDS = (Deed.REFER,) * 7 + (Deed.ASK_OPINION, Deed.HAND_OVER, Deed.TRANSFER)
_ASKED = (State.RECEIVED, State.ARRIVED)
_ANSWERS = {State.PARTLY: Answer.PARTLY, State.REFUSED: Answer.REFUSED}
_REASONS = tuple(one for one in Refusal if one)


@dataclass(frozen=True)
class Road:
    """A referral as it was drawn: its id, its key, where it stands, of whom, to whom, and when it was written."""

    id: UUID
    key: UUID
    state: State
    deed: Deed
    sender: int
    receiver: int
    at: datetime

    @property
    def sent_at(self) -> datetime | None:
        """None of a draft."""
        return None if self.state == State.DRAFT else self.at

    @property
    def offices(self) -> list[int]:
        """Who sees it: the receiver from the sending on."""
        return [self.sender, self.receiver] if self.sent_at else [self.sender]


def _road(it: InventedCase) -> Road | None:
    """Drawn once, for both tables."""
    if "referral" not in it.drawn:
        it.drawn["referral"] = _new_road(it) if it.draw.random() < REFERRED else None
    road: Road | None = it.drawn["referral"]
    return road


def _new_road(it: InventedCase) -> Road:
    """In a closed case nothing waits any more; of the last days most does."""
    draw, here = it.draw, int(it.office["id"])
    last = it.closed_on or it.today
    day = it.opened + timedelta(days=draw.randrange(max(1, min(120, (last - it.opened).days))))
    state = draw.choice(_AGO if it.closed_on else _NEW if it.today - day < LATELY else _OPEN)
    deed = draw.choice([deed for deed in _DEEDS if _fits(deed, state)])
    at = datetime.combine(day, it.moment.timetz())
    return Road(it.new_subject(), it.new_subject(), state, deed, here, draw.choice(_receivers(it)), at)


def _fits(deed: Deed, state: State) -> bool:
    """A transfer that was accepted would have moved the case; an opinion that was given is done."""
    if deed == Deed.TRANSFER:
        return state not in _ENDED
    return deed != Deed.ASK_OPINION or state not in RUNS


def _receivers(it: InventedCase) -> list[int]:
    """Two in five to the province, two to the Sentra there, one to a dinas near by."""
    office = it.office
    return [office["parent"]] * 2 + [office["sentra"]] * 2 + [office["near"]] * (office["near"] != office["id"])


def _referrals(it: InventedCase) -> Iterator[Row]:
    if road := _road(it):
        sent, draw = road.sent_at, it.draw
        code = f"RUJ-{it.office['place']}-{sent.year % 100:02d}-{it.number:07d}" if sent else None
        urgency, wanted = draw.choice((Urgency.USUAL, Urgency.USUAL, Urgency.URGENT)), draw.choice(list(Wanted))
        yield (
            road.id, code, road.deed, road.state, urgency, wanted, it.case, road.sender, road.sender, road.receiver,
            road.receiver if sent else None, it.worker, it.child.sex, it.age, "", road.key,
            it.sealed(road.key, {"asked": "Alat bantu contoh."}, CONTEXT), road.at, sent, *_went(road, it),
            road.offices, it.barred,
        )  # fmt: skip


def _went(road: Road, it: InventedCase) -> Row:
    """What came of it in that state, hours and days after it was sent, in the columns' order."""
    draw, state = it.draw, road.state
    came = road.at + timedelta(hours=draw.randrange(1, 60))
    told, answered = came + timedelta(hours=draw.randrange(1, 200)), state in {*_ENDED, State.REFUSED}
    due = road.at + timedelta(days=3) if road.sent_at else None
    begun = road.deed in ARRIVES and state in {State.ARRIVED, State.DONE}
    says = (answered and road.deed != Deed.ASK_OPINION) or state == State.REFUSED
    return (
        came if answered or state == State.RECEIVED else None, due, told if answered else None,
        told + timedelta(days=2) if begun else None, told + timedelta(days=30) if state == State.DONE else None,
        came if state == State.REVOKED else None, told if state in _ASKED and draw.random() < ASKED else None,
        _ANSWERS.get(state, Answer.ACCEPTED) if says else "",
        draw.choice(_REASONS) if state == State.REFUSED else "", "", "",
    )  # fmt: skip


def _parts(it: InventedCase) -> Iterator[Row]:
    """What the sender ticked: a part that names nobody, and who it is, under a key of its own."""
    road = _road(it)
    if road and road.sent_at:
        named = it.new_subject()
        for code, key, number in (("kind", road.id, it.id()), ("identity", named, named)):
            told = it.sealed(key, {"lines": ["Anak yang memerlukan perlindungan khusus"]}, CONTEXT)
            yield number, road.id, code, road.at, it.worker, road.sender, key, told, road.offices, it.barred


FILLED = (
    Filled(
        "referral_referral",
        "id, code, deed, state, urgency, wanted, case_id, sender_id, counts_at_id, receiver_id, shown_to_id, "
        "sent_by, sex, age, age_by, key, sealed, drafted_at, sent_at, received_at, answer_due, answered_at, "
        "arrived_at, resulted_at, revoked_at, asked_at, answer, refusal, spoken, outside, offices, barred",
        _referrals,
        800,
    ),
    Filled(
        "referral_part",
        "id, referral_id, code, at, worker, office_id, key, sealed, offices, barred",
        _parts,
        810,
    ),
)
"""After all that was there before it: given whole in `room.py`."""
