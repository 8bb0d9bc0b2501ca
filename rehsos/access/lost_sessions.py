"""A form sent when its writer is not signed in any more: kept, sealed, for the same person to take up again.

Every form names its writer, signed. It is carried out for nobody else and shown to nobody else: whether the
session ran out, was ended in another tab, or somebody else sits there by now, the form waits under its writer's key.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rehsos.audit.actions import new_id
from rehsos.vault.keys import key_of
from rehsos.vault.seal import Unsealable, seal, unseal_json

from .drafts import ACTION, ADDRESS, Typed, Waiting, action_in, address_of, keep_draft_for, typed_in, waiting
from .models import KeptForm, User
from .queries import user_key
from .receipts import State, note
from .session_store import kept_as

CONTEXT = "kept"
KEPT_FOR = timedelta(days=2)
MOST_KEPT = 200
SAT_HERE = "sat_here"
WRITER = "form_owner"
_signer = TimestampSigner(salt="form writer")


def writer_input(request: HttpRequest) -> SafeString:
    """What every form carries: whose it is, signed. Nothing where nobody is signed in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return SafeString()
    return format_html('<input type="hidden" name="{}" value="{}">', WRITER, _signer.sign(str(user.pk)))


def writer_of(request: HttpRequest) -> User | None:
    """Who was signed in when the form was shown."""
    try:
        number = _signer.unsign(request.POST.get(WRITER, ""), max_age=KEPT_FOR)
    except BadSignature:
        return None
    return User.objects.filter(pk=number, is_active=True).first()


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
    lost = Session.objects.filter(session_key=kept_as(cookie), expire_date__gt=timezone.now() - KEPT_FOR).first()
    number = lost.get_decoded().get(SESSION_KEY) if lost else None
    if number:
        session[SAT_HERE] = number
    return number


def keep(request: HttpRequest, owner: User) -> HttpResponse | None:
    """Keep a form that would become an action, or its draft; None for anything else."""
    typed = typed_in(request.POST)
    if typed is None or ACTION not in typed:
        return None
    if _is_draft(request):
        return HttpResponse(status=204 if keep_draft_for(owner, "".join(typed.get(ADDRESS, ())), typed) else 404)
    number = _keep_form(owner, address_of(request), typed, files=bool(request.FILES))
    if number is None:
        return _full(request)
    query = urlencode({"next": reverse("access:resume", args=[number])})
    return redirect(f"{reverse('account_login')}?{query}")


def keep_for_writer(request: HttpRequest, writer: User) -> HttpResponse | None:
    """Somebody else is signed in by now: nothing is done in their name, and they see nothing of it."""
    kept = keep(request, writer)
    if kept is None or _is_draft(request) or "Location" not in kept.headers:
        return kept
    reason = _(
        "Formulir ini diisi oleh orang lain yang tadi masuk di sini. Isiannya kami simpan tersegel untuknya: "
        "dua hari di Pengaturan saya."
    )
    note(request, State.NOT_YOURS, id=action_in(dict(request.POST.lists())), errors={"": [reason]})
    return render(request, "look/errors/409.html", {"reason": reason}, status=409)


def _is_draft(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name == "access:draft"


def _full(request: HttpRequest) -> HttpResponse:
    """Nothing that waits is thrown away for something newer: the newer one is told that it has no room."""
    words = _("Belum tersimpan: sudah {most} isian menunggu di Pengaturan saya. Salin isian ini, lalu masuk lagi.")
    reason = words.format(most=MOST_KEPT)
    note(request, State.SIGNED_OUT, errors={"": [reason]})
    return render(request, "look/errors/403.html", {"reason": reason}, status=403)


def show_again(request: HttpRequest) -> HttpResponse | None:
    """A form whose proof is too old, since somebody signed in anew in another tab: its writer sees it as a draft.

    When that is somebody else by now, it is kept for them. Only when the browser says that our own page sent it.
    """
    typed, writer = typed_in(request.POST), writer_of(request)
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not ours or not isinstance(request.user, User) or writer is None or typed is None or ACTION not in typed:
        return None
    if writer != request.user:
        return keep_for_writer(request, writer)
    if not keep_draft_for(request.user, address_of(request), typed):
        return None
    messages.info(request, _("Halaman tadi terlalu lama terbuka. Isian Anda masih ada: periksa, lalu simpan."))
    note(request, State.STALE, id=action_in(typed))
    return redirect(address_of(request))


def _keep_form(owner: User, address: str, typed: Typed, *, files: bool) -> UUID | None:
    """The copy carries the id of its action: the same form sent again is the same copy. None: no room."""
    number = action_in(typed) or new_id()
    if KeptForm.objects.filter(pk=number).exclude(user=owner).exists():
        number = new_id()
    KeptForm.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).delete()
    if KeptForm.objects.filter(user=owner).exclude(pk=number).count() >= MOST_KEPT:
        return None
    subject = user_key(owner)
    told = {"typed": typed | {ADDRESS: [address]}, "files": files}
    sealed = seal(key_of(subject), told, subject=subject, context=CONTEXT)
    KeptForm.objects.update_or_create(pk=number, defaults={"user": owner, "sealed": sealed, "kept_at": timezone.now()})
    return number


def kept_for(user: User, number: UUID) -> KeptForm | None:
    """A kept form of this person that is not too old."""
    return kept_forms(user).filter(pk=number).first()


def kept_forms(user: User) -> QuerySet[KeptForm]:
    """What waits for this person, newest first."""
    return KeptForm.objects.filter(user=user, kept_at__gt=timezone.now() - KEPT_FOR).order_by("-kept_at")


def waits_for(user: User, answer: HttpResponse) -> str:
    """What somebody who signs in is told of forms that were kept; empty where the answer leads to one of them."""
    forms = list(kept_forms(user).values_list("pk", flat=True))
    if not forms or any(str(number) in answer.headers.get("Location", "") for number in forms):
        return ""
    said = _("{n} isian Anda belum tersimpan dan menunggu di Pengaturan saya. Sesudah dua hari isian itu dihapus.")
    return said.format(n=len(forms))


def listed(user: User) -> list[tuple[KeptForm, Waiting]]:
    """The same, and what each of them is called."""
    return [(row, waiting(_opened(user, row)["typed"], row.kept_at)) for row in kept_forms(user)]


def take_up(user: User, kept: KeptForm) -> tuple[str, bool]:
    """Put a kept form back as the draft of its page: where that is, and whether files have to be chosen again."""
    told = _opened(user, kept)
    address = "".join(told["typed"].get(ADDRESS, ())) or "/"
    if told["typed"]:
        keep_draft_for(user, address, told["typed"])
    kept.delete()
    return address, bool(told["files"])


def _opened(user: User, kept: KeptForm) -> dict[str, Any]:
    subject = user_key(user)
    try:
        found: dict[str, Any] = unseal_json(key_of(subject), bytes(kept.sealed), subject=subject, context=CONTEXT)
    except Unsealable:
        return {"typed": {}, "files": False}
    return found
