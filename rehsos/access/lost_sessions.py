"""A form sent after the session ran out: kept, sealed, for the same person to take up again.

Nothing is done in that person's name. The form only waits under their key until they have signed in.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rehsos.audit.actions import new_id
from rehsos.vault.keys import key_of
from rehsos.vault.seal import Unsealable, seal, unseal_json

from .drafts import ACTION, Typed, action_in, address_of, keep_draft_for, typed_in
from .models import KeptForm, User
from .queries import user_key

CONTEXT = "kept"
KEPT_FOR = timedelta(days=2)
MOST_KEPT = 20
SAT_HERE = "sat_here"


def owner_of_lost_session(request: HttpRequest) -> User | None:
    """Whose session the cookie named, if it ran out in the last two days.

    The browser's next session remembers it, so that a second form in another tab is kept as well.
    """
    number = _who_sat_here(request)
    return User.objects.filter(pk=number, is_active=True).first() if number else None


def _who_sat_here(request: HttpRequest) -> Any:
    session = request.session
    if SESSION_KEY in session or SAT_HERE in session:
        return None if SESSION_KEY in session else session[SAT_HERE]
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not cookie or cookie == session.session_key:
        return None
    lost = Session.objects.filter(session_key=cookie, expire_date__gt=timezone.now() - KEPT_FOR).first()
    number = lost.get_decoded().get(SESSION_KEY) if lost else None
    if number:
        session[SAT_HERE] = number
    return number


def keep(request: HttpRequest, owner: User) -> HttpResponse | None:
    """Keep a form that would become an action, or its draft; None for anything else."""
    typed = typed_in(request.POST)
    if typed is None or ACTION not in typed:
        return None
    match = request.resolver_match
    if match is not None and match.url_name == "draft":
        kept = keep_draft_for(owner, f"/{match.kwargs['where']}", typed)
        return HttpResponse(status=204 if kept else 404)
    number = _keep_form(owner, address_of(request), typed, files=bool(request.FILES))
    query = urlencode({"next": reverse("resume", args=[number])})
    return redirect(f"{reverse('account_login')}?{query}")


def show_again(request: HttpRequest) -> HttpResponse | None:
    """A form whose proof is too old, since its writer signed in anew in another tab: shown again as a draft.

    Only when the browser itself says that our own page sent it.
    """
    typed = typed_in(request.POST)
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not ours or not isinstance(request.user, User) or typed is None or ACTION not in typed:
        return None
    if not keep_draft_for(request.user, address_of(request), typed):
        return None
    messages.info(request, str(_("Halaman tadi terlalu lama terbuka. Isian Anda masih ada: periksa, lalu simpan.")))
    return redirect(address_of(request))


def _keep_form(owner: User, address: str, typed: Typed, *, files: bool) -> UUID:
    """The copy carries the id of its action: the same form sent again is the same copy."""
    number = action_in(typed) or new_id()
    if KeptForm.objects.filter(pk=number).exclude(user=owner).exists():
        number = new_id()
    subject = user_key(owner)
    told = {"typed": typed, "files": files}
    sealed = seal(key_of(subject), told, subject=subject, context=CONTEXT)
    _make_room(owner)
    KeptForm.objects.update_or_create(
        pk=number, defaults={"user": owner, "path": address, "sealed": sealed, "kept_at": timezone.now()}
    )
    return number


def _make_room(owner: User) -> None:
    KeptForm.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).delete()
    newest = KeptForm.objects.filter(user=owner).order_by("-kept_at").values_list("pk", flat=True)
    KeptForm.objects.filter(pk__in=list(newest[MOST_KEPT - 1 :])).delete()


def kept_for(user: User, number: UUID) -> KeptForm | None:
    """A kept form of this person that is not too old."""
    return kept_forms(user).filter(pk=number).first()


def kept_forms(user: User) -> QuerySet[KeptForm]:
    """What waits for this person, newest first."""
    return KeptForm.objects.filter(user=user, kept_at__gt=timezone.now() - KEPT_FOR).order_by("-kept_at")


def take_up(user: User, kept: KeptForm) -> bool:
    """Put a kept form back as the draft of its page. True when files have to be chosen again."""
    subject = user_key(user)
    try:
        told = unseal_json(key_of(subject), bytes(kept.sealed), subject=subject, context=CONTEXT)
    except Unsealable:
        told = {"typed": {}, "files": False}
    if told["typed"]:
        keep_draft_for(user, kept.path, told["typed"])
    kept.delete()
    return bool(told["files"])
