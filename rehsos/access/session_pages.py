"""What a person switches on and off for this session, and where half-typed text comes back."""

from copy import copy
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .drafts import ADDRESS, drafts_of, drop, holds_drafts, keep_draft
from .forms import ChangePinForm, PinForm
from .lost_sessions import kept_for, listed, take_up
from .pages import Request, form_page, page
from .permissions import Permission
from .pin import choose, unlock
from .sent import only_sent
from .sessions import end_sessions, sessions_of


def _back(request: Request, otherwise: str = "/") -> str:
    target = request.POST.get("next") or request.GET.get("next") or otherwise
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else otherwise


@page(Permission.SEE_NAMES)
def open_names(request: Request) -> HttpResponseBase:
    """Unlock the names of one's own cases for this session. The first PIN is chosen by who knows the password."""
    first = not request.user.pin

    def save(form: Any) -> None:
        unlock(request.user, form.cleaned_data["pin"])
        request.session["names_open"] = True

    title = _("Buat PIN untuk membuka nama") if first else _("Buka nama untuk sesi ini")
    return form_page(
        request, ChangePinForm if first else PinForm, save, title=title, back=_back(request),
        done=_("Nama terbuka di sesi ini."),
        template="access/pin.html", first=first, save_label=_("Buka nama"),
        form_kwargs={"user": request.user} if first else {},
    )  # fmt: skip


@page(Permission.SEE_NAMES)
def change_pin(request: Request) -> HttpResponseBase:
    """Another PIN, for who knows the password: also the way out when the PIN was forgotten or is locked."""

    def save(form: Any) -> None:
        choose(request.user, form.cleaned_data["pin"])

    return form_page(
        request, ChangePinForm, save, title=_("Ganti PIN"), back=_back(request, reverse("access:my_settings")),
        done=_("PIN sudah diganti."), form_kwargs={"user": request.user},
    )  # fmt: skip


@only_sent
@page()
def hide_names(request: Request) -> HttpResponseBase:
    """Names away again, also those revealed one by one."""
    request.session.pop("names_open", None)
    request.session.pop("revealed", None)
    return HttpResponseRedirect(_back(request))


@only_sent
@page()
def public_screen(request: Request) -> HttpResponseBase:
    """A mode for shared rooms: every name and detail hidden until switched off."""
    request.session["public_screen"] = not request.session.get("public_screen", False)
    return HttpResponseRedirect(_back(request))


@only_sent
@page()
def draft(request: Request) -> HttpResponseBase:
    """Keep what is typed in a form, or throw it away. Which form it is, the form says; this address never does."""
    address = request.POST.get(ADDRESS, "")
    if "discard" in request.POST:
        drop(request, address)
        return HttpResponseRedirect(address if holds_drafts(address) else "/")
    return HttpResponse(status=204 if keep_draft(request, address) else 404)


@page()
def resume(request: Request, kept: UUID) -> HttpResponseBase:
    """What was typed when the session ran out, put back into its form as a draft, or thrown away."""
    row = kept_for(request.user, kept)
    if row is None:
        raise Http404
    if request.method != "POST":
        return render(request, "access/resume.html", {"kept": row})
    if "discard" in request.POST:
        row.delete()
        return HttpResponseRedirect("/")
    address, files = take_up(request.user, row)
    if files:
        messages.warning(request, str(_("Berkas yang tadi dilampirkan perlu dipilih lagi.")))
    return HttpResponseRedirect(address)


def opens(request: Request, address: str) -> bool:
    """Whether the page at an address would open for this person now. It is asked, and leaves no trace."""
    path, _mark, query = address.partition("?")
    asked = copy(request)
    asked.method, asked.path, asked.path_info, asked.GET = "GET", path, path, QueryDict(query)
    asked.META = {**request.META, "QUERY_STRING": query}
    with transaction.atomic():
        try:
            view, args, given = resolve(path)
            found = bool(view(asked, *args, **given).status_code < HTTPStatus.BAD_REQUEST)
        except (PermissionDenied, Http404):
            found = False
        transaction.set_rollback(True)
    return found


@only_sent
@page()
def end_elsewhere(request: Request) -> HttpResponseBase:
    """End one's sessions in every other browser; this one goes on."""
    ended = end_sessions(request.user, keep=request.session.session_key)
    messages.success(request, ngettext("{n} sesi diakhiri.", "{n} sesi diakhiri.", ended).format(n=ended))
    return HttpResponseRedirect(reverse("access:my_settings"))


@page()
def my_settings(request: Request) -> HttpResponseBase:
    """Password, second factor, passkeys, PIN, and what waits to be saved."""
    shown = {
        "drafts": [(draft, opens(request, draft.address)) for draft in drafts_of(request.user)],
        "kept": listed(request.user),
        "sessions": sessions_of(request.user, request.session.session_key),
        "sees_names": request.actor.may(Permission.SEE_NAMES),
        "signs": request.actor.may(Permission.SIGN_LETTERS),
        "works": request.actor.may(Permission.WORK_CASES),
    }
    return render(request, "access/settings.html", shown)
