"""A million invented cases, by COPY: real seals, real tokens, the real guard; rows as the actions would leave them.

    python -m bench.fill --cases 1000000

Fills the database named in REHSOS_DATABASE_NAME (bench/__main__.py sets it), as the owner, with triggers off while it
copies: the columns they keep (`offices`, `barred`) are written as they would be.
"""

import argparse
import os
import random
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from typing import Any

from bench.rows import COLUMNS, rows_of_case, worker_id

CHUNK = 5_000
CASES_PER_WORKER = 400


def setup() -> None:
    """Django, in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["REHSOS_DATABASE_ROLE"] = "owner"
    import django

    django.setup()


def offices() -> list[dict[str, Any]]:
    """A province office for each province, a dinas for each kab/kota, with the weight of its caseload."""
    from rehsos.directory import gazetteer
    from rehsos.directory.gazetteer import Level

    provinces = [p for p in gazetteer.rows(Level.PROVINCE) if not p.retired]
    regencies = [p for p in gazetteer.rows(Level.REGENCY) if not p.retired]
    made = [_office(1000 + i, p, "province", None) for i, p in enumerate(provinces)]
    above = {o["place"]: o["id"] for o in made}
    return made + [_office(2000 + i, p, "regency", above[p.code[:2]]) for i, p in enumerate(regencies)]


def _office(number: int, place: Any, kind: str, parent: int | None) -> dict[str, Any]:
    name = f"Dinsos {place.label}"
    return {"id": number, "place": place.code, "name": name, "kind": kind, "parent": parent, "zone": place.time_zone}


def put_frame(rows: list[dict[str, Any]]) -> None:
    """Offices, two workers and a kabid for each, one sign-in for each kind of scope."""
    from rehsos.demo.cast import load_places
    from rehsos.directory.models import Office, Posting, Worker

    load_places("53.01")
    for kind in ("province", "regency"):
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


def _roles(office: dict[str, Any]) -> tuple[str, ...]:
    return ("province",) if office["kind"] == "province" else (*("peksos",) * int(office["workers"]), "kabid")


def write_chunk(job: tuple[int, int, list[dict[str, Any]], list[float]]) -> int:
    """Seal and copy one chunk of cases, in its own process and connection."""
    start, size, desks, weights = job
    setup()
    from django.db import connection

    draw = random.Random(start)
    picked = draw.choices(desks, weights, k=size)
    tables: dict[str, list[tuple[Any, ...]]] = {}
    for number, office in enumerate(picked, start=start):
        for table, row in rows_of_case(number, office, draw):
            tables.setdefault(table, []).append(row)
    with connection.cursor() as cursor:
        for table, rows in tables.items():
            with cursor.copy(f"COPY {table} ({COLUMNS[table]}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
    return size


def triggers(*, on: bool) -> None:
    """Switch the copying triggers of the filled tables off for the load, and on again."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in COLUMNS:
            cursor.execute(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} TRIGGER USER")


def main() -> None:
    """Fill and analyse; says how far it is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    wanted = parser.parse_args().cases
    setup()
    from django.db import connection

    desks = offices()
    regencies = [o for o in desks if o["kind"] == "regency"]
    weights = [1 / (1 + n) ** 0.5 for n in range(len(regencies))]
    for office, weight in zip(regencies, weights, strict=True):
        office["workers"] = max(2, round(wanted * weight / sum(weights) / CASES_PER_WORKER))
    put_frame(desks)
    triggers(on=False)
    connection.close()
    began, done = time.monotonic(), 0
    jobs = [(start, min(CHUNK, wanted - start), regencies, weights) for start in range(0, wanted, CHUNK)]
    with ProcessPoolExecutor(max_workers=2) as pool:
        for size in pool.map(write_chunk, jobs):
            done += size
            print(f"\r{done:,} / {wanted:,} kasus · {time.monotonic() - began:.0f} s", end="", flush=True)
    print()
    triggers(on=True)
    connection.set_autocommit(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
