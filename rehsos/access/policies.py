"""What an office demands of those who sign in: a second factor, for the roles it names, from a day on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.directory.doors import Choices, Policy
from rehsos.directory.models import Office

from .pages import ActionForm
from .permissions import ROLES, Permission, role_label
from .second_factor import POLICY


class SignInForm(ActionForm):
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


def _demanded_now(holds: Choices) -> Mapping[str, Any]:
    return {"roles": holds[POLICY]}


def _told(_office: Office, holds: Choices) -> Mapping[str, Any]:
    return {"demanded": [role_label(role) for role in holds[POLICY]]}


SIGN_IN = Policy(
    _("Masuk ke Rehsos"), "office_sign_in", "masuk/", 40, {POLICY: []}, SignInForm, _demanded_now,
    "access/policy/second_factor.html", _told, Permission.APPROVE,
)  # fmt: skip
