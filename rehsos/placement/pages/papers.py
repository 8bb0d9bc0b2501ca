"""Papers of a house: records of a handing over that go into the case, and a decision about a child for the pen."""

from uuid import UUID

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.utils.http import urlencode

from rehsos.access.pages import Request, page
from rehsos.access.permissions import SEES, Permission
from rehsos.cases.dying import death_of
from rehsos.cases.queries import open_case_file
from rehsos.papers.downloads import DOCX, PDF, download
from rehsos.papers.rendering.press import docx, pdf
from rehsos.referral.queries import open_referral
from rehsos.referral.record_pages import begin_record
from rehsos.referral.telling import RESULT

from ..care_paper import NAME, may_print, paper
from ..handing_over import BELONGINGS, PERSON, of_the_dead, record
from ..models import NewChild
from .stays import stay_of


@page(Permission.WORK_CASES)
def handed_over(request: Request, stay: UUID) -> HttpResponseBase:
    """Begin the record of who leaves the house, or of what they own (`?jenis=`)."""
    it, kind = stay_of(request, stay), request.GET.get("jenis", PERSON)
    if kind not in {PERSON, BELONGINGS} or it.office_id != request.actor.office:
        raise Http404
    return begin_record(request, it.case.code, kind, it.pk, lambda case: record(kind, case, it))


@page(Permission.WORK_CASES)
def left_behind(request: Request, code: str) -> HttpResponseBase:
    """Begin the record of what somebody left who died."""
    if death_of(open_case_file(request, code).case) is None:
        raise Http404
    return begin_record(request, code, BELONGINGS, None, of_the_dead)


@page(*SEES)
def decision(request: Request, referral: UUID) -> HttpResponseBase:
    """What the dinas decided of a child of an LKSA: as PDF, or as DOCX (`?bentuk=`), once its reason may be read."""
    opened = open_referral(request, referral)
    child = NewChild.objects.select_related("referral__sender").filter(referral=referral).first()
    if child is None or not may_print(child, request.actor):
        raise Http404
    if (names := opened.names).opened_at and not names.asked:
        return HttpResponseRedirect(f"{names.opened_at}?{urlencode({'next': request.get_full_path()})}")
    told = [line for entry in opened.entries if entry.code == RESULT for line in entry.lines]
    made = paper(child, told, request.actor)
    as_docx = request.GET.get("bentuk") == "docx"
    return download(docx(made), DOCX, NAME) if as_docx else download(pdf(made), PDF, NAME)
