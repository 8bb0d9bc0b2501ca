"""What became of an identity: registered, corrected, said to be somebody else's, erased; when, and by whom.

Read from the action log, where each correction keeps the whole identity sealed under the person's key: what it changed
is told by the one before. A line belongs to the office that wrote it; who came to see the person later reads the rest.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from rehsos.audit.actions import CONTEXT, spec_of
from rehsos.directory.forms import written
from rehsos.look.words import day
from rehsos.vault.keys import key_beside
from rehsos.vault.seal import legible

from .forms import PROOFS, PersonForm
from .identity import Identity
from .models import Sex
from .phones import display

TOLD = ("register_person", "correct_identity")
SAME = ("say_same", "say_apart", "settle_same")
NAMES = (*TOLD, *SAME, "erase_person")
MOST = 50

_LINES = """
SELECT a.name, a.happened_at AS at, w.name AS by, a.facts, a.sealed, a.dossier = %(person)s AS own,
       (SELECT k.wrapped FROM vault_key k WHERE k.subject = %(person)s AND k.destroyed_at IS NULL) AS wrapped
  FROM audit_action a LEFT JOIN directory_worker w ON w.id = a.worker
 WHERE a.dossier = ANY(array_prepend(%(person)s::uuid, ARRAY(
         SELECT s.duplicate_id FROM people_sameperson s WHERE s.true_id = %(person)s)))
   AND (a.dossier = %(person)s AND a.name = ANY(%(names)s)
     OR a.dossier IN (SELECT s.duplicate_id FROM people_sameperson s WHERE s.true_id = %(person)s)
        AND a.name = ANY(%(same)s)
        AND coalesce(a.facts ->> 'said', a.id::text) IN (
              SELECT s.id::text FROM people_sameperson s WHERE s.true_id = %(person)s))
 ORDER BY a.recorded_at DESC, a.id DESC LIMIT %(most)s
"""


@dataclass(frozen=True)
class Change:
    """One line: when, by whom, what; of a correction which fields, what stood there, what stands there since."""

    at: datetime
    by: str
    title: str
    fields: tuple[tuple[str, str, str], ...] = ()
    said: str = ""


def history(person: UUID) -> list[Change]:
    """The lines on a person, newest first. Only for a screen on which the identity is read. One statement."""
    given: dict[str, Any] = {"person": person, "names": list(NAMES), "same": list(SAME), "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(_LINES, given)
        columns = [column.name for column in cursor.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        row["facts"] = json.loads(row["facts"])
    return list(_changes(person, rows[::-1]))[::-1]


def _changes(person: UUID, rows: list[dict[str, Any]]) -> Iterator[Change]:
    before: dict[str, str] = {}
    for row in rows:
        told = _opened(person, row)
        now = _words(row["facts"], told.get("identity")) if row["name"] in TOLD else {}
        same = row["name"] == "correct_identity" and now and now == before
        changed = tuple(_differing(before, now)) if before and now else ()
        before = now or before
        if same:  # saved as it stood: nothing became of the identity
            continue
        said = str(told.get("reason") or told.get("note") or "")
        yield Change(at=row["at"], by=row["by"] or "", title=_title(row), fields=changed, said=said)


def _opened(person: UUID, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The sealed part of a line; nothing where the key is destroyed, or is that of somebody else."""
    if not (row["own"] and row["sealed"] and row["wrapped"]):
        return {}
    return legible(key_beside(person, row["wrapped"]), bytes(row["sealed"]), subject=person, context=CONTEXT)


def _title(row: Mapping[str, Any]) -> str:
    if row["name"] == "settle_same":
        return _("Usulan dipastikan") if row["facts"].get("confirmed") else _("Usulan ditolak")
    spec = spec_of(row["name"])
    return str(spec.title).format(**{"because": "", **row["facts"]}) if spec else row["name"]


def _words(facts: Mapping[str, Any], identity: object) -> dict[str, str]:
    """All fields as the page says them; none where the identity does not open."""
    if not isinstance(identity, dict):
        return {}
    known = Identity.read(identity)
    year = known.born.year if known.born else facts.get("birth_year")
    return {
        **{name: _SAID.get(name, str)(value) if value else "" for name, value in asdict(known).items()},
        "sex": str(Sex(facts["sex"]).label),
        "birth_year": "" if known.born else str(year or ""),
        "estimated": str(bool(facts.get("birth_estimated"))),
    }


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    labels = PersonForm.base_fields
    return (
        (str(labels[name].label), before.get(name, "") or "–", value or "–")
        for name, value in now.items()
        if value != before.get(name, "") and name in labels
    )


_SAID: Mapping[str, Callable[[str], str]] = {
    "birth_date": lambda told: day(date.fromisoformat(told)),
    "birth_proof": lambda code: str(dict(PROOFS).get(code, code)),
    "lives_in": written,
    "phone": display,
}
