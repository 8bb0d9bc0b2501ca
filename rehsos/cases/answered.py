"""Terms of earlier requests, each as its answer ended it: another letter began the term anew, these stay readable.

What was told of them is replaced where clocks are reckoned, so that a new request runs by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from rehsos.law.clocks import State

from .clockwork import Material, clocks_now
from .running import Running

Told = Mapping[str, Any]
"""A fact of such a term; `round` is the receipt that began it anew, `start` the code of that."""


def answered_before(material: Material, told: Iterable[Told]) -> list[Running]:
    """The terms of each earlier request, the oldest round first."""
    rounds: dict[UUID, list[Told]] = defaultdict(list)
    for row in sorted(told, key=lambda row: row["at"]):
        rounds[row["round"]].append(row)
    return [one for rows in rounds.values() for one in _as_it_ended(material, rows)]


def _as_it_ended(material: Material, rows: Sequence[Told]) -> Iterable[Running]:
    """What hung on the case alone, before its part was known, is told of all that stands in it now: it is said once."""
    start = rows[0]["start"]
    others = (fact for fact in material.facts if fact["code"] != start)
    then = clocks_now(replace(material, facts=(*rows, *others)))
    ended = (one for one in then if one.clock.rule.start == start and one.clock.state is State.STOPPED)
    return {(one.clock.rule.code, one.clock.level): one for one in ended}.values()
