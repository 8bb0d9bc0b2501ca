"""Reading matters: a child's parts, what may be recorded about them, who works on both sides. Never past a wall."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONArray
from django.http import Http404
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused, Words
from rehsos.cases.clockwork import TRUTH
from rehsos.cases.models import CASE, Assignment, Case, Circumstance, Clock, Fact, Status, Subject
from rehsos.cases.queries import Opened
from rehsos.cases.subjects import Standing, kept_on, standing_in
from rehsos.directory.days import runs
from rehsos.intake.actions import told
from rehsos.intake.models import FromRole, Report
from rehsos.law.book import fact_kinds, rules
from rehsos.law.shapes import FactKind, Rule
from rehsos.look.words import say

from .models import MISTAKE, PART, Matter, Part, Post, Side
from .roles import Role

MOST = 20


def part_of(file: Opened, pk: UUID) -> Part:
    """A part of this case in a matter, or 404. `diversi_agreed` says whether a diversi is recorded as agreed."""
    return _one(file, pk=pk)


def part_in(file: Opened, matter: UUID) -> Part:
    """The part this case has in that matter, or 404: a matter is opened from the file of one of its children."""
    return _one(file, matter=matter)


def _one(file: Opened, **wanted: UUID) -> Part:
    agreed = Fact.objects.filter(case=OuterRef("case"), subject=OuterRef("pk"), code="diversi_agreed", replaced_by=None)
    parts = Part.objects.filter(case=file.case, **wanted).annotate(diversi_agreed=Exists(agreed))
    found = parts.select_related("matter").order_by("id").first()
    if found is None:
        raise Http404
    found.case = file.case
    return found


@dataclass(frozen=True)
class Subjects:
    """What a fact of a case can hang on, with what is answered about each and what its clocks still ask.

    `others` are what stands in the case of kinds that other rooms declare.
    """

    case: Case
    parts: tuple[Part, ...]
    others: tuple[Standing, ...]
    told: tuple[tuple[UUID, str, str], ...]
    missing: tuple[tuple[UUID, str], ...]

    def choices(self) -> list[tuple[str, str]]:
        """What there is to choose from: the parts, and what else stands here."""
        others = [(str(one.subject.id), one.words) for one in self.others if one.words]
        return [*((str(part.pk), said_part(part)) for part in self.parts), *others]

    def part(self, asked: str) -> Part | None:
        """The part asked for; the only one where there is but one."""
        found = next((part for part in self.parts if str(part.pk) == asked), None)
        return found or (self.parts[0] if len(self.parts) == 1 else None)

    def led_to(self, asked: str) -> tuple[Standing | None, Part | None]:
        """What was asked for: of another kind, or a part, the only one where nothing was."""
        other = next((one for one in self.others if str(one.subject.id) == asked), None)
        return other, None if other else self.part(asked)

    def hung_on(self, fact: FactKind, asked: str) -> Subject:
        """What a fact hangs on: of its kind what was asked for, or the only one; else the case.

        Refused where there are several that are no parts, and none was asked for.
        """
        parts, others = (part.subject for part in self.parts), (one.subject for one in self.others)
        found = [one for one in (*parts, *others) if one.kind == kept_on(fact.subject)]
        chosen = next((one for one in found if str(one.id) == asked), None)
        if chosen or len(found) == 1:
            return chosen or found[0]
        if found and found[0].kind != PART:
            raise Refused(_("Pilih yang mana yang dimaksud."), field="subject")
        return self.case.subject

    def known(self, subject: Subject) -> dict[str, str]:
        """What is answered so far about the case, and about something in it."""
        mine = {self.case.pk, subject.id}
        return {code: value for subject, code, value in self.told if subject in mine}

    def asked(self, subject: Subject) -> list[str]:
        """What clocks of the case, and of something in it, wait for."""
        mine = {self.case.pk, subject.id}
        return [code for subject, code in self.missing if subject in mine]


def subjects_of(case: Case) -> Subjects:
    """The case and its parts, first to last, without those recorded by mistake. One statement where it has parts.

    And one for what stands in it of other kinds, where there are such kinds.
    """
    told = Circumstance.objects.filter(case=case).values_list(JSONArray("subject", "code", "value"))
    asks = Clock.objects.filter(case=case).exclude(missing=[]).values_list(JSONArray("subject", "missing"))
    asked = {"told": ArraySubquery(told), "asks": ArraySubquery(asks)}
    parts = Part.objects.filter(case=case).exclude(ended_by=MISTAKE).select_related("matter").order_by("id")
    found = list(parts.annotate(**asked))
    row: Any = found[0] if found else Case.objects.filter(pk=case.pk).annotate(**asked).get()
    return Subjects(
        case,
        tuple(found),
        tuple(standing_in(case, but=PART)),
        tuple((UUID(subject), code, value) for subject, code, value in row.told),
        tuple((UUID(subject), code) for subject, missing in row.asks for code in missing),
    )


def said_part(part: Part) -> str:
    """A part in words: the role and the matter's number."""
    number = part.matter.police_number or _g("perkara tanpa nomor")
    return f"{Role(part.role).label} · {number}"


def joinable(case: Case, worker: int, asked: str, chosen: str) -> list[Matter]:
    """Matters a child could join: of the worker's own cases where this one has no part; any of the office by number."""
    mine = Assignment.objects.filter(runs("case__owner_id"), worker=worker).values("case")
    wanted = Q(parts__case__in=mine) & ~Q(parts__case=case)
    if asked.strip():
        wanted = Q(police_number__icontains=asked.strip()) | Q(court_number__icontains=asked.strip())
    known = _uuid(chosen)
    first = list(Matter.objects.filter(pk=known)) if known else []
    others = Matter.objects.filter(wanted).exclude(pk__in=[m.pk for m in first]).distinct().order_by("-id")
    return [*first, *others[:MOST]]


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


# ------------------------------------------------------------------ what may be recorded

KNOWS: dict[str, Words] = {
    "ours": _("Kami"),
    "police": _("Kepolisian"),
    "prosecutor": _("Kejaksaan"),
    "court": _("Pengadilan"),
    "bapas": _("Bapas"),
    "lpsk": _("LPSK"),
}
Groups = list[tuple[str, list[tuple[str, str]]]]
"""Choices of a list, grouped by who usually knows."""


def matter_facts() -> Groups:
    """Facts common to all children of a matter, by who usually knows them."""
    return _grouped(code for code, kind in fact_kinds().items() if kind.kind == "moment" and kind.subject == "matter")


def facts_that_matter(subjects: Subjects, wanted: str) -> Groups:
    """Facts that can matter to a clock of this case: those of rules that are not known to be beside the point.

    Those of a part also before there is one; those of other kinds only where one of them stands.
    """
    standing = [*([part.subject for part in subjects.parts] or [Subject(PART, subjects.case.pk)])]
    standing += [one.subject for one in subjects.others]
    known = [({CASE, one.kind}, {code: TRUTH.get(v, v) for code, v in subjects.known(one).items()}) for one in standing]
    codes = {
        code
        for kinds, told in known
        for one in rules().values()
        if kept_on(one.hangs_on) in kinds and _open(one, told)
        for code in _moves(one)
    }
    return _grouped(code for code in fact_kinds() if code in codes | {wanted})


_ELSEWHERE = {"born", "str_issued"}
"""Told by the client's identity and by the worker's certificate, not as a fact of a case."""


def _open(one: Rule, told: dict[str, object]) -> bool:
    derived = one.end_of or one.start in _ELSEWHERE
    return not derived and all(condition.holds(told) is not False for condition in one.applies)


def _moves(one: Rule) -> set[str]:
    return {one.start, *one.stop, *one.ask_after, *one.advisory_start, *([one.report] if one.report else [])}


def _grouped(codes: Iterable[str]) -> Groups:
    found: dict[str, list[tuple[str, str]]] = {}
    for code in codes:
        kind = fact_kinds()[code]
        if kind.kind in {"moment", "date"}:
            found.setdefault(kind.knows, []).append((code, say(kind.label)))
    return [(str(KNOWS[who]), found[who]) for who in KNOWS if who in found]


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
