"""The manners of every page: who may open it, how a form becomes an action, what is shown of a name."""

import functools
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, ClassVar, Concatenate, ParamSpec, Protocol, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.vault.seal import Destroyed

from .drafts import draft_of, drop_draft, put_back
from .models import User

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
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                return render(request, "errors/403.html", {"reason": NO_POSTING}, status=403)
            if permissions and not any(actor.may(p) for p in permissions):
                raise Http404
            try:
                return view(cast("Request", request), *args, **given)
            except TooOften as often:
                return render(request, "errors/429.html", {"reason": often.reason}, status=429)
            except Destroyed:
                return _gone(request)

        return cast("Guarded[P]", guarded)

    return decorate


def _gone(request: HttpRequest) -> HttpResponse:
    """What was asked for was erased: said calmly, and nothing half done is kept."""
    answer = render(request, "errors/410.html", status=410)
    transaction.set_rollback(True)
    return answer


NO_POSTING = _("Sign-in Anda belum ditempatkan di kantor mana pun hari ini. Hubungi administrator dinas.")


class TooOften(Refused):
    """Asked too often in a while. A page of its own says until when to wait; beside a form, an error does."""


class ActionForm(forms.Form):
    """A form that becomes one action. Its hidden id makes the action happen once, however often it is sent."""

    always_fresh: ClassVar[frozenset[str]] = frozenset()
    """Fields that a draft never puts back: what the page itself knows better now."""

    action_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.label_suffix = ""
        if not self.is_bound:
            self.initial.setdefault("action_id", new_id())

    @functools.cached_property
    def id(self) -> UUID:
        """The action's id, made when the form was first shown."""
        found: UUID | None = self.cleaned_data.get("action_id")
        return found or new_id()

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, as the action takes it: a field bears the name and gives the type of an argument."""
        return {name: value for name, value in self.cleaned_data.items() if name != "action_id"}


class Save(Protocol):
    """What a valid form does: call an action. May return the address to go to."""

    def __call__(self, form: Any) -> str | None: ...


def act(request: Request, action: Callable[..., Any], /, **about: Any) -> Save:
    """Carry out an action on what it is about, with what its form gives."""

    def save(form: ActionForm) -> None:
        action(**about, **form.given, by=request.actor, action_id=form.id)

    return save


def record(
    request: Request,
    form_class: type[ActionForm],
    save: Save,
    *,
    title: Any,
    back: str,
    initial: Mapping[str, Any] | None = None,
    template: str = "record.html",
    done: Any = "",
    **context: Any,
) -> HttpResponse:
    """Show a form, or carry out its action. What was typed is never lost, whatever goes wrong.

    `save` gets the valid form; a Refused becomes an error beside its field. `form_kwargs` in the context
    go to the form.
    """
    given = context.pop("form_kwargs", {})
    draft = None
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **given)
        answer = _carry_out(request, form, save, back, done)
        if answer is not None:
            return answer
    else:
        draft = draft_of(request)
        form = form_class(initial={**(initial or {}), **(draft.values if draft else {})}, **given)
        if draft:
            put_back(form, draft)
    status = 422 if form.is_bound else 200
    shown = {"form": form, "title": title, "back": back, "files": form.is_multipart(), "draft": draft, **context}
    return render(request, template, shown, status=status)


def _carry_out(request: Request, form: ActionForm, save: Save, back: str, done: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        target = save(form)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused.reason))
        if isinstance(refused, Conflict):
            form.conflict = True  # type: ignore[attr-defined]
        return None
    drop_draft(request)
    messages.success(request, str(done or _("Tersimpan.")))
    return HttpResponseRedirect(target or back)


class Shown(StrEnum):
    """How much of a name a person sees."""

    CODE = "code"
    INITIALS = "initials"
    FULL = "full"


def shown(request: Request, case: UUID | None, *, works: bool, named: bool = True) -> Shown:
    """How much of the client's name to show on this screen, now.

    Who works the case sees names for the session after one unlock; a colleague sees initials until they
    reveal this case; an office that sees by code only, and any shared screen, sees the code.
    """
    if request.session.get("public_screen") or not named:
        return Shown.CODE
    if works and request.session.get("names_open"):
        return Shown.FULL
    if case is not None and str(case) in request.session.get("revealed", ()):
        return Shown.FULL
    return Shown.INITIALS
