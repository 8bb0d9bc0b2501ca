"""Opening the names of one case on this screen, and hiding them again."""

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, names_lock, page
from rehsos.access.permissions import Permission
from rehsos.access.pin import unlock
from rehsos.audit.actor import Actor
from rehsos.audit.views import saw
from rehsos.look.repeated import way_to

from ..actions.looking import open_names_of
from ..forms.looking import LookForm
from ..models import Approval
from ..models.case import LookReason
from ..policies import waits_on
from ..queries import Opened, open_case_file
from .case_forms import case_form


@page(Permission.SEE_NAMES)
def reveal_case(request: Request, code: str) -> HttpResponseBase:
    """Names of one case for this session: after the PIN, and for who does not work it with a reason, which is kept."""
    file = open_case_file(request, code)
    if request.POST.get("hide"):
        request.session["revealed"] = [c for c in request.session.get("revealed", []) if c != str(file.case.pk)]
        return HttpResponseRedirect(way_to("case", code))
    if not file.named:
        messages.error(request, _("Kantor Anda melihat kasus ini dengan kode saja."))
        return HttpResponseRedirect(way_to("case", code))
    if not request.session.get("names_open") and (file.works or not request.user.pin):
        return HttpResponseRedirect(names_lock(request))
    if file.works:
        saw("name", file.case.pk, request.actor, offices=file.case.offices)
        return HttpResponseRedirect(_next(request, code))
    return _ask_why(request, file)


def _ask_why(request: Request, file: Opened) -> HttpResponseBase:
    """A colleague says why; the reason stands on the case's timeline. The PIN is asked here, once a session."""
    shut = not request.session.get("names_open")

    def save(form: LookForm) -> str:
        told = form.cleaned_data
        if shut:
            unlock(request.user, told["pin"])
            request.session["names_open"] = True
        because, note = LookReason(told["because"]), told["note"]
        open_names_of(case=file.case, because=because, note=note, by=request.actor, action_id=form.id)
        saw("name", file.case.pk, request.actor, offices=file.case.offices)
        request.session["revealed"] = [*request.session.get("revealed", []), str(file.case.pk)]
        return _next(request, file.case.code)

    return case_form(
        request, file, LookForm, save, title=_("Buka nama kasus rekan"), back=way_to("case", file.case.code),
        form_kwargs={"shut": shut}, initial={"because": LookReason.SUPERVISES} if _decides(file, request.actor) else {},
        lead=_("Nama dan isi kasus ini terbuka di sesi ini. Alasannya tercatat di perjalanan kasus."),
        save_label=_("Buka nama"), done=_("Nama kasus ini terbuka di sesi ini."),
    )  # fmt: skip


def _decides(file: Opened, by: Actor) -> bool:
    """Whether a decision in this case waits for whoever asks: then that is the reason, and it is chosen already."""
    waiting = list(Approval.objects.filter(case=file.case, approved=None))
    for one in waiting:
        one.case = file.case
    return any(waits_on(one, by) for one in waiting)


def _next(request: Request, code: str) -> str:
    """The page the reveal was asked on, when it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else way_to("case", code)
