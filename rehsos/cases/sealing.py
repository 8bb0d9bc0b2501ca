"""Free text of a case, sealed with the case's own key, because a note names several people."""

from typing import Any
from uuid import UUID

from rehsos.vault.keys import key_of
from rehsos.vault.seal import legible, seal, unseal_json

CONTEXT = "case"


def seal_for(case: UUID, **texts: Any) -> bytes:
    """Seal texts under the case's key."""
    return seal(key_of(case), texts, subject=case, context=CONTEXT)


def unsealed(case: UUID, sealed: bytes | memoryview | None, key: bytes | None = None) -> dict[str, Any]:
    """Open texts of a case; empty when nothing was written."""
    if not sealed:
        return {}
    opened: dict[str, Any] = unseal_json(key or key_of(case), bytes(sealed), subject=case, context=CONTEXT)
    return opened


def shown_texts(case: UUID, sealed: bytes | memoryview | None, key: bytes) -> dict[str, Any]:
    """The same for showing: texts that do not open say so, and the rest of the page stays."""
    return legible(key, bytes(sealed), subject=case, context=CONTEXT) if sealed else {}
