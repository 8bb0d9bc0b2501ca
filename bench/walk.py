"""Every GET page of the URL conf, opened by everybody: how long each takes, which are slowest, which nobody could open.

A page with an argument is tried with a few real things of somebody's own cases until one opens. What the filled data lack
(files, drafts, hearings …) cannot be opened here; such pages are named in the end, so that nobody takes them for measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bench.asking import Spread, fetch, page, timed
from bench.seats import Seat, ask
from rehsos.house.rooms import merged
from rehsos.house.sample import Things

TRIED = 6
SLOWEST = 12
WORDS: dict[str, list[Any]] = {
    "blank": ["initial_assessment"], "kind": ["body"], "province": ["53"], "key": [], "pk": [], "uidb36": [], "token": [],
}  # fmt: skip
OF_CASES = {
    "clock": "SELECT id, case_id FROM cases_clock WHERE case_id = ANY(%s) AND state = 'running'",
    "person": "SELECT client_id, id FROM cases_case WHERE id = ANY(%s)",
    "worker": "SELECT worker_id, case_id FROM cases_assignment WHERE case_id = ANY(%s)",
    "letter": "SELECT id, dossier FROM papers_letter WHERE dossier = ANY(%s)",
    "file": "SELECT id, dossier FROM papers_file WHERE dossier = ANY(%s)",
    "recorded": "SELECT id, dossier FROM audit_action WHERE dossier = ANY(%s) AND name = 'record_service'",
    "cost": (
        "SELECT k.id, s.case_id FROM cases_cost k JOIN cases_servicecase s ON s.service_id = k.service_id WHERE s.case_id = ANY(%s)"
    ),
    **{
        name: f"SELECT id, case_id FROM cases_{name} WHERE case_id = ANY(%s)"
        for name in ("participant", "assessment", "task", "appointment", "plan", "approval")
    },
}
"""Things of somebody's cases, and the case of each, by the name of the argument; rooms above the case give theirs."""
OF_OFFICE = {
    "cover": "SELECT id, NULL FROM directory_cover WHERE office_id = %s",
    "handover": "SELECT id, NULL FROM cases_deskhandover WHERE office_id = %s",
    "posting": "SELECT id, NULL FROM directory_posting WHERE office_id = %s",
    "sameperson": "SELECT id, NULL FROM people_sameperson WHERE office_id = %s",
    "report": "SELECT id, NULL FROM intake_report WHERE office_id = %s AND decision = ''",
    "office": "SELECT id, NULL FROM directory_office WHERE id = %s",
    "paper": "SELECT id, NULL FROM directory_officepaper WHERE office_id = %s",
    "lying": "SELECT id, NULL FROM placement_lying WHERE office_id = %s AND referral_id IS NOT NULL",
    "room": "SELECT id, NULL FROM placement_room WHERE office_id = %s",
    "bed": "SELECT b.id, NULL FROM placement_bed b JOIN placement_room r ON r.id = b.room_id WHERE r.office_id = %s",
    "group": "SELECT id, NULL FROM repatriation_group WHERE office_id = %s",
    "leg": "SELECT id, NULL FROM repatriation_leg WHERE office_id = %s",
    "legcost": "SELECT c.id, NULL FROM repatriation_legcost c JOIN repatriation_leg l ON l.id = c.leg_id WHERE l.office_id = %s",
    "staycost": "SELECT c.id, NULL FROM placement_staycost c JOIN placement_stay s ON s.id = c.stay_id WHERE s.office_id = %s",
    "homecontact": "SELECT id, NULL FROM repatriation_homecontact WHERE home_id = %s",
    "member": "SELECT m.id, NULL FROM repatriation_member m JOIN repatriation_group g ON g.id = m.group_id WHERE g.office_id = %s",
    "inspection": "SELECT id, NULL FROM placement_inspection WHERE office_id = %s",
    "finding": "SELECT id, NULL FROM placement_finding WHERE owner_id = %s",
    "harmreport": "SELECT id, NULL FROM placement_harmreport WHERE dinas_id = %s",
    "brought": "SELECT id, NULL FROM cases_whereabouts WHERE office_id = %s AND until IS NULL",
    "waiting": "SELECT id, NULL FROM cases_whereabouts WHERE office_id = %s AND until IS NULL",
    "clash": "SELECT id, held_in_id FROM cases_clash WHERE held_at_id = %s AND settled_at IS NULL",
}


@cache
def of_cases() -> dict[str, str]:
    """Those of all rooms. ValueError where two give one."""
    given = merged(Things, lambda those: those.of_cases)
    if twice := given.keys() & OF_CASES.keys():
        raise ValueError(f"{sorted(twice)}: the bench has them")
    return OF_CASES | given


@dataclass(frozen=True)
class Door:
    """A page as the URL conf knows it."""

    name: str
    arguments: tuple[str, ...]


@dataclass
class Walked:
    """What came of it. `times`: by page and who opened it."""

    times: dict[tuple[str, str], Spread] = field(default_factory=dict)
    never: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def slowest(self) -> list[tuple[tuple[str, str], Spread]]:
        """Slowest first."""
        return sorted(self.times.items(), key=lambda item: -item[1].median)


def doors(resolver: URLResolver | None = None, above: tuple[str, ...] = (), room: str = "") -> Iterator[Door]:
    """Every page there is; `above`: arguments in the part of the address that it shares with others; `room`: whose."""
    for entry in (resolver or get_resolver()).url_patterns:
        arguments = (*above, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from doors(entry, arguments, f"{entry.namespace}:" if entry.namespace else room)
        elif isinstance(entry, URLPattern) and entry.name:
            yield Door(f"{room}{entry.name}", arguments)


def untaught() -> set[str]:
    """Arguments of pages that nobody has told this walk about."""
    known = {"code", *WORDS, *of_cases(), *OF_OFFICE, "kept"}
    return {name for door in doors() for name in door.arguments} - known


def walk(seats: list[Seat], times: int = 3) -> Walked:
    """Open everything as each of them."""
    walked, opened = Walked(), set()
    every = sorted(set(doors()), key=lambda door: door.name)
    for seat in seats:
        for door in every:
            found = _opens(seat, door, walked)
            if found is not None:
                opened.add(door.name)
                walked.times[door.name, seat.name] = timed(page(seat.cookie, found), times, warm=0)
    walked.never = sorted({door.name for door in every} - opened)
    return walked


def _opens(seat: Seat, door: Door, walked: Walked) -> str | None:
    """The first address of the page that answers 200; asking once is the warming up."""
    for path in addresses(seat, door):
        status = fetch(seat.cookie, path).status
        if status >= 500:
            walked.broken.append(f"{door.name}, {seat.name}: {status} {path}")
        if status == 200:
            return path
    return None


def addresses(seat: Seat, door: Door) -> Iterator[str]:
    """Real addresses of a page for somebody, a few of them."""
    if not door.arguments:
        yield reverse(door.name)
        return
    if door.name in {"cases:rule", "papers:letter_check"}:
        yield reverse(door.name, args=["social_report"])
        return
    codes = dict(seat.cases)
    for thing, case in _things(seat, door):
        of_case = {"code": codes[case]} if "code" in door.arguments else {}
        yield reverse(door.name, kwargs=thing | of_case)


def _things(seat: Seat, door: Door) -> Iterator[tuple[dict[str, Any], Any]]:
    """What a page's argument may be, each with its case; nothing where there is no such thing, or two go together."""
    cases = [case for case, _code in seat.cases]
    wanted = [name for name in door.arguments if name != "code"]
    if not wanted:
        yield from (({}, case) for case in cases[:TRIED])
    elif len(wanted) == 1:
        [name] = wanted
        yield from (({name: thing}, case) for thing, case in _found(seat, name, cases))


def _found(seat: Seat, name: str, cases: list[UUID]) -> list[tuple[Any, ...]]:
    if name in WORDS:
        return [(word, case) for word in WORDS[name] for case in cases[:1]]
    if name in OF_OFFICE:
        return ask(f"{OF_OFFICE[name]} ORDER BY 1 DESC LIMIT {TRIED}", [seat.office])
    return ask(f"{of_cases()[name]} ORDER BY 1 DESC LIMIT {TRIED}", [cases]) if name in of_cases() else []
