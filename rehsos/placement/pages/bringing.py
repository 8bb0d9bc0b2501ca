"""Who this office accepted at the end of a leg is taken in: the form is filled in, one tap saves it."""

from uuid import UUID

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.look import words
from rehsos.referral.brought import brought_of, told_of

from .. import forms_stays as forms
from ..actions import bringing
from ..fitting import Whom
from ..stays import free_beds, stay_of_brought
from .fitting import warning
from .stays import house_page, usual_kind


@page(Permission.WORK_CASES)
def admit_brought(request: Request, brought: UUID) -> HttpResponseBase:
    """They are here: a bed, and the hour is that of their arrival."""
    it = brought_of(brought)
    if it is None or it.office != request.actor.office:
        raise Http404
    if (there := stay_of_brought([it]).get(it.place)) is not None:
        return HttpResponseRedirect(there)
    _who, age = told_of([it], names=False)[it.place]
    one = Whom(it.sex, age.counted if age else None)

    def save(form: forms.AdmitBroughtForm) -> str:
        told = bringing.admit_brought(brought=it.place, **form.given, by=request.actor, action_id=form.id)
        return reverse("placement:stay", args=[told.pk])

    back, title = house_page(), _("Terima orang")
    return form_page(
        request, forms.AdmitBroughtForm, warning(request, save, lambda _form: one), title=title, back=back,
        crumbs=[(_("Malam ini"), back), (title, None)],
        lead=_("Tiba di sini {day} lewat etape dari {office}.").format(
            day=words.moment(timezone.localtime(it.since)), office=it.owner_short),
        initial={"at": timezone.localtime(it.since), "stay_kind": usual_kind(request)},
        form_kwargs={"beds": free_beds(request.actor.office, one=one)}, save_label=_("Terima"), done=_("Diterima."),
    )  # fmt: skip
