"""What falls due, or is not ready, within two days; and who is away."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from .agenda import AgendaDay
from .day import Said

A_DAY = timedelta(hours=24)
"""How far the terms reach that stand above, with what is late."""
AHEAD = timedelta(hours=48)
"""How far "tomorrow and the day after" reaches."""

_AWAY = "v.office_id = %(office)s AND v.until >= %(today)s AND v.since <= %(today)s + 2 AND v.since <= v.until"
AWAY = f"""
SELECT v.id, v.capacity, NULL, a.name, 0, v.until, NULL, s.name, NULL, '', NULL, v.since, NULL, NULL, NULL, NULL
  FROM directory_cover v JOIN directory_worker a ON a.id = v.absent_id JOIN directory_worker s ON s.id = v.stand_in_id
 WHERE {_AWAY}"""
ANY_AWAY = f"SELECT FROM directory_cover v WHERE {_AWAY}"


def out(days: Iterable[AgendaDay], now: datetime, tomorrow: datetime) -> list[Said]:
    """Appointments of one's own after today and within two days for which a surat tugas is still to be had."""
    ahead = (one for day in days for one in day.rows if one.line.at and tomorrow <= one.line.at < now + AHEAD)
    return [one for one in ahead if one.told.get("lacks_letter")]


def unready(lines: Iterable[Said]) -> list[Said]:
    """Of lines those that tell something: an appointment only where its surat tugas is still to be had.

    What falls due and who is away come first: sixteen visits of tomorrow would fold them away.
    """
    found = [one for one in lines if one.told.get("lacks_letter", True)]
    return sorted(found, key=lambda one: "lacks_letter" in one.told)


def parted(unready: Iterable[Said], tomorrow: datetime) -> tuple[list[Said], list[Said]]:
    """What is of today, and what is of the days after it: an appointment of today stands under no heading of theirs."""
    today, ahead = list[Said](), list[Said]()
    for one in unready:
        (today if "lacks_letter" in one.told and one.line.at and one.line.at < tomorrow else ahead).append(one)
    return today, ahead
