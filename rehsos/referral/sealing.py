"""What a referral tells in words, sealed under its own key: both offices read it, and nobody else."""

from typing import Any
from uuid import UUID

from rehsos.vault.keys import key_of
from rehsos.vault.seal import legible, seal

CONTEXT = "referral"


def seal_in(referral: UUID, **texts: Any) -> bytes:
    """Seal texts under the referral's key."""
    return seal(key_of(referral), texts, subject=referral, context=CONTEXT)


def shown(referral: UUID, sealed: bytes | memoryview | None, key: bytes | None) -> dict[str, Any]:
    """Open them for showing; what does not open says so, and nothing where the key is gone."""
    return legible(key, bytes(sealed), subject=referral, context=CONTEXT) if sealed and key else {}
