"""What an office decides for itself, each from a day on: whatever the rooms declare (`directory.doors.Policy`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import ActionForm, Guarded, Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.audit.answers import Words
from rehsos.cases.forms.fields import Day
from rehsos.directory.actions import set_policy
from rehsos.directory.doors import Policy
from rehsos.directory.models import LocalPolicy, Office
from rehsos.directory.policy import declared, holding, policies

TITLE = _("Kebijakan kantor")


def office_pages() -> list[URLPattern]:
    """A page for each policy that a room declares. ValueError where two rooms keep a choice under one key."""
    return [path(f"kantor/{policy.under}", _page_of(policy), name=policy.page) for policy in _all()]


def _all() -> list[Policy]:
    return sorted(dict.fromkeys(declared().values()), key=lambda policy: policy.order)


@page(Permission.APPROVE, Permission.SET_TERMS)
def office(request: Request) -> HttpResponseBase:
    """What holds at the office, and what is still to come."""
    here = Office.objects.get(pk=request.actor.office)
    holds = holding(policies(here.pk))
    cards = [
        {"policy": policy, "told": policy.tells(here, holds), "change": _change(policy)}
        for policy in _all()
        if request.actor.may(policy.may)
    ]
    return render(request, "desk/office.html", {"cards": cards, "later": _later(here)})


def _change(policy: Policy) -> Mapping[str, Any]:
    return {"label": _("Ubah"), "href": reverse(f"desk:{policy.page}"), "kind": "quiet"}


def _later(here: Office) -> list[tuple[date, Words]]:
    """Each day that is still to come, with what was decided for it; a key that no room declares any more as it is."""
    rows = LocalPolicy.objects.filter(office=here, since__gt=timezone.localdate()).order_by("since", "key")
    told = ((row.since, declared().get(row.key), row.key) for row in rows)
    said = sorted({(day, policy.order if policy else 0, policy.title if policy else key) for day, policy, key in told})
    return [(day, words) for day, _order, words in said]


class FromDay(ActionForm):
    """From when a choice of the office holds; asked last."""

    field_order: list[str] | None = None
    since = Day(_("Berlaku sejak"), ahead=True, help_text=_("Yang sudah berjalan tidak berubah."))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.order_fields([*(name for name in self.fields if name != "since"), "since"])


def _page_of(policy: Policy) -> Guarded[[]]:
    """The page where an office decides it."""
    form = policy.form if policy.at_once else type(policy.form.__name__, (FromDay, policy.form), {})

    @page(policy.may)
    def decide(request: Request) -> HttpResponseBase:
        here = Office.objects.get(pk=request.actor.office)

        def save(form: Any) -> None:
            (policy.decide or _keep)(form, office=here, by=request.actor, action_id=form.id)

        return form_page(
            request, form, save, title=policy.title, lead=policy.lead, back=reverse("desk:office"),
            initial={} if policy.at_once else {"since": timezone.localdate()},
            form_kwargs=dict(policy.asks(request.actor)), over=LaidOver(here, lambda office: _now(policy, office)),
            crumbs=[(TITLE, reverse("desk:office")), (policy.title, None)],
            template=policy.sheet or "access/record.html",
            done="" if policy.at_once else _("Tersimpan, berlaku sejak tanggal itu."),
        )  # fmt: skip

    return decide


def _keep(form: Any, **about: Any) -> None:
    set_policy(values=form.values, since=form.cleaned_data["since"], **about)


def _now(policy: Policy, office: Office) -> Mapping[str, Any]:
    """What holds, and what is still to come: a choice for next week is not overwritten unseen either."""
    rows, today = LocalPolicy.objects.filter(office=office, key__in=policy.keys), timezone.localdate()
    rows = rows.order_by("since", "key")
    decided = {row.key: row.value for row in rows if row.since <= today}
    holds = holding({key: value for key, value in decided.items() if value is not None})
    later = "; ".join(f"{row.since:%d-%m-%Y} {row.key}: {row.value}" for row in rows if row.since > today)
    return {**policy.fills(holds), "later": later}
