"""What this room shows on the page of a case: the client's parts in matters, and what follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Shown
from rehsos.audit.answers import Words
from rehsos.cases.doors import Button, Row, Rows
from rehsos.cases.file import CaseFile
from rehsos.cases.models import CASE
from rehsos.cases.running import Running
from rehsos.cases.sealing import Opening
from rehsos.directory import gazetteer
from rehsos.law.ages import Age, age_at
from rehsos.law.findings import Finding, ages_to_settle, not_yet_12
from rehsos.look import words
from rehsos.people.identity import birth
from rehsos.vault.keys import wrapped_of

from .advice import suspect_doubt
from .deed import computed_age, said_age
from .models import MISTAKE, PART, Level
from .queries import say_part
from .roles import Role
from .sealing import CONTEXT, NUMBERS


def _keys(parts: Sequence[Row]) -> Iterable[tuple[UUID, str | None]]:
    return ((UUID(part["matter_id"]), part.pop("wrapped")) for part in parts)


def _open(parts: Sequence[Row], opening: Opening) -> None:
    """Unit, offence and officers of each matter before the names open, for one has to know whom to call.

    Its numbers with the names, as the number of a letter that came: either leads to one child (ADR 26).
    """
    for part in parts:
        matter = UUID(part["matter_id"])
        part["mistaken"] = part["ended_by"] == MISTAKE
        part["opened"] = _texts(part, matter, opening)
        part["doubt"] = "" if part["ended_by"] else suspect_doubt(part["role"], adult=part["adult_suspect"])
        part["event_place"] = "" if opening.shown is Shown.CODE else gazetteer.full_name(part["event_place"])
        told = ((row, _texts(row, matter, opening)) for row in part["officers"] or [])
        part["officers"] = [{"post": row["post"], **officer} for row, officer in told if officer]


def _texts(row: Row, matter: UUID, opening: Opening) -> dict[str, Any]:
    if opening.shown is Shown.CODE:
        return {}
    told = opening.texts(row["sealed"], matter, CONTEXT)
    return told if opening.shown is Shown.FULL else {name: text for name, text in told.items() if name not in NUMBERS}


PARTS = Rows(
    "parts",
    f"""SELECT p.id, p.role, p.side, p.age_at_deed, p.age_estimated, p.ended_by, p.ended_on, p.matter_id,
       m.police_mark IS NOT NULL AS numbered, m.article, m.level, m.event_from,
       m.event_to, m.event_place, m.adult_suspect, m.sexual_violence, m.penalty_seven_or_more, m.version,
       encode(m.sealed, 'base64') AS sealed, encode({wrapped_of("m.id")}, 'base64') AS wrapped,
       (SELECT json_agg(json_build_object('post', o.post, 'sealed', encode(o.sealed, 'base64')))
            FROM justice_officer o WHERE o.matter_id = m.id) AS officers,
       (SELECT k.report FROM justice_part q JOIN cases_case k ON k.id = q.case_id
         WHERE q.matter_id = m.id AND k.report IS NOT NULL ORDER BY q.id LIMIT 1) AS report,
       (SELECT json_agg(json_build_object('role', q.role, 'side', q.side, 'age', q.age_at_deed, 'code', d.code))
            FROM justice_part q JOIN cases_case d ON d.id = q.case_id
           WHERE q.matter_id = m.id AND q.case_id <> p.case_id AND d.status <> 'void') AS others,
       (SELECT json_agg(DISTINCT d.code) FROM justice_matter n JOIN justice_part q ON q.matter_id = n.id
            JOIN cases_case d ON d.id = q.case_id AND d.status <> 'void'
           WHERE n.police_mark = m.police_mark AND n.id <> m.id AND q.ended_by <> '{MISTAKE}'
             AND p.ended_by <> '{MISTAKE}') AS alike
       FROM justice_part p JOIN justice_matter m ON m.id = p.matter_id WHERE p.case_id = c.id ORDER BY p.id""",
    days=("ended_on", "event_from", "event_to"),
    keys=_keys,
    opens=_open,
)


def said_part(row: Row) -> str:
    """A part in words, the role and the matter's number; empty for one that was recorded by mistake."""
    if row["ended_by"] == MISTAKE:
        return ""
    number = row.get("opened", {}).get("police_number", "")
    return say_part(row["role"], number, numbered=row["numbered"], day=row["event_from"])


def summarised(file: CaseFile) -> Iterable[str]:
    """For who is told of the case without seeing it: role, level, article. No numbers, no names."""
    for row in file.rows["parts"]:
        if not row["ended_by"]:
            told = (Role(row["role"]).label, said_level(row["level"]), row["article"])
            yield " · ".join(str(one) for one in told if one)


def level(row: Row) -> str:
    """At which level its matter is."""
    return str(row["level"])


def answered(row: Row) -> Iterable[str]:
    """What a matter with a number need not ask: whether the police know it."""
    return ("police_already_know",) if row["numbered"] else ()


LEVEL = "SELECT m.level FROM justice_part j JOIN justice_matter m ON m.id = j.matter_id WHERE j.case_id = c.id LIMIT 1"


def said_level(code: str) -> Words:
    """How far a matter is, in words."""
    return Level(code).label


def roles(rows: Mapping[str, Any]) -> list[str]:
    """In which roles the client stands before the law, but for what was recorded by mistake."""
    return [part["role"] for part in rows["parts"] if part["ended_by"] != MISTAKE]


def unsettled(file: CaseFile) -> dict[str, Any]:
    """What of the age at the deed must be made sure, and what follows from one below 12, for who works the case."""
    return {"unsettled": _unsettled(file), "young": _young(file), "say": words.say}


def is_unsettled(file: CaseFile) -> bool:
    """Whether there is such a thing."""
    return bool(_unsettled(file) or _young(file))


def _unsettled(file: CaseFile) -> Sequence[Finding]:
    part = _first(file) if file.acts else None
    return ages_to_settle(part["role"], _age_at_deed(file, part)) if part else ()


def _young(file: CaseFile) -> Sequence[Finding]:
    """Where no day of the event is known: who is below 12 today was so on any day before."""
    part = _first(file) if file.acts else None
    if part is None or part["ended_by"]:
        return ()
    born = birth(file.identity, file.case["birth_year"], estimated=file.case["birth_estimated"])
    today = age_at(born, timezone.localdate()) if born else None
    return not_yet_12(part["role"], _age_at_deed(file, part) or today)


def _first(file: CaseFile) -> Row | None:
    return next((part for part in file.rows["parts"] if part["ended_by"] != MISTAKE), None)


def _age_at_deed(file: CaseFile, part: Row) -> Age | None:
    case = file.case
    born = birth(file.identity, case["birth_year"], estimated=case["birth_estimated"])
    known = computed_age(born, part["event_from"], part["event_to"])
    return said_age(known, part["age_at_deed"], estimated=part["age_estimated"])


def note_the_matter(running: Running, file: CaseFile) -> Button | None:
    """What a letter asked for hangs on a part: the matter is to be noted first."""
    if running.clock.rule.hangs_on != PART or running.subject.kind != CASE:
        return None
    return Button(_("Catat perkaranya"), reverse("justice:matter_open", args=[file.case["code"]]), "primary")
