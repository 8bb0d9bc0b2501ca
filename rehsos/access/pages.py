"""The manners of every page: who may open it, how a form becomes an action, what is shown of a name."""

import functools
import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from typing import Any, ClassVar, Concatenate, ParamSpec, Protocol, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import new_id, nothing_but
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.look.repeated import BACK
from rehsos.look.too_long import AtMost
from rehsos.vault.keyset import KeysetError
from rehsos.vault.seal import Destroyed, Unsealable

from .bound import Does, fields_of
from .drafts import Restored, action_in, address_of, draft_of, drop_draft, keep_draft, put_back
from .laid_over import FIELD, LaidOver
from .models import User
from .permissions import Permission
from .receipts import State, note, spoken, wants_receipt
from .saved_forms import remember, saved_before
from .second_factor import still_due

log = logging.getLogger(__name__)
P = ParamSpec("P")


class Request(HttpRequest):
    """A request of a worker at work."""

    actor: Actor
    user: User


Page = Callable[Concatenate[Request, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def page(*permissions: str) -> Callable[[Page[P]], Guarded[P]]:
    """Open to signed-in workers whose role holds one of the permissions (any role when none are named).

    Others get 404: whether a page exists for somebody else is nobody's business.
    """

    def decorate(view: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **given: P.kwargs) -> HttpResponseBase:
            if (elsewhere := _not_at_work(request)) is not None:
                return elsewhere
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if permissions and not any(actor.may(p) for p in permissions):
                raise Http404
            if request.method == "POST" and (again := _again(request)):
                return again
            return _told(cast("Request", request), functools.partial(view, cast("Request", request), *args, **given))

        return cast("Guarded[P]", guarded)

    return decorate


def _not_at_work(request: HttpRequest) -> HttpResponse | None:
    """Where who is not signed in, not posted, or lacks the second factor their office demands has to go first."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if getattr(request, "actor", None) is None:
        return render(request, "look/errors/403.html", {"reason": NO_POSTING}, status=403)
    if not still_due(request):
        return None
    note(request, State.SIGNED_OUT, next=reverse("mfa_index"))
    return redirect("mfa_index")


def _told(request: Request, opened: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The page, or a page of its own for what stands in its way."""
    try:
        return opened()
    except TooOften as often:
        return render(request, "look/errors/429.html", {"reason": often.reason}, status=429)
    except (Unsealable, KeysetError) as sealed:
        return _unopened(request, sealed)
    except NamesShut as shut:
        return _to_the_lock(request, shut)


def _again(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form that was saved earlier.

    Asked before anything else: no limit, version, look-alike or policy of today stands between who lost the first
    answer and the word “saved”.
    """
    before = saved_before(request)
    if before is None:
        return None
    drop_draft(request)
    if not wants_receipt(request) and not len(messages.get_messages(request)):  # what the first answer said still waits
        messages.success(request, str(_("Sudah tersimpan.")))
    note(request, State.DONE_BEFORE, id=before.pk, at=before.saved_at, next=before.target)
    return HttpResponseRedirect(before.target)


class NamesShut(Exception):  # noqa: N818 - nothing went wrong: the way leads past a lock
    """What was asked for carries names, and names are not open: `where` they are opened, and one comes back."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class NotNow(PermissionDenied):
    """It lies in how things stand, not in who asks: who sends a form is told so, for sending it again helps nothing."""


class Overtaken(PermissionDenied):
    """Somebody was quicker: the thing stands elsewhere by now. `where` it is seen as it stands, and in which words."""

    def __init__(self, reason: str, where: str, words: str) -> None:
        super().__init__(reason)
        self.where, self.words = where, words


def names_lock(request: HttpRequest) -> str:
    """Where names are opened for this session, and then come back."""
    return reverse("access:open_names") + "?" + urlencode({"next": request.get_full_path()})


def _to_the_lock(request: Request, shut: NamesShut) -> HttpResponse:
    """Open first, then come back. What a form held waits for that as its draft."""
    if request.method == "POST":
        keep_draft(request, address_of(request))
        messages.warning(
            request, str(_("Nama tertutup saat Anda menyimpan. Isiannya menunggu: buka nama, lalu simpan."))
        )
        note(request, State.REFUSED, errors={"": [str(_("Nama tertutup. Buka nama, lalu kirim lagi."))]})
    return HttpResponseRedirect(shut.where)


def _unopened(request: HttpRequest, shut: Unsealable | KeysetError) -> HttpResponse:
    """What was asked for was erased, its seal is damaged or the keyset is away: said calmly, nothing half done kept."""
    if isinstance(shut, KeysetError):
        return keyless(request, shut)
    gone = isinstance(shut, Destroyed)
    answer = render(request, "look/errors/410.html" if gone else "look/errors/unread.html", status=410 if gone else 409)
    transaction.set_rollback(True)
    return answer


def keyless(request: HttpRequest, trouble: KeysetError) -> HttpResponse:
    """The keyset is not where it should be: nothing is opened and nothing kept until it is back."""
    log.error("%s", trouble)
    answer = render(request, "look/errors/keyless.html", status=503)
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
    return answer


NO_POSTING = _("Akun Anda belum ditempatkan di kantor mana pun hari ini. Hubungi administrator dinas.")


class TooOften(Refused):
    """Asked too often in a while. A page of its own says until when to wait; beside a form, an error does."""


_DJANGOS = forms.Field.default_error_messages["required"]
_EMPTY, _CHOOSE = _("Wajib diisi."), _("Pilih salah satu.")
_NO_BYTES = _("Berkas ini kosong (0 KB). Buka dulu di perangkat Anda, simpan ulang, lalu unggah lagi.")


def _said(validator: Any) -> Any:
    """The same; what is too long is said as everywhere."""
    return AtMost(validator.limit_value) if type(validator) is MaxLengthValidator else validator


class Worded(forms.Form):
    """A form that says what is lacking as all do, also of a field that was put to it while it was made."""

    def full_clean(self) -> None:
        """With our words where Django's would stand."""
        for field in self.fields.values():
            if field.error_messages.get("required") is _DJANGOS:
                field.error_messages["required"] = _CHOOSE if isinstance(field, forms.ChoiceField) else _EMPTY
            if "empty" in field.error_messages:
                field.error_messages["empty"] = _NO_BYTES
        super().full_clean()


class ActionForm(Worded):
    """A form that becomes one action. Its hidden id makes the action happen once, however often it is sent."""

    nameless: ClassVar[bool] = False
    """Whether nothing that is typed names anybody: its draft is put back with names closed too."""

    always_fresh: ClassVar[frozenset[str]] = frozenset()
    """Fields that a draft never puts back: what the page itself knows better now."""

    remembered: ClassVar[bool] = True
    """Whether what is typed is kept as a draft, and the form, once saved, is known when it is sent again."""

    does: ClassVar[Does | tuple[Does, ...]] = ()
    """The action it carries out with what is `given`, and no other. Empty where its page tells each by name."""

    said_at: ClassVar[Mapping[str, str]] = {}
    """At which field stands what its action refuses at an argument that is made of several, or is called otherwise."""

    asks: tuple[str, ...] = ()
    """What its page asked about once; shown again, the form sends each back as `sure`, for then it is meant."""

    action_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for does in cls.all_it_does():
            does.insist(f"{cls.__module__}.{cls.__name__}", fields_of(cls))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.label_suffix = ""
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.widget.attrs.pop("maxlength", None):
                field.validators = [_said(one) for one in field.validators]  # a browser would cut it in silence
        if not self.is_bound:
            self.initial.setdefault("action_id", new_id())

    @classmethod
    def all_it_does(cls) -> tuple[Does, ...]:
        """What `does` names, be it one or several."""
        return (cls.does,) if isinstance(cls.does, Does) else cls.does

    @functools.cached_property
    def id(self) -> UUID:
        """The action's id, made when the form was first shown."""
        found: UUID | None = self.cleaned_data.get("action_id")
        return found or new_id()

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, as the action takes it: a field bears the name and gives the type of an argument."""
        if not self.does:
            raise TypeError(f"{type(self).__name__} does not say what it does: {Does.__module__}")
        return {name: value for name, value in self.cleaned_data.items() if name != "action_id"}


class Save(Protocol):
    """What a valid form does: call an action. May return the address to go to."""

    def __call__(self, form: Any) -> str | None: ...


def act(request: Request, action: Callable[..., Any], /, **about: Any) -> Save:
    """Carry out an action on what it is about, with what its form gives."""

    def save(form: ActionForm) -> None:
        action(**about, **form.given, by=request.actor, action_id=form.id)

    return save


def form_page(
    request: Request,
    form_class: type[ActionForm],
    save: Save,
    *,
    title: Any,
    back: str,
    initial: Mapping[str, Any] | None = None,
    template: str = "access/record.html",
    done: Any = "",
    over: LaidOver | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a form, or carry out its action. What was typed is never lost, whatever goes wrong.

    `save` gets the valid form; a Refused becomes an error beside its field. `back` is where it leads, unless the page
    it was asked on is named (`came_from`). `over` is what the form is laid over:
    its values are the form's first ones, and whoever saves second is told. `form_kwargs` go to the form.
    """
    given, draft = context.pop("form_kwargs", {}), None
    back = came_from(request) or back
    seen = request.POST.get(FIELD, "")
    values = _laid_over(request, over)
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **given)
        answer = _carry_out(request, form, _checked(save, over, seen, values), back, done)
        if answer is not None:
            return answer
        _say_why_not(request, form)
    else:
        draft = draft_of(request)
        shut = _kept_shut(request, draft, back) if draft and not form_class.nameless else None
        if shut:
            return shut
        form = form_class(initial={**(initial or {}), **values, **(draft.values if draft else {})}, **given)
        if draft:
            put_back(form, draft)
            seen = draft.first(FIELD)
    if over and (not seen or getattr(form, "conflict", False)):
        seen = over.version(form, values)
    status = 422 if form.is_bound else 200
    shown = {"form": form, "title": title, "back": back, "files": form.is_multipart(), "draft": draft, FIELD: seen}
    return render(request, template, {**shown, **context}, status=status)


def came_from(request: HttpRequest) -> str:
    """The page of ours, and the place on it, where this one was asked for; empty where none is named."""
    asked = request.GET.get(BACK, "")
    return asked if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""


def _kept_shut(request: Request, draft: Restored, back: str) -> HttpResponse | None:
    """Where it leads instead: what was typed earlier tells names as pages do; what another page hands on is new."""
    if draft.handed:
        return None
    if request.session.get("public_screen"):
        messages.info(request, str(_("Isian Anda di sana masih ada. Matikan layar umum untuk melanjutkannya.")))
        return HttpResponseRedirect(back)
    if not request.actor.may(Permission.SEE_NAMES) or request.session.get("names_open"):
        return None
    messages.info(request, str(_("Isian Anda di halaman itu masih ada. Buka nama untuk melanjutkannya.")))
    return HttpResponseRedirect(names_lock(request))


def _laid_over(request: Request, over: LaidOver | None) -> Mapping[str, Any]:
    if over is None:
        return {}
    return over.locked() if request.method == "POST" else over.values()


def _checked(save: Save, over: LaidOver | None, seen: str, values: Mapping[str, Any]) -> Save:
    """The same, once nothing that the form was laid over changed meanwhile."""

    def save_over(form: Any) -> str | None:
        if over:
            over.insist_unchanged(form, seen, values)
        return save(form)

    return save_over


def _carry_out(request: Request, form: ActionForm, save: Save, back: str, done: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        with _only_what_it_does(form):
            target = save(form)
    except Refused as refused:
        field = form.said_at.get(refused.field, refused.field)
        form.add_error(field if field in form.fields else None, str(refused.reason))
        form.conflict = isinstance(refused, Conflict)  # type: ignore[attr-defined]
        form.why_not = State.CONFLICT if isinstance(refused, Conflict) else State.REFUSED  # type: ignore[attr-defined]
        return None
    drop_draft(request)
    return _saved(request, form, target or back, str(done or _("Tersimpan.")))


def _only_what_it_does(form: ActionForm) -> AbstractContextManager[None]:
    """A form that names what it does carries out nothing else: a page that would is a mistake, and writes nothing."""
    named = [action for does in form.all_it_does() for action in does.carries_out]
    return nothing_but(*named) if named else nullcontext()


def _saved(request: Request, form: ActionForm, target: str, said: str) -> HttpResponse:
    at = remember(request, target) if form.remembered else timezone.now()
    if wants_receipt(request):
        note(request, State.DONE, id=form.id, at=at, next=target, said=(*spoken(request), said))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(target)


def _say_why_not(request: Request, form: ActionForm) -> None:
    """For a machine: the words beside each field; those of the whole form under no name."""
    errors = {name if name in form.fields else "": [str(e) for e in found] for name, found in form.errors.items()}
    why = getattr(form, "why_not", State.INVALID)
    note(request, why, id=action_in(dict(request.POST.lists())), errors=errors)


class Shown(StrEnum):
    """How much of a name a person sees."""

    CODE = "code"
    INITIALS = "initials"
    FULL = "full"


def shown(request: Request, case: UUID | None, *, works: bool, named: bool = True) -> Shown:
    """How much of the client's name to show on this screen, now.

    Who works the case sees names for the session after one unlock; a colleague, once they unlocked, sees initials
    until they said why they open this case; an office that sees by code only, and any shared screen, sees the code.
    """
    if request.session.get("public_screen") or not named:
        return Shown.CODE
    opened = works or (case is not None and str(case) in request.session.get("revealed", ()))
    return Shown.FULL if opened and request.session.get("names_open") else Shown.INITIALS
