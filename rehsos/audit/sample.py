"""Looks at an invented case."""

from collections.abc import Iterator
from datetime import timedelta

from rehsos.house.sample import Filled, InventedCase, Row


def _looks(it: InventedCase) -> Iterator[Row]:
    for day in range(3):
        at = it.moment + timedelta(days=day)
        yield at, at.date(), it.worker, it.office["id"], "case", it.case, it.seen


FILLED = (Filled("audit_view", "at, day, worker, office, what, dossier, offices", _looks, 200),)
