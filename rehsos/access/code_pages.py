"""The page for who has a code and no sign-in: read what is asked, answer once. No session, no cookie, no way further.

The code is typed, and goes on in the body of the form alone: no address, and so no log, ever holds it. Nothing here is
proved by a cookie, so there is nothing that another site could misuse.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.core.internal import ratelimit
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.models import Office
from rehsos.law.words import when
from rehsos.look.words import language

from .by_code import DIGITS, Opened, answer, digits, opened, settled
from .doorkeeper import client_address

RATE = "30/10m/key"
"""Tries from one address, right ones too."""
_NO = _(
    "Kode ini tidak dapat dibuka. Periksa kode dan angka teleponnya. Kode berlaku 14 hari dan terkunci sesudah 5 kali "
    "salah; mintalah kode baru kepada kantor yang mengirim suratnya."
)
_OFTEN = _("Terlalu banyak percobaan dari jaringan ini. Tunggu 10 menit, lalu coba lagi.")


class CodeForm(forms.Form):
    """The code on the sheet, and what only who is meant knows beside it."""

    code = forms.CharField(
        label=_("Kode pada lembar"), max_length=40, help_text=_("Misalnya: K7QF-9M2X-4TRB"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Isi kodenya.")},
    )  # fmt: skip
    phone = forms.CharField(
        label=_("4 angka terakhir nomor telepon Anda"), max_length=30,
        help_text=_("Nomor yang Anda berikan kepada kantor pengirim."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Isi 4 angka terakhir.")},
    )  # fmt: skip
    action_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_phone(self) -> str:
        """Four digits at least."""
        typed: str = self.cleaned_data["phone"]
        if len(digits(typed)) < DIGITS:
            raise forms.ValidationError(_("Isi 4 angka terakhir."))
        return typed


@csrf_exempt
@never_cache
def by_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; show what it opens, with the form of an answer; take the answer."""
    if request.method != "POST":
        return _shown(request, "access/by_code.html", {"form": CodeForm(label_suffix="")})
    typed = CodeForm(request.POST, label_suffix="")
    if not typed.is_valid():
        return _shown(request, "access/by_code.html", {"form": typed}, 422)
    if _too_often(request):
        return _shown(request, "access/by_code.html", {"form": typed, "no": _OFTEN}, 429)
    code, phone = typed.cleaned_data["code"], typed.cleaned_data["phone"]
    found = opened(code, phone)
    if found is None:
        return _nothing(request, typed)
    if found.answered_at:
        return _shown(request, "access/by_code_done.html", {"answered_at": _hour(found.answered_at, found.office)})
    return _answered(request, typed, found)


def _hour(at: datetime, office: int) -> str:
    """As it is in the office that asked, and whose hour that is: nobody here has an office of their own."""
    zone = Office.objects.values_list("time_zone", flat=True).get(pk=office)
    return when(at, ZoneInfo(zone), language())


by_code.without_session = True  # type: ignore[attr-defined]


def _answered(request: HttpRequest, typed: CodeForm, found: Opened) -> HttpResponse:
    """What was asked, and its answer once it is complete."""
    if over := settled(found):
        return _shown(request, "access/by_code_done.html", {"settled": over})
    form = found.door.form(request.POST if "answering" in request.POST else None, label_suffix="")
    if form.is_bound and form.is_valid():
        number = typed.cleaned_data["action_id"] or new_id()
        try:
            answer(found, typed.cleaned_data["code"], typed.cleaned_data["phone"], form.cleaned_data, number)
        except Conflict:
            over = settled(found)
            return _shown(request, "access/by_code_done.html", {"settled": over}) if over else _nothing(request, typed)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused.reason))
        else:
            return HttpResponseRedirect(reverse("access:code_answered"))
    shown = {"form": form, "door": found.door, "lines": found.lines, "typed": typed.cleaned_data, "id": new_id()}
    return _shown(request, "access/by_code_answer.html", shown, 422 if form.is_bound else 200)


@require_safe
@never_cache
def code_answered(request: HttpRequest) -> HttpResponse:
    """Said once it arrived; anybody may read it, it tells nothing."""
    return _shown(request, "access/by_code_done.html", {})


def _nothing(request: HttpRequest, typed: CodeForm) -> HttpResponse:
    return _shown(request, "access/by_code.html", {"form": typed, "no": _NO}, 422)


def _too_often(request: HttpRequest) -> bool:
    key: Any = ratelimit.truncate_ip(client_address(request))
    return ratelimit.consume(request, app="rehsos", action="by_code", config={"by_code": RATE}, key=key) is None


def _shown(request: HttpRequest, template: str, told: dict[str, Any], status: int = 200) -> HttpResponse:
    page = render(request, template, told, status=status)
    page["X-Robots-Tag"] = "noindex"
    page["Referrer-Policy"] = "no-referrer"
    return page
