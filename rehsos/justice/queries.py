"""Reading matters: a child's parts, what may be recorded about them, what the law would say. Never past a wall."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.cases.clockwork import TRUTH
from rehsos.cases.models import Assignment, Case, Circumstance, Participant, Relation, Role
from rehsos.cases.queries import Opened
from rehsos.cases.rulebook import language
from rehsos.law.book import fact_kinds, rules
from rehsos.law.clocks import due
from rehsos.law.findings import Answer as Met
from rehsos.law.findings import Finding, companion_allowed, peksos_required
from rehsos.law.shapes import Rule

from .models import MISTAKE, Level, Matter, Part, Present, Side

MOST = 20
PARENTS = (Relation.MOTHER, Relation.FATHER, Relation.STEPMOTHER, Relation.STEPFATHER, Relation.GUARDIAN)


def part_of(file: Opened, pk: UUID) -> Part:
    """This case's part in a matter, or 404."""
    return _one(file, pk=pk)


def part_in(file: Opened, matter: UUID) -> Part:
    """The part this case has in that matter, or 404: a matter is opened from the file of one of its children."""
    return _one(file, matter=matter)


def _one(file: Opened, **wanted: UUID) -> Part:
    found = Part.objects.filter(case=file.case, **wanted).select_related("matter").order_by("id").first()
    if found is None:
        raise Http404
    found.case = file.case
    return found


def parts_of(case: Case) -> list[Part]:
    """The parts of a case that were not recorded by mistake, first to last."""
    return list(Part.objects.filter(case=case).exclude(ended_by=MISTAKE).select_related("matter").order_by("id"))


def said_part(part: Part) -> str:
    """A part in words: the role and the matter's number."""
    number = part.matter.police_number or part.matter.offence or _("perkara tanpa nomor")
    return f"{Role(part.role).label} · {number}"


def joinable(case: Case, worker: int, asked: str, chosen: str) -> list[Matter]:
    """Matters this child could join: those of the worker's own cases, and any of the office found by number."""
    mine = Assignment.objects.filter(worker=worker, until=None).values("case")
    wanted = Q(parts__case__in=mine)
    if asked.strip():
        wanted = Q(police_number__icontains=asked.strip()) | Q(court_number__icontains=asked.strip())
    if (known := _uuid(chosen)) is not None:
        wanted |= Q(pk=known)
    return list(Matter.objects.filter(wanted).distinct().order_by("-id")[:MOST])


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
        )
        here, there = _names([case.pk]), _names(others.values_list("case", flat=True))
        names |= here & there
    return sorted(names)


def _names(cases: Iterable[UUID]) -> set[str]:
    now = Q(until=None) | Q(until__gte=timezone.localdate())
    return set(Assignment.objects.filter(now, case__in=list(cases)).values_list("worker__name", flat=True))


# ------------------------------------------------------------------ what may be recorded

KNOWS = {
    "ours": _("Kami"),
    "police": _("Kepolisian"),
    "prosecutor": _("Kejaksaan"),
    "court": _("Pengadilan"),
    "bapas": _("Bapas"),
    "lpsk": _("LPSK"),
}


def matter_facts() -> list[tuple[str, list[tuple[str, str]]]]:
    """Facts common to all children of a matter, by who usually knows them."""
    return _grouped(code for code, kind in fact_kinds().items() if kind.kind == "moment" and kind.subject == "matter")


def recordable(case: Case, parts: Iterable[Part], wanted: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Facts that can matter to a clock of this case: those of rules that are not known to be beside the point."""
    known: dict[UUID, dict[str, object]] = {case.pk: {}} | {part.pk: {} for part in parts}
    for row in Circumstance.objects.filter(case=case).values("subject", "code", "value"):
        known.setdefault(row["subject"], {})[row["code"]] = TRUTH.get(row["value"], row["value"])
    codes = {code for told in known.values() for one in rules().values() if _open(one, told) for code in _moves(one)}
    return _grouped(code for code in fact_kinds() if code in codes | {wanted})


def _open(one: Rule, told: dict[str, object]) -> bool:
    return one.hangs_on != "person" and all(condition.holds(told) is not False for condition in one.applies)


def _moves(one: Rule) -> set[str]:
    return {one.start, *one.stop, *one.ask_after, *one.advisory_start, *([one.report] if one.report else [])}


def _grouped(codes: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    lang = language()
    found: dict[str, list[tuple[str, str]]] = {}
    for code in codes:
        kind = fact_kinds()[code]
        if kind.kind in {"moment", "date"}:
            found.setdefault(kind.knows, []).append((code, kind.label[lang]))
    return [(_(KNOWS[who]), found[who]) for who in KNOWS if who in found]


# ------------------------------------------------------------------ what the law would say


def accompanied(part: Part, present: Iterable[str], kind: str, level: str) -> list[Finding]:
    """What is not as the law wants it about who was beside the child (UU 11/2012 Ps 23; PP 65/2015 Ps 15, 33, 54)."""
    beside = set(present)
    suspect = parent_suspected(part)
    names = {Present.PARENT: "parent", Present.TRUSTED: "trusted", Present.PEKSOS: "peksos", Present.PK: "pk"}
    found = [companion_allowed(part.role, names[one], is_suspect=suspect) for one in names if one in beside]  # type: ignore[arg-type]
    found = [one for one in found if one.state is not Met.MET]
    if kind == "diversi" and Present.PEKSOS not in beside:
        wanted = peksos_required(level)
        found += [wanted] if wanted.state is Met.MET else []
    return found


def alone(part: Part, present: Iterable[str]) -> str:
    """In words, where nobody the law names was beside the child; empty otherwise."""
    beside = set(present)
    if part.role == Role.IN_CONFLICT:
        missing = Present.PK not in beside
        return (
            _("Tanpa PK: anak wajib didampingi PK atau pendamping lain (UU 11/2012 Ps 23 ayat (1)).") if missing else ""
        )
    if beside & {Present.PARENT, Present.TRUSTED, Present.PEKSOS}:
        return ""
    return _("Tanpa pendamping: korban dan saksi wajib didampingi (UU 11/2012 Ps 23 ayat (2)).")


def parent_suspected(part: Part) -> bool | None:
    """Whether a parent is among the suspects: as noted on the persons around, else as answered; None: not known."""
    if Participant.objects.filter(case=part.case_id, alleged=True, relation__in=PARENTS).exists():
        return True
    told = Circumstance.objects.filter(case=part.case_id, subject=part.pk, code="parent_is_suspect").first()
    return None if told is None else told.value == "yes"


def detention_doubt(level: Level, first: datetime, last: datetime | None) -> str:
    """In words, how the last day of an order differs from the law's own count; empty when it does not."""
    wanted = next((r for r in rules().values() if r.start == "detention_order" and level in r.levels), None)
    if wanted is None or last is None:
        return ""
    counted = due(wanted.code, first, str(timezone.get_current_timezone()))
    latest = counted.second_reading.at if counted.second_reading else counted.due_at
    if latest is None:
        return ""
    lawful = timezone.localdate(latest - timedelta(microseconds=1))
    days = (timezone.localdate(last) - lawful).days
    if days <= 0:
        return ""
    return _(
        "Surat menyebut {n} hari lebih lama daripada hitungan undang-undang (sampai {day}; {basis}). "
        "Tanyakan dasar atau surat perpanjangannya."
    ).format(n=days, day=lawful.strftime("%d-%m-%Y"), basis=wanted.basis[0])


def day_start(day: datetime) -> datetime:
    """The first instant of a local day."""
    return timezone.make_aware(datetime.combine(day, time(0)))
