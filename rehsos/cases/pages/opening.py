"""Opening a case: for a client found or registered before, from a report or without one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.audit.actions import is_done, new_id
from rehsos.audit.answers import Refused
from rehsos.directory import gazetteer
from rehsos.directory.models import Office
from rehsos.intake.models import Report
from rehsos.intake.queries import report_of
from rehsos.law.ages import guessed
from rehsos.look.repeated import way_to
from rehsos.look.words import say
from rehsos.people.models import Person
from rehsos.people.pages import about, report_in
from rehsos.people.queries import Known, known_person

from ..actions.arriving import arrive
from ..actions.opening import open_case
from ..actions.stages import set_risk
from ..competence import proposed
from ..forms.opening import OpeningForm
from ..models import Case, CaseKind, Risk, Status


@page(Permission.WORK_CASES)
def case_open(request: Request) -> HttpResponseBase:
    """Nobody opens a case of nobody: to the search, or on to the client who is named."""
    tail = about(report_in(request))
    try:
        client = UUID(request.GET.get("orang", ""))
    except ValueError:
        return HttpResponseRedirect(reverse("people:people") + tail)
    return HttpResponseRedirect(reverse("cases:case_open_for", args=[client]) + tail)


@page(Permission.WORK_CASES)
def case_open_for(request: Request, person: UUID) -> HttpResponseBase:
    """Open a case for this client. A child's role of somebody grown is asked about once, never refused."""
    client = known_person(request, person)
    number = report_in(request)
    report = report_of(number, request.actor) if number else None

    def save(form: OpeningForm) -> str:
        if form.unlikely and not request.POST.get("sure"):
            form.asks = ("1",)
            words = _("Umur klien {age}, perannya peran anak. Kalau benar, simpan lagi.")
            raise Refused(words.format(age=_said_age(form, client)), field="role")
        case = _open(request, form, client, report)
        warn_of_running(request, client, case)
        say_whose_affair(request, case)
        for finding in form.unfitting:
            messages.info(request, say(finding.words))
        return way_to("case", case.code)

    return form_page(
        request, OpeningForm, save, title=_("Buka kasus"), back=reverse("people:person", args=[person]) + about(number),
        template="cases/opening.html", done=_("Kasus dibuka."), initial=_usual(request, client),
        form_kwargs={"near": request.actor.place, "age": client.age, "files": client.files},
        who=client, report=report, crumbs=[(_("Kasus"), way_to("cases")), (_("Buka kasus"), None)],
    )  # fmt: skip


def warn_of_running(request: Request, client: Known, opened: Case) -> None:
    """Who has a case that runs may need no second one: said, never refused."""
    for file in client.files:
        if file.client and file.status == Status.OPEN and file.id != opened.pk:
            words = _("Klien ini masih punya kasus yang berjalan: {code}. Bila masalahnya sama, teruskan yang lama.")
            messages.warning(request, words.format(code=file.code))


def say_whose_affair(request: Request, opened: Case) -> None:
    """Where the law gives such a case to another government: said with its article, and to whom; never refused."""
    found = proposed(opened.primary_type, opened.place_id, opened.opened_on)
    if found is None or found.is_of(Office.objects.select_related("parent").get(pk=request.actor.office)):
        return
    offices = ", ".join(office.short for office in found.offices)
    words = _("{reason}. Kasus ini boleh tetap ditangani di sini; catat pilihannya di Catat, Kewenangan.")
    if offices:
        words = _(
            "{reason}. Kantornya: {offices}. Kasus ini boleh tetap ditangani di sini; "
            "catat pilihannya di Catat, Kewenangan."
        )
    messages.info(request, words.format(reason=say(found.reason), offices=offices))


def _said_age(form: OpeningForm, client: Known) -> str:
    now = client.age or guessed(form.age_now or 0)
    return say(now.words(long=True))


def _usual(request: Request, client: Known) -> dict[str, Any]:
    """Where the client is known to live, else the place of the office."""
    lives = client.identity.lives_in
    return {"place": lives if gazetteer.place(lives) else request.actor.place}


def _open(request: Request, form: OpeningForm, client: Known, report: Report | None) -> Case:
    """The case, when its report came in, its risk and the report's decision: all of it or nothing."""
    by, given = request.actor, form.cleaned_data
    again = is_done(form.id)
    with transaction.atomic():
        case = open_case(
            client=get_object_or_404(Person, pk=client.id),
            types=form.all_types,
            primary_type=given["primary_type"],
            place=given["place"],
            event_place=given["event_place"],
            opened_on=given["opened_on"],
            kind=CaseKind(given["kind"]),
            report=report.pk if report else None,
            earlier=Case.objects.filter(pk=given["earlier"]).first() if given.get("earlier") else None,
            age=_age_then(form, client),
            role=given["role"],
            category=given["category"],
            protection=form.protection,
            by=by,
            action_id=form.id,
        )
        if again:  # the first one did all that follows, too
            return case
        if given["risk"]:
            set_risk(case=case, risk=Risk(given["risk"]), reasons=given["reasons"], by=by, action_id=new_id())
        arrive(case, report, by=by)
    return case


@page(Permission.WORK_CASES, Permission.SUPERVISE, Permission.APPROVE)
def case_of_report(request: Request, report: UUID) -> HttpResponseBase:
    """From a report to the case it became or came into, for who sees that case."""
    case = get_object_or_404(Case, pk=report_of(report, request.actor).case)
    return HttpResponseRedirect(way_to("case", case.code))


def _age_then(form: OpeningForm, client: Known) -> int | None:
    """The age on the day of opening, which may be years ago in a backlog."""
    then = client.age_on(form.cleaned_data["opened_on"])
    return then.counted if then else form.age_now
