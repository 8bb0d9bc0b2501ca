"""What an office demands of those who sign in: a second factor, for the roles it names, from a day on."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import Request, form_page, page
from rehsos.access.permissions import ROLES, Permission
from rehsos.access.second_factor import POLICY
from rehsos.directory.actions import set_policy
from rehsos.directory.models import Office
from rehsos.directory.policy import policy

from .office import TITLE, OfficeForm

SIGN_IN = _("Masuk ke Rehsos")


class SignInForm(OfficeForm):
    """For which roles a password alone is not enough."""

    roles = forms.MultipleChoiceField(
        label=_("Langkah kedua wajib bagi"),
        choices=[(role, words) for role, (words, _permissions) in ROLES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Aplikasi autentikator atau passkey. Yang belum punya diminta memasangnya saat masuk berikutnya."),
    )

    @property
    def values(self) -> dict[str, Any]:
        """The choice by its key; nobody chosen: back to the default, which demands it of nobody."""
        return {POLICY: list(self.cleaned_data["roles"]) or None}


def _demanded_now(office: Office) -> dict[str, Any]:
    return {"roles": policy(office.pk, POLICY, [])}


@page(Permission.APPROVE)
def office_sign_in(request: Request) -> HttpResponseBase:
    """Choose of whom a second factor is demanded."""
    here = Office.objects.get(pk=request.actor.office)

    def save(form: SignInForm) -> None:
        since = form.cleaned_data["since"]
        set_policy(office=here, values=form.values, since=since, by=request.actor, action_id=form.id)

    return form_page(
        request, SignInForm, save, title=SIGN_IN, back=reverse("desk:office"),
        initial={"since": timezone.localdate()}, over=LaidOver(here, _demanded_now),
        crumbs=[(TITLE, reverse("desk:office")), (SIGN_IN, None)], done=_("Tersimpan, berlaku sejak tanggal itu."),
    )  # fmt: skip
