"""Half-filled forms: kept sealed on the server, so a dead battery or a lost signal costs nothing.

A draft becomes one action. Once that action is done the draft is none, whenever it arrives: a draft still
on its way while the form was being saved never comes back.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db import connection
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from rehsos.audit.actions import is_done
from rehsos.audit.models import Action
from rehsos.vault.keys import key_of, keyset
from rehsos.vault.seal import Unsealable, seal, unseal_json

from .models import Draft, User
from .queries import user_key

CONTEXT = "draft"
ACTION, TITLE, ADDRESS = "action_id", "form_title", "form_address"
PROOFS = frozenset({"csrfmiddlewaretoken", "form_owner"})
NOT_KEPT = PROOFS | {"password", "password1", "password2", "oldpassword", "pin"}
NEVER = frozenset({
    "access:my_settings", "access:open_names", "access:change_pin", "access:hide_names", "access:public_screen",
    "access:draft", "access:resume",
})  # fmt: skip
"""Pages of the sign-in itself, by name: nothing is typed there that should wait, and drafts are listed there."""
MOST_BYTES = 256 * 1024
MOST_ADDRESS = 200
UNTOUCHED = timedelta(days=14)
"""How long a draft waits; then it is dropped here and by console.jobs. docs/security.md says so."""

Typed = dict[str, list[str]]


@dataclass(frozen=True)
class Restored:
    """What was typed in a form and not yet saved. `handed`: by another page, not left here by the person."""

    typed: Typed
    saved_at: datetime

    @property
    def handed(self) -> bool:
        return ACTION not in self.typed

    def first(self, name: str) -> str:
        """What was sent under a name that is no field of the form."""
        return next(iter(self.typed.get(name, ())), "")

    @property
    def values(self) -> dict[str, Any]:
        """As initial values of a form: one value or a list of them."""
        return {name: each if len(each) > 1 else each[0] for name, each in self.typed.items() if each}


def address_of(request: HttpRequest) -> str:
    """Under what a draft is kept: the address with its query, since ?orang=… makes it another form."""
    full = request.get_full_path()
    return full if len(full) <= MOST_ADDRESS else request.path[:MOST_ADDRESS]


def typed_in(post: QueryDict) -> Typed | None:
    """What a form holds, without secrets and proofs; None when it is more than anybody types."""
    typed = {name: [str(v) for v in values] for name, values in post.lists() if name not in NOT_KEPT}
    size = sum(len(v.encode(errors="surrogatepass")) for values in typed.values() for v in values)
    return typed if size <= MOST_BYTES else None


def action_in(typed: Mapping[str, list[str]]) -> UUID | None:
    """The id of the action the form would become."""
    try:
        return UUID(typed[ACTION][-1])
    except (KeyError, IndexError, ValueError):
        return None


def holds_drafts(address: str) -> bool:
    """Whether a form may wait at this address: a page of ours that is not about the sign-in itself."""
    try:
        match = resolve(address.partition("?")[0])
    except Resolver404:
        return False
    ours = match.func.__module__.startswith("rehsos.") and match.view_name not in NEVER
    return ours and len(address) <= MOST_ADDRESS


def place_of(user: User, address: str) -> bytes:
    """What stands in the table for an address: nobody reads back from it what somebody was writing about."""
    told = f"{user.pk}:{address}".encode()
    return hashlib.blake2b(told, digest_size=16, key=keyset().token_key[:32], person=b"draft").digest()


def keep_draft(request: HttpRequest, address: str) -> bool:
    """Keep what is typed in the form at `address` for this person; False when it can't be kept."""
    user = request.user
    return isinstance(user, User) and keep_draft_for(user, address, typed_in(request.POST))


def hand_on(request: HttpRequest, address: str) -> bool:
    """What is typed in this form waits in that of another page, as far as the two ask the same; files do not."""
    user, typed = request.user, typed_in(request.POST) or {}
    handed = {name: each for name, each in typed.items() if name not in {ACTION, TITLE} and any(each)}
    return isinstance(user, User) and keep_draft_for(user, address, handed)


def keep_draft_for(user: User, address: str, typed: Typed | None) -> bool:
    """The same, for whose session just ran out. Also forgets drafts that lay untouched too long."""
    if typed is None or not holds_drafts(address):
        return False
    if _is_done(typed):
        return True
    subject = user_key(user)
    now = timezone.now()
    sealed = seal(key_of(subject), typed | {ADDRESS: [address]}, subject=subject, context=CONTEXT)
    Draft.objects.filter(user=user, saved_at__lt=now - UNTOUCHED).delete()
    given = {"sealed": sealed, "saved_at": now}
    Draft.objects.update_or_create(user=user, place=place_of(user, address), defaults=given)
    return True


def _is_done(typed: Typed) -> bool:
    action = action_in(typed)
    return action is not None and is_done(action)


def draft_of(request: HttpRequest) -> Restored | None:
    """What this person had typed here, unless it has been saved since."""
    user = request.user
    if not isinstance(user, User):
        return None
    row = Draft.objects.filter(user=user, place=place_of(user, address_of(request))).first()
    typed = _opened(user, bytes(row.sealed)) if row else {}
    if row is None or not typed or _is_done(typed):
        return None
    return Restored(typed, row.saved_at)


@dataclass(frozen=True)
class Waiting:
    """A draft in a list: where it is, what its form is called, and the case it is for."""

    address: str
    title: str
    code: str
    saved_at: datetime


def drafts_of(user: User) -> list[Waiting]:
    """Drafts of a person, newest first, without those saved since."""
    rows = Draft.objects.filter(user=user).order_by("-saved_at")
    opened = [(row, _opened(user, bytes(row.sealed))) for row in rows]
    actions = [action for _, typed in opened if (action := action_in(typed))]
    done = set(Action.objects.filter(pk__in=actions).values_list("pk", flat=True))
    return [
        waiting(typed, row.saved_at)
        for row, typed in opened
        if action_in(typed) not in done and holds_drafts(address_in(typed))
    ]


def waiting(typed: Typed, since: datetime) -> Waiting:
    """How a form that waits is listed."""
    address = address_in(typed)
    return Waiting(address, "".join(typed.get(TITLE, ())), code_in(address), since)


def address_in(typed: Typed) -> str:
    """The page the form belongs to."""
    return "".join(typed.get(ADDRESS, ()))


def code_in(address: str) -> str:
    """The code of the case whose page this is; empty for any other page."""
    try:
        return str(resolve(address.partition("?")[0]).kwargs.get("code", ""))
    except Resolver404:
        return ""


def _opened(user: User, sealed: bytes) -> Typed:
    subject = user_key(user)
    try:
        return unseal_json(key_of(subject), sealed, subject=subject, context=CONTEXT)
    except Unsealable:
        return {}


def put_back(form: forms.Form, restored: Restored) -> None:
    """The form as it was left, also where something was emptied or unticked. Files must be chosen again."""
    data = QueryDict(mutable=True)
    for name, values in restored.typed.items():
        data.setlist(name, values)
    for name, field in _restorable(form):
        html_name = form.add_prefix(name)
        if restored.handed and html_name not in data:
            continue
        form.initial[name] = field.widget.value_from_datadict(data, MultiValueDict(), html_name)


def _restorable(form: forms.Form) -> Iterator[tuple[str, forms.Field]]:
    fresh = NOT_KEPT | getattr(form, "always_fresh", frozenset())
    for name, field in form.fields.items():
        if name not in fresh and not isinstance(field, forms.FileField):
            yield name, field


def drop_draft(request: HttpRequest) -> None:
    """The form was saved, or its draft thrown away: nothing is left to keep."""
    drop(request, address_of(request), action_in(dict(request.POST.lists())))


def drop(request: HttpRequest, address: str, action: UUID | None = None) -> None:
    """Forget the draft at an address, and the copy kept when the session ran out in the middle of that action."""
    user = request.user
    if not isinstance(user, User):
        return
    with connection.cursor() as cursor:  # after every form that was saved: two querysets cost more than the database
        cursor.execute(_DROP, {"user": user.pk, "place": place_of(user, address), "action": action})


_DROP = """
WITH copy AS (DELETE FROM access_keptform WHERE id = %(action)s AND user_id = %(user)s)
DELETE FROM access_draft WHERE user_id = %(user)s AND place = %(place)s
"""
