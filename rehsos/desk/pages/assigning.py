"""Page: who works a case. A worker on both sides of something is a conflict, said at once."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.cases.actions import assigning
from rehsos.cases.assignments import lead_of, working
from rehsos.cases.forms.closing import AssignForm, TakeOffForm
from rehsos.cases.models import AssignmentKind, Case
from rehsos.cases.pages.case_forms import case_form, colleagues, insist
from rehsos.cases.policies import may_assign
from rehsos.cases.queries import open_case_file
from rehsos.directory.models import Worker

from ..both_sides import conflicts, said


@page(Permission.ASSIGN)
def assign(request: Request, code: str) -> HttpResponseBase:
    """The Kabid gives a worker a place in the case."""
    file = open_case_file(request, code)
    insist(may_assign(file.case, request.actor))

    def save(form: AssignForm) -> None:
        given = form.cleaned_data
        assigning.assign_worker(
            case=file.case,
            worker=Worker.objects.get(pk=given["worker"]),
            kind=AssignmentKind(given["kind"]),
            since=given["since"],
            until=given["until"],
            by=request.actor,
            action_id=form.id,
        )
        for words in _both_sides(file.case):
            messages.warning(request, words)

    today = timezone.localdate()
    lead = lead_of(file.case, today)
    return case_form(
        request,
        file,
        AssignForm,
        save,
        title=_("Tugaskan pekerja"),
        template="desk/assign.html",
        initial={"since": today, "kind": AssignmentKind.LEAD},
        form_kwargs={"workers": colleagues(request.actor, "peksos", "sentra")},
        now=working(file.case, today),
        lead=lead.worker_id if lead else None,
        notes=_both_sides(file.case),
    )


@page(Permission.ASSIGN)
def take_off(request: Request, code: str, worker: int) -> HttpResponseBase:
    """Take a helper off at once, as one put in by mistake is."""
    file = open_case_file(request, code)
    insist(may_assign(file.case, request.actor))
    found = get_object_or_404(
        Worker, pk=worker, pk__in=[one.worker_id for one in working(file.case, timezone.localdate())]
    )
    title = _("Keluarkan {name} dari kasus").format(name=found.name)
    save = act(request, assigning.take_off, case=file.case, worker=found)
    lead = _("Berlaku sekarang juga. Dinding antara dua pihak yang ikut terpasang juga hilang; catatannya tetap.")
    back = reverse("desk:assign", args=[code])
    return case_form(request, file, TakeOffForm, save, title=title, lead=lead, back=back, save_label=_("Keluarkan"))


def _both_sides(case: Case) -> list[str]:
    """Who stands on both sides of something that this case is in, each in a sentence, and what to do."""
    found = conflicts(case.owner_id, timezone.localdate(), case.pk)
    return [f"{said(door, row)} {_MEND}" for door, rows in found for row in rows]


_MEND = _("Tunjuk pekerja lain untuk salah satu pihak.")
