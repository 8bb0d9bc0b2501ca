"""allauth, told our ways: nobody registers alone, plain words, second factors sealed like everything else."""

from base64 import b64decode, b64encode
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rehsos.vault.keys import key_of
from rehsos.vault.seal import seal, unseal_text

from .doorkeeper import client_address, let_try, remember
from .lost_sessions import waits_for
from .models import User
from .pin import forgive
from .queries import actor_for
from .second_factor import DUE, WHY, demanded, has_one
from .sessions import begin

SECOND_FACTORS = UUID("0f6c2a52-3b1e-5d8a-8a64-7b1d7c5c9e21")

SAID = {
    "account/messages/logged_out.txt": _("Anda sudah keluar."),
    "account/messages/password_changed.txt": _("Kata sandi sudah diganti."),
    "mfa/messages/totp_activated.txt": _("Aplikasi autentikator aktif."),
    "mfa/messages/totp_deactivated.txt": _("Aplikasi autentikator tidak lagi dipakai."),
    "mfa/messages/webauthn_added.txt": _("Kunci masuk ditambahkan."),
    "mfa/messages/webauthn_removed.txt": _("Kunci masuk dihapus."),
    "mfa/messages/recovery_codes_generated.txt": _("Kode cadangan baru sudah dibuat. Yang lama tidak berlaku lagi."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed for sign-up; staff accounts come from `rehsos user add`."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Akun ini sudah ditutup. Hubungi administrator dinas."),
        "email_password_mismatch": _("Surel atau kata sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."),
        "enter_current_password": _("Tulis kata sandi Anda yang sekarang."),
        "incorrect_password": _("Kata sandi salah."),
        "incorrect_code": _("Kode salah atau sudah lewat. Tunggu kode berikutnya di aplikasi, lalu coba lagi."),
        "too_many_login_attempts": _(
            "Terlalu sering salah. Tunggu 5 menit, lalu coba lagi. Lupa kata sandi? Hubungi administrator dinas."
        ),
        "rate_limited": _("Terlalu sering mencoba. Tunggu sebentar, lalu coba lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        del request
        return False

    def add_message(  # noqa: PLR0917 - the signature is allauth's
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, and nothing that nobody needs to hear ("signed in as …")."""
        del message_context
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address of who asks, behind a proxy only where that one is named."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """May they try once more? Counted before the password is looked at."""
        self._login_failed_rl_usage = let_try(request, str(credentials.get("email", "")))
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        """A new sign-in also gives the PIN its five tries back; the browser is known from now on."""
        forgive(user)
        begin(request)
        answer: HttpResponse = super().post_login(request, user, **given)
        if waiting := waits_for(user, answer):
            messages.info(request, waiting)
        if (by := actor_for(user)) and demanded(by) and not has_one(user):
            request.session[DUE] = True
            messages.warning(request, str(WHY))
            answer = redirect("mfa_index")
        remember(request, answer, user)
        return answer

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether the password is this person's; tries are counted as at sign-in."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Ways to show again that it is you, in our words."""
        words = {
            "reauthenticate": gettext("Pakai kata sandi"),
            "mfa_reauthenticate": gettext("Pakai kode dari aplikasi autentikator"),
            "mfa_reauthenticate:webauthn": gettext("Pakai kunci masuk (passkey)"),
        }
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": words.get(way["id"], way["description"])} for way in ways]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes lie sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("Langkah kedua ini belum dapat dimatikan."),
        "cannot_generate_recovery_codes": _("Aktifkan aplikasi autentikator atau passkey dahulu."),
    }

    def encrypt(self, text: str) -> str:
        """Sealed with a key of the vault, as text."""
        sealed = seal(key_of(SECOND_FACTORS), text, subject=SECOND_FACTORS, context="second factor")
        return b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. Unsealable when it was altered."""
        sealed = b64decode(encrypted_text)
        return unseal_text(key_of(SECOND_FACTORS), sealed, subject=SECOND_FACTORS, context="second factor")

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - the name is allauth's
        """What a new key is called until its owner says otherwise."""
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Kunci {number}").format(number=number)
