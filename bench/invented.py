"""One invented case as it is drawn: whose it is, when, what became of it, and who else it concerns."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any
from uuid import UUID

from rehsos.house.sample import Person

TODAY = date(2026, 11, 22)
SYLLABLES = (
    "ba", "be", "da", "du", "fa", "ga", "ja", "ka", "ki", "la", "li", "ma",
    "mi", "na", "ni", "pa", "ra", "ri", "sa", "si", "ta", "ti", "wa", "ya",
)  # fmt: skip
PARTS = 3000
ROLES = ("child_in_conflict", "child_victim", "child_witness", "")
SIDES = {"child_in_conflict": "accused", "child_victim": "harmed", "child_witness": "neither"}
OPPOSED = {"child_in_conflict": "child_victim", "child_victim": "child_in_conflict"}
STAGES = ("1_received", "2_basis", "3_assessment", "4_plan", "5_service", "6_monitoring", "7_termination")
HOW_OFTEN = (4, 5, 12, 15, 40, 20, 4)
AGAIN = 0.08
"""Of cases, those whose child has a second one in the same office."""
WALLED = 0.05
"""Of cases with a perkara, those whose other side is a child of the same office: two workers and a wall."""
Office = dict[str, Any]


def worker_id(office: Office, n: int) -> int:
    """The n-th worker of an office; its kabid and its clerk come after the last peksos."""
    return int(office["id"]) * 1000 + n


def name_parts() -> tuple[list[str], list[float]]:
    """Invented name parts and how common each is (Zipf), added up."""
    draw = random.Random(7)
    parts = sorted(
        {"".join(draw.choices(SYLLABLES, k=draw.choice((2, 2, 3, 3, 4)))).title() for _n in range(PARTS * 2)}
    )[:PARTS]
    draw.shuffle(parts)
    return ["Muhammad", "Siti", *parts], list(accumulate(1 / (1 + rank) for rank in range(len(parts) + 2)))


NAMES, HOW_COMMON = name_parts()


def uuid_at(moment: datetime, draw: random.Random) -> UUID:
    """A UUIDv7 of a given moment, so that ids lie in the order a real office would make them."""
    stamp = int(moment.timestamp() * 1000)
    value = (stamp << 80) | (0x7 << 76) | (draw.getrandbits(12) << 64) | (0b10 << 62) | draw.getrandbits(62)
    return UUID(int=value)


@dataclass
class Invented:
    """What one case is made of, drawn once. `before`: the first case of the same child; `against`: the other side."""

    number: int
    office: Office
    draw: random.Random
    before: "Invented | None" = None
    against: "Invented | None" = None
    barred: list[int] = field(default_factory=list)
    today: date = TODAY
    drawn: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from rehsos.vault.seal import new_key

        draw, office, before, against = self.draw, self.office, self.before, self.against
        self.opened = against.opened if against else TODAY - timedelta(days=int(draw.triangular(0, 4300, 600)))
        self.moment = datetime.combine(self.opened, datetime.min.time(), UTC) + timedelta(seconds=draw.randrange(86400))
        self.role = OPPOSED[against.role] if against else draw.choice(ROLES)
        self.side = SIDES.get(self.role, "")
        self.type = "child_in_justice" if self.role else "neglected_child"
        self.workers = int(office["workers"])
        self.worker = self._worker()
        self.case, self.part = self.id(), self.id()
        self.keys = {self.case: new_key()}
        self.matter = against.matter if against else self.new_subject() if self.role else self.id()
        self.child = before.child if before else self._new_child()
        self.age = max(0, self.opened.year - self.child.born)
        self._how_it_went()
        self._who_sees()

    def _new_child(self) -> Person:
        name = " ".join(self.draw.choices(NAMES, cum_weights=HOW_COMMON, k=self.draw.choice((1, 2, 2, 2, 3))))
        return Person(self.new_subject(), name, self.draw.choice("LP"), self.opened.year - self.draw.randrange(5, 18))

    def id(self) -> UUID:
        """An id of the day the case was opened."""
        return uuid_at(self.moment, self.draw)

    def _worker(self) -> int:
        """One of the office; on the other side of a matter another one, and both are barred from the other's file."""
        number = self.draw.randrange(self.workers)
        if self.against is None:
            return worker_id(self.office, number)
        if worker_id(self.office, number) == self.against.worker:
            number = (number + 1) % self.workers
        self.barred, self.against.barred = [self.against.worker], [worker_id(self.office, number)]
        return worker_id(self.office, number)

    def _how_it_went(self) -> None:
        draw, opened = self.draw, self.opened
        closed = opened + timedelta(days=90 + draw.randrange(300))
        self.closed_on = closed if closed < TODAY - timedelta(days=30) else None
        self.status = "closed" if self.closed_on else "open"
        self.stage = "8_aftercare" if self.closed_on else draw.choices(STAGES, HOW_OFTEN)[0]
        lately = TODAY - timedelta(days=int(draw.expovariate(1 / 20)))
        self.contact = self.closed_on or max(opened, lately)

    def _who_sees(self) -> None:
        """The office, the one above, and for a few a third one that helps or helped for a while."""
        self.seen = sorted({self.office["id"], self.office["parent"]})
        self.helper: tuple[int, date | None] | None = None
        alone = self.before is None and self.draw.random() < 0.03
        if alone and self.office["near"] != self.office["id"]:
            until = self.opened + timedelta(days=self.draw.randrange(20, 200)) if self.draw.random() < 0.7 else None
            self.helper = self.office["near"], until
            if until is None or until >= TODAY:
                self.seen = sorted({*self.seen, self.office["near"]})

    def new_subject(self) -> UUID:
        """An id with a key of its own."""
        from rehsos.vault.seal import new_key

        subject = self.id()
        self.keys[subject] = new_key()
        return subject

    def sealed(self, subject: UUID, told: Mapping[str, Any], context: str, /) -> bytes:
        """Sealed as an action seals it."""
        from rehsos.vault.seal import seal

        return seal(self.keys[subject], told, subject=subject, context=context)

    @cached_property
    def occasions(self) -> list[tuple[UUID, datetime]]:
        """The services of the case, none to three: id and hour."""
        length = max(1, (self.contact - self.opened).days)
        days = sorted(self.draw.randrange(length) for _n in range(self.draw.choice((0, 1, 1, 2, 3))))
        return [(self.id(), self.moment + timedelta(days=day)) for day in days]

    @cached_property
    def carer(self) -> Person | None:
        """The mother or father of one child in three."""
        if self.draw.random() >= 0.33:
            return None
        name = " ".join(self.draw.choices(NAMES, cum_weights=HOW_COMMON, k=2))
        return Person(self.new_subject(), name, self.draw.choice("PPL"), self.child.born - 28)

    @cached_property
    def plan(self) -> UUID | None:
        """Of cases at their plan, one in five waits for the Kabid."""
        return self.id() if self.stage == "4_plan" and self.draw.random() < 0.2 else None


def invented(start: int, offices: list[Office], draw: random.Random) -> Iterator[Invented]:
    """A case for each of these offices; some come in twos, of one child or of the two sides of one perkara."""
    last: Invented | None = None
    for number, office in enumerate(offices, start=start):
        chance = draw.random()
        if last and chance < AGAIN:
            yield Invented(number, last.office, draw, before=last)
            last = None
            continue
        if last and chance < AGAIN + WALLED and last.role in OPPOSED and last.workers > 1:
            yield Invented(number, last.office, draw, against=last)
            last = None
            continue
        last = Invented(number, office, draw)
        yield last
