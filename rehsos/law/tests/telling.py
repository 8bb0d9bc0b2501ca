"""How the tests tell a case: a few circumstances, facts at local times in Kupang, and one clock asked for."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rehsos.law.clocks import Clock, Fact, Facts, clock

WITA = ZoneInfo("Asia/Makassar")
VICTIM = {"role": "child_victim"}
CHILD = {
    "role": "child_in_conflict",
    "act_age_band": "14_17",
    "penalty_below_7y": True,
    "repeat_offence": False,
}
UNDER_12 = {"role": "child_in_conflict", "act_age_band": "under_12"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


def fact(code: str, when: str, level: str | None = None, *, until: str = "", ref: str | None = None) -> Fact:
    """A fact; a date without an hour is known only to the day."""
    precision = "hour" if " " in when else "day"
    last = date.fromisoformat(until) if until else None
    return Fact(code, at(when), precision, level, last, ref)  # type: ignore[arg-type]


def only(code: str, facts: list[Fact], circumstances: Mapping[str, object], now: str, **rest: object) -> Clock:
    found = clock(code, Facts(facts, circumstances), at=at(now), tz=WITA, **rest)  # type: ignore[arg-type]
    assert found
    return found
