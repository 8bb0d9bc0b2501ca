"""Pages of the daily work: services and their costs, errands, supervision."""

import base64
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver, last_done
from rehsos.access.pages import Request, Shown, act, page, shown
from rehsos.access.permissions import Permission
from rehsos.audit.answers import YES
from rehsos.directory.days import holds, running
from rehsos.look.labels import label
from rehsos.people.identity import read_identity
from rehsos.vault.keys import keys_of

from ..actions import paying, supervising, work
from ..assignments import working
from ..forms.doing import ClaimForm, ServiceForm, SettleTaskForm, SplitForm, StrikeForm, SupervisionForm, TaskForm
from ..forms.fields import day_alone
from ..models import Case, Cost, ServiceKind, Status, SupervisionNote, Task, TaskState
from ..policies import may_supervise
from ..queries import Opened, called, case_key, open_case_file
from ..sealing import shown_texts
from .case_forms import case_form, case_to_finish, case_to_write, colleagues, hides, insist, one_of, reads, this_minute

# My other open cases of the living (OFFSET 0: mine, not all of the office), who works there, and the steps of the
# plan that holds.
_BESIDE = f"""
SELECT (SELECT coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'client', c.client_id,
           'sealed', encode(p.sealed, 'base64')) ORDER BY c.code), '[]')
          FROM (SELECT DISTINCT o.id, o.code, o.client_id
                  FROM cases_assignment a CROSS JOIN LATERAL (SELECT * FROM cases_case WHERE id = a.case_id OFFSET 0) o
                 WHERE a.worker_id = %(worker)s AND {running("a", "o.owner_id")}
                   AND o.status = 'open' AND o.id <> %(case)s
                   AND NOT EXISTS (SELECT FROM cases_death d WHERE d.person_id = o.client_id
                                      AND d.withdrawn_by IS NULL)) c JOIN people_person p ON p.id = c.client_id),
       (SELECT coalesce(json_agg(DISTINCT jsonb_build_array(w.id::text, w.name)), '[]')
          FROM directory_posting g JOIN directory_worker w ON w.id = g.worker_id
         WHERE g.office_id = %(office)s AND g.role IN ('peksos', 'sentra') AND w.id <> %(worker)s
           AND {holds("g")} AND w.id <> ALL((SELECT x.barred FROM cases_case x WHERE x.id = %(case)s)::int[])),
       (SELECT coalesce(json_agg(json_build_object('id', i.id, 'position', i.position, 'component', i.component,
           'sealed', encode(i.sealed, 'base64')) ORDER BY i.position), '[]')
          FROM cases_planitem i JOIN cases_plan p ON p.id = i.plan_id
         WHERE i.case_id = %(case)s AND p.state = 'approved')
"""


@page(Permission.WORK_CASES)
def service(request: Request, code: str) -> HttpResponseBase:
    """Record what was done on one occasion, also for several clients and with a second worker."""
    file = case_to_finish(request, code)
    cases, workers, steps = _beside(request, file)

    def save(form: ServiceForm) -> None:
        made = work.record_service(case=file.case, **form.given, by=request.actor, action_id=form.id)
        if made and made.late_entry:
            messages.info(request, str(_("Ditandai “dicatat belakangan” karena terjadi lebih dari sehari lalu.")))

    short = file.case.status == Status.CLOSED
    initial = {"at": this_minute(), "kind": request.GET.get("jenis", ServiceKind.CONTACT if short else "")}
    return case_form(
        request, file, ServiceForm, save, title=_("Layanan atau kunjungan"), template="cases/service.html",
        initial=initial, form_kwargs={"cases": cases, "workers": workers, "steps": steps}, short=short,
    )  # fmt: skip


Listed = list[tuple[str, str]]


def _beside(request: Request, file: Opened) -> tuple[Listed, Listed, Listed]:
    by = request.actor
    with connection.cursor() as cursor:
        cursor.execute(
            _BESIDE,
            {"case": file.case.pk, "worker": by.worker, "office": by.office, "today": timezone.localdate()},
        )
        rows, workers, steps = cursor.fetchone()
    keys = keys_of(UUID(row["client"]) for row in rows) if rows else {}
    cases = [(row["id"], _called(request, row, keys)) for row in rows]
    return cases, [(worker, name) for worker, name in sorted(workers, key=lambda w: w[1])], _steps(file, steps)


def _steps(file: Opened, rows: list[dict[str, Any]]) -> Listed:
    """The steps, each by its number and what is to be done, or by its component where texts are closed."""
    key = case_key(file.case) if rows and reads(file) else None
    return [(str(row["id"]), f"{row['position']}. {_step(file, row, key)}") for row in rows]


def _step(file: Opened, row: dict[str, Any], key: bytes | None) -> str:
    if key is None:
        return label(row["component"], "component")
    said = shown_texts(file.case.pk, base64.b64decode(row["sealed"]), key).get("what", "")
    return Truncator(said).chars(80)


def _called(request: Request, row: dict[str, Any], keys: dict[UUID, bytes]) -> str:
    how, client = shown(request, UUID(row["id"]), works=True), UUID(row["client"])
    if how is Shown.CODE or client not in keys:
        return str(row["code"])
    sealed = base64.b64decode(row["sealed"])
    who = read_identity(client, sealed, keys[client])
    return f"{called(who, how, row['code'])} · {row['code']}"


def _cost_to_finish(request: Request, code: str, cost: int) -> tuple[Opened, Cost]:
    file = case_to_finish(request, code)
    found = Cost.objects.filter(pk=cost, service__clients__case=file.case).first()
    if found is None:
        raise Http404
    insist(paying.stands(found))
    return file, found


@page(Permission.WORK_CASES)
def settle_cost(request: Request, code: str, cost: int) -> HttpResponseBase:
    """Where the claim of a cost stands; also when the case is over."""
    file, found = _cost_to_finish(request, code, cost)
    save = act(request, paying.settle_cost, cost=found, case=file.case)
    return case_form(
        request, file, ClaimForm, save, title=_("Klaim biaya"), cost=found, template="cases/cost.html",
        splits=reverse("cases:split_cost", args=[code, cost]), strikes=reverse("cases:strike_cost", args=[code, cost]),
        over=LaidOver(found, lambda cost: {"claim": cost.claim}, partial(_settled, file, found)),
    )  # fmt: skip


@page(Permission.WORK_CASES)
def split_cost(request: Request, code: str, cost: int) -> HttpResponseBase:
    """Who pays it: one, or several who share the bill."""
    file, found = _cost_to_finish(request, code, cost)
    save = act(request, paying.split_cost, cost=found, case=file.case)
    return case_form(
        request, file, SplitForm, save, title=_("Siapa yang membayar"), cost=found, template="cases/cost_split.html",
        over=LaidOver(found, _as_part, partial(_settled, file, found)),
    )  # fmt: skip


@page(Permission.WORK_CASES)
def strike_cost(request: Request, code: str, cost: int) -> HttpResponseBase:
    """That it was written wrongly; also when the case is over."""
    file, found = _cost_to_finish(request, code, cost)
    save = act(request, paying.strike_cost, cost=found, case=file.case)
    return case_form(
        request, file, StrikeForm, save, title=_("Biaya salah catat"), cost=found, template="cases/cost_strike.html",
    )  # fmt: skip


def _settled(file: Opened, cost: Cost) -> list[UUID]:
    """Who last wrote in this case who pays it, or where its claim stands."""
    return last_done(file.case.pk, paying.settle_cost, paying.split_cost, cost=cost.pk)


def _as_part(cost: Cost) -> dict[str, Any]:
    """The line as the first of its parts."""
    told = ("payer", "claim", "budget_year", "activity")
    return {f"{name}_0": getattr(cost, name) for name in told} | {"amount_0": f"{cost.amount:,}".replace(",", ".")}


@page(Permission.WORK_CASES)
def task_new(request: Request, code: str) -> HttpResponseBase:
    """An errand: a birth certificate, visum, a school's answer."""
    file = case_to_write(request, code)
    return case_form(request, file, TaskForm, act(request, work.add_task, case=file.case), title=_("Tugas baru"))


@page(Permission.WORK_CASES)
def settle_task(request: Request, code: str, task: UUID) -> HttpResponseBase:
    """Say where an errand stands; also when the case is over."""
    file = case_to_finish(request, code)
    found = one_of(Task, file, task)
    save = act(request, work.settle_task, task=found)
    what = shown_texts(file.case.pk, found.sealed, case_key(file.case)).get("what", "") if reads(file) else ""
    settled = partial(last_done, file.case.pk, work.settle_task, task=found.pk)
    over = LaidOver(found, lambda task: {"now": TaskState(task.state).label}, settled)
    done = {"state": TaskState.DONE}
    return case_form(request, file, SettleTaskForm, save, title=_("Hasil tugas"), lead=what, initial=done, over=over)


@page(Permission.WORK_CASES, Permission.SUPERVISE)
def supervise(request: Request, code: str) -> HttpResponseBase:
    """Supervision notes of this case between me and one other; nobody else can open them."""
    file = open_case_file(request, code)
    supervises = request.actor.may(Permission.SUPERVISE)
    insist(YES if file.works else may_supervise(file.case, request.actor))

    def save(form: SupervisionForm) -> None:
        given, me = form.cleaned_data, request.actor.worker
        other = int(given["other"])
        supervising.supervise(
            case=file.case,
            supervisor=me if supervises else other,
            worker=other if supervises else me,
            at=day_alone(given["on"]),
            note=given["note"],
            advice=given["advice"],
            follow_up=given["follow_up"],
            by=request.actor,
            action_id=form.id,
        )

    others = _workers_of(file.case) if supervises else colleagues(request.actor, "kabid", "province", above=True)
    return case_form(
        request,
        file,
        SupervisionForm,
        save,
        title=_("Catatan supervisi"),
        lead=_("Hanya terbaca oleh Anda berdua. Terpisah dari persetujuan."),
        back=request.path,
        template="cases/supervision.html",
        initial={"on": timezone.localdate()},
        form_kwargs={"others": others},
        notes_between=_between(request, file),
        shut=file.named and not reads(file),
    )


def _workers_of(case: Case) -> list[tuple[str, str]]:
    held = sorted(working(case, timezone.localdate()), key=lambda one: one.worker.name)
    return [(str(one.worker_id), one.worker.name) for one in held]


def _between(request: Request, file: Opened) -> list[tuple[SupervisionNote, dict[str, Any]]]:
    """The notes that name me, opened once names are; an office that sees by code only reads what it wrote or got."""
    if hides(request) or (file.named and not reads(file)):
        return []
    mine = SupervisionNote.objects.filter(case=file.case).select_related("supervisor", "worker").order_by("-at", "-id")
    opened = [(note, supervising.read_note(note, request.actor)) for note in mine[:20]]
    return [(note, texts) for note, texts in opened if texts]
