"""Pages of a group: the list, its sums, its legs, and a line that becomes a case."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.pages import ActionForm, Request, Save, act, form_page, page
from rehsos.access.permissions import SEES, Permission
from rehsos.cases.pages.case_forms import insist

from .. import queries, sums
from ..aboard import bound, said
from ..actions import groups as acts
from ..actions import legs as legs_acts
from ..forms import groups as forms
from ..forms.legs import GroupLegForm
from ..models import Group, Member, Outcome
from ..policies import may_begin_group, may_lead, may_tie
from .legs import planned, unplanned


@page(Permission.WORK_CASES)
def begin(request: Request) -> HttpResponseBase:
    """A list of people who travel together."""
    insist(may_begin_group(request.actor))

    def save(form: forms.GroupForm) -> str:
        made = acts.begin_group(**form.given, by=request.actor, action_id=form.id)
        return reverse("repatriation:group", args=[made.pk])

    return form_page(
        request, forms.GroupForm, save, title=_("Rombongan baru"), back=reverse("repatriation:journeys"),
        crumbs=[(_("Perjalanan"), reverse("repatriation:journeys")), (_("Rombongan baru"), None)],
        save_label=_("Simpan daftar"),
    )  # fmt: skip


@page(*SEES)
def group(request: Request, group: UUID) -> HttpResponseBase:
    """One group: its sums, its legs, everybody on the list."""
    it = queries.group_of(request, group)
    members = list(it.members.select_related("destination", "journey__case").order_by("number"))
    names = queries.called_on(request, [_keyed(it, one) for one in members])
    standing = it.legs.select_related("sender", "receiver", "from_place", "to_place").filter(cancelled_at=None)
    legs = list(standing.prefetch_related("rides").order_by("number"))
    rode = [ride for leg in legs for ride in leg.rides.all()]
    kept = bound(members)
    context = {
        "it": it, "n": len(members), "died": {ride.member_id for ride in rode if ride.outcome == Outcome.DIED},
        "kinds": sums.of_group(members, rode), "parts": sums.PARTS,
        "people": [{"it": one, "who": names[one.pk], "kept": kept.get(one.pk)} for one in members],
        "legs": [
            {"it": leg, "sums": sums.sums_of(leg.rides.all()), "late": queries.late(leg, request.actor)}
            for leg in legs
        ],
        "leads": bool(may_lead(it, request.actor)),
        "crumbs": [(_("Perjalanan"), reverse("repatriation:journeys")), (_("Rombongan"), None)],
    }  # fmt: skip
    return render(request, "repatriation/group.html", context)


def _keyed(it: Group, one: Member) -> Any:
    """A line of the list, with whose key opens it."""
    case = one.journey.case_id if one.journey else None
    return SimpleNamespace(pk=one.pk, key=it.pk, sealed=one.sealed, case_id=case, receiver_id=None)


def _form(
    request: Request, it: Group, form_class: type[ActionForm], save: Save, title: str, **more: Any
) -> HttpResponse:
    insist(may_lead(it, request.actor))
    back = reverse("repatriation:group", args=[it.pk])
    crumbs = [(_("Perjalanan"), reverse("repatriation:journeys")), (_("Rombongan"), back), (title, None)]
    return form_page(request, form_class, save, title=title, back=back, crumbs=crumbs, **more)


@page(*SEES)
def plan(request: Request, group: UUID) -> HttpResponseBase:
    """The next leg of the group."""
    it = queries.group_of(request, group)
    save = planned(request, legs_acts.plan_group_leg, group=it)
    return _form(request, it, GroupLegForm, save, _("Susun etape"), lead=_left_off(it), **unplanned(request))


def _left_off(it: Group) -> str:
    """Who goes with no next leg, and why."""
    members = legs_acts.still_with(it)
    kept = bound(members)
    told = {one.number: kept[one.pk].why for one in members if one.pk in kept}
    return _("Tidak ikut: {who}.").format(who=said(told)) if told else ""


@page(*SEES)
def end(request: Request, group: UUID) -> HttpResponseBase:
    """Nobody of it travels any more."""
    it = queries.group_of(request, group)
    return _form(request, it, forms.EndForm, act(request, acts.end_group, group=it), _("Rombongan selesai"))


@page(*SEES)
def open_case(request: Request, member: UUID) -> HttpResponseBase:
    """A line becomes a case."""
    one, it = _member(request, member)
    insist(may_tie(one))
    lead = _("Nomor {n} menjadi orang dan kasus di kantor ini.").format(n=one.number)
    return _form(
        request, it, forms.OpenForm, act(request, acts.open_member, member=one), _("Buka sebagai kasus"), lead=lead
    )


@page(*SEES)
def join(request: Request, member: UUID) -> HttpResponseBase:
    """A line joins a case that runs."""
    one, it = _member(request, member)
    insist(may_tie(one))
    return _form(request, it, forms.JoinForm, act(request, acts.join_member, member=one), _("Gabung dengan kasus"))


def _member(request: Request, pk: UUID) -> tuple[Member, Group]:
    one = get_object_or_404(Member.objects.select_related("destination"), pk=pk)
    it = queries.group_of(request, one.group_id)
    one.group = it
    return one, it
