"""Finding people and what one may know of them. A name that is looked for never reaches a log or an address."""

from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, Shown, TooOften, shown
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused, Words
from rehsos.audit.views import saw, saw_each, saw_often
from rehsos.house.rooms import given
from rehsos.law.ages import Age, Birth, age_at
from rehsos.vault.keys import keys_beside, keyset

from .doors import OnFile
from .identity import ERASED, Identity, birth, read_identity
from .ranking import Candidate, Fit, Question, gather
from .tokens import Query, Step, case_code, is_case_code, query_tokens

REGENCY_CODE = len("53.01")
MOST_TYPED = 120
STRETCH = timedelta(minutes=10)
# Elsewhere counts only what surely is the same name, number or NIK: everything looser would be a guess.
SURE = {"nik", "phone", "whole"}
SURE_OF_SEVERAL = SURE | {"all", "readings"}
# At the own office everything asked for, as it sounds; never a beginning or a guess.
ALL_OF_IT = SURE_OF_SEVERAL | {"near", "near in place or year"}
_ORDER = (Shown.CODE, Shown.INITIALS, Shown.FULL)


@dataclass(frozen=True)
class File:
    """A case a person is in, as far as the actor's offices see it by name."""

    id: UUID
    code: str
    status: str
    opened_on: date
    client: bool
    works: bool
    no_contact: bool = False
    alleged: bool = False


@dataclass(frozen=True)
class Known:
    """A person on somebody's screen: who they are, in which cases, and how much of the name is shown."""

    id: UUID
    sex: str
    birth_year: int | None
    birth_estimated: bool
    version: int
    identity: Identity
    files: tuple[File, ...]
    works: bool
    shown: Shown
    one: UUID
    """Under whom they are found: themselves, or whom they were confirmed to be, where both are known here by name."""
    also: tuple[tuple[UUID, Identity], ...] = ()
    """Who was confirmed to be this same person; their cases stand among the files."""

    @property
    def name(self) -> str:
        """What this person is called on this screen; empty where even initials are too much."""
        return {Shown.FULL: self.identity.name, Shown.INITIALS: self.identity.initials, Shown.CODE: ""}[self.shown]

    @property
    def erased(self) -> bool:
        """Whether nobody can say any more who this was."""
        return self.identity is ERASED

    @property
    def birth(self) -> Birth | None:
        """What is known of the birth."""
        return birth(self.identity, self.birth_year, estimated=self.birth_estimated)

    @property
    def age(self) -> Age | None:
        """How old today."""
        return self.age_on(timezone.localdate())

    def age_on(self, day: date) -> Age | None:
        """How old on a day."""
        return age_at(self.birth, day) if self.birth else None

    @property
    def warned(self) -> tuple[File, ...]:
        """The cases around whose client this person is not to be contacted, or is the one suspected."""
        return tuple(f for f in self.files if f.no_contact or f.alleged)

    @property
    def helped(self) -> bool:
        """Whether an earlier case of theirs was closed."""
        return any(f.client and f.status == "closed" for f in self.files)


@dataclass(frozen=True)
class Elsewhere:
    """An office that has a file on somebody of this name. Nothing else is told."""

    office: str
    contact: str


@dataclass(frozen=True)
class Findings:
    """What a search found."""

    people: tuple[Known, ...]
    elsewhere: tuple[Elsewhere, ...]
    scores: tuple[float, ...] = ()
    fits: tuple[Fit, ...] = ()
    """How each fits: by the very name or number, by who cares for them, or by a name like it."""
    by_name: tuple[float, ...] = ()
    """How like the name of each is to what was asked, whatever else agrees."""
    walled: bool = False
    """Whether such a name, a whole part of it, or the number is on file at the asker's office, behind a wall."""

    def that_fit(self, how: str) -> tuple[Known, ...]:
        """Those of one kind of fit, best first."""
        return tuple(p for p, fit in zip(self.people, self.fits, strict=True) if fit.value == how)

    def __bool__(self) -> bool:
        return bool(self.people or self.elsewhere or self.walled)


def age_on(identity: Identity, birth_year: int | None, day: date, *, estimated: bool) -> Age | None:
    """How old somebody is on a day; None when nothing is known of the birth."""
    known = birth(identity, birth_year, estimated=estimated)
    return age_at(known, day) if known else None


# Row-level security stands behind every table here. people_elsewhere() alone sees past it: ids and offices, no more.
# Who is one person is joined, not `= ANY(me.ids)`: PostgreSQL takes that for many, and reads all that an office sees
# beside it for each person. OFFSET 0 likewise: without, it puts together all persons of the office, then those found.
_PERSON = """
SELECT p.id, p.sex, p.birth_year, p.birth_estimated, p.version, p.sealed,
       p.registered_at_id = ANY(%(offices)s) AS ours,
       (SELECT wrapped FROM vault_key k WHERE k.subject = p.id AND k.destroyed_at IS NULL) AS wrapped,
       CASE WHEN p.true_person_id IS NULL THEN p.id ELSE people_one(p.id) END AS one,
       (SELECT json_agg(json_build_object('id', d.id, 'sealed', encode(d.sealed, 'base64'),
               'wrapped', (SELECT encode(k.wrapped, 'base64') FROM vault_key k
                            WHERE k.subject = d.id AND k.destroyed_at IS NULL)) ORDER BY d.id)
          FROM unnest(me.ids) AS of(one) JOIN people_person d ON d.id = of.one WHERE d.id <> p.id) AS also,
       (SELECT json_agg(x ORDER BY x.opened_on DESC, x.code DESC) FROM (
          {files}
       ) x) AS files
  FROM people_person p CROSS JOIN LATERAL (SELECT array_prepend(p.id, ARRAY(
         SELECT d.id FROM people_person d WHERE d.true_person_id = p.id AND people_one(d.id) = p.id)) AS ids
       OFFSET 0) me
"""
_MATCHES = """
WITH {hits}
SELECT hit.person, hit.step,
       (SELECT json_agg(json_build_object('id', o.id, 'name', o.short, 'contact', o.contact, 'above', o.parent_id,
               'hidden', o.hidden_place)
               ORDER BY o.id) FROM directory_office o WHERE o.id = ANY(hit.offices)) AS offices, known.*
  FROM hit LEFT JOIN LATERAL ({person} WHERE p.id = hit.person OFFSET 0) known ON true
"""
_BY_TOKENS = """
asked AS (
  SELECT step, array_agg(token) AS tokens, %(limit)s / count(*) OVER (PARTITION BY step) AS share
    FROM unnest(%(steps)s::int[], %(sets)s::int[], %(tokens)s::bigint[]) AS t(step, set, token) GROUP BY step, set
), first AS MATERIALIZED (
  SELECT step, person, offices FROM asked, people_match(tokens, share::int) WHERE step = 0
), hit AS (
  (SELECT person, min(step) AS step, min(offices) AS offices FROM (
     SELECT step, person, offices FROM first
     UNION ALL
     SELECT step, person, offices FROM asked, people_match(tokens, share::int)
      WHERE step > 0 AND (SELECT count(DISTINCT person) FROM first) < %(enough)s) found
    GROUP BY person ORDER BY min(step) LIMIT %(most)s)
  UNION ALL
  SELECT person, min(step), min(offices) FROM asked, people_elsewhere(tokens, %(few)s)
   WHERE step = ANY(%(sure)s) GROUP BY person
)
"""


@cache
def _person() -> str:
    """The columns of a person, with the files that the rooms above have on them."""
    return _PERSON.format(files=" UNION ALL ".join(door.files for door in given(OnFile)) or _NO_FILES)


@cache
def _find(how: str) -> str:
    """The statement of a round of steps: by tokens, or by the code of a file."""
    codes = " UNION ALL ".join(door.by_code for door in given(OnFile)) or _NOBODY
    return _MATCHES.format(hits=_BY_TOKENS if how == "tokens" else f"hit AS ({codes})", person=_person())


_NO_FILES = "SELECT NULL::date AS opened_on, NULL AS code WHERE false"
_NOBODY = "SELECT NULL::uuid AS person, 0 AS step, NULL::int[] AS offices WHERE false"
MOST = 100  # people one round of steps may bring, those of the best steps
FEW = 25  # people elsewhere of whom an answer tells the offices


def known_person(request: Request, person: UUID) -> Known:
    """The person behind an address, or 404 for whose offices have no named file on them. The look is recorded."""
    return known_people(request, (person,))[0]


def known_people(request: Request, people: Sequence[UUID]) -> list[Known]:
    """The same for several on one screen, in the order asked for."""
    with connection.cursor() as cursor:
        cursor.execute(_person() + " WHERE p.id = ANY(%(ids)s)", {**_standing(request.actor), "ids": list(people)})
        names = [column.name for column in cursor.description or ()]
        found = _knowable(dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    rows = {row["id"]: row for row in found}
    if rows.keys() != set(people):
        raise Http404
    saw_each("person", people, request.actor)
    unsealed = _identities(rows.values())
    return [_known(request, rows[one], unsealed[one]) for one in people]


def search(request: Request, text: str, *, birth_year: int | None = None) -> Findings:
    """Who might be meant by a name or part of one, a NIK, a phone number or a case code; best first.

    That there was a search is recorded, what was asked never is. Raises TooOften; Refused on a shared screen, where a
    name or number that was typed would stand beside the code it leads to.
    """
    if why := why_not_here(request, text):
        raise Refused(why)
    _keep_pace(request.actor)
    place = request.actor.place
    near = place if len(place) == REGENCY_CODE else None
    query = query_tokens(keyset().token_key, text[:MOST_TYPED], regency=near, birth_year=birth_year)
    finder = _Finder(query, request.actor)
    rows = [finder.rows[candidate.key] for candidate in gather(query, finder.fetch)]
    names = _identities(rows)
    question = Question(query)
    best = question.rank([_candidate(row, names[row["id"]]) for row in rows])
    return Findings(
        people=tuple(_known(request, finder.rows[c.key], names[c.key]) for c, _score in best),
        elsewhere=_elsewhere(finder.outside, request.actor),
        scores=tuple(score for _c, score in best),
        fits=tuple(question.fit(c) for c, _score in best),
        by_name=tuple(question.by_name(c) for c, _score in best),
        walled=finder.walled,
    )


def why_not_here(request: Request, text: str) -> Words:
    """Why this screen, which others see, looks for no name or number: it would stand beside a code. Else empty."""
    return _ON_SHARED if text and request.session.get("public_screen") and not is_case_code(text) else ""


def _keep_pace(by: Actor) -> None:
    """Count this search, and stop who goes through the register name by name."""
    times, over = saw_often("search", by, STRETCH)
    if times > settings.SEARCHES_IN_TEN_MINUTES:
        saw("search_limit", None, by)
        told = {"most": settings.SEARCHES_IN_TEN_MINUTES, "hour": f"{over.astimezone(by.zone):%H.%M}"}
        raise TooOften(_ENOUGH.format(**told))


_ON_SHARED = _(
    "Layar ini disetel sebagai layar umum: siapa yang bernama begitu tidak dicari di sini. "
    "Matikan layar umum, lalu coba lagi; dengan kode kasus tetap dapat dicari."
)
_ENOUGH = _("Sudah {most} kali mencari dalam sepuluh menit. Pencarian terbuka lagi pukul {hour}. Ini ikut tercatat.")


def _candidate(row: dict[str, Any], identity: Identity) -> Candidate[UUID]:
    year = identity.born.year if identity.born else row["birth_year"]
    names = (*identity.names, *(name for _id, other in _also(row) for name in other.names))
    return Candidate(row["id"], names, identity.lives_in[:REGENCY_CODE], year, identity.carer_name)


class _Finder:
    """Asks the database a question's steps, several in one statement, and remembers what each brought."""

    def __init__(self, query: Query, by: Actor) -> None:
        self.query, self.by = query, by
        self.rows: dict[UUID, dict[str, Any]] = {}
        self.outside: list[dict[str, Any]] = []
        self.walled = False
        self.brought: dict[str, list[UUID]] = {}

    def fetch(self, step: Step, limit: int) -> Iterable[Candidate[UUID]]:
        """The candidates of one step, nameless yet; asks for what is left of its round the first time."""
        if step.why not in self.brought:
            of_round = next(steps for steps in self.query.rounds if step in steps)
            self._ask(of_round[of_round.index(step) :], limit)
        return [Candidate(person, ()) for person in self.brought[step.why]]

    def _ask(self, steps: Sequence[Step], limit: int) -> None:
        """Where the first step alone brought enough, the database went no further."""
        sure = SURE_OF_SEVERAL if len(self.query.parts) > 1 else SURE
        rows = _matches(self.query, steps, sure, self.by, limit)
        first = {row["person"] for row in rows if row["step"] == 0}
        enough = steps[0].enough and len(first) >= steps[0].enough
        self.brought |= {step.why: [] for step in (steps[:1] if enough else steps)}
        seen = {row["id"]: row for row in _knowable(row for row in rows if row["id"])}
        self.rows |= seen
        for row in rows:
            why = steps[row["step"]].why
            if row["person"] in seen:
                self.brought[why].append(row["person"])
            elif why in sure:
                self.outside.append(row)
            self.walled |= row["person"] not in seen and why in ALL_OF_IT and _closed(row, self.by)


def _matches(query: Query, steps: Sequence[Step], sure: set[str], by: Actor, limit: int) -> list[dict[str, Any]]:
    """What a round of steps brings: who may be seen, and where else there surely is somebody."""
    asked: dict[str, Any] = {**_standing(by), "most": MOST}
    if steps[0].why == "code":
        how, asked["code"] = "code", case_code(query.text)
    else:
        how, asked = "tokens", asked | _asked(steps) | {"limit": limit, "few": FEW, "enough": steps[0].enough or MOST}
        asked["sure"] = [number for number, step in enumerate(steps) if step.why in sure]
    with connection.cursor() as cursor:
        cursor.execute(_find(how), asked)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _asked(steps: Sequence[Step]) -> dict[str, list[int]]:
    """Each token beside the numbers of its step and set: one statement, however much is asked."""
    every = [
        (number, place, token)
        for number, step in enumerate(steps)
        for place, tokens in enumerate(step.any_of)
        for token in tokens
    ]
    return dict(zip(("steps", "sets", "tokens"), map(list, zip(*every, strict=True)), strict=True))


def _standing(by: Actor) -> dict[str, Any]:
    return {"offices": list(by.offices), "office": by.office, "worker": by.worker, "today": timezone.localdate()}


def _knowable(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Persons with a case the actor sees by name, or registered here; their other cases left out."""
    kept = []
    for row in rows:
        row["files"] = [f for f in row["files"] or [] if f["named"]]
        if row["ours"] or any(f["own"] for f in row["files"]):
            kept.append(row)
    return kept


def _elsewhere(rows: Iterable[dict[str, Any]], by: Actor) -> tuple[Elsewhere, ...]:
    """The offices to ask; never a hidden one: that would tell who is there, to whoever types a name.

    Silent, too, where the file is in one's own office, behind a wall.
    """
    found: dict[int, Elsewhere] = {}
    for row in rows:
        offices = row["offices"] or []
        if row["id"] is None and any(o["id"] in by.offices for o in offices):
            continue
        above = {o["above"] for o in offices}
        for o in offices:
            if o["id"] not in above and o["id"] not in by.offices and not o["hidden"]:
                found[o["id"]] = Elsewhere(o["name"], o["contact"])
    return tuple(found.values())


def _closed(row: dict[str, Any], by: Actor) -> bool:
    """Whether it lies in the asker's own office and row-level security does not show it to them: behind a wall."""
    return row["id"] is None and by.office in {o["id"] for o in row["offices"] or []}


def _identities(rows: Iterable[dict[str, Any]]) -> dict[UUID, Identity]:
    """Unseal with the keys that came along, which costs no statement; the erased stay nameless."""
    told = list(rows)
    keys = keys_beside((row["id"], row["wrapped"]) for row in told)
    return {row["id"]: read_identity(row["id"], row["sealed"], keys.get(row["id"])) for row in told}


def _also(row: dict[str, Any]) -> tuple[tuple[UUID, Identity], ...]:
    """Who is the same person, unsealed with the keys that came along."""
    return tuple(_identities(map(_unpacked, row["also"] or [])).items())


def _unpacked(told: dict[str, Any]) -> dict[str, Any]:
    opened = {name: b64decode(told[name]) if told[name] else None for name in ("sealed", "wrapped")}
    return {**opened, "id": UUID(told["id"])}


def _known(request: Request, row: dict[str, Any], identity: Identity) -> Known:
    files = tuple(
        File(
            id=UUID(f["id"]),
            opened_on=date.fromisoformat(f["opened_on"]),
            **{name: f[name] for name in ("code", "status", "client", "works", "no_contact", "alleged")},
        )
        for f in row["files"]
    )
    # How much of the name is shown follows from their own files, never from those of who is the same person.
    own = [file for file, told in zip(files, row["files"], strict=True) if told["own"]]
    works = any(f.works for f in own) if own else bool(row["ours"])
    ways = [shown(request, f.id, works=f.works) for f in own] or [shown(request, None, works=works)]
    return Known(
        id=row["id"],
        sex=row["sex"],
        birth_year=row["birth_year"],
        birth_estimated=row["birth_estimated"],
        version=row["version"],
        identity=identity,
        files=files,
        works=works,
        shown=max(ways, key=_ORDER.index),
        one=row["one"],
        also=_also(row),
    )
