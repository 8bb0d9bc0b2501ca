"""The Kabid's page: what waits for a decision, what is late, who carries how much, who is away. Codes, no names."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm, Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.cases.assignments import FIRST, LEAD, NOBODY_LEADS
from rehsos.cases.clockwork import CHOICES
from rehsos.cases.forms.fields import Chips, Day, Pick
from rehsos.cases.pages.case_forms import colleagues
from rehsos.cases.policies import capacities
from rehsos.cases.queries import LATE
from rehsos.cases.quiet import quiet_by
from rehsos.cases.rulebook import length_words
from rehsos.directory.actions import READERS, appoint_stand_in, end_cover
from rehsos.directory.days import holds
from rehsos.directory.models import Capacity, Cover, Worker
from rehsos.directory.policy import holding, policies
from rehsos.law.book import rule
from rehsos.look import words
from rehsos.look.labels import label

from ..both_sides import conflicts
from ..caseload import NORM
from ..certificate import RENEW

FOLDED, MOST = 10, 100
"""How many of each list are shown at first, and of the one that was asked for."""
ROLES = ["peksos", "sentra"]
Row = Mapping[str, Any]

_ACTIVE = holds("a")
_LATE = LATE.format(now="%(now)s")

CLOSED = f"""(SELECT coalesce(string_agg(c.code, ' ' ORDER BY c.code), '')
   FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
  WHERE a.worker_id = v.absent_id AND {holds("a")} AND c.owner_id = v.office_id AND c.status = 'open'
    AND v.stand_in_id = ANY(c.barred))"""
"""The cases of who is away that a wall keeps closed to who stands in (`v`): they work for the other side."""

_WAITING = f"""
(SELECT 'approval' AS what, p.id, p.kind, p.requested_at AS at, c.code, w.name AS who, '' AS other, NULL::date AS until,
        count(*) OVER () AS found
   FROM cases_approval p JOIN cases_case c ON c.id = p.case_id JOIN directory_worker w ON w.id = p.requested_by_id
  WHERE p.approved IS NULL AND c.status = 'open' AND c.owner_id = %(office)s
  ORDER BY p.requested_at LIMIT %(approval)s)
UNION ALL
(SELECT 'unassigned', c.id, '', c.opened_on, c.code, '', '', NULL, count(*) OVER ()
   FROM cases_case c WHERE c.owner_id = %(office)s AND c.status = 'open'
    AND {NOBODY_LEADS}
  ORDER BY c.opened_on LIMIT %(unassigned)s)
UNION ALL
(SELECT 'quiet', c.id, '', c.since, c.code, coalesce(lead.name, ''), '', NULL, c.found
   FROM (SELECT c.id, c.code, c.owner_id, coalesce(c.last_contact_on, c.opened_on) AS since, count(*) OVER () AS found
           FROM cases_case c
          WHERE c.owner_id = %(office)s AND c.status = 'open'
            AND coalesce(c.last_contact_on, c.opened_on) < %(quiet_day)s
          ORDER BY coalesce(c.last_contact_on, c.opened_on) LIMIT %(quiet)s) c {LEAD}
  ORDER BY c.since)
UNION ALL
(SELECT 'cover', v.id, v.capacity, v.since, {CLOSED}, s.name, w.name, v.until, count(*) OVER ()
   FROM directory_cover v JOIN directory_worker w ON w.id = v.absent_id JOIN directory_worker s ON s.id = v.stand_in_id
  WHERE v.office_id = %(office)s AND v.until >= %(today)s AND v.until >= v.since ORDER BY v.since LIMIT %(cover)s)
UNION ALL
(SELECT 'certificate', NULL, '', w.certificate_until, '', w.name, w.certificate, w.certificate_until, count(*) OVER ()
   FROM directory_worker w
  WHERE w.certificate_until < %(renew)s
    AND w.id IN (SELECT p.worker_id FROM directory_posting p WHERE p.office_id = %(office)s AND {holds("p")})
  ORDER BY w.certificate_until LIMIT %(certificate)s)
UNION ALL
(SELECT 'same', s.id, s.apart::text, s.proposed_at, '', w.name, '', NULL, count(*) OVER ()
   FROM people_sameperson s JOIN directory_worker w ON w.id = s.proposed_by_id
   JOIN people_person d ON d.id = s.duplicate_id JOIN people_person t ON t.id = s.true_id
  WHERE s.office_id = %(office)s AND s.confirmed IS NULL ORDER BY s.proposed_at LIMIT %(same)s)
"""

_CLOCKS = f"""
SELECT k.rule, k.duty, k.due_at, k.second_due_at, c.code, coalesce(lead.name, '') AS who, k.found, k.softer_found
  FROM (SELECT k.case_id, k.rule, k.duty, k.due_at, k.second_due_at, count(*) OVER () AS found,
               count(*) FILTER (WHERE k.second_due_at > %(now)s) OVER () AS softer_found FROM cases_clock k
         WHERE k.owner_id = %(office)s AND {_LATE} ORDER BY k.due_at LIMIT %(clocks)s) k
  JOIN cases_case c ON c.id = k.case_id {LEAD}
 ORDER BY k.due_at
"""

# Cases, however often one changed hands. Sorted by name: a caseload is told, not ranked.
_CASELOAD = f"""
WITH held AS (
  SELECT a.worker_id, a.kind, a.until, a.since, a.id, a.case_id
    FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
   WHERE c.owner_id = %(office)s AND c.status = 'open' AND {_ACTIVE}
), lead AS (
  SELECT DISTINCT ON (case_id) case_id, worker_id FROM held WHERE kind = 'lead'
   ORDER BY case_id, {FIRST.format(a="held")}
), mine AS (
  SELECT worker_id, case_id, true AS leads FROM lead
   UNION SELECT worker_id, case_id, false FROM held WHERE kind <> 'lead' AND (case_id, worker_id) NOT IN (TABLE lead)
), late AS MATERIALIZED (
  SELECT k.case_id, count(*) AS number, count(*) FILTER (WHERE k.second_due_at > %(now)s) AS softer
    FROM cases_clock k WHERE k.owner_id = %(office)s AND {_LATE} GROUP BY k.case_id
)
SELECT w.id, w.name, p.id AS posting, p.contract_until, count(m.case_id) FILTER (WHERE m.leads) AS leads,
       count(m.case_id) FILTER (WHERE NOT m.leads) AS helps,
       coalesce(sum(late.number - late.softer), 0)::int AS late, coalesce(sum(late.softer), 0)::int AS softer
  FROM (SELECT p.worker_id, min(p.id) AS id, min(p.contract_until) AS contract_until FROM directory_posting p
         WHERE p.office_id = %(office)s AND p.role = ANY(%(roles)s) AND {holds("p")} GROUP BY p.worker_id) p
  JOIN directory_worker w ON w.id = p.worker_id
  LEFT JOIN mine m ON m.worker_id = w.id LEFT JOIN late ON late.case_id = m.case_id
 GROUP BY w.id, w.name, p.id, p.contract_until ORDER BY w.name
"""


@page()
def team(request: Request) -> HttpResponseBase:
    """Approvals, late clocks, caseload, conflicts, cases of nobody, cases gone quiet, who stands in for whom.

    Open to who approves, in their own right or as Plt., Plh. or a.n.
    """
    if not capacities(request.actor):
        raise Http404
    now = timezone.now()
    chosen = holding(policies(request.actor.office))
    quiet = quiet_by(chosen[CHOICES], timezone.localdate(now))
    waiting = _ask(request, _WAITING, now, quiet_day=quiet.before)
    return render(
        request,
        "desk/team.html",
        {
            **{what: [_said(row) for row in waiting if row["what"] == what] for what in _PARTS},
            "clocks": [_clock(row, now) for row in _ask(request, _CLOCKS, now)],
            "workers": _ask(request, _CASELOAD, now),
            "conflicts": conflicts(request.actor.office, timezone.localdate(now)),
            "approves": request.actor.may(Permission.APPROVE),
            "norm": chosen[NORM],
            "quiet_for": length_words(quiet.length),
        },
    )


_PARTS = ("approval", "unassigned", "quiet", "cover", "certificate", "same")


def _ask(request: Request, sql: str, now: datetime, **more: date) -> list[dict[str, Any]]:
    today, whole = timezone.localdate(now), request.GET.get("semua")
    given: dict[str, Any] = {
        "office": request.actor.office,
        "today": today,
        "renew": today + RENEW,
        "now": now,
        "roles": ROLES,
        **{part: MOST if part == whole else FOLDED for part in (*_PARTS, "clocks")},
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        columns = [column.name for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _said(row: Row) -> Row:
    if row["what"] == "approval":
        return {**row, "title": label(row["kind"], "approval")}
    if row["what"] == "cover":
        stands_in = _("Pengganti") if row["kind"] == Capacity.COVER else Capacity(row["kind"]).label
        return {**row, "title": stands_in}
    return row


def _clock(row: Row, now: datetime) -> Row:
    """Late by the safe reading; only soon while the softer reading still runs."""
    title = words.say(rule(row["rule"]).label)
    softer = row["second_due_at"] if row["second_due_at"] and row["second_due_at"] > now else None
    late = words.since(row["due_at"], now)
    return {**row, "title": title, "left": late, "policy": row["duty"] == "policy", "softer": softer}


class CoverForm(ActionForm):
    """Who is away, who stands in, from when until when, in what capacity."""

    absent = Pick(_("Yang tidak masuk"), [])
    stand_in = Pick(_("Penggantinya"), [], help_text=_("Dapat membuka dan mengerjakan kasus yang digantikan."))
    capacity = Chips(
        _("Sebagai"),
        Capacity.choices,
        help_text=_("Plt., Plh. dan a.n. untuk Kabid: penggantinya juga dapat memutuskan permintaan."),
    )
    since = Day(_("Sejak"))
    until = Day(_("Sampai dengan"), ahead=True)

    def __init__(self, *args: Any, workers: list[tuple[str, str]], able: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        for name, choices in (("absent", workers), ("stand_in", able)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [("", str(_("Pilih…"))), *choices]


def _closed_to(cover: Cover) -> list[str]:
    """The codes of the cases that a wall keeps closed to who stands in."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {CLOSED} FROM directory_cover v WHERE v.id = %(cover)s",
                       {"cover": cover.pk, "today": timezone.localdate()})  # fmt: skip
        codes: str = cursor.fetchone()[0]
    return codes.split()


STILL_CLOSED = _(
    "{codes} tetap tertutup bagi {who}, yang menangani pihak lain dalam perkaranya. Tunjuk orang lain untuk kasus "
    "itu: jalannya ada di bawah, di Tidak masuk dan penggantinya."
)


@page(Permission.APPROVE)
def cover_new(request: Request) -> HttpResponseBase:
    """Appoint somebody to stand in for who is away."""

    def save(form: CoverForm) -> None:
        given = form.cleaned_data
        made = appoint_stand_in(
            absent=Worker.objects.get(pk=given["absent"]),
            stand_in=Worker.objects.get(pk=given["stand_in"]),
            capacity=Capacity(given["capacity"]),
            since=given["since"],
            until=given["until"],
            by=request.actor,
            action_id=form.id,
        )
        if closed := _closed_to(made):
            messages.warning(request, STILL_CLOSED.format(who=made.stand_in.name, codes=", ".join(closed)))

    return form_page(
        request,
        CoverForm,
        save,
        title=_("Catat pengganti"),
        back=reverse("desk:team"),
        initial={"since": timezone.localdate(), "capacity": Capacity.COVER},
        form_kwargs={
            "workers": colleagues(request.actor, "peksos", "sentra", "kabid"),
            "able": colleagues(request.actor, *READERS),
        },
        crumbs=[(_("Persetujuan dan tim"), reverse("desk:team")), (_("Catat pengganti"), None)],
    )


class CoverEndForm(ActionForm):
    """The last day of a cover that ends early."""

    last = Day(_("Hari terakhir"))


@page(Permission.APPROVE)
def cover_end(request: Request, cover: UUID) -> HttpResponseBase:
    """Who was away is back, or the entry was a mistake."""
    found = get_object_or_404(Cover, pk=cover, office=request.actor.office)

    def save(form: CoverEndForm) -> None:
        end_cover(cover=found, last=form.cleaned_data["last"], by=request.actor, action_id=form.id)

    return form_page(
        request,
        CoverEndForm,
        save,
        title=_("Akhiri penggantian"),
        back=reverse("desk:team"),
        initial={"last": timezone.localdate() - timedelta(days=1)},
        crumbs=[(_("Persetujuan dan tim"), reverse("desk:team")), (_("Akhiri penggantian"), None)],
    )
