"""The papers of a leg: the record of a handing over that goes into the case."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.letters import actions
from rehsos.letters.letterhead import letter_place
from rehsos.letters.pages.writing import compose, letter_address, writing
from rehsos.papers.kinds import words_of
from rehsos.referral.forms_of_records import RecordForm
from rehsos.referral.record_pages import TEMPLATE, envelope_with

from .. import drafting
from ..drafting import PERSON
from ..models import Ride
from ..queries import leg_of


@page(Permission.WORK_CASES)
def record(request: Request, leg: UUID) -> HttpResponseBase:
    """Begin the record of the handing over at the end of a leg of one client, with all that the leg knows."""
    ride = _ridden(request, leg)
    code = Case.objects.filter(pk=ride.case_id).values_list("code", flat=True).first()
    if code is None:
        raise Http404
    file = writing(request, code, PERSON, ride.pk)

    def save(form: RecordForm) -> str:
        actions.begin_letter(
            case=file.case,
            kind=PERSON,
            subject=ride.pk,
            request=None,
            envelope=envelope_with(form, PERSON),
            answers=form.answers,
            by=request.actor,
            action_id=form.id,
        )
        return letter_address(file, form.id)

    initial: dict[str, Any] = {}
    if request.method == "GET":
        place = letter_place(Office.objects.get(pk=request.actor.office))
        initial = drafting.record(file.case, drafting.of_ride(file.case, ride), ride) | {"place": place}
    title = _("Susun {kind}").format(kind=words_of(PERSON))
    return compose(request, file, RecordForm, save, title=title, template=TEMPLATE, initial=initial,
                   form_kwargs={"kind": PERSON})  # fmt: skip


def _ridden(request: Request, leg: UUID) -> Ride:
    """The ride of the one client of a leg of this office; 404 where a group rides, or it is another office's."""
    it = leg_of(request, leg)
    ride = Ride.objects.select_related("journey").filter(leg=it, case__isnull=False).first()
    if ride is None or it.group_id is not None or it.office_id != request.actor.office:
        raise Http404
    return ride
