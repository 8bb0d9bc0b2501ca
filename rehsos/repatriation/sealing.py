"""What a leg and a group tell in words: under the leg's own key, the group's, or that of one who rides."""

from typing import Any
from uuid import UUID

from rehsos.vault.keys import key_of
from rehsos.vault.seal import legible, seal, unseal_json

from .models import Member

CONTEXT = "leg"


def seal_in(subject: UUID, **texts: Any) -> bytes | None:
    """Seal texts; nothing where there are none."""
    kept = {name: text for name, text in texts.items() if text}
    return seal(key_of(subject), kept, subject=subject, context=CONTEXT) if kept else None


def unsealed(subject: UUID, sealed: bytes | memoryview | None) -> dict[str, Any]:
    """Open them to be used again; empty where nothing was written."""
    return unseal_json(key_of(subject), bytes(sealed), subject=subject, context=CONTEXT) if sealed else {}


def shown(subject: UUID, sealed: bytes | memoryview | None, key: bytes | None) -> dict[str, Any]:
    """Open them for showing; what does not open says so, and nothing where the key is gone."""
    return legible(key, bytes(sealed), subject=subject, context=CONTEXT) if sealed and key else {}


def name_in(member: Member) -> str:
    """The name of a line of a list; empty where none was told."""
    return str(unsealed(member.group_id, member.sealed).get("name", ""))
