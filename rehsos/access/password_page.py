"""Changing one's own password: allauth's page, and an answer for who signs in without one."""

from allauth.account import views
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .models import User


@login_required
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Who has no password cannot choose a first one from an open session: the administrator gives it."""
    if isinstance(request.user, User) and not request.user.has_usable_password():
        said = _("Akun Anda belum punya kata sandi. Minta kata sandi pertama kepada administrator dinas.")
        messages.error(request, said)
        return redirect("access:my_settings")
    answer: HttpResponseBase = views.password_change(request)
    return answer
