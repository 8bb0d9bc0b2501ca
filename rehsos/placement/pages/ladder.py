"""The ladder of care of a child: one screen of taps, as it was told last."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.cases.pages.case_forms import case_form, case_to_write, insist_open, this_minute
from rehsos.cases.sealing import unsealed

from ..actions.laddering import tell_ladder
from ..forms_ladder import LadderForm, shown_as
from ..ladder import newest


@page(Permission.WORK_CASES)
def ladder(request: Request, code: str) -> HttpResponseBase:
    """Who could care for the child, and why not."""
    file = case_to_write(request, code)
    insist_open(request, file)
    last = newest(file.case)
    before = shown_as(last.states, unsealed(file.case.pk, last.sealed)) if last else {}
    return case_form(
        request, file, LadderForm, act(request, tell_ladder, case=file.case), title=_("Tangga pengasuhan"),
        initial={**before, "at": this_minute()}, template="placement/ladder.html",
        lead=_("Yang atas didahulukan; lembaga terakhir dan sementara. Satu ketukan pun boleh disimpan."),
        done=_("Tersimpan. Yang sebelumnya tetap dapat dibaca."),
    )  # fmt: skip
