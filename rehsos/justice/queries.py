"""Reading matters: a child's parts, what may be recorded about them, who works on both sides. Never past a wall."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Exists, OuterRef, Prefetch, Q, Value
from django.http import Http404
from django.utils.translation import gettext as _g

from rehsos.cases.models import Assignment, Case, Fact, Status
from rehsos.cases.queries import Opened
from rehsos.cases.telling import Groups, grouped
from rehsos.directory.days import runs
from rehsos.intake.actions import told
from rehsos.intake.models import FromRole, Report
from rehsos.law.book import fact_kinds
from rehsos.look import words

from .models import MISTAKE, Matter, Part, Post, Side
from .numbers import core_of, marks_of
from .roles import Role
from .sealing import KEY, words_around

MOST = 20


def part_of(file: Opened, pk: UUID) -> Part:
    """A part of this case in a matter, or 404. `diversi_agreed` says whether a diversi is recorded as agreed."""
    return _one(file, pk=pk)


def part_in(file: Opened, matter: UUID) -> Part:
    """The part this case has in that matter, or 404: a matter is opened from the file of one of its children."""
    return _one(file, matter=matter)


def _one(file: Opened, **wanted: UUID) -> Part:
    agreed = Fact.objects.filter(case=OuterRef("case"), subject=OuterRef("pk"), code="diversi_agreed", replaced_by=None)
    parts = Part.objects.filter(case=file.case, **wanted).annotate(diversi_agreed=Exists(agreed), **KEY)
    found = parts.select_related("matter").order_by("id").first()
    if found is None:
        raise Http404
    found.case = file.case
    return found


def said_part(part: Part, *, opens: bool) -> str:
    """A part that came with its `KEY`, in words: the role and, where texts may be shown, the matter's number."""
    number = words_around(part).police_number if opens else ""
    matter = part.matter
    return say_part(part.role, number, numbered=matter.police_mark is not None, day=matter.event_from)


def say_part(role: str, number: str, *, numbered: bool, day: date | None) -> str:
    """The role and the matter's number; for one that is not shown the day of the event, where it is known."""
    matter = number or (str(words.day(day)) if day else "") if numbered else _g("perkara tanpa nomor")
    return " · ".join(filter(None, (str(Role(role).label), matter)))


def joinable(case: Case, worker: int, asked: str, chosen: str) -> list[Matter]:
    """Matters a child could join: of the worker's own cases where this one has no part; any of the office by number."""
    mine = Assignment.objects.filter(runs("case__owner_id"), worker=worker).values("case")
    wanted = Q(parts__case__in=mine) & ~Q(parts__case=case)
    if marks := marks_of(asked):
        wanted = Q(marks__contains=_as_one(marks))
    known = _uuid(chosen)
    first = list(Matter.objects.filter(pk=known)) if known else []
    others = Matter.objects.filter(wanted).exclude(pk__in=[m.pk for m in first]).distinct().order_by("-id")
    return [*first, *others[:MOST]]


def numbered(police_number: str) -> list[Matter]:
    """The matters on file that may be of a police report's number, up to its year; with their parts."""
    marks = marks_of(core_of(police_number))
    if not marks:
        return []
    parts = Part.objects.select_related("case").exclude(ended_by=MISTAKE).order_by("id")
    found = Matter.objects.filter(police_mark__isnull=False, marks__contains=_as_one(marks))
    return list(found.prefetch_related(Prefetch("parts", parts)).order_by("id")[:MOST])


def _as_one(marks: list[int]) -> Value:
    """As one value: element by element, bound at the server, numbers of eight bytes are not found again."""
    return Value(marks, output_field=ArrayField(BigIntegerField()))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def conflicts(case: Case) -> list[str]:
    """Names of workers who work on both sides of a matter of this case, as far as the actor may see."""
    parts = Part.objects.filter(case=case).exclude(side=Side.NEITHER).exclude(ended_by=MISTAKE)
    names: set[str] = set()
    for part in parts:
        others = (
            Part.objects.filter(matter=part.matter_id)
            .exclude(side__in=[Side.NEITHER, part.side])
            .exclude(ended_by=MISTAKE)
            .exclude(case__status=Status.VOID)
        )
        here, there = _names([case.pk]), _names(others.values_list("case", flat=True))
        names |= here & there
    return sorted(names)


def _names(cases: Iterable[UUID]) -> set[str]:
    now = Assignment.objects.filter(runs("case__owner_id"), case__in=list(cases))
    return set(now.values_list("worker__name", flat=True))


def matter_facts() -> Groups:
    """Facts common to all children of a matter, by who usually knows them."""
    return grouped(code for code, kind in fact_kinds().items() if kind.kind == "moment" and kind.subject == "matter")


def caller_of(case: Case) -> dict[str, str]:
    """The officer whose call or letter became this case, as an officer of the matter; empty when it was another."""
    report = Report.objects.filter(pk=case.report).first() if case.report else None
    if report is None or report.from_role not in _POSTS:
        return {}
    said = told(report)
    known = {"name": said.officer, "rank": said.rank, "unit": said.unit, "phone": said.phone}
    return {"post": _POSTS[FromRole(report.from_role)], **known} if said.officer or said.unit else {}


_POSTS = {
    FromRole.INVESTIGATOR: Post.INVESTIGATOR,
    FromRole.PROSECUTOR: Post.PROSECUTOR,
    FromRole.COURT: Post.OTHER,
    FromRole.BAPAS: Post.PK,
}
