"""Who is at this house already is taken in, at night too: the form is filled in, one tap saves it."""

from uuid import UUID

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Overtaken, Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.look import words
from rehsos.people.models import Sex
from rehsos.referral.brought import brought_of, told_of
from rehsos.referral.models_guest import Guest

from .. import forms_stays as forms
from ..actions import bringing
from ..fitting import Whom
from ..kinds import usual_kind
from ..stays import free_beds, stay_of_brought
from ..waiting import GUEST, Told, Waiting, may_let_in, told, waiting_of
from .fitting import warning
from .stays import HOUSE, house_page


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
        initial={"at": timezone.localtime(it.since), "stay_kind": usual_kind(request.actor)},
        form_kwargs={"beds": free_beds(request.actor.office, one=one)}, save_label=_("Terima"), done=_("Diterima."),
    )  # fmt: skip


@page(*HOUSE)
def admit_waiting(request: Request, waiting: UUID) -> HttpResponseBase:
    """The same of whoever waits here: of a group, without a case, or whatever way they came."""
    one = waits(request, waiting)
    it = told([one], names=not request.session.get("public_screen"))[one.thing]
    whom = Whom(Sex(it.sex), it.age.counted if it.age else None)

    def save(form: forms.AdmitWaitingForm) -> str:
        stay = bringing.admit_waiting(arrival=one.thing, **form.given, by=request.actor, action_id=form.id)
        return reverse("placement:stay", args=[stay.pk])

    back, title, since = house_page(), _("Terima orang"), timezone.localtime(one.since)
    lead = _("{who}. Tiba di sini {day}.").format(who=said(it), day=words.moment(since))
    return form_page(
        request, forms.AdmitWaitingForm, warning(request, save, lambda _form: whom), title=title, back=back,
        crumbs=[(_("Malam ini"), back), (title, None)], lead=lead,
        initial={"at": since, "stay_kind": usual_kind(request.actor)},
        form_kwargs={"beds": free_beds(request.actor.office, one=whom)}, save_label=_("Terima"), done=_("Diterima."),
    )  # fmt: skip


def waits(request: Request, thing: UUID) -> Waiting:
    """Who waits at the actor's office; 404 for everybody else. Of who came with a list and waits no more it is told."""
    may = bool(may_let_in(request.actor))
    one = waiting_of(request.actor.office, thing) or _waited(request, thing) if may else None
    if one is None:
        raise Http404
    return one


def _waited(request: Request, thing: UUID) -> Waiting | None:
    """Who did so before: what was typed meanwhile stays on the form, beside the act's own refusal."""
    it = Guest.objects.filter(pk=thing, office=request.actor.office).first()
    if it is None or request.method == "POST":
        return None if it is None else Waiting(GUEST, it.pk, it.since)
    raise Overtaken(_("Orang ini tidak menunggu di sini lagi."), house_page(), _("Buka Malam ini"))


def said(it: Told) -> str:
    """Initials or code, sex and age, as far as each is known."""
    return ", ".join(filter(None, (it.who, str(Sex(it.sex).label), words.age(it.age))))
