"""Reading reports: the office's inbox by key, one report with its text, and why it was decided so."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from rehsos.audit.actor import Actor
from rehsos.audit.models import Action
from rehsos.audit.views import saw
from rehsos.directory.models import Worker
from rehsos.law.clocks import Clock
from rehsos.papers.letters import Envelope, shown_envelope
from rehsos.papers.models import Letter
from rehsos.vault.keys import key_of, keys_of
from rehsos.vault.seal import legible

from .actions import CONTEXT, Told
from .calling import Card, card
from .models import Decision, Report
from .requests import clocks_of

PAGE = 25
MOST_WAITING = 100
Named = Callable[[list[Report]], Collection[UUID]]
"""Of which of these reports the names may stand on the screen, by their ids."""


@dataclass(frozen=True)
class Row:
    """A line of the inbox: the report, and what of it may stand on this screen."""

    report: Report
    card: Card
    clock: Clock | None = None
    """What a letter among its papers started, while it waits to become a case."""


@dataclass(frozen=True)
class Opened:
    """A report on the screen of somebody of its office."""

    report: Report
    told: Told
    key: bytes
    """The report's own: it opens the letters that lie with it, too."""

    @property
    def reason(self) -> str:
        """Why it was decided so; empty while it waits."""
        return _reason(self.report, self.key) if self.report.decision else ""


def inbox(by: Actor, *, decided: bool, before: tuple[datetime, UUID] | None, opens: bool, named: Named) -> list[Row]:
    """One page of the office's reports and one more, newest first; `opens`: with their texts, `named`: whose names."""
    wanted = ~Q(decision=Decision.WAITING) if decided else Q(decision=Decision.WAITING)
    if before:
        wanted &= Q(received_at__lt=before[0]) | Q(received_at=before[0], pk__lt=before[1])
    newest = Report.objects.filter(wanted, office=by.office).order_by("-received_at", "-pk")[: PAGE + 1]
    # Which they are stands in the index, in that order; only then are these few read.
    found = Report.objects.select_related("place").filter(pk__in=newest.values("pk"))
    reports = list(found.order_by("-received_at", "-pk"))
    clocks, open_ = {} if decided else clocks_of((r.pk for r in reports), by.time_zone), named(reports)
    return [replace(row, clock=clocks.get(row.report.pk)) for row in _rows(reports, opens=opens, named=open_)]


def waiting(by: Actor, *, opens: bool, named: bool = False) -> list[Row]:
    """The office's reports that wait for a decision, newest first."""
    found = Report.objects.filter(office=by.office, decision=Decision.WAITING).order_by("-received_at", "-pk")
    reports = list(found[:MOST_WAITING])
    return list(_rows(reports, opens=opens, named=[r.pk for r in reports] if named else ()))


@dataclass(frozen=True)
class Received:
    """A letter of a report as it stands in the register."""

    letter: Letter
    envelope: Envelope
    corrected: tuple["Correction", ...] = ()


class Correction(NamedTuple):
    """That what was typed of a letter was corrected: when, what stood before, and why; by whom."""

    at: datetime
    was: str
    reason: str
    worker: int
    who: str


def letters_of(opened: Opened) -> list[Received]:
    """Letters that came for a report and have no case yet."""
    found = Letter.objects.filter(dossier=opened.report.pk).order_by("received_at", "id")
    corrected = corrections(opened.report.pk, opened.key)
    return [Received(one, shown_envelope(one, opened.key), tuple(corrected.get(str(one.pk), ()))) for one in found]


def corrections(report: UUID, key: bytes) -> Mapping[str, list[Correction]]:
    """Of each letter of a report, by its id, what was corrected in it while it waited, the newest first."""
    lines = list(Action.objects.filter(dossier=report, name="correct_report_letter").order_by("-happened_at"))
    names = dict(Worker.objects.filter(pk__in=[line.worker for line in lines]).values_list("pk", "name"))
    found: dict[str, list[Correction]] = {}
    for line in lines:
        told = legible(key, bytes(line.sealed or b""), subject=report, context="action")
        who = line.worker, names.get(line.worker, "")
        one = Correction(line.happened_at, str(told.get("was", "")), str(told.get("reason", "")), *who)
        found.setdefault(str(line.facts.get("letter", "")), []).append(one)
    return found


def _rows(reports: list[Report], *, opens: bool, named: Collection[UUID]) -> Iterable[Row]:
    keys = keys_of(r.pk for r in reports) if opens and reports else {}
    for r in reports:
        text = legible(keys[r.pk], bytes(r.sealed), subject=r.pk, context=CONTEXT) if r.pk in keys else {}
        yield Row(r, card(Told.read(text), r.from_role, named=r.pk in named))


def report_of(report: UUID, by: Actor) -> Report:
    """The report behind an address, or 404 for who is not of its office."""
    found = Report.objects.select_related("place", "office").filter(pk=report, office__in=by.offices).first()
    if found is None:
        raise Http404
    return found


def open_report(report: UUID, by: Actor) -> Opened:
    """The same with its text. The look is recorded, once a day."""
    found = report_of(report, by)
    saw("report", found.pk, by)
    key = keys_of([found.pk]).get(found.pk) or key_of(found.pk)
    text = legible(key, bytes(found.sealed), subject=found.pk, context=CONTEXT)
    return Opened(found, Told.read(text), key)


def _reason(report: Report, key: bytes) -> str:
    sealed = Action.objects.filter(dossier=report.pk, name="decide_report").values_list("sealed", flat=True).last()
    told = legible(key, bytes(sealed), subject=report.pk, context="action") if sealed else {}
    return str(told.get("reason", ""))
