"""Where a client is and who answers for them, as the page of a case says it, and for other rooms."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from rehsos.access.pages import Shown
from rehsos.audit.answers import Words
from rehsos.people.models import Person
from rehsos.vault.keys import keys_of, wrapped_of
from rehsos.vault.seal import legible

from .actions.placing import CONTEXT, CUSTODY, FACTS, WHEREABOUTS, Told
from .doors import Card, Place, Row, Rows
from .file import CaseFile
from .models import Case, Custody, CustodyKind, Standing, Status, Whereabouts, WhereaboutsKind
from .sealing import Opening

KINDS: Mapping[str, type[CustodyKind] | type[WhereaboutsKind]] = {CUSTODY: CustodyKind, WHEREABOUTS: WhereaboutsKind}

_NOW = """SELECT '{fact}' AS fact, w.id, w.kind, w.since, w.standing, w.person_id, o.short AS office,
       encode(w.sealed, 'base64') AS sealed, encode({key}, 'base64') AS wrapped,
       w.case_id = c.id AS here, w.standing = 'holds' AS holds
       FROM cases_{fact} w LEFT JOIN directory_office o ON o.id = w.office_id
      WHERE w.one = (SELECT coalesce(q.true_person_id, q.id) FROM people_person q WHERE q.id = c.client_id)
        AND w.until IS NULL AND w.withdrawn_by IS NULL"""


def _keys(rows: Sequence[Row]) -> Iterable[tuple[UUID, str | None]]:
    return ((UUID(row["person_id"]), row.pop("wrapped")) for row in rows)


def _opens(rows: Sequence[Row], opening: Opening) -> None:
    for row in rows:
        reads = opening.shown is Shown.FULL
        told = opening.texts(row["sealed"], UUID(row["person_id"]), CONTEXT) if reads else {}
        row["words"] = told.get("words", "")


PLACED = Rows(
    "placed",
    " UNION ALL ".join(_NOW.format(fact=fact, key=wrapped_of("w.person_id")) for fact in FACTS)
    + " ORDER BY here DESC, holds DESC, since DESC",
    moments=("since",),
    keys=_keys,
    opens=_opens,
)
"""What stands now of a case's client, as far as the reader's offices see it; that of the case itself first."""


def said(fact: str, kind: str, office: str | None, words: str) -> Words:
    """One of the two in words: the office's name, else what it is and what was written."""
    if office:
        return office
    named = str(KINDS[fact](kind).label)
    return f"{named}: {words}" if words else named


def tells(file: CaseFile) -> Mapping[str, Any]:
    """Both facts in words, and what is to be known of them."""
    rows = {row["fact"]: row for row in reversed(file.rows["placed"])}
    told = {fact: said(fact, row["kind"], row["office"], row["words"]) for fact, row in rows.items()}
    notes = {Standing(row["standing"]).label for row in rows.values() if row["standing"] in _NOTED}
    return {**told, "since": _since(file, rows.get(WHEREABOUTS)), "notes": sorted(map(str, notes))}


def _since(file: CaseFile, there: Row | None) -> datetime | None:
    """Of who died it is the hour of the death, also where they were told to be somewhere after it."""
    if there is None:
        return None
    deaths = file.rows["deaths"] if there["kind"] == WhereaboutsKind.DECEASED else ()
    hours: list[datetime] = [there["since"], *(row["at"] for row in deaths)]
    return min(hours)


_NOTED = {Standing.ASKED, Standing.DENIED}


def stands(file: CaseFile) -> bool:
    """Whether either was told. Who answers where nobody said so is the office of the case, which its page names."""
    return bool(file.rows["placed"]) and file.case["status"] != Status.VOID


WHERE = Card("cases/file/where.html", Place.MIDDLE, 1, when=stands, tells=tells)


def placed(case: Case) -> dict[str, Custody | Whereabouts]:
    """What stands now of the client, by fact, as far as the present scope sees it. No custody: the case's office."""
    one = Person.objects.values_list("true_person", flat=True).get(pk=case.client_id) or case.client_id
    found: dict[str, Custody | Whereabouts] = {}
    for fact, model in FACTS.items():
        rows: QuerySet[Any] = model.objects.select_related("office").filter(one=one, until=None, withdrawn_by=None)
        ordered = sorted(rows, key=lambda row: (row.case_id == case.pk, row.standing == Standing.HOLDS, row.since))
        found |= {fact: ordered[-1]} if ordered else {}
    return found


def told_by(row: Custody | Whereabouts) -> Told:
    """What a row tells, opened."""
    whose, sealed = row.person_id, row.sealed
    key = keys_of([whose]).get(whose) if sealed else None
    opened = legible(key, bytes(sealed), subject=whose, context=CONTEXT) if sealed and key else {}
    return Told(row.kind, row.office, str(opened.get("words", "")))
