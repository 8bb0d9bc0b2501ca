"""A million invented cases, by COPY: real seals, real tokens, the real guard; rows as the actions would leave them.

    python -m bench.fill --cases 1000000

Fills the database named in REHSOS_DATABASE_NAME (bench/__main__.py sets it), as the owner, with triggers off while it
copies: the columns they keep (`offices`, `barred`) are written as they would be.
"""

import argparse
import hashlib
import json
import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

TODAY = date(2026, 11, 22)
CHUNK = 5_000
SYLLABLES = (
    "ba",
    "be",
    "da",
    "du",
    "fa",
    "ga",
    "ja",
    "ka",
    "ki",
    "la",
    "li",
    "ma",
    "mi",
    "na",
    "ni",
    "pa",
    "ra",
    "ri",
    "sa",
    "si",
    "ta",
    "ti",
    "wa",
    "ya",
)
PARTS = 3000
CASES_PER_WORKER = 400
ROLES = ("child_in_conflict", "child_victim", "child_witness", "")
TYPES = {
    "child_in_conflict": "child_in_justice",
    "child_victim": "child_in_justice",
    "child_witness": "child_in_justice",
    "": "neglected_child",
}


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


def worker_id(office: dict[str, Any], n: int) -> int:
    """The n-th worker of an office."""
    return int(office["id"]) * 1000 + n


def _roles(office: dict[str, Any]) -> tuple[str, ...]:
    return ("province",) if office["kind"] == "province" else (*("peksos",) * int(office["workers"]), "kabid")


def name_parts() -> tuple[list[str], list[float]]:
    """Invented name parts and how common each is (Zipf), as prototypes §4 had it."""
    draw = random.Random(7)
    parts = sorted(
        {"".join(draw.choices(SYLLABLES, k=draw.choice((2, 2, 3, 3, 4)))).title() for _n in range(PARTS * 2)}
    )[:PARTS]
    draw.shuffle(parts)
    return ["Muhammad", "Siti", *parts], [1 / (1 + rank) for rank in range(len(parts) + 2)]


NAMES, HOW_COMMON = name_parts()


def uuid_at(moment: datetime, draw: random.Random) -> UUID:
    """A UUIDv7 of a given moment, so that ids lie in the order a real office would make them."""
    stamp = int(moment.timestamp() * 1000)
    value = (stamp << 80) | (0x7 << 76) | (draw.getrandbits(12) << 64) | (0b10 << 62) | draw.getrandbits(62)
    return UUID(int=value)


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


COLUMNS = {
    "vault_key": "subject, wrapped, destroyed_at",
    "people_person": "id, sex, birth_year, birth_estimated, sealed, registered_at_id, version, offices, barred",
    "people_token": "person_id, tokens",
    "cases_case": "id, code, kind, owner_id, counts_at_id, place_id, client_id, primary_type, role, sex, age, opened_on, opened_month, "
    "stage, status, risk, closed_on, closed_because, last_contact_on, version, offices, barred",
    "cases_share": "case_id, office_id, grounds, named, opened_on, since, until, offices, barred",
    "cases_assignment": "case_id, worker_id, kind, since, until, offices, barred",
    "cases_casetype": "case_id, type, ampk, since, offices, barred",
    "cases_fact": "id, case_id, subject, code, level, at, precision, until, replaced_by, offices, barred",
    "cases_clock": "case_id, subject, rule, level, duty, state, advisory, started_at, due_at, missing, offices, barred",
    "justice_matter": "id, police_number, spdp_number, court_number, police_unit, offence, article, event_place, level, version, offices",
    "justice_part": "id, case_id, matter_id, person_id, role, side, age_at_deed, age_estimated, ended_by, offices, barred",
    "audit_action": "id, name, happened_at, recorded_at, worker, office, dossier, facts, sealed, digest, offices, barred",
}


def rows_of_case(number: int, office: dict[str, Any], draw: random.Random) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every row of one case, as its actions would have left them."""
    from rehsos.people.identity import CONTEXT
    from rehsos.people.tokens import tokens_for
    from rehsos.vault.keys import keyset
    from rehsos.vault.seal import new_key, seal

    opened = TODAY - timedelta(days=int(draw.triangular(0, 4300, 600)))
    moment = datetime.combine(opened, datetime.min.time(), UTC) + timedelta(seconds=draw.randrange(86400))
    role, age, sex = draw.choice(ROLES), draw.randrange(5, 18), draw.choice("LP")
    name = " ".join(draw.choices(NAMES, HOW_COMMON, k=draw.choice((1, 2, 2, 2, 3))))
    seen = [office["id"], office["parent"]]
    worker = worker_id(office, draw.randrange(int(office["workers"])))
    person, case = uuid_at(moment, draw), uuid_at(moment, draw)
    keys = {subject: new_key() for subject in (person, case)}
    for subject, key in keys.items():
        yield "vault_key", (subject, keyset().wrap(key, subject), None)
    identity = {
        "called": name.split(maxsplit=1)[0],
        "full_name": name,
        "lives_in": office["place"],
        "lives_at": f"Dusun Contoh {number}",
    }
    year = opened.year - age
    yield (
        "people_person",
        (
            person,
            sex,
            year,
            False,
            seal(keys[person], identity, subject=person, context=CONTEXT),
            office["id"],
            1,
            seen,
            [],
        ),
    )
    tokens = tokens_for(
        keyset().token_key, names=[name], nik=None, birth_year=year, regency=office["place"], code=None, phones=[]
    )
    yield "people_token", (person, sorted(tokens))
    closed = opened + timedelta(days=90 + draw.randrange(300))
    is_closed = closed < TODAY - timedelta(days=30) or None
    month = opened.year * 12 + opened.month - 1
    yield "cases_case", (
        case, f"{office['place']}-{opened.year % 100:02d}-{number:07d}", "case", office["id"], office["id"], office["place"], person,
        TYPES[role], role, sex, age, opened, month, "8_aftercare" if is_closed else "5_service", "closed" if is_closed else "open",
        draw.choice(("low", "medium", "high")), closed if is_closed else None, "goals_met" if is_closed else "", opened, 1, seen, [],
    )  # fmt: skip
    yield "cases_share", (case, office["id"], "owner", True, opened, opened, None, seen, [])
    yield "cases_share", (case, office["parent"], "above", False, opened, opened, None, seen, [])
    yield "cases_assignment", (case, worker, "lead", opened, None, seen, [])
    yield "cases_casetype", (case, TYPES[role], "", opened, seen, [])
    part = uuid_at(moment, draw)
    if role:
        matter = uuid_at(moment, draw)
        yield (
            "justice_matter",
            (matter, f"LP/{number}/{opened.year}", "", "", "Unit PPA Contoh", "", "", "", "police", 1, seen),
        )
        yield "justice_part", (part, case, matter, person, role, "neither", age, False, "", seen, [])
        yield (
            "cases_fact",
            (uuid_at(moment, draw), case, part, "report_request_received", "", moment, "hour", None, None, seen, []),
        )
        state = "stopped" if is_closed else "running"
        yield (
            "cases_clock",
            (
                case,
                part,
                "social_report",
                "police",
                "ours",
                state,
                False,
                moment,
                moment + timedelta(hours=72),
                "[]",
                seen,
                [],
            ),
        )
    yield (
        "cases_clock",
        (
            case,
            case,
            "monthly_contact",
            "",
            "policy",
            "stopped" if is_closed else "running",
            False,
            moment,
            moment + timedelta(days=30),
            "[]",
            seen,
            [],
        ),
    )
    for action in ("open_case", "set_risk", "record_service"):
        note = seal(keys[case], {"note": "Catatan contoh."}, subject=case, context="action")
        facts = json.dumps({"kind": "case"} if action == "open_case" else {})
        digest = hashlib.blake2b(str(number).encode(), digest_size=16).digest()
        yield (
            "audit_action",
            (uuid_at(moment, draw), action, moment, moment, worker, office["id"], case, facts, note, digest, seen, []),
        )


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
