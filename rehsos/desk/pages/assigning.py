"""Page: who works a case. A worker on both sides of one perkara is a conflict, said at once."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.cases.forms.closing import AssignForm
from rehsos.cases.models import Assignment, AssignmentKind
from rehsos.cases.pages.manners import colleagues, record_in
from rehsos.cases.queries import open_case_file
from rehsos.directory.models import Worker
from rehsos.journeys.assigning import assign as assign_and_wall
from rehsos.justice.queries import conflicts


@page(Permission.ASSIGN)
def assign(request: Request, code: str) -> HttpResponseBase:
    """The Kabid gives a worker a place in the case."""
    file = open_case_file(request, code)

    def save(form: AssignForm) -> None:
        given = form.cleaned_data
        assign_and_wall(
            case=file.case,
            worker=Worker.objects.get(pk=given["worker"]),
            kind=AssignmentKind(given["kind"]),
            since=given["since"],
            until=given["until"],
            by=request.actor,
            action_id=form.id,
        )
        if both := conflicts(file.case):
            messages.warning(request, _conflict(both))

    now = Assignment.objects.filter(case=file.case, until=None).select_related("worker").order_by("pk")
    both = conflicts(file.case)
    return record_in(
        request,
        file,
        AssignForm,
        save,
        title=_("Tugaskan pekerja"),
        template="desk/assign.html",
        initial={"since": timezone.localdate(), "kind": AssignmentKind.LEAD},
        form_kwargs={"workers": colleagues(request, "peksos", "sentra")},
        now=[(a.worker.name, AssignmentKind(a.kind).label, a.since) for a in now],
        notes=[_conflict(both)] if both else [],
    )


def _conflict(names: Sequence[str]) -> str:
    words = _("{names} kini menangani kedua pihak dalam satu perkara. Tunjuk pekerja lain untuk salah satu pihak.")
    return str(words).format(names=", ".join(names))
