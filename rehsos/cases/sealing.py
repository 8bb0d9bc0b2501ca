"""Free text of a case, sealed with the case's own key, because a note names several people."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rehsos.access.pages import Shown
from rehsos.people.identity import Identity, read_identity
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


@dataclass(frozen=True)
class Opening:
    """What opens the rows of a case's page: the keys that came along, by whose they are, and how much may be shown."""

    case: UUID
    keys: Mapping[UUID, bytes]
    shown: Shown
    works: bool = False

    def texts(self, sealed: str | None, subject: UUID, context: str) -> dict[str, Any]:
        """Texts that came as base64; empty where nothing was written, or the key did not come along."""
        if not sealed or subject not in self.keys:
            return {}
        return legible(self.keys[subject], base64.b64decode(sealed), subject=subject, context=context)

    def identity(self, sealed: str, person: UUID) -> Identity:
        """Who somebody is; as erased where the key did not come along."""
        return read_identity(person, base64.b64decode(sealed), self.keys.get(person))


def with_the_case(
    context: str = CONTEXT, column: str = "sealed"
) -> Callable[[Sequence[dict[str, Any]], Opening], None]:
    """Opens rows whose texts are sealed with the case's own key, as `opened`: notes tell names, and open with them."""

    def opens(rows: Sequence[dict[str, Any]], opening: Opening) -> None:
        for row in rows:
            reads = opening.shown is Shown.FULL
            row["opened"] = opening.texts(row[column], opening.case, context) if reads else {}

    return opens
