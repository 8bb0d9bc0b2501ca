"""Aduan and requests: noting what somebody says, the office's inbox, and deciding what becomes of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.audit.views import saw
from rehsos.law.clocks import Clock
from rehsos.papers.downloads import download
from rehsos.papers.filling import content_of
from rehsos.papers.kinds import kind_of
from rehsos.papers.models import File

from . import actions
from .calling import card, on_screen
from .forms import WITHOUT_A_FILE, DecisionForm, ReportForm, SpokenForm
from .models import INBOX, Channel, Danger, FromRole, Report
from .naming import names_of
from .policies import may_decide
from .queries import PAGE, Received, Row, inbox, letters_of, open_report, report_of
from .requests import first_clock, said_due, said_left, tone

SEES = (Permission.WORK_CASES, Permission.REGISTER_LETTERS, Permission.APPROVE)


CLOCK = {"tone": tone, "said_left": said_left, "said_due": said_due}
"""How a page says a clock that no case keeps."""


def _crumbs(last: str) -> list[tuple[str, str | None]]:
    return [(str(INBOX), reverse("intake:reports")), (last, None)]


@page(Permission.REGISTER_LETTERS)
def spoken_request(request: Request) -> HttpResponseBase:
    """“Besok jam 8 dampingi BAP”: noted in twenty seconds. The letter follows; no clock starts."""

    def save(form: SpokenForm) -> str:
        given = form.cleaned_data
        actions.receive_report(
            channel=Channel.PHONE,
            from_role=FromRole(given["from_role"]),
            received_at=given["received_at"] or timezone.now(),
            told=form.told,
            danger=Danger.UNKNOWN,
            place=None,
            needed_at=given["needed_at"],
            by=request.actor,
            action_id=form.id,
        )
        return reverse("intake:report", args=[form.id])

    return form_page(
        request, SpokenForm, save, title=_("Permintaan lisan"), back=reverse("intake:reports"),
        template="intake/spoken.html", crumbs=_crumbs(_("Permintaan lisan")),
        done=_("Tercatat. Tenggat belum mulai; minta suratnya menyusul."),
        lead=_("Suratnya menyusul. Belum ada tenggat yang mulai: tenggat dihitung sejak surat diterima."),
    )  # fmt: skip


@page(Permission.REGISTER_LETTERS)
def receive_report(request: Request) -> HttpResponseBase:
    """Note a report from anybody, in a minute."""

    def save(form: ReportForm) -> str:
        given = form.cleaned_data
        actions.receive_report(
            channel=Channel(given["channel"]),
            from_role=FromRole(given["from_role"]),
            received_at=given["received_at"],
            told=form.told,
            danger=Danger(given["danger"]),
            place=form.place,
            needed_at=given["needed_at"],
            persons=given["persons"],
            by=request.actor,
            action_id=form.id,
        )
        return reverse("intake:report", args=[form.id])

    return form_page(
        request, ReportForm, save, title=_("Catat aduan"), back=reverse("intake:reports"),
        crumbs=_crumbs(_("Catat aduan")), template="intake/receive.html", done=_("Tercatat."),
        form_kwargs={"near": request.actor.place},
    )  # fmt: skip


@page(*SEES)
def reports(request: Request) -> HttpResponseBase:
    """The office's inbox: what waits for a decision, or what was decided."""
    decided = request.GET.get("putus") == "ya"
    hides = bool(request.session.get("public_screen"))

    def named(rows: list[Report]) -> set[UUID]:
        return {one for one, names in names_of(request, rows).items() if names.read}

    rows = inbox(request.actor, decided=decided, before=_before(request), opens=not hides, named=named)
    more = (
        reverse("intake:reports") + "?" + urlencode(_key(rows[PAGE - 1], decided=decided)) if len(rows) > PAGE else None
    )
    shown = {"rows": rows[:PAGE], "decided": decided, "more": more, "now": timezone.now(), "title": INBOX, **CLOCK}
    return render(request, "intake/reports.html", shown)


def _key(row: Row, *, decided: bool) -> dict[str, Any]:
    key = {"saat": row.report.received_at.isoformat(), "id": row.report.pk}
    return {"putus": "ya", **key} if decided else key


def _before(request: Request) -> tuple[datetime, UUID] | None:
    if "saat" not in request.GET:
        return None
    try:
        moment, last = datetime.fromisoformat(request.GET["saat"]), UUID(request.GET.get("id", ""))
    except ValueError:
        raise Http404 from None
    return (moment if timezone.is_aware(moment) else timezone.make_aware(moment)), last


@page(*SEES)
def report(request: Request, report: UUID) -> HttpResponseBase:
    """One report and what may become of it."""
    opened = open_report(report, request.actor)
    letters = letters_of(opened)
    named, opened_at = names_of(request, [opened.report])[opened.report.pk]
    shown = {
        "it": opened.report,
        "told": on_screen(opened.told, opened.report.from_role, named=named),
        "calls": card(opened.told, opened.report.from_role, named=named),
        "named": named,
        "opened_at": opened_at or ("" if opened.report.case else reverse("access:open_names")),
        "reason": opened.reason if named else "",
        "came": bool(letters),
        "letters": [] if request.session.get("public_screen") else letters,
        "clock": _clock(opened.report, letters),
        "of_officers": any(kind_of(one.letter.kind).of_officers for one in letters),
        "now": timezone.now(),
        **CLOCK,
        "opens_case": request.actor.may(Permission.WORK_CASES) and not opened.report.decision,
        "decides": request.actor.may(Permission.REGISTER_LETTERS) and not opened.report.decision,
        "open_to": _open_to(opened.report, request),
        "crumbs": _crumbs(str(opened.report.called)),
    }
    return render(request, "intake/report.html", shown)


def _clock(report: Report, letters: Iterable[Received]) -> Clock | None:
    """What the first request among its letters started, while the report waits."""
    came = [(r.letter.kind, r.letter.received_at) for r in letters if r.letter.received_at]
    return None if report.decision else first_clock(came, report.office.time_zone)


def _open_to(report: Report, request: Request) -> list[str]:
    return [decision for decision in WITHOUT_A_FILE if may_decide(report, decision, request.actor)]


@page(Permission.REGISTER_LETTERS)
def decide_report(request: Request, report: UUID) -> HttpResponseBase:
    """Answer, advise, pass on or refuse: without a case file, with a reason."""
    found = report_of(report, request.actor)
    back = reverse("intake:report", args=[report])

    def save(form: DecisionForm) -> None:
        actions.decide_report(
            report=found,
            decision=form.cleaned_data["decision"],
            reason=form.cleaned_data["reason"],
            case=None,
            by=request.actor,
            action_id=form.id,
        )

    return form_page(
        request, DecisionForm, save, title=_("Putuskan permintaan") if found.asks else _("Putuskan aduan"), back=back,
        initial={"decision": request.GET.get("putusan", "")}, form_kwargs={"may": _open_to(found, request)},
        crumbs=[(str(INBOX), reverse("intake:reports")), (str(found.called), back), (_("Putuskan"), None)],
    )  # fmt: skip


@page(*SEES)
def report_file(request: Request, report: UUID, file: UUID) -> HttpResponseBase:
    """A letter of a report as it was photographed or scanned."""
    found = report_of(report, request.actor)
    if request.session.get("public_screen") or (found.case and not names_of(request, [found])[found.pk].read):
        raise Http404
    kept = get_object_or_404(File, pk=file, dossier=found.pk)
    saw("report", found.pk, request.actor)
    return download(content_of(kept), kept.media_type, f"berkas-{kept.pk.hex[-8:]}")
