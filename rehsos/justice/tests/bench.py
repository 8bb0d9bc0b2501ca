"""What the tests of matters stand on: cases of the cast and their parts, made through the actions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rehsos.audit.actions import new_id
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.actions.opening import open_case
from rehsos.cases.models import Case, CaseKind, Clock
from rehsos.cases.models.clocks import Precision
from rehsos.demo import cast
from rehsos.directory.models import Place
from rehsos.justice.actions.matter import Particulars, join_matter, open_matter
from rehsos.justice.models import Matter, Part, Side
from rehsos.justice.roles import Role
from rehsos.people.actions import register_person
from rehsos.people.models import Person

WITA = ZoneInfo("Asia/Makassar")
TODAY = date(2026, 11, 22)


def at(day: int, hour: int = 9, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """A moment of November 2026 in Kupang."""
    return datetime(year, month, day, hour, minute, tzinfo=WITA)


def person(who: str, by: Any, **other: Any) -> Person:
    """Somebody of the cast, registered."""
    client = cast.clients(TODAY)[who]
    given: dict[str, Any] = {
        "identity": client.identity,
        "sex": client.sex,
        "birth_year": client.birth_year,
        "birth_estimated": client.estimated,
    }
    return register_person(**{**given, **other}, by=by, action_id=new_id())


def case_of(who: str, by: Any, *, opened_on: date = date(2026, 11, 2), **other: Any) -> Case:
    """A case of somebody of the cast at the actor's office."""
    return open_case(
        client=person(who, by, **other),
        types=("child_in_justice",),
        primary_type="child_in_justice",
        place=Place.objects.get(pk=by.place),
        event_place=None,
        opened_on=opened_on,
        kind=CaseKind.CASE,
        report=None,
        earlier=None,
        age=None,
        by=by,
        action_id=new_id(),
    )


LP = Particulars(police_number="LP/B/12/XI/2026/CONTOH", police_unit="Polres Contoh", event_from=date(2026, 11, 1))


def part_of(case: Case, role: Role, by: Any, particulars: Particulars = LP, **other: Any) -> Part:
    """A new matter with this child's part in it."""
    return open_matter(case=case, role=role, **_stand(role, other), particulars=particulars, by=by, action_id=new_id())


def joined(case: Case, matter: Matter, role: Role, by: Any, **other: Any) -> Part:
    """Another child's part in a known matter."""
    return join_matter(case=case, matter=matter, role=role, **_stand(role, other), by=by, action_id=new_id())


def _stand(role: Role, other: dict[str, Any]) -> dict[str, Any]:
    side = {Role.VICTIM: Side.HARMED, Role.IN_CONFLICT: Side.ACCUSED}.get(role, Side.NEITHER)
    return {"side": side, "age_at_deed": None, "age_estimated": False, "earlier_diversi": None} | other


def fact(part: Part, code: str, by: Any, when: datetime | None = None, **other: Any) -> None:
    """Something that happened to this child: on 3 November at nine, unless told otherwise."""
    given: dict[str, Any] = {"level": "", "precision": Precision.HOUR, "until": None, "note": "", "at": when or at(3)}
    record_fact(case=part.case, subject=part.pk, code=code, **{**given, **other}, by=by, action_id=new_id())


def clocks(case: Case, subject: UUID | None = None) -> dict[str, Clock]:
    """The kept clocks of a case, or of one part, by rule."""
    rows = Clock.objects.filter(case=case)
    return {row.rule: row for row in (rows.filter(subject=subject) if subject else rows)}


def said(response: Any) -> list[str]:
    """The messages a response leads to, in words."""
    from django.contrib.messages import get_messages

    return [str(m) for m in get_messages(response.wsgi_request)]


def statements(queries: Any) -> list[str]:
    """What a page asked of the database, without the marks around a transaction."""
    marks = ("SAVEPOINT", "RELEASE", "ROLLBACK")
    return [q["sql"] for q in queries.captured_queries if not q["sql"].startswith(marks)]
