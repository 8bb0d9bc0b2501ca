"""Who is kept from a case because they work for another side of it: where they stand, and what ends that.

Only files that the reader sees are named. Who stands on another side at another office is known by the wall alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.directory.days import holds
from rehsos.directory.models import Worker
from rehsos.house.rooms import given

from .assignments import LEAD, lead_of
from .doors import Opposed
from .models import Case


@dataclass(frozen=True)
class Standing:
    """The place of a worker in a case of the same office that stands on another side."""

    worker: int
    name: str
    case: UUID
    code: str
    leads: bool

    def __str__(self) -> str:
        """What keeps the worker out, and what ends that."""
        return str(_LEADS if self.leads else _HELPS).format(name=self.name, code=self.code)


_LEADS = _(
    "{name} penanggung jawab {code}, pihak lain dalam perkara yang sama. "
    "Tunjuk dulu penanggung jawab lain di {code}, atau tukar kedua penanggung jawabnya."
)
_HELPS = _("{name} menangani {code}, pihak lain dalam perkara yang sama. Keluarkan dulu dari {code}.")
_ELSEWHERE = _(
    "{name} menangani pihak lain dalam perkara yang sama di kantor lain. Pilih pekerja lain, "
    "atau minta kantor di atas Anda menempatkan pekerja sosial lain di sini untuk sementara."
)


@dataclass(frozen=True)
class Kept:
    """A worker who is kept from a case: their places on another side, none that may be named where it is elsewhere."""

    worker: int
    name: str
    places: Sequence[Standing]

    def __str__(self) -> str:
        """Why, and what can be done; one sentence for each place."""
        if not self.places:
            return str(_ELSEWHERE).format(name=self.name)
        return " ".join(map(str, self.places))

    @property
    def mark(self) -> str:
        """Beside the name in a list to choose from."""
        where = ", ".join(place.code for place in self.places) or str(_("di kantor lain"))
        return str(_("{name} (pihak lain: {where})")).format(name=self.name, where=where)


def places(case: Case) -> list[Standing]:
    """Who works, today, the cases of the same office on another side of something that this one stands in."""
    doors = given(Opposed)
    if not doors:
        return []
    opposed = " UNION ".join(f"({door.sql})" for door in doors)
    with connection.cursor() as cursor:
        cursor.execute(_PLACES.format(opposed=opposed), _given(case))
        return [Standing(*row) for row in cursor.fetchall()]


def _given(case: Case) -> dict[str, Any]:
    return {"case": case.pk, "office": case.owner_id, "today": timezone.localdate()}


_PLACES = f"""
SELECT a.worker_id, w.name, c.id, c.code, coalesce(bool_or(a.id = lead.id), false)
  FROM ({{opposed}}) o JOIN cases_case c ON c.id = o.case_id
  JOIN cases_assignment a ON a.case_id = c.id AND {holds("a")}
  JOIN directory_worker w ON w.id = a.worker_id
  {LEAD}
 WHERE c.owner_id = %(office)s AND c.status <> 'void' GROUP BY a.worker_id, w.name, c.id, c.code ORDER BY w.name, c.code
"""


def kept_out(case: Case) -> dict[int, Kept]:
    """The workers behind the wall of a case, by id, with where they stand."""
    if not case.barred:
        return {}
    found = places(case)
    named = Worker.objects.filter(pk__in=case.barred).values_list("pk", "name")
    return {one: Kept(one, name, [place for place in found if place.worker == one]) for one, name in named}


def stands_against(case: Case, worker: Worker) -> Kept | None:
    """The places of a worker on another side today, also where they still work this one and no wall is before them."""
    found = [place for place in places(case) if place.worker == worker.pk]
    return Kept(worker.pk, worker.name, found) if found else None


def swapped(case: Case, other: Case, today: date) -> tuple[Worker, Worker] | None:
    """Who leads this case and who leads the other, where two workers lead two sides; else None."""
    here, there = lead_of(case, today), lead_of(other, today)
    opposed = any(place.case == other.pk and place.leads for place in places(case))
    if here is None or there is None or here.worker_id == there.worker_id or not opposed:
        return None
    return here.worker, there.worker
