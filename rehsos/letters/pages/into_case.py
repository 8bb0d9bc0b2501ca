"""A report, with its letters, into a case that there is already: found by name or code, then confirmed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm, Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.cases.actions.arriving import join_case
from rehsos.cases.models import Case
from rehsos.cases.pages.case_forms import case_to_write, insist, reads
from rehsos.cases.queries import Opened, called, client_key
from rehsos.cases.subjects import said_kinds
from rehsos.intake.models import INBOX, Channel, FromRole, Report
from rehsos.intake.policies import may_take_up
from rehsos.intake.queries import report_of
from rehsos.look import words
from rehsos.look.labels import label
from rehsos.look.repeated import way_to
from rehsos.papers.models import Letter
from rehsos.people.identity import Identity, read_identity
from rehsos.people.queries import MOST_TYPED, search, why_not_here

from ..about import subjects
from ..forms.answered import AnsweredToo, ask_answered, handed_before, last_handed, with_told

TITLE = gettext_lazy("Masukkan ke kasus yang sudah ada")


class IntoCaseForm(ActionForm):
    """What in the case the letters are about, where there is such a thing; else only the confirmation."""

    does = Does(join_case, about=("case", "report", "from_role", "channel"))

    subject = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    answered = AnsweredToo()

    def __init__(self, *args: Any, about: dict[str, Any], handed: datetime | None, **given: Any) -> None:
        super().__init__(*args, **given)
        ask_answered(self, handed)
        choices = [choice for those in about.values() for choice in those]
        what = said_kinds([kind for kind, those in about.items() if those] or about)
        field: Any = self.fields["subject"]
        field.label = gettext_lazy("Tentang {what}").format(what=what)
        field.choices = [*choices, ("", gettext_lazy("Kasus ini, tanpa {what}").format(what=what))]
        if choices:
            self.initial.setdefault("subject", choices[0][0])
        else:
            field.widget = forms.HiddenInput()

    def clean_subject(self) -> UUID | None:
        """As the action takes it."""
        return UUID(self.cleaned_data["subject"]) if self.cleaned_data["subject"] else None


@page(Permission.WORK_CASES)
def report_into_case(request: Request, report: UUID) -> HttpResponseBase:
    """Look for the case, by POST only as it may be a name; then, with its code in the address, confirm."""
    found = report_of(report, request.actor)
    back = reverse("intake:report", args=[report])
    insist(may_take_up(found, request.actor))
    if found.decision and request.method != "POST":
        messages.info(request, _("{what} ini sudah diputuskan.").format(what=found.called))
        return HttpResponseRedirect(back)
    crumbs = [(str(INBOX), reverse("intake:reports")), (str(found.called), back), (str(TITLE), None)]
    code = request.GET.get("kasus", "")
    return _confirm(request, found, code, crumbs) if code else _look(request, found, crumbs)


def _look(request: Request, found: Report, crumbs: list[tuple[str, str | None]]) -> HttpResponse:
    text = " ".join(request.POST.get("q", "").split())[:MOST_TYPED]
    shared = why_not_here(request, text)
    there = search(request, text) if text and not shared else None
    shown = {"it": found, "text": text, "shared": shared, "found": there, "crumbs": crumbs, "title": TITLE}
    return render(request, "letters/into_case.html", shown)


def _confirm(request: Request, found: Report, code: str, crumbs: list[tuple[str, str | None]]) -> HttpResponse:
    file = case_to_write(request, code)
    sends = request.method == "POST"  # who sends second, after the letters went, is told that
    came = list(with_told(Letter.objects.filter(dossier=found.pk), file.case).order_by("received_at", "id"))

    def save(form: IntoCaseForm) -> str:
        join_case(
            case=file.case, report=found, from_role=FromRole(found.from_role), channel=Channel(found.channel),
            **form.given, by=request.actor, action_id=form.id,
        )  # fmt: skip
        return way_to("case", file.case.code)

    return form_page(
        request, IntoCaseForm, save, title=TITLE, back=reverse("letters:report_into_case", args=[found.pk]),
        crumbs=crumbs, lead=_said(file), notes=[_kept(letter) for letter in came if letter.received_at],
        form_kwargs={
            "about": subjects(file.case, opens=reads(file)) if came or sends else {},
            "handed": handed_before(came) if came or not sends else last_handed(file.case),
        },
        save_label=_("Masukkan ke kasus ini"), done=_("Masuk ke kasus {code}.").format(code=file.case.code),
    )  # fmt: skip


def _said(file: Opened) -> str:
    name = called(_client(file.case), file.shown, "")
    return " · ".join(part for part in (file.case.code, name) if part)


def _client(case: Case) -> Identity:
    return read_identity(case.client_id, case.client.sealed, client_key(case))


def _kept(letter: Letter) -> str:
    """That the hour stays: the term counts from it, not from the day the letter came into the case."""
    said = _("{kind}: jam diterima tetap {when}.")
    return said.format(kind=label(letter.kind, "letter"), when=words.moment(letter.received_at))
