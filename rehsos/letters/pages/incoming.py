"""A letter that came before there is a case: it hangs on a report, a new one or one that waits."""

from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.audit.actions import new_id
from rehsos.cases.pages.case_forms import SHARED, hides, insist
from rehsos.intake.actions import Told, correct_report_letter, receive_report, receive_report_letter
from rehsos.intake.models import INBOX, Channel, Danger, FromRole, Report
from rehsos.intake.policies import may_correct
from rehsos.intake.queries import Row, report_of, waiting
from rehsos.look import words
from rehsos.papers.kinds import incoming, words_of
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Direction, Letter
from rehsos.people.pages import report_in

from ..before import before, typed
from ..forms.steps import ORDER, CorrectionForm, IncomingForm
from ..unlikely import insist_likely, moved_far, of_letter

PLAIN = ("number", "dated", "agenda", "received_at", "received_by", "reached_worker_at", "scan")


class ReportLetterForm(IncomingForm):
    """A letter and the report it belongs to; a new report asks only who it is from."""

    field_order = ("action_id", "report", "from_role", "kind", *ORDER)
    report = forms.ChoiceField(
        label=_("Untuk permintaan atau aduan"),
        required=False,
        help_text=_("Pilih bila permintaannya sudah dicatat, misalnya lisan."),
    )
    from_role = forms.ChoiceField(label=_("Dari siapa"), choices=FromRole.choices, initial=FromRole.INVESTIGATOR)

    def __init__(self, *args: Any, reports: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["report"].choices = [("", _("Baru, dari surat ini")), *reports]  # type: ignore[attr-defined]


@page(Permission.REGISTER_LETTERS)
def letter_before_case(request: Request) -> HttpResponseBase:
    """Register a letter that has no case yet. Its hour of receipt starts the clock once there is a case."""
    notes = list[str]()

    def save(form: ReportLetterForm) -> str:
        insist_likely(request, form, of_letter(form.cleaned_data, request.actor), notes)
        return reverse("intake:report", args=[_received(request, form)])

    chosen = report_in(request)
    back = reverse("intake:report", args=[chosen]) if chosen else reverse("letters:register")
    initial = {"kind": incoming()[0].code, "report": str(chosen or "")}
    return form_page(
        request, ReportLetterForm, save, title=_("Catat surat masuk"), back=back, initial=initial,
        form_kwargs={"reports": _reports(request)}, done=_("Surat tercatat."), notes=notes,
        crumbs=[(gettext("Agenda surat"), reverse("letters:register")), (gettext("Catat surat masuk"), None)],
        lead=_("Belum perlu kode kasus. Jam diterima tetap berlaku saat menjadi kasus."),
    )  # fmt: skip


def _reports(request: Request) -> list[tuple[str, str]]:
    """Reports that wait for a decision, each with its hour, who asks and what for."""
    hides, named = bool(request.session.get("public_screen")), bool(request.session.get("names_open"))
    rows = waiting(request.actor, opens=not hides, named=named)
    return [(str(row.report.pk), _said(row)) for row in rows]


def _said(row: Row) -> str:
    card, role = row.card, row.report.get_from_role_display()
    known = (words.when(row.report.received_at), role, card.officer, card.unit, card.asked, card.about)
    return " · ".join(str(part) for part in known if part)


def _received(request: Request, form: ReportLetterForm) -> UUID:
    """The letter in its report; for a new report both, or nothing."""
    told, by = form.cleaned_data, request.actor
    envelope = Envelope(party=told["party"], about=told["about"], disposition=told["disposition"])
    given = {"kind": told["kind"], "envelope": envelope, **{name: told[name] for name in PLAIN}}
    if told["report"]:
        found = report_of(UUID(told["report"]), by)
        receive_report_letter(report=found, by=by, action_id=form.id, **given)
        return found.pk
    with transaction.atomic():
        if made := _new_report(told, request, form.id):
            receive_report_letter(report=made, by=by, action_id=new_id(), **given)
    return form.id


def _new_report(told: dict[str, Any], request: Request, action_id: UUID) -> Report | None:
    """The report that the letter itself makes; none when this was sent before."""
    asked = told["about"] or gettext("{kind} nomor {number}").format(kind=words_of(told["kind"]), number=told["number"])
    return receive_report(
        channel=Channel.LETTER,
        from_role=FromRole(told["from_role"]),
        received_at=told["received_at"],
        told=Told(asked=asked, unit=" ".join(told["party"].split())),
        danger=Danger.UNKNOWN,
        place=None,
        needed_at=None,
        by=request.actor,
        action_id=action_id,
    )


@page(Permission.REGISTER_LETTERS)
def correct_letter(request: Request, report: UUID, letter: UUID) -> HttpResponseBase:
    """Correct what was typed of a letter that waits; the report's page says what stood before."""
    found = report_of(report, request.actor)
    came = Letter.objects.filter(pk=letter, dossier=found.pk, direction=Direction.IN).first()
    if came is None:
        raise Http404
    insist(may_correct(found, request.actor))
    if hides(request):
        insist(SHARED)
    over, notes, back = LaidOver(came, typed), list[str](), reverse("intake:report", args=[found.pk])

    def save(form: CorrectionForm) -> None:
        told = form.cleaned_data
        odd = [*moved_far(came.received_at, told["received_at"]), *of_letter(told, request.actor, but=[came.pk])]
        insist_likely(request, form, odd, notes)
        correct_report_letter(
            letter=came, report=found, was=before(typed(came), told), **form.given, by=request.actor, action_id=form.id
        )

    title = gettext("Perbaiki data surat")
    return form_page(
        request, CorrectionForm, save, title=title, back=back, over=over, notes=notes,
        crumbs=[(str(INBOX), reverse("intake:reports")), (str(found.called), back), (title, None)],
        lead=_("Yang diganti tetap terbaca di bawah suratnya dan kelak di Perjalanan kasus, dengan nama Anda."),
    )  # fmt: skip
