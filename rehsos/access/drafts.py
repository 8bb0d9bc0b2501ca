"""Half-filled forms: kept sealed on the server, so a dead battery or a lost signal costs nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from rehsos.vault.keys import key_of
from rehsos.vault.seal import Unsealable, seal, unseal_json

from .models import Draft, User
from .queries import user_key

CONTEXT = "draft"
NOT_KEPT = {"csrfmiddlewaretoken", "action_id", "password", "pin"}


def keep_draft(request: HttpRequest, path: str) -> None:
    """Keep what is typed in the form at `path` for this person."""
    user = request.user
    if not isinstance(user, User):
        return
    typed = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    subject = user_key(user)
    sealed = seal(key_of(subject), typed, subject=subject, context=CONTEXT)
    Draft.objects.update_or_create(
        user=user, path=path[:200], defaults={"sealed": sealed, "saved_at": timezone.now()}
    )


def draft_of(request: HttpRequest) -> dict[str, Any]:
    """What this person had typed here, as initial values; empty when there is nothing."""
    user = request.user
    kept = Draft.objects.filter(user_id=user.pk, path=request.path[:200]).first()
    if kept is None or not isinstance(user, User):
        return {}
    return _opened(user, bytes(kept.sealed))


def _opened(user: User, sealed: bytes) -> dict[str, Any]:
    subject = user_key(user)
    try:
        typed = unseal_json(key_of(subject), sealed, subject=subject, context=CONTEXT)
    except Unsealable:
        return {}
    return {name: values if len(values) > 1 else values[0] for name, values in typed.items() if values}


def drop_draft(request: HttpRequest) -> None:
    """The form was saved: nothing is left to keep."""
    Draft.objects.filter(user_id=request.user.pk, path=request.path[:200]).delete()
