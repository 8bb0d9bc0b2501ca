"""What a person switches on and off for this session, and where half-typed text comes back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.hashers import check_password, make_password
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from rehsos.audit.answers import Refused
from rehsos.vault.keys import key_of
from rehsos.vault.seal import unseal_json

from .drafts import keep_draft
from .models import Draft, KeptForm, User
from .pages import ActionForm, Request, page, record
from .permissions import Permission
from .queries import user_key

MOST_PIN_FAILURES = 5


def _back(request: Request) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/"


class PinForm(ActionForm):
    """Six figures that unlock names for this session."""

    pin = forms.RegexField(
        r"^\d{6}$",
        label=_("PIN 6 angka"),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 6}),
        error_messages={"invalid": _("PIN terdiri atas 6 angka.")},
    )


@page(Permission.SEE_NAMES)
def open_names(request: Request) -> HttpResponseBase:
    """Unlock the names of one's own cases for this session. The first time, the PIN is chosen."""

    def save(form: Any) -> None:
        _unlock(request.user, form.cleaned_data["pin"])
        request.session["names_open"] = True

    first = not request.user.pin
    title = _("Buat PIN untuk membuka nama") if first else _("Buka nama untuk sesi ini")
    return record(request, PinForm, save, title=title, back=_back(request), done=_("Nama terbuka di sesi ini."))


def _unlock(user: User, pin: str) -> None:
    if user.pin_failures >= MOST_PIN_FAILURES:
        raise Refused(_("PIN terkunci setelah 5 kali salah. Keluar, masuk lagi, lalu coba lagi."), field="pin")
    if not user.pin:
        User.objects.filter(pk=user.pk).update(pin=make_password(pin), pin_failures=0)
        return
    if check_password(pin, user.pin):
        User.objects.filter(pk=user.pk).update(pin_failures=0)
        return
    User.objects.filter(pk=user.pk).update(pin_failures=user.pin_failures + 1)
    raise Refused(_("PIN salah. Coba lagi."), field="pin")


@require_POST
@page()
def hide_names(request: Request) -> HttpResponseBase:
    """Names away again, also those revealed one by one."""
    request.session.pop("names_open", None)
    request.session.pop("revealed", None)
    return HttpResponseRedirect(_back(request))


@require_POST
@page()
def public_screen(request: Request) -> HttpResponseBase:
    """A mode for shared rooms: every name and detail hidden until switched off."""
    request.session["public_screen"] = not request.session.get("public_screen", False)
    return HttpResponseRedirect(_back(request))


@require_POST
@page()
def draft(request: Request, where: str) -> HttpResponseBase:
    """Keep what is typed in the form at that address."""
    keep_draft(request, f"/{where}")
    return HttpResponse(status=204)


@page()
def resume(request: Request, kept: UUID) -> HttpResponseBase:
    """What was typed when the session ran out, put back into its form as a draft."""
    row = KeptForm.objects.filter(pk=kept, user=request.user).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        return render(request, "access/resume.html", {"kept": row})
    subject = user_key(request.user)
    typed = unseal_json(key_of(subject), bytes(row.sealed), subject=subject, context="kept")
    request.POST = request.POST.copy()
    for name, values in typed.items():
        request.POST.setlist(name, values)
    path = row.path.partition("?")[0]
    keep_draft(request, path)
    KeptForm.objects.filter(pk=kept).delete()
    messages.info(request, str(_("Isian Anda masih ada. Periksa, lalu simpan.")))
    return HttpResponseRedirect(row.path)


@page()
def my_settings(request: Request) -> HttpResponseBase:
    """Password, second factor, passkeys, PIN, language."""
    drafts = Draft.objects.filter(user=request.user).order_by("-saved_at")[:20]
    return render(request, "access/settings.html", {"drafts": drafts})
