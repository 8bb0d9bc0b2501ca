"""What this room shows on the page of a case: the journey of its client, and what "Catat" offers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.cases.doors import AROUND, Card, Offer, Offers, Place, Row, Rows, SubjectKind, Unfinished, holds
from rehsos.cases.file import CaseFile
from rehsos.cases.models import Case
from rehsos.cases.offers import offer
from rehsos.look import words

from .actions.journeys import RETURNED
from .actions.legs import KIND
from .models import Journey
from .stages import stages

JOURNEYS = Rows(
    "journeys",
    """SELECT j.id, j.direction, j.began_at, j.home_at, j.ended_at, j.ended, j.certain, p.name AS destination,
       (SELECT coalesce(json_agg(json_build_object('kind', n.kind, 'code', n.code, 'until', n.until,
                                                   'over', n.ended_at IS NOT NULL) ORDER BY n.at), '[]')
          FROM repatriation_journeynote n WHERE n.journey_id = j.id AND n.withdrawn_by IS NULL) AS notes
       FROM repatriation_journey j LEFT JOIN directory_place p ON p.code = j.destination_id
       WHERE j.case_id = c.id AND j.withdrawn_by IS NULL ORDER BY j.began_at DESC LIMIT 5""",
    moments=("began_at", "home_at", "ended_at"),
)
RIDES = Rows(
    "rides",
    """SELECT r.id, r.journey_id::text AS journey, r.aboard, r.outcome, r.ended_at, l.id AS leg, l.number, l.vehicle,
       l.departs, l.arrives, l.departed_at, l.accepted_at, r.accepted_as,
       coalesce(s.short, a.name, '') AS start, coalesce(t.short, b.name, '') AS goal
       FROM repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id
       LEFT JOIN directory_office s ON s.id = l.sender_id LEFT JOIN directory_office t ON t.id = l.receiver_id
       LEFT JOIN directory_place a ON a.code = l.from_place_id LEFT JOIN directory_place b ON b.code = l.to_place_id
       WHERE r.case_id = c.id AND l.cancelled_at IS NULL ORDER BY l.departs LIMIT 30""",
    moments=("departs", "arrives", "departed_at", "accepted_at", "ended_at"),
)


def said_ride(row: Row) -> str:
    """Where to and when; empty for one that is over."""
    if row["outcome"]:
        return ""
    return gettext("Etape {n}, tiba {day}").format(n=row["number"], day=words.day(row["arrives"]))


def said_journey(row: Row) -> str:
    """Since when they are home; empty while they are not, or once it is over."""
    if not row["home_at"] or row["ended"]:
        return ""
    return gettext("Di keluarga sejak {day}").format(day=words.day(row["home_at"]))


def told(file: CaseFile) -> Mapping[str, Any]:
    """Each journey with its road and its legs."""
    rides = file.rows["rides"]
    found = []
    for row in file.rows["journeys"]:
        own = [ride for ride in rides if ride["journey"] == str(row["id"])]
        found.append({"it": row, "rides": own, "road": stages(row["notes"], own, row),
                      "holds": [n["code"] for n in row["notes"] if n["kind"] == "hold" and not n["over"]]})  # fmt: skip
    return {"journeys": found}


def first_journey(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """That the client is to be brought home."""
    yield offer(_("Pulangkan"), "repatriation:begin", file, AROUND, place=(65,), living=True)


def next_journey(by: Actor, file: CaseFile) -> Iterator[Offer]:
    """The same, where no journey is open."""
    if all(row["ended_at"] for row in file.rows["journeys"]):
        yield from first_journey(by, file)


def running(case: Case) -> QuerySet[Any]:
    """What of a case is not over."""
    return Journey.objects.filter(case=case, ended_at=None, withdrawn_by=None)


SHOWN = (
    Offers(next_journey, cold=first_journey),
    JOURNEYS,
    RIDES,
    SubjectKind(KIND, _("Etape"), RIDES, said_ride),
    SubjectKind(RETURNED, _("Pemulangan"), JOURNEYS, said_journey),
    Unfinished(_("{n} pemulangan belum selesai."), running),
    Card(
        "repatriation/file/journeys.html", Place.MIDDLE, 45, holds("journeys"), told, jump=("pulang", _("Pemulangan"))
    ),
)
"""Given whole in `room.py`."""
