"""Who asks: a worker, the kabid and the clerk of a large and a small kab, the province above, and an analyst."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from bench.asking import sign_in

MINISTRY, ANALYST = 1, 9
SOME = 200


@dataclass(frozen=True)
class Seat:
    """Somebody signed in, with the names of their own cases open where the role sees names."""

    name: str
    role: str
    worker: int
    office: int

    @cached_property
    def cookie(self) -> str:
        """Their session."""
        return sign_in(self.worker, **({"names_open": True} if self.role in {"peksos", "kabid"} else {}))

    @cached_property
    def cases(self) -> list[tuple[UUID, str]]:
        """Some open cases they come to, id and code, newest first: their own, or the office's."""
        own = "JOIN cases_assignment a ON a.case_id = c.id AND a.worker_id = %(worker)s"
        given = {"worker": self.worker, "office": self.office, "some": SOME}
        return ask(
            f"SELECT c.id, c.code FROM cases_share s JOIN cases_case c ON c.id = s.case_id {own if self.role == 'peksos' else ''} "
            "WHERE s.office_id = %(office)s AND s.status = 'open' AND c.role <> '' "
            "ORDER BY s.opened_on DESC, s.case_id DESC LIMIT %(some)s",
            given,
        )


def ask(sql: str, given: Any) -> list[tuple[Any, ...]]:
    """Rows of a question, as the owner."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def seats() -> dict[str, Seat]:
    """One of each, by the name that stands in the table."""
    [(large, small)] = ask("SELECT min(id), max(id) FROM directory_office WHERE kind = 'regency' AND id >= 2000", [])
    [(province,)] = ask("SELECT parent_id FROM directory_office WHERE id = %s", [large])
    analyst()
    made = [
        _seat("kab besar", "peksos", large),
        _seat("kab kecil", "peksos", small),
        _seat("kabid, kab besar", "kabid", large),
        _seat("kabid, kab kecil", "kabid", small),
        _seat("TU, kab besar", "clerk", large),
        _seat("provinsi", "province", province),
        _seat("Sentra", "sentra", province + 2000),
        Seat("analis", "analyst", ANALYST, MINISTRY),
    ]
    return {seat.name: seat for seat in made}


def _seat(name: str, role: str, office: int, number: int = 0) -> Seat:
    [(worker,)] = ask(
        "SELECT worker_id FROM directory_posting WHERE office_id = %s AND role = %s ORDER BY worker_id LIMIT 1 OFFSET %s",
        [office, role, number],
    )
    return Seat(name, role, worker, office)


def colleague(seat: Seat) -> Seat:
    """The next worker of the same office: what is recorded in their cases is on nobody's measured page."""
    return _seat(f"rekan di {seat.name}", seat.role, seat.office, number=1)


def eight() -> list[Seat]:
    """Eight workers of the eight largest kab where a second one has a case that runs."""
    found = ask(
        "SELECT DISTINCT ON (c.owner_id) a.worker_id, c.owner_id FROM cases_case c JOIN cases_assignment a ON a.case_id = c.id "
        "WHERE c.status = 'open' AND c.role <> '' AND c.owner_id BETWEEN 2000 AND 2100 AND a.worker_id > c.owner_id * 1000 "
        "ORDER BY c.owner_id, a.worker_id LIMIT 8",
        [],
    )
    return [Seat(f"pekerja {worker}", "peksos", worker, office) for worker, office in found]


def analyst() -> None:
    """The ministry and somebody there who counts."""
    from rehsos.directory.models import Office, Posting, Worker

    name = "Kementerian Sosial"
    given = {"name": name, "short": name, "kind": "ministry", "place_id": "31", "time_zone": "Asia/Jakarta"}
    Office.objects.get_or_create(id=MINISTRY, defaults=given)
    Worker.objects.get_or_create(id=ANALYST, defaults={"name": "Analis Contoh"})
    seat = {"worker_id": ANALYST, "office_id": MINISTRY, "role": "analyst"}
    Posting.objects.get_or_create(**seat, defaults={"since": date(2015, 1, 5)})
