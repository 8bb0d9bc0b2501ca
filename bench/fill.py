"""A million invented cases, by COPY: real seals, real tokens, the real guard; each room's rows as its actions would leave them.

    python -m bench.fill --cases 1000000

Fills the database named in REHSOS_DATABASE_NAME (bench/__main__.py sets it), as the owner, with triggers, keys and indexes
off while it copies (loading.py): the columns they keep (`offices`, `barred`) are written as they would be. What is filled is
skewed on purpose: the largest kab holds 2.3 % of all cases, the smallest 0.1 %.
"""

import argparse
import os
import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from typing import Any

from bench.invented import Office, invented, worker_id
from rehsos.house.sample import Filled, filled

CHUNK = 5_000
CASES_PER_WORKER = 400


def setup() -> None:
    """Django, in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["REHSOS_DATABASE_ROLE"] = "owner"
    import django

    django.setup()


def offices() -> list[Office]:
    """A province office and a Sentra for each province, a dinas for each kab/kota."""
    from rehsos.directory import gazetteer
    from rehsos.directory.gazetteer import Level

    provinces = [p for p in gazetteer.rows(Level.PROVINCE) if not p.retired]
    regencies = [p for p in gazetteer.rows(Level.REGENCY) if not p.retired]
    made = [_office(1000 + i, p, "province", None) for i, p in enumerate(provinces)]
    above = {o["place"]: o["id"] for o in made}
    homes = [_office(3000 + i, p, "sentra", None) for i, p in enumerate(provinces)]
    return made + [_office(2000 + i, p, "regency", above[p.code[:2]]) for i, p in enumerate(regencies)] + homes


def _office(number: int, place: Any, kind: str, parent: int | None) -> Office:
    name = f"{'Sentra' if kind == 'sentra' else 'Dinsos'} {place.label}"
    return {"id": number, "place": place.code, "name": name, "kind": kind, "parent": parent, "zone": place.time_zone}


def put_frame(rows: list[Office]) -> None:
    """Offices and who works there: two workers at least and a kabid at a dinas, two who answer at a Sentra."""
    from rehsos.demo.cast import load_places
    from rehsos.directory.models import Office, Posting, Worker

    load_places("53.01")
    for kind in ("province", "regency", "sentra"):
        Office.objects.bulk_create(
            [
                Office(
                    id=o["id"],
                    name=o["name"],
                    short=o["name"][:60],
                    kind=kind,
                    place_id=o["place"],
                    parent_id=o["parent"],
                    time_zone=o["zone"],
                )
                for o in rows
                if o["kind"] == kind
            ],
            ignore_conflicts=True,
        )
    workers = [(worker_id(o, n), o["id"], role) for o in rows for n, role in enumerate(_roles(o))]
    Worker.objects.bulk_create(
        [Worker(id=w, name=f"Pekerja {w} Contoh") for w, _o, _r in workers], ignore_conflicts=True
    )
    Posting.objects.bulk_create(
        [Posting(worker_id=w, office_id=o, role=r, since=date(2015, 1, 5)) for w, o, r in workers],
        ignore_conflicts=True,
    )


def _roles(office: Office) -> tuple[str, ...]:
    known = {"province": ("province",), "sentra": ("sentra", "sentra")}
    return known.get(office["kind"]) or (*("peksos",) * int(office["workers"]), "kabid", "clerk")


def write_chunk(job: tuple[int, int, list[Office], list[float]]) -> int:
    """Seal and copy one chunk of cases, in its own process and connection."""
    start, size, desks, weights = job
    setup()
    from django.db import connection

    from rehsos.vault.keys import keyset

    keyset()  # It asks the database which one is ours: not while a COPY holds the connection.
    draw = random.Random(start)
    cases = list(invented(start, draw.choices(desks, weights, k=size), draw))
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        for table in filled():
            copy_into(cursor, table, cases)
    return size


def copy_into(cursor: Any, table: Filled, cases: Sequence[Any]) -> None:
    """The table's rows of these cases."""
    with cursor.copy(f"COPY {table.table} ({table.columns}) FROM STDIN") as copy:
        for case in cases:
            for row in table.rows(case):
                copy.write_row(row)


def weigh(desks: list[Office], wanted: int) -> tuple[list[Office], list[float]]:
    """The regencies and how often each is drawn; each gets its workers, a neighbour and the Sentra of its province."""
    regencies = [o for o in desks if o["kind"] == "regency"]
    weights = [1 / (1 + n) ** 0.5 for n in range(len(regencies))]
    for place, (office, weight) in enumerate(zip(regencies, weights, strict=True)):
        office["workers"] = max(2, round(wanted * weight / sum(weights) / CASES_PER_WORKER))
        office["near"], office["sentra"] = regencies[place - 1]["id"], office["parent"] + 2000
    return regencies, weights


def copied(jobs: list[tuple[int, int, list[Office], list[float]]], wanted: int) -> None:
    """Two processes copy; says how far they are. Neither inherits an open connection."""
    from django.db import connection

    connection.close()
    began, done = time.monotonic(), 0
    with ProcessPoolExecutor(max_workers=2) as pool:
        for size in pool.map(write_chunk, jobs):
            done += size
            print(f"\r{done:,} / {wanted:,} kasus · {time.monotonic() - began:.0f} s", end="", flush=True)
    print()


def main() -> None:
    """Fill, index and analyse."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    wanted = parser.parse_args().cases
    setup()
    from django.db import connection

    from bench.furnishing import furnish
    from bench.loading import unhindered
    from rehsos.statistics.sums import rebuild
    from rehsos.vault.ours import leave_mark

    leave_mark()
    desks = offices()
    regencies, weights = weigh(desks, wanted)
    put_frame(desks)
    jobs = [(start, min(CHUNK, wanted - start), regencies, weights) for start in range(0, wanted, CHUNK)]
    with unhindered(sorted({one.table for one in filled()})):
        copied(jobs, wanted)
    furnish()
    rebuild()
    connection.set_autocommit(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
