"""The years behind: the numbers two articles published, as cases that add up to them.

Kabupaten Kupang, children before the law by year and role (2015 to June 2018), and Nusa Tenggara Barat,
January to April 2024: 301 children before the law and 15 other cases of children, 316 in all. The sums are
published (docs/domain.md); who the children are, their ages and days are invented here. How NTB's 301 divide
into roles isn't published: that division is invented too.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rehsos.audit.actor import Actor
from rehsos.audit.views import saw
from rehsos.cases.actions.closing import decide_closure, record_aftercare, request_closure
from rehsos.cases.models import Appointment, Approval, Case, ClosureReason
from rehsos.cases.policies import DECISION
from rehsos.directory.models import Place
from rehsos.justice.actions.matter import Particulars, end_part, open_matter
from rehsos.justice.models import Part, Side
from rehsos.justice.roles import Role
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

from . import cast
from .around import for_child, happened, police_number
from .opening import opened
from .told import by_hand, fixed, on

FIRST = (
    "Bunga", "Daun", "Kerang", "Ombak", "Pelangi", "Embun", "Awan", "Kemiri", "Rotan", "Lontar", "Cendana",
    "Jagung", "Padi", "Bintang", "Senja", "Hujan", "Angin", "Karang", "Pasir", "Mutiara", "Kenari", "Anggrek",
    "Kamboja", "Teratai", "Pinang", "Sirih", "Kelapa", "Nipah", "Bakau", "Lumut",
)  # fmt: skip
LAST = (
    "Contoh", "Teladan", "Samaran", "Rekaan", "Bayangan", "Peraga", "Karangan", "Umpama", "Misalan", "Andaian",
    "Tiruan", "Khayalan",
)  # fmt: skip

ABH = "child_in_justice"
SIDES = {Role.VICTIM: Side.HARMED, Role.IN_CONFLICT: Side.ACCUSED, Role.WITNESS: Side.NEITHER}
ENDINGS = {Role.IN_CONFLICT: "diversi_completed", Role.VICTIM: "verdict_penalty", Role.WITNESS: "verdict_penalty"}


@dataclass(frozen=True)
class Line:
    """A line of a published table: a period and how many cases of each kind were opened in it."""

    office: str
    first: date
    last: date
    roles: tuple[tuple[Role, int], ...] = ()
    types: tuple[tuple[str, int], ...] = ()

    @property
    def size(self) -> int:
        """How many cases the line counts."""
        return sum(count for _, count in (*self.roles, *self.types))


def _year(year: int, last_month: int, conflict: int, victims: int, witnesses: int) -> Line:
    last = date(year, last_month, 30 if last_month == 6 else 31)  # noqa: PLR2004 - June or December
    roles = ((Role.IN_CONFLICT, conflict), (Role.VICTIM, victims), (Role.WITNESS, witnesses))
    return Line("kupang", date(year, 1, 6), last, roles)


KUPANG = (_year(2015, 12, 3, 4, 1), _year(2016, 12, 5, 6, 2), _year(2017, 12, 19, 24, 7), _year(2018, 6, 9, 11, 3))
NTB = Line(
    "ntb",
    date(2024, 1, 2),
    date(2024, 4, 30),
    roles=((Role.IN_CONFLICT, 121), (Role.VICTIM, 148), (Role.WITNESS, 32)),
    types=(("neglected_toddler", 8), ("special_protection_child", 7)),
)


CATEGORIES = {"neglected_toddler": "adoptee", "special_protection_child": "child_marriage"}
"""By which word NTB counted them beside their type: eight to be adopted, seven married."""


@dataclass(frozen=True)
class Past:
    """One closed case to tell: whose it was, what it was, when it began and how long it took."""

    number: int
    office: str
    role: Role
    type: str
    opened_on: date
    days: int
    lead: cast.Hand
    head: cast.Hand
    place: str
    sex: Sex
    age: int

    @property
    def name(self) -> str:
        """A name that looks invented, and is unlike its neighbours'."""
        return f"{FIRST[self.number % len(FIRST)]} {LAST[self.number * 7 % len(LAST)]}"

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.office} {self.number}"

    @property
    def reason(self) -> ClosureReason:
        """A regency's cases end with their matter, or a child moves; a province mostly hands them on."""
        if self.number % 11 == 4:  # noqa: PLR2004 - one in eleven
            return ClosureReason.MOVED
        if self.office == "ntb" and self.number % 5:
            return ClosureReason.TRANSFERRED
        return ClosureReason.MATTER_ENDED if self.role else ClosureReason.GOALS_MET


def pasts(line: Line, start: int, leads: Sequence[cast.Hand], head: cast.Hand, places: Sequence[str]) -> Iterator[Past]:
    """The cases of a line in order of their opening, spread over its period."""
    dice = random.Random(f"{line.office}{line.first}")  # noqa: S311 - the same people every time, no secret
    kinds = [(role, ABH) for role, count in line.roles for _ in range(count)]
    kinds += [(Role.NONE, code) for code, count in line.types for _ in range(count)]
    dice.shuffle(kinds)
    for position, (role, code) in enumerate(kinds):
        number = start + position
        yield Past(
            number=number,
            office=line.office,
            role=role,
            type=code,
            opened_on=_workday(line.first + (line.last - line.first) * position / line.size),
            days=dice.randint(90, 300),
            lead=leads[number % len(leads)],
            head=head,
            place=places[dice.randrange(len(places))],
            sex=Sex.FEMALE if dice.random() < _share_of_girls(role) else Sex.MALE,
            age=_age(role, code, dice),
        )


def _workday(day: date) -> date:
    """That day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _share_of_girls(role: Role) -> float:
    return {Role.IN_CONFLICT: 0.1, Role.VICTIM: 0.8}.get(role, 0.5)


def _age(role: Role, code: str, dice: random.Random) -> int:
    if code == "neglected_toddler":
        return dice.randint(0, 3)
    if code == "special_protection_child":
        return dice.randint(15, 17)
    return dice.randint(*{Role.IN_CONFLICT: (12, 17), Role.VICTIM: (5, 17)}.get(role, (8, 17)))


def kupang() -> list[Past]:
    """The 94 of Kabupaten Kupang, worked by its two social workers."""
    places = _places("53.01.", "53.01")
    found: list[Past] = []
    for line in KUPANG:
        found += pasts(line, len(found), (cast.MELATI, cast.BIMA), cast.CITRA, places)
    return found


def ntb() -> list[Past]:
    """The 316 of NTB, from all its kabupaten and kota."""
    return list(pasts(NTB, 0, (cast.HADI,), cast.JAYA, _places("52.", "52")))


def _places(inside: str, itself: str) -> list[str]:
    """The places right inside one that this database knows; else the place itself."""
    found = Place.objects.filter(code__startswith=inside, parent=itself, valid_to=None).order_by("code")
    return list(found.values_list("code", flat=True)) or [itself]


def tell(past: Past) -> None:
    """Open the case, take it through its matter, close it and visit afterwards, each on its day."""
    with by_hand(past.lead, _hour(past, 0)) as by:
        case = _open(past, by)
        part = _enter_matter(past, case, by) if past.role else None
    with by_hand(past.lead, _hour(past, past.days)) as by:
        if part is not None and past.reason == ClosureReason.MATTER_ENDED:
            end_part(part=part, ending=ENDINGS[past.role], on=_day(past, past.days - 5), note="", reason="", by=by,
                     action_id=fixed("end", past.key))  # fmt: skip
        approval = _ask_to_close(past, case, by)
    with by_hand(past.head, _hour(past, past.days + 1)) as by:
        case.refresh_from_db()
        saw(DECISION, approval.pk, by, offices=case.offices)
        decide_closure(approval=approval, case=case, approved=True, note="", capacity="", by=by,
                       action_id=fixed("closed", past.key))  # fmt: skip
    _visit_afterwards(past, case)


def _open(past: Past, by: Actor) -> Case:
    identity = Identity(called=past.name.split()[0], full_name=past.name, lives_in=past.place[:5])
    client = cast.Client(identity, past.sex, past.opened_on.year - past.age, estimated=True)
    category = CATEGORIES.get(past.type, "")
    return opened(client, past.type, past.place, past.opened_on, by, key=past.key, category=category)


def _enter_matter(past: Past, case: Case, by: Actor) -> Part:
    part = open_matter(
        case=case,
        role=past.role,
        side=SIDES[past.role],
        particulars=_particulars(past),
        age_at_deed=past.age,
        age_estimated=True,
        earlier_diversi=False if past.role == Role.IN_CONFLICT else None,
        by=by,
        action_id=fixed("part", past.key),
    )
    if past.role == Role.IN_CONFLICT and past.office == "kupang":
        happened(part, "investigation_started", _hour(past, 0) - timedelta(hours=20), by)
        for_child(part, "diversi_offered", _hour(past, 0) - timedelta(hours=2), by)
    return part


def _particulars(past: Past) -> Particulars:
    conflict = past.role == Role.IN_CONFLICT
    return Particulars(
        police_number=police_number(past.number + 1, past.opened_on),
        police_unit="Unit PPA Contoh",
        penalty_seven_or_more=not conflict,
        adult_suspect=not conflict,
        event_from=past.opened_on - timedelta(days=12),
    )


def _ask_to_close(past: Past, case: Case, by: Actor) -> Approval:
    return request_closure(
        case=case,
        reason=past.reason,
        goals="met",
        carer="Diasuh keluarga",
        told_client="Disampaikan saat kunjungan",
        handed_on="",
        by=by,
        action_id=fixed("closing", past.key),
    )


def _visit_afterwards(past: Past, case: Case) -> None:
    with by_hand(past.lead):
        visits = list(Appointment.objects.filter(case=case, kind="aftercare").select_related("case").order_by("at"))
    for visit in visits:
        with by_hand(past.lead, visit.at + timedelta(hours=3)) as by:
            record_aftercare(appointment=visit, at=visit.at, note="Keadaan baik.", by=by,
                             action_id=fixed("aftercare", past.key, visit.session))  # fmt: skip


def _day(past: Past, days: int) -> date:
    return past.opened_on + timedelta(days=days)


def _hour(past: Past, days: int) -> datetime:
    return on(_day(past, days), 9 + past.number % 6, past.number * 13 % 60, cast.actor(past.lead).zone)
