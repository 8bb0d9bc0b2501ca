"""What this room shows on the page of a case: where its client stays, and what "Catat" offers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.cases.doors import AROUND, Card, Offer, Offers, Place, Row, Rows, holds
from rehsos.cases.file import CaseFile
from rehsos.cases.models import Case
from rehsos.cases.offers import offer
from rehsos.cases.sealing import with_the_case
from rehsos.directory.kinds import PARTNERS
from rehsos.look import words

from .ladder import LADDERS, ladder_offered, on_file
from .letters import decision_page
from .models import Stay

STAYS = Rows(
    "stays",
    """SELECT s.id, s.kind, s.since, s.ended_at, s.ended_to, s.brought_by, s.consent, o.short AS office,
       encode(s.sealed, 'base64') AS sealed, a.kind AS away, a.since AS away_since, a.expected,
       (SELECT r.name || ' · ' || b.name FROM placement_lying l JOIN placement_bed b ON b.id = l.bed_id
          JOIN placement_room r ON r.id = b.room_id
         WHERE l.stay_id = s.id AND l.until IS NULL AND l.withdrawn_by IS NULL) AS bed
       FROM placement_stay s JOIN directory_office o ON o.id = s.office_id
       LEFT JOIN placement_absence a ON a.stay_id = s.id AND a.until IS NULL AND a.withdrawn_by IS NULL
       WHERE s.case_id = c.id AND s.withdrawn_by IS NULL ORDER BY s.since DESC LIMIT 10""",
    moments=("since", "ended_at", "away_since", "expected"),
    opens=with_the_case(),
)


def said_stay(row: Row) -> str:
    """Where and since when; empty for one that is over."""
    if row["ended_at"]:
        return ""
    return gettext("{office}, sejak {day}").format(office=row["office"], day=words.day(row["since"]))


def staying(case: Case) -> QuerySet[Any]:
    """What of a case is not over."""
    return Stay.objects.filter(case=case, ended_at=None, withdrawn_by=None)


def first_stay(by: Actor, file: CaseFile) -> Iterator[Offer]:
    """That the client sleeps here from now on; of a child, who else could care for it."""
    yield offer(_("Terima tinggal"), "placement:admit", file, AROUND, place=(60,), living=True)
    yield from ladder_offered(by, file)


def next_stay(by: Actor, file: CaseFile) -> Iterator[Offer]:
    """The same, where no stay is open."""
    if all(row["ended_at"] for row in file.rows["stays"]):
        yield from first_stay(by, file)
    else:
        yield from ladder_offered(by, file)


def _ladder(file: CaseFile) -> Mapping[str, Any]:
    """With where the decision about the child is begun: of a child at an LKSA the dinas decides."""
    writes = file.finishes and file.case["owner_kind"] not in PARTNERS
    return {**on_file(file), "decides": decision_page(file.case["code"]) if writes else ""}


SHOWN = (
    Offers(next_stay, cold=first_stay),
    STAYS,
    LADDERS,
    Card("placement/file/stays.html", Place.MIDDLE, 50, holds("stays"), jump=("tinggal", _("Tinggal"))),
    Card(
        "placement/file/ladder.html",
        Place.MIDDLE,
        51,
        holds("ladders"),
        _ladder,
        jump=("tangga", _("Tangga pengasuhan")),
    ),
)
"""Given whole in `room.py`."""
