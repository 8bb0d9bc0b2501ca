"""The clients of the lines of a page: each identity opened once, for a name as this screen shows it and for an age."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from rehsos.access.pages import Request, shown
from rehsos.cases.aged import said_age
from rehsos.cases.queries import called
from rehsos.people.identity import ERASED, Identity, read_identity

Row = Any
"""What has `dossier`, `code`, `age`, `opened_on`, `birth_year`, `birth_estimated`, `client` and `identity`."""
Told = tuple[Row, bool, str | None]


class Clients:
    """By case, what its client is called on this screen (`names`) and how old they are said to be (`ages`).

    Each row comes with whether who reads it works the case (who only decides on a request sees initials), and with the
    other age that a room knows of its client (`cases.aged`).
    """

    def __init__(self, request: Request, rows: Iterable[Told], keys: Mapping[UUID, bytes]) -> None:
        about = [told for told in rows if told[0].client]
        self._open = _opened([row for row, *_told in about], keys)
        self.names: dict[UUID, str] = {}
        for row, works, _other in about:
            if row.dossier not in self.names:
                self.names[row.dossier] = self._name(request, row, works=works)
        self.ages = {row.dossier: self._age(row, other) for row, _works, other in about}

    def _name(self, request: Request, row: Row, *, works: bool) -> str:
        who = self._open[row.client]
        return called(None if who is ERASED else who, shown(request, row.dossier, works=works), row.code)

    def _age(self, row: Row, other: str | None) -> str:
        who = self._open[row.client]
        return said_age(who, row.birth_year, row.opened_on, row.age, other, estimated=row.birth_estimated)


def _opened(rows: Sequence[Row], keys: Mapping[UUID, bytes]) -> dict[UUID, Identity]:
    sealed = {row.client: row.identity for row in rows}
    return {client: read_identity(client, identity, keys.get(client)) for client, identity in sealed.items()}
