"""The page of what is common to a matter: written once, followed by the clocks of each of its children."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.cases.pages.case_forms import case_form, case_to_write
from rehsos.cases.pages.clocks import telling_moved

from ..actions.shared import record_matter_fact
from ..forms.facts import MatterFactForm
from ..queries import matter_facts, part_in


@page(Permission.WORK_CASES)
def matter_fact(request: Request, code: str, matter: UUID) -> HttpResponseBase:
    """Something that is the same for every child of the perkara: entered once, followed by every child's clocks."""
    file = case_to_write(request, code)
    known = part_in(file, matter).matter

    def save(form: MatterFactForm) -> None:
        with telling_moved(request, file.case):
            record_matter_fact(case=file.case, matter=known, **form.given, by=request.actor, action_id=form.id)

    return case_form(
        request,
        file,
        MatterFactForm,
        save,
        title=_("Kejadian dalam perkara"),
        template="cases/questioned.html",
        lead=_g("Berlaku bagi semua anak dalam perkara ini; tenggat masing-masing ikut dihitung."),
        form_kwargs={"facts": matter_facts()},
        initial={"fact": request.GET.get("fakta", "")},
    )
