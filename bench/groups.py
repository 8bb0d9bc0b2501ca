"""A group of 200 on its way home: its list put in by one who has it from a ship's manifest, its page, the page of its leg."""

from collections.abc import Callable, Iterator
from hashlib import md5
from urllib.parse import urlencode
from uuid import UUID

from bench.asking import fetch, page, timed
from bench.pages import PAGE
from bench.seats import Seat, eight
from bench.table import Goal, Line

MEMBERS = 200
SAVED = Goal(1000)


def grouped(everybody: dict[str, Seat]) -> Iterator[Line]:
    """The group is put in at an office whose own pages are not measured; the pages are of one that is on its way."""
    yield Line(f"rombongan {MEMBERS} orang disimpan", *timed(_saved(eight()[-1]), 4, warm=1), goal=SAVED)
    seat = everybody["kab besar"]
    for said, way, what in (("rombongan", "rombongan", "group"), ("etapenya", "etape", "leg")):
        path = f"/pulang/{way}/{_drawn(what, seat.office)}/"
        yield Line(f"{said} dari {MEMBERS} orang, kab besar", *timed(page(seat.cookie, path), 12), goal=PAGE)


def _drawn(what: str, office: int) -> UUID:
    """Its id, as `rehsos.repatriation.filled` draws it."""
    return UUID(md5(f"{what}{office}".encode(), usedforsecurity=False).hexdigest())


def _saved(seat: Seat) -> Callable[[], None]:
    from django.urls import reverse

    from bench.invented import NAMES
    from rehsos.audit.actions import new_id

    people = "\n".join(f"{NAMES[n]} {NAMES[n + 300]}, {'LP'[n % 2]}, {18 + n % 50}" for n in range(MEMBERS))
    path = reverse("repatriation:group_begin")

    def call() -> None:
        told = {"direction": "out", "lines": people, "same_meant": "on", "category": "migrant"}
        answer = fetch(seat.cookie, path, body=urlencode({"action_id": str(new_id()), **told}))
        if answer.status != 302:
            raise SystemExit(f"{path}: {answer.status} {answer.body.decode()[:2000]}")

    return call
