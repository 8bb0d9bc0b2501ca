"""The rows of a room that came later, around the cases of a bench that was filled before it.

    python -m bench.more --room referral

Draws from each case as it stands what `bench.fill` would have drawn beside it: the million is not filled anew for each room.
What lies under a key that the case has already is not in it.
"""

import argparse
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from bench.fill import offices, put_frame, setup, weigh
from bench.invented import TODAY, Office, uuid_at

CHUNK = 5_000
STANDING = """
SELECT c.id, c.owner_id, c.opened_on, c.closed_on, c.status, c.stage, c.role, c.primary_type, c.age, c.sex, c.client_id,
       c.last_contact_on, c.offices, c.barred, right(c.code, 7)::int,
       (SELECT min(a.worker_id) FROM cases_assignment a WHERE a.case_id = c.id)
  FROM cases_case c WHERE c.id > %s AND c.owner_id >= 2000 ORDER BY c.id LIMIT %s
"""


@dataclass
class Standing:
    """A case of the bench as it stands; `keys` are those that are made here."""

    case: UUID
    office: Office
    opened: date
    closed_on: date | None
    status: str
    stage: str
    role: str
    type: str
    age: int
    child: Any
    contact: date
    seen: list[int]
    barred: list[int]
    number: int
    worker: int
    today: date = TODAY
    keys: dict[UUID, bytes] = field(default_factory=dict)
    drawn: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.case.int)
        self.moment = datetime.fromtimestamp((self.case.int >> 80) / 1000, tz=UTC)

    def id(self) -> UUID:
        """An id of the day the case was opened."""
        return uuid_at(self.moment, self.draw)

    def new_subject(self) -> UUID:
        """An id with a key of its own."""
        from rehsos.vault.seal import new_key

        subject = self.id()
        self.keys[subject] = new_key()
        return subject

    def sealed(self, subject: UUID, told: Any, context: str, /) -> bytes:
        """Sealed as an action seals it. KeyError under a key that was there before."""
        from rehsos.vault.seal import seal

        return seal(self.keys[subject], told, subject=subject, context=context)


def standing(after: UUID, desks: dict[int, Office]) -> Iterator[Standing]:
    """The next chunk of cases."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(STANDING, [after, CHUNK])
        for row in cursor.fetchall():
            case, owner, opened, closed, status, stage, role, kind, age, sex, client, contact, seen, barred, *rest = row
            child, known = SimpleNamespace(id=client, sex=sex), (opened, closed, status, stage, role, kind, age)
            yield Standing(case, desks[owner], *known, child, contact or opened, seen, barred, *rest)


def write_chunk(job: tuple[UUID, str, dict[int, Office]]) -> int:
    """Draw and copy beside one chunk of cases, in its own process and connection."""
    after, room, desks = job
    setup()
    from django.db import connection

    from bench.fill import copy_into
    from rehsos.vault.keys import keyset

    keyset()
    cases = list(standing(after, desks))
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        for table in tables(room):
            copy_into(cursor, table, cases)
    return len(cases)


def tables(room: str) -> list[Any]:
    """What the room fills, and the keys of it."""
    from rehsos.house.rooms import by_room
    from rehsos.house.sample import Filled

    found = [one for name, one in by_room(Filled) if name in {room, "vault"}]
    return sorted(found, key=lambda one: one.order)


def starts() -> list[UUID]:
    """The case after which each chunk begins."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM cases_case WHERE owner_id >= 2000 ORDER BY id")
        every = [case for (case,) in cursor.fetchall()]
    return [UUID(int=0), *every[CHUNK - 1 : -1 : CHUNK]]


def main() -> None:
    """Fill the room's tables around every case, index and analyse. SystemExit where they hold rows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--room", required=True)
    room = parser.parse_args().room
    setup()
    from django.db import connection

    from bench.furnishing import furnish
    from bench.loading import unhindered
    from bench.seats import ask

    own = [one.table for one in tables(room) if one.table != "vault_key"]
    if held := [table for table in own if ask(f"SELECT 1 FROM {table} LIMIT 1", [])]:
        raise SystemExit(f"{held}: there are rows already")
    desks = offices()
    weigh(desks, ask("SELECT count(*) FROM cases_case", [])[0][0])
    put_frame([one for one in desks if not ask("SELECT 1 FROM directory_office WHERE id = %s", [one["id"]])])
    jobs = [(after, room, {one["id"]: one for one in desks}) for after in starts()]
    began, done = time.monotonic(), 0
    with unhindered(sorted(own)) if own else nullcontext():
        connection.close()
        with ProcessPoolExecutor(max_workers=2) as pool:
            for size in pool.map(write_chunk, jobs if own else ()):
                done += size
                print(f"\r{done:,} kasus · {time.monotonic() - began:.0f} s", end="", flush=True)
    print(f"\n{furnish(room):,} baris · {time.monotonic() - began:.0f} s")
    connection.set_autocommit(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
