"""Forms of a sign-in's own pages."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.utils.translation import gettext_lazy as _

from .models import User
from .pages import ActionForm


def pin_field(label: Any) -> forms.RegexField:
    """Six figures, never shown."""
    widget = forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 6})
    return forms.RegexField(
        r"^\d{6}$", label=label, widget=widget, error_messages={"invalid": _("PIN terdiri atas 6 angka.")}
    )


class PinForm(ActionForm):
    """Six figures that unlock names for this session."""

    remembered = False

    pin = pin_field(_("PIN 6 angka"))


class ChangePinForm(ActionForm):
    """A new PIN for who knows the password."""

    remembered = False

    password = forms.CharField(
        label=_("Kata sandi Anda"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    pin = pin_field(_("PIN baru, 6 angka"))

    def __init__(self, *args: Any, user: User, **given: Any) -> None:
        super().__init__(*args, **given)
        self.user = user

    def clean_password(self) -> str:
        """The right password, or an error beside it. Wrong ones count towards the lock of sign-in."""
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise forms.ValidationError(_("Kata sandi salah."))
        return password
