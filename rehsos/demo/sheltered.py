"""Who was taken in by the RPTC of Nusa Tenggara Barat, as an article printed it: by category, no total claimed.

Of 2023: 85 migrants, 16 trafficked, 90 stranded, 9 women victims, 3 neglected with a mental disorder. The article names
no year and no unit; that it is 2023, and persons taken in, is read out of its next line, which begins "sedangkan tahun
2024". Of January to May 2024: 2 migrants, a woman, one with a mental disorder, 54 stranded, of whom 39 went to Java and
one, after recovery, to Tangerang: our reading is that the last is not of the 39. Who they are, their days, and where
the others live is invented. All are grown.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rehsos.audit.views import saw
from rehsos.cases.actions.closing import decide_closure, request_closure
from rehsos.cases.first_type import type_of
from rehsos.cases.models import ClosureReason
from rehsos.cases.policies import DECISION
from rehsos.people.identity import Identity
from rehsos.people.models import Sex
from rehsos.placement.actions.admitting import record_earlier_stay
from rehsos.placement.models import BroughtBy, OutTo, StayKind

from . import cast, returned
from .opening import opened
from .past import FIRST, LAST
from .told import by_hand, fixed, on

JAVA = ("35", "33", "32", "31", "34", "36")
ELSEWHERE = ("53", "51", "73", "64", "12", "18", "81")
ODGJ_HOMES = ("35", "34", "16.71")
"""Jawa Timur, Daerah Istimewa Yogyakarta, Palembang."""
RECOVERED, BANTEN = "Tangerang", "36"
"""Whether Kabupaten or Kota was not said: of who went there it is told that they live in Banten."""
LONGEST = 9
HERE = ("52.01", "52.02", "52.03", "52.04", "52.71")
BROUGHT = {
    "migrant": BroughtBy.OFFICE, "trafficked": BroughtBy.POLICE, "stranded": BroughtBy.SATPOL,
    "woman_victim": BroughtBy.POLICE, "odgj": BroughtBy.VILLAGE,
}  # fmt: skip
SERVED = (("migrant", 85), ("trafficked", 16), ("stranded", 90), ("woman_victim", 9), ("odgj", 3))
MANIFESTS = tuple(date(2023, month, day) for month, day in ((2, 13), (4, 10), (6, 19), (8, 7), (10, 9), (11, 20)))
"""Migrants come together, by ship."""


@dataclass(frozen=True)
class Guest:
    """Somebody who stayed at the RPTC for some nights, and went home."""

    number: int
    category: str
    came_on: date
    nights: int
    home: str
    sex: Sex
    age: int
    goal: str = ""
    """Where they were brought home to, as far as that was printed; empty where nothing of it was."""

    @property
    def ill(self) -> bool:
        """Who stayed to recover."""
        return self.nights > LONGEST

    @property
    def name(self) -> str:
        """A name that looks invented, and is unlike its neighbours'."""
        return f"{FIRST[self.number * 11 % len(FIRST)]} {LAST[self.number * 5 % len(LAST)]}"

    @property
    def key(self) -> str:
        """What tells them from the others."""
        return f"rptc {self.number}"


def guests() -> list[Guest]:
    """All of them, in order of the day they came."""
    dice = random.Random("rptc")  # noqa: S311 - the same people every time, no secret
    told = [*_of_2023(dice), *_of_2024()]
    return [
        Guest(
            number, category, day, _nights(day, home, dice.randint(1, LONGEST)), _home(home),
            Sex.FEMALE if category == "woman_victim" or dice.random() < _WOMEN.get(category, 0.3) else Sex.MALE,
            dice.randint(19, 58), _goal(day, category, home),
        )
        for number, (day, category, home) in enumerate(sorted(told))
    ]  # fmt: skip


def _nights(day: date, home: str, drawn: int) -> int:
    """Who recovered stayed for weeks; all others of 2024 were home by the end of May, as it was printed."""
    if home == RECOVERED:
        return 60
    return min(drawn, (date(2024, 5, 28) - day).days) if day >= date(2024, 1, 1) and home in JAVA else drawn


def _goal(day: date, category: str, home: str) -> str:
    """Of 2024 the stranded were brought home, of 2023 three with a mental disorder; of others nothing was printed."""
    brought = category == "odgj" if day < date(2024, 1, 1) else category == "stranded"
    return _home(home) if brought else ""


def _home(home: str) -> str:
    return BANTEN if home == RECOVERED else home


_WOMEN = {"migrant": 0.4, "trafficked": 0.8, "stranded": 0.2}
Told = tuple[date, str, str]


def _of_2023(dice: random.Random) -> Iterator[Told]:
    first = date(2023, 1, 9)
    for category, size in SERVED:
        for position in range(size):
            day = MANIFESTS[position % len(MANIFESTS)] if category == "migrant" else None
            day = day or _workday(first + timedelta(days=350 * position // size))
            homes = (*JAVA, *ELSEWHERE) if category == "stranded" else HERE
            home = dice.choice(homes)
            yield day, category, ODGJ_HOMES[position] if category == "odgj" else home


def _of_2024() -> Iterator[Told]:
    """Who lives in NTB came in May, so that its count of January to April stays that of the children it printed."""
    for day, category in ((6, "migrant"), (6, "migrant"), (13, "woman_victim"), (20, "odgj")):
        yield date(2024, 5, day), category, HERE[day % len(HERE)]
    homes = [JAVA[n % len(JAVA)] for n in range(39)] + [RECOVERED] + [ELSEWHERE[n % len(ELSEWHERE)] for n in range(14)]
    for position, home in enumerate(homes):
        yield _workday(date(2024, 1, 4) + timedelta(days=position * 37 % 54 * 138 // 53)), "stranded", home


def _workday(day: date) -> date:
    """That day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def tell(say: Callable[[str], None]) -> None:
    """Each came, stayed, left, and their case is closed: written out of the book on the day they left."""
    all_of_them = guests()
    for position, guest in enumerate(all_of_them, start=1):
        _stayed(guest)
        if position % 50 == 0 or position == len(all_of_them):
            say(f"RPTC NTB 2023-2024: {position} dari {len(all_of_them)}")


def _stayed(guest: Guest) -> None:
    came, left = _hour(guest, 0), _hour(guest, guest.nights)
    with by_hand(cast.LUNA, left) as by:
        kind, _letter = type_of(guest.category, guest.age)
        identity = Identity(called=guest.name.split()[0], full_name=guest.name, lives_in=guest.home[:5])
        client = cast.Client(identity, guest.sex, guest.came_on.year - guest.age, estimated=True)
        case = opened(client, kind, guest.home, guest.came_on, by, key=guest.key, category=guest.category)
        record_earlier_stay(
            case=case, stay_kind=StayKind.SHELTER, brought_by=BROUGHT[guest.category], out_to=OutTo.FAMILY, at=came,
            until=left, by=by, action_id=fixed("stay", guest.key),
        )  # fmt: skip
    home = returned.brought(guest, case, left) if guest.goal else left
    with by_hand(cast.LUNA, home) as by:
        case.refresh_from_db()
        asked = request_closure(
            case=case, reason=ClosureReason.MOVED, goals="met", carer="Kembali ke keluarganya",
            told_client="Disampaikan saat berangkat", handed_on="", by=by, action_id=fixed("closing", guest.key),
        )  # fmt: skip
    with by_hand(cast.SINAR, home + timedelta(hours=3)) as by:
        case.refresh_from_db()
        saw(DECISION, asked.pk, by, offices=case.offices)
        decide_closure(approval=asked, case=case, approved=True, note="", capacity="", by=by,
                       action_id=fixed("closed", guest.key))  # fmt: skip


def _hour(guest: Guest, days: int) -> datetime:
    zone = cast.actor(cast.LUNA).zone
    return on(guest.came_on + timedelta(days=days), 8 + guest.number % 7, guest.number * 13 % 60, zone)
