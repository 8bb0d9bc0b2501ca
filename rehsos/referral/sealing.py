"""What a referral tells in words, sealed under its own key or that of a part: both offices read it, nobody else."""

from typing import Any
from uuid import UUID

from rehsos.vault.keys import key_of
from rehsos.vault.seal import legible, seal, unseal_json

CONTEXT = "referral"


def seal_in(subject: UUID, **texts: Any) -> bytes:
    """Seal texts under the key of a referral, or of a part that has its own."""
    return seal(key_of(subject), texts, subject=subject, context=CONTEXT)


def unsealed(subject: UUID, sealed: bytes | memoryview) -> dict[str, Any]:
    """Open them to be used again. Raises Unsealable where they do not open, Destroyed where they were erased."""
    return unseal_json(key_of(subject), bytes(sealed), subject=subject, context=CONTEXT)


def shown(subject: UUID, sealed: bytes | memoryview | None, key: bytes | None) -> dict[str, Any]:
    """Open them for showing; what does not open says so, and nothing where the key is gone."""
    return legible(key, bytes(sealed), subject=subject, context=CONTEXT) if sealed and key else {}
