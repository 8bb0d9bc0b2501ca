"""Page: the whole file of a case for paper, and before it what for. One tap for the usual."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import SEES
from rehsos.audit.views import saw
from rehsos.look import words

from ..actions.printing import print_for_other
from ..forms.printing import PrintForm
from ..policies import may_open_names
from ..printing import Purpose, said_today
from ..queries import open_case_file
from ..reading import read_file
from .case_forms import case_form
from .file import on_paper


@page(*SEES)
def case_print(request: Request, code: str) -> HttpResponseBase:
    """The file for paper, once it is said what for: `?untuk=court`. The purpose is kept in the view log."""
    purpose = request.GET.get("untuk", "")
    if request.method == "POST" or purpose not in Purpose.values:
        return _asked(request, code)
    file = open_case_file(request, code)
    if purpose == Purpose.OTHER and not said_today(file.case, request.actor):
        return _asked(request, code)
    saw("print", file.case.pk, request.actor, offices=file.case.offices, question=purpose)
    with words.on_paper():
        return render(request, "cases/case_print.html", on_paper(request, read_file(request, code, None)))


def _asked(request: Request, code: str) -> HttpResponseBase:
    file = open_case_file(request, code)

    def save(form: PrintForm) -> str:
        told = form.cleaned_data["purpose"]
        print_for_other(case=file.case, purpose=told, by=request.actor, action_id=form.id)
        return reverse("cases:case_print", args=[code]) + f"?untuk={Purpose.OTHER}"

    return case_form(
        request,
        file,
        PrintForm,
        save,
        title=_("Cetak berkas: untuk apa?"),
        lead=_("Kertas keluar dari dinding kantor. Keperluannya tercatat dan dapat dibaca Kabid."),
        template="cases/print_for.html",
        usual=[one for one in Purpose if one != Purpose.OTHER],
        other=bool(may_open_names(file.case, request.actor)),
        save_label=_("Cetak untuk keperluan lain"),
    )
