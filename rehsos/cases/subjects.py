"""What clocks, facts and circumstances of a case hang on, as the rooms declare it (`doors.SubjectKind`).

From outside, the id of a subject is enough: what it is, is found here among what stands in the case.
"""

from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Shown
from rehsos.audit.answers import Refused
from rehsos.house.rooms import by_room, composed, given, merged
from rehsos.law.book import fact_kinds, rules
from rehsos.look.words import either
from rehsos.vault.keys import keys_beside

from .codes import insist_fits
from .doors import Appointments, Row, Rows, SubjectKind
from .models import CASE, Case, Clock, Subject
from .sealing import Opening


@dataclass(frozen=True)
class Standing:
    """A subject that stands in a case, and how it is said; empty where nobody is to choose it any more.

    `level` and `answered` are what its room says of it (`SubjectKind`).
    """

    subject: Subject
    words: str
    level: str = ""
    answered: frozenset[str] = frozenset()


@composed
def kinds() -> Mapping[str, SubjectKind]:
    """By code.

    ValueError where two rooms give one, one has too long a code, something of the law hangs on what no room declares, a
    rule asks for what it is never told, what says that one is over is no day told of it, or the page of a case does not
    read them.
    """
    found = merged(SubjectKind, lambda kind: {kind.code: kind})
    insist_fits(Clock.kind.field, found)
    if lost := [f"{thing} hangs on {kind!r}" for thing, kind in _hanging(found) if kind not in found]:
        raise ValueError(f"no room declares such a kind of subject: {'; '.join(lost)} (there are {', '.join(found)})")
    if unseen := list(_unseen(found)):
        raise ValueError(f"a rule is told of what it hangs on, and of the case: {'; '.join(unseen)}")
    if unread := [kind.code for kind in found.values() if kind.rows and kind.rows not in given(Rows)]:
        raise ValueError(f"rows of a kind of subject that its room does not give to the page of a case: {unread}")
    if endless := list(_endless()):
        raise ValueError(f"what says that one is over is a date of the law, told of its kind: {'; '.join(endless)}")
    return found


def _endless() -> Iterator[str]:
    for room, kind in by_room(SubjectKind):
        fact = fact_kinds().get(kind.over)
        if kind.over and (fact is None or (fact.kind, fact.subject) != ("date", kind.code)):
            yield f"{room}'s {kind.code!r} is over by {kind.over!r}"


def _hanging(found: Mapping[str, SubjectKind]) -> Iterator[tuple[str, str]]:
    yield from ((f"the rule {rule.code}", rule.hangs_on) for rule in rules().values())
    yield from ((f"the fact {fact.code}", fact.subject) for fact in fact_kinds().values())
    yield from ((f"the kind {kind.code}", kind.kept_with) for kind in found.values() if kind.kept_with)
    yield from ((f"an appointment of {room}", door.of) for room, door in by_room(Appointments))


def _unseen(found: Mapping[str, SubjectKind]) -> Iterator[str]:
    """What rules ask for and are never told: facts of another kind. A subject sees its case; the case, all answers."""
    on = {kind.code: kind.kept_with or kind.code for kind in found.values()}
    for rule in rules().values():
        answers = (condition.fact for condition in rule.applies) if on[rule.hangs_on] != CASE else ()
        for code in (rule.start, *rule.stop, *rule.ask_after, *rule.advisory_start, *answers):
            if on[fact_kinds()[code].subject] not in {on[rule.hangs_on], CASE}:
                yield f"{rule.code} hangs on {rule.hangs_on!r}, {code} is told of {fact_kinds()[code].subject!r}"


def kept_on(kind: str) -> str:
    """On which kind of subject is kept what is told of this one: of a person, on the case."""
    return kinds()[kind].kept_with or kind


def said_kinds(codes: Iterable[str]) -> str:
    """What subjects of these kinds are called, in the midst of a sentence: perkara · perkara atau alat."""
    return either(*_called(codes))


def said_if_left() -> str:
    """What a case may leave behind, in the midst of a sentence: kewajiban, surat, atau perkara."""
    return either(_("Kewajiban"), _("Surat"), *_called(kind.code for kind, _rows in _with_rows()))


def _called(codes: Iterable[str]) -> Iterable[str]:
    """Each name once; the code itself where no room gives it any more."""
    return dict.fromkeys(str(kinds()[code].words if code in kinds() else code) for code in codes)


@cache
def told_of(kind: str) -> tuple[str, ...]:
    """The kinds whose rules are asked of a subject of this kind: its own, and those that are kept with it."""
    return (kind, *(one.code for one in kinds().values() if one.kept_with == kind))


def over_by(kind: str) -> str:
    """The circumstance that says that a subject of this kind is over; empty where there is none, or no such kind."""
    return kinds()[kind].over if kind in kinds() else ""


def standing_in(case: Case, shown: Shown = Shown.CODE) -> list[Standing]:
    """What stands in a case beside the case itself: kind by kind, each in its room's order.

    Said with what is sealed of it as far as that may be shown. One statement; none where no kind has rows.
    """
    return standing(case, read(case, {}), shown) if _with_rows() else []


def read(case: Case, beside: Mapping[str, str]) -> Mapping[str, list[Row]]:
    """The rows of each kind that stand in a case `c`, by its code, and of other SQL `beside`, in one statement."""
    asked = {**{kind.code: rows.sql for kind, rows in _with_rows()}, **beside}
    each = " UNION ALL ".join(f"SELECT '{name}', json_agg(r) FROM ({sql}) r" for name, sql in asked.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT o.* FROM cases_case c, LATERAL ({each}) o WHERE c.id = %(case)s", {"case": case.pk})
        return {name: found or [] for name, found in cursor.fetchall()}


def standing(case: Case, found: Mapping[str, list[Row]], shown: Shown) -> list[Standing]:
    """Those among what was read."""
    return [one for kind, door in _with_rows() for one in _said(kind, _opened(door, found.get(kind.code), case, shown))]


def _opened(door: Rows, found: list[Row] | None, case: Case, shown: Shown) -> list[Row]:
    rows = door.typed(found)
    wrapped = [(subject, b64decode(key)) for subject, key in door.keys(rows) if key]
    door.opens(rows, Opening(case.pk, {} if shown is Shown.CODE else keys_beside(wrapped), shown))
    return rows


def _with_rows() -> list[tuple[SubjectKind, Rows]]:
    return [(kind, kind.rows) for kind in kinds().values() if kind.rows]


def _said(kind: SubjectKind, rows: list[Row]) -> Iterator[Standing]:
    for row in rows:
        subject = Subject(kind.code, UUID(str(row["id"])))
        yield Standing(subject, kind.says(row), kind.level(row), frozenset(kind.answered(row)))


def subject_in(case: Case, subject: UUID) -> Subject:
    """What in this case has that id. Refused where nothing has."""
    if subject == case.pk:
        return case.subject
    for one in standing_in(case):
        if one.subject.id == subject:
            return one.subject
    raise Refused(_("Ini bukan bagian dari kasus ini."), field="subject")


def said_in(rows: Mapping[str, list[Row]]) -> Mapping[Subject, str]:
    """How what stands in a case is said, from the rows of its page; nothing where only one stands."""
    found = [one for kind, door in _with_rows() for one in _said(kind, rows[door.name])]
    return {one.subject: one.words for one in found} if len(found) > 1 else {}
