"""The papers of a leg: the record of a handing over that goes into the case, and those of a group for the pen."""

from uuid import UUID

from django.http import Http404, HttpResponseBase

from rehsos.access.pages import Request, page
from rehsos.access.permissions import SEES, Permission
from rehsos.cases.models import Case
from rehsos.papers.downloads import DOCX, PDF, download
from rehsos.papers.rendering.press import docx, pdf
from rehsos.referral.record_pages import begin_record
from rehsos.vault.keys import keys_of

from .. import drafting
from ..drafting import PERSON, RECORDS
from ..group_papers import lists, paper, papers_of, people_of
from ..models import Ride
from ..policies import may_print
from ..queries import called_on, leg_of, reads_names, rides_of, saw_names
from ..sealing import shown


@page(Permission.WORK_CASES)
def record(request: Request, ride: UUID) -> HttpResponseBase:
    """Begin a record of the handing over at the end of a leg of one client (`?jenis=`), with all that the leg knows."""
    it, kind = _ridden(request, ride), request.GET.get("jenis", PERSON)
    code = Case.objects.filter(pk=it.case_id or UUID(int=0)).values_list("code", flat=True).first()
    if code is None or kind not in RECORDS:
        raise Http404
    return begin_record(request, code, kind, it.pk, lambda case: drafting.recorded(kind, case, it))


def _ridden(request: Request, ride: UUID) -> Ride:
    """One client's ride on a leg of this office; 404 where a group rides, or it is another office's."""
    found = Ride.objects.select_related("journey", "leg").filter(pk=ride, case__isnull=False).first()
    if found is None or found.leg.group_id is not None or found.leg.office_id != request.actor.office:
        raise Http404
    return found


@page(*SEES)
def printed(request: Request, leg: UUID) -> HttpResponseBase:
    """A paper of a group's leg (`?surat=`) for the pens of both offices: as PDF, or as DOCX (`?bentuk=`)."""
    it, by, slug = leg_of(request, leg), request.actor, request.GET.get("surat", "bast")
    if slug not in dict(papers_of(it, by)) or not may_print(it, by):
        raise Http404
    rides = rides_of(it)
    opens = reads_names(request)
    if opens and lists(slug):
        saw_names(request, it, [ride.case_id for ride in rides])
    keys = keys_of(ride.key for ride in rides) if opens else {}
    needs = {ride.pk: str(shown(ride.key, ride.sealed, keys.get(ride.key)).get("needs", "")) for ride in rides}
    people = people_of(rides, called_on(request, rides, on_paper=True), needs)
    made = paper(slug, it, people, by, whole=opens)
    return download(docx(made), DOCX, slug) if request.GET.get("bentuk") == "docx" else download(pdf(made), PDF, slug)
