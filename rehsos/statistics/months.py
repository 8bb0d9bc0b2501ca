"""A worker's month out of what was recorded anyway: services and costs as all are counted, and the daily log.

The rows of the log that are services are those that are counted: the same question, by the same conditions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext

from rehsos.audit.actions import spec_of
from rehsos.audit.actor import Actor
from rehsos.cases.sealing import shown_texts
from rehsos.cases.timeline import happened_at
from rehsos.house.counting import Logged
from rehsos.house.rooms import by_room, composed, merged
from rehsos.vault.keys import keys_beside

from .asked import Asked, Key
from .counting import conditions, together
from .dimensions import DIMENSIONS
from .periods import first_of_month, last_day

LOGGED: dict[str, Logged] = merged(Logged, lambda one: {one.action: one})
"""What stands in the log beside services: actions, as the rooms that have them say."""


@composed
def _done() -> Sequence[str]:
    """ValueError, with the room, where what is to stand in the log is no action: it would be counted never."""
    if lost := [f"{room} logs {one.action!r}" for room, one in by_room(Logged) if spec_of(one.action) is None]:
        raise ValueError(f"no such action: {'; '.join(lost)}")
    return list(LOGGED)


# What was done for a client (services: the rows that are counted, by the same conditions) and what else was done (the
# action log); places are sealed with the cases.
_LOG = """
SELECT c.at, 'service', c.kind, c.mode, c.minutes, c.waiting, c.late_entry,
       (SELECT coalesce(array_agg(k.code ORDER BY k.code), '{{}}') FROM cases_servicecase x
          JOIN cases_case k ON k.id = x.case_id
         WHERE x.service_id = c.id AND x.withdrawn_by IS NULL AND k.status <> 'void'),
       n.case_id, n.sealed, v.wrapped
  FROM {services}
  LEFT JOIN LATERAL (SELECT x.case_id, x.sealed FROM cases_servicecase x
     WHERE x.service_id = c.id AND x.sealed IS NOT NULL ORDER BY x.id LIMIT 1) n ON true
  LEFT JOIN vault_key v ON v.subject = n.case_id AND v.destroyed_at IS NULL
 WHERE {done}
UNION ALL
SELECT a.happened_at, a.name, coalesce(a.facts ->> 'kind', ''), '', NULL, NULL,
       a.recorded_at - a.happened_at > interval '1 day' *
         CASE WHEN extract(epoch FROM a.happened_at - %(start)s)::bigint %% 86400 = 0 THEN 2 ELSE 1 END,
       CASE WHEN coalesce(c.code, m.code) IS NULL THEN '{{}}' ELSE ARRAY[coalesce(c.code, m.code)] END,
       t.case_id, t.sealed, k.wrapped
  FROM audit_action a LEFT JOIN cases_case c ON c.id = a.dossier
  LEFT JOIN cases_case m ON a.name = ANY(%(made)s) AND m.id = (a.facts ->> 'case')::uuid AND m.status <> 'void'
  LEFT JOIN cases_appointment t ON a.name = ANY(%(met)s) AND t.id = (a.facts ->> 'appointment')::uuid
  LEFT JOIN vault_key k ON k.subject = t.case_id AND k.destroyed_at IS NULL
 WHERE a.worker = %(worker)s AND a.happened_at >= %(start)s AND a.happened_at < %(end)s AND a.name = ANY(%(names)s)
   AND c.status IS DISTINCT FROM 'void'
   AND NOT EXISTS (SELECT 1 FROM audit_action b WHERE b.dossier = a.dossier AND b.name = 'withdraw'
                      AND b.facts ->> 'recorded' = a.id::text)
 ORDER BY 1
"""


@dataclass(frozen=True)
class Deed:
    """A line of the daily log. Minutes and waiting are whole minutes; clients stand in it by code."""

    at: datetime
    name: str
    kind: str
    mode: str
    minutes: int | None
    waiting: int | None
    late: bool
    codes: Sequence[str]
    place: str = ""
    letter: str = ""

    @property
    def said(self) -> str:
        """What was done, in words."""
        if self.name == "service":
            return DIMENSIONS["service_kind"].label(self.kind)
        return LOGGED[self.name].said(self.kind) or str(LOGGED[self.name].words)

    @property
    def manner(self) -> str:
        """Where or how, in words; empty where it was not said."""
        return DIMENSIONS["mode"].label(self.mode) if self.mode else ""

    @property
    def timed(self) -> bool:
        """Whether its hour was told: else it stands at the midnight of its day. A service has one, also at night."""
        return self.name == "service" or self.at.time() != time(0)

    @property
    def done(self) -> str:
        """What was done, and how where that does not say it: “Konseling: di kantor”, and “Kunjungan rumah” alone."""
        if not self.manner or self.manner.casefold() in self.said.casefold():
            return self.said
        return f"{self.said}: {self.manner.lower()}"


@dataclass(frozen=True)
class CostSum:
    """Costs of one payer at one stage of their claim, out of one year's budget, in whole rupiah."""

    payer: str
    claim: str
    year: str
    amount: int
    lines: int


@dataclass(frozen=True)
class Month:
    """What one worker did in one month: services and their costs as they are counted, all else as lines of `log`."""

    first: date
    log: Sequence[Deed]
    services: Sequence[tuple[str, int]]
    """How many services of each kind, in the order of the list of kinds."""
    minutes: int
    waiting: int
    costs: Sequence[CostSum]

    @property
    def others(self) -> list[tuple[str, int]]:
        """How many of everything else."""
        found = Counter(deed.said for deed in self.log if deed.name != "service")
        return sorted(found.items())

    @property
    def served(self) -> int:
        return sum(number for _kind, number in self.services)

    @property
    def cases(self) -> int:
        return len({code for deed in self.log for code in deed.codes})

    @property
    def figures(self) -> list[tuple[str, int]]:
        """How many of each action that is a figure of the month, in the order the rooms give them."""
        told = sorted((one for one in LOGGED.values() if one.figure), key=attrgetter("order"))
        return [(str(one.figure), self.of(one.action)) for one in told]

    def of(self, action: str) -> int:
        """How many lines of the log are this action."""
        return sum(deed.name == action for deed in self.log)

    @property
    def spent(self) -> int:
        return sum(cost.amount for cost in self.costs)


def month_of(by: Actor, day: date, *, opens: bool) -> Month:
    """The actor's own month that holds the day, in the time zone of the office. Two statements.

    `opens`: whether places and surat tugas, which are sealed with the cases, may stand in it.
    """
    first = first_of_month(day)
    with timezone.override(by.zone):
        return _month(by, first, opens=opens)


def _month(by: Actor, first: date, *, opens: bool) -> Month:
    mine = partial(Asked, first=first, last=last_day(first), mine=by.worker)
    kinds, minutes, waiting, lines, paid = together(
        [
            mine("services", ("service_kind",), "layanan"),
            mine("services", (), "menit"),
            mine("services", (), "menunggu"),
            mine("costs", _COSTS, "baris"),
            mine("costs", _COSTS, "rupiah"),
        ],
        by,
    )
    kind = DIMENSIONS["service_kind"]
    return Month(
        first,
        _log(by, mine("services"), opens=opens),
        [(kind.label(code), kinds[code,]) for code in kind.all_codes if kinds[code,]],
        minutes[()],
        waiting[()],
        [_cost(key, paid[key], lines[key]) for key in sorted(lines, key=str)],
    )


_COSTS = ("payer", "claim", "budget_year")


def _cost(key: Key, amount: int, lines: int) -> CostSum:
    payer, claim, year = (DIMENSIONS[name].label(code or "") for name, code in zip(_COSTS, key, strict=True))
    return CostSum(payer, claim, year, amount, lines)


def _log(by: Actor, services: Asked, *, opens: bool) -> list[Deed]:
    where, given = conditions(services, by.offices)
    given |= {
        "worker": by.worker,
        "start": datetime.combine(services.first or date.min, time(0), by.zone),
        "end": datetime.combine(next_month(services.last), time(0), by.zone),
        "names": list(LOGGED),
        "made": [one.action for one in LOGGED.values() if one.made],
        "met": [one.action for one in LOGGED.values() if one.met],
    }
    sql = _LOG.format(services=services.rows, done=" AND ".join(where))
    rows = _ask(sql, given)
    keys = keys_beside((case, wrapped) for *_told, case, _sealed, wrapped in rows if opens)
    return [_deed(row, by, keys) for row in rows]


def _deed(row: tuple[Any, ...], by: Actor, keys: Mapping[UUID, bytes]) -> Deed:
    at, *told, case, sealed, _wrapped = row
    said = shown_texts(case, sealed, keys[case]) if case in keys else {}
    where = {"place": said.get("place", ""), "letter": said.get("assignment_letter", "")}
    return Deed(happened_at(told[0], timezone.localtime(at, by.zone)), *told, **where)


def _ask(sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date.fromordinal(last_day(first).toordinal() + 1)


def month_before(first: date) -> date:
    """The first day of the month before."""
    return first_of_month(date.fromordinal(first_of_month(first).toordinal() - 1))


def hours(minutes: int) -> str:
    """12 j 30 m."""
    return gettext("{hours} jam {minutes} mnt").format(hours=minutes // 60, minutes=f"{minutes % 60:02d}")
