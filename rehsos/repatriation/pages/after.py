"""Pages of contacts after a return: asked in the journey, told by the dinas of the family's place."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.pages import ActionForm, Request, act, form_page, page
from rehsos.access.permissions import SEES
from rehsos.cases.pages.case_forms import insist, this_minute
from rehsos.cases.sealing import shown_texts
from rehsos.vault.keys import key_of

from .. import after_return as contacts
from ..actions import after as acts
from ..forms import after as forms
from ..models import HomeContact, Journey
from ..queries import journey_of, reads_names
from .journeys import who


def _of_journey(request: Request, it: Journey, form_class: type[ActionForm], action: Any, title: str, **more: Any
                ) -> HttpResponse:  # fmt: skip
    back = reverse("repatriation:journey", args=[it.pk])
    crumbs = [(_("Perjalanan"), reverse("repatriation:journeys")), (it.case.code, back), (title, None)]
    return form_page(request, form_class, act(request, action, journey=it), title=title, back=back, crumbs=crumbs,
                     lead=f"{who(request, it)} · {it.case}", **more)  # fmt: skip


@page(*SEES)
def ask(request: Request, journey: UUID) -> HttpResponseBase:
    """The dinas where the family lives is asked for the contacts after the return."""
    it = journey_of(request, journey)
    insist(contacts.may_ask_contacts(it, request.actor))
    family = shown_texts(it.case_id, it.sealed, key_of(it.case_id)).get("family", "") if reads_names(request) else ""
    return _of_journey(
        request, it, forms.AskContactsForm, acts.ask_contacts, _("Minta kontak setelah pulang"),
        form_kwargs={"homes": contacts.homes_of(it)}, initial={"family": family}, save_label=_("Minta"),
        notes=[_("Mereka membaca nama klien, tujuannya, dan yang Anda tulis di sini; bukan kasusnya.")],
    )  # fmt: skip


@page(*SEES)
def end(request: Request, journey: UUID) -> HttpResponseBase:
    """It is asked no more."""
    it = journey_of(request, journey)
    insist(contacts.may_end_contacts(it, request.actor))
    return _of_journey(request, it, forms.EndContactsForm, acts.end_contacts, _("Cabut permintaan kontak"),
                       notes=[_("Yang sudah dijawab tetap. Sisanya tidak dibaca dinas itu lagi.")])  # fmt: skip


@page(*SEES)
def contacts_asked(request: Request, homecontact: UUID) -> HttpResponseBase:
    """What the dinas was asked for: who, where, what to look for, and each contact with its answer."""
    found = contacts.asking(request, homecontact)
    first = found[0]
    context = {
        "first": first, "said": contacts.said_in(request, found), "reads": reads_names(request),
        "answers": [{**one, "tells": bool(contacts.may_tell_contact(one["it"], request.actor)),
                     "takes_back": bool(contacts.may_take_back_contact(one["it"], request.actor))}
                    for one in contacts.answers_in(request, found)],
        "crumbs": [(_("Perjalanan"), reverse("repatriation:journeys")), (_("Kontak setelah pulang"), None)],
    }  # fmt: skip
    return render(request, "repatriation/contacts.html", context)


def _of_contact(request: Request, it: HomeContact, form_class: type[ActionForm], action: Any, title: str, **more: Any
                ) -> HttpResponse:  # fmt: skip
    back = reverse("repatriation:contacts", args=[it.pk])
    crumbs = [(_("Perjalanan"), reverse("repatriation:journeys")), (_("Kontak setelah pulang"), back), (title, None)]
    return form_page(request, form_class, act(request, action, contact=it), title=title, back=back, crumbs=crumbs,
                     lead=it.get_step_display(), **more)  # fmt: skip


@page(*SEES)
def tell(request: Request, homecontact: UUID) -> HttpResponseBase:
    """How they were found."""
    it = contacts.contact_of(request, homecontact)
    insist(contacts.may_tell_contact(it, request.actor))
    return _of_contact(request, it, forms.TellContactForm, acts.tell_contact, _("Catat kontak"),
                       initial={"at": this_minute()})  # fmt: skip


@page(*SEES)
def take_back(request: Request, homecontact: UUID) -> HttpResponseBase:
    """It was written wrongly."""
    it = contacts.contact_of(request, homecontact)
    insist(contacts.may_take_back_contact(it, request.actor))
    return _of_contact(request, it, forms.TakeBackContactForm, acts.take_back_contact, _("Kontak salah catat"),
                       notes=[_("Jawabannya dihapus, dan kontak ini ditunggu lagi.")])  # fmt: skip
