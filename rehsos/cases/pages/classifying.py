"""Pages on which a case gets another type or category, and on which the office answers whose affair it is."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver, last_done
from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.directory.actions import HEAD
from rehsos.directory.bidang import handles, heads
from rehsos.directory.models import Worker
from rehsos.look.words import say

from ..actions import classifying
from ..competence import Proposal, Where, proposed
from ..forms.classifying import ChangeTypeForm, CompetenceForm
from ..models import Case, CaseType
from .assessing import typed_anew
from .case_forms import case_form, case_to_write


@page(Permission.WORK_CASES)
def change_type(request: Request, code: str) -> HttpResponseBase:
    """Another word, type or group for the case, from a day on."""
    file = case_to_write(request, code)
    save = act(request, classifying.change_type, case=file.case)
    lead = _("Hitungan membaca yang berlaku sekarang; yang lama tetap di perjalanan kasus.")
    over = LaidOver(file.case, _type_now, partial(typed_anew, file.case))
    return case_form(request, file, ChangeTypeForm, save, title=_("Jenis dan keadaan"), lead=lead, over=over)


def _type_now(case: Case) -> dict[str, Any]:
    letter = CaseType.objects.filter(case=case, type=case.primary_type).values_list("ampk", flat=True).first()
    return {"category": case.category, "primary_type": case.primary_type, "protection": letter or ""}


@page(Permission.WORK_CASES)
def competence(request: Request, code: str) -> HttpResponseBase:
    """Whose affair the law says it is, with the offices that stand for it here; 404 where no rule says."""
    file = case_to_write(request, code)
    case = file.case
    asked = {where: proposed(case.primary_type, case.place_id, case.opened_on, where) for where in
             (Where.COMMUNITY, Where.PANTI)}  # fmt: skip
    found = {where: one for where, one in asked.items() if one}
    if not found:
        raise Http404
    return case_form(
        request, file, CompetenceForm, act(request, classifying.settle_competence, case=case), title=_("Kewenangan"),
        lead=_("Saran, bukan kunci: lampiran ini membagi urusan, dan tidak melarang menangani satu kasus."),
        notes=[*dict.fromkeys(_said(one) for one in found.values()), *_bidang(case)],
        form_kwargs={"whose": {where: one.competence.level for where, one in found.items()}},
        over=LaidOver(
            case, lambda now: {"competence": now.competence}, partial(last_done, case.pk, classifying.settle_competence)
        ),
    )  # fmt: skip


def _bidang(case: Case) -> list[str]:
    """Inside the office: the bidang of the case's type, and who is over it. Nothing of an office with one."""
    found = handles(case.owner_id, case.primary_type)
    if found is None:
        return []
    over = Worker.objects.filter(pk__in=heads(case.owner_id, found.code, HEAD, timezone.localdate()))
    names = ", ".join(over.order_by("name").values_list("name", flat=True))
    words = _g("Di kantor ini: bidang {bidang}{heads}. Bidang lain boleh menerima.")
    return [words.format(bidang=found.name, heads=f" ({names})" if names else "")]


def _said(one: Proposal) -> str:
    """The sentence of a proposal, and whom to ask."""
    offices = ", ".join(f"{o.short} ({o.contact})" if o.contact else o.short for o in one.offices)
    return f"{say(one.reason)}. " + (_g("Kantornya: {offices}.").format(offices=offices) if offices else "")
