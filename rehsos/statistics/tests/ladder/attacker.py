"""Who knows every table that was ever told, and the rules it was made by, and has a linear programme."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from rehsos.statistics.ladder.hiding import Cell, Sign
from rehsos.statistics.ladder.rungs import LEAST_TOLD

Told = Mapping[Cell, tuple[Sign, int]]


def ranges(
    atoms: Sequence[Any], cells_of: Callable[[Any], Iterable[Cell]], told: Told, wanted: Iterable[Cell]
) -> dict[Cell, tuple[float, float]]:
    """The least and the most each wanted cell can be, given everything told. Atoms are whatever tells cases apart."""
    where: dict[Cell, list[int]] = {}
    for number, atom in enumerate(atoms):
        for cell in cells_of(atom):
            where.setdefault(cell, []).append(number)
    low, high, lines = [], [], []
    for cell, (sign, value) in told.items():
        if sign in {Sign.TOLD, Sign.SMALL}:
            lines.append(where.get(cell, []))
            low.append(value if sign is Sign.TOLD else 1)
            high.append(value if sign is Sign.TOLD else LEAST_TOLD - 1)
    known = _matrix(lines, len(atoms))
    both = {"A_ub": _stack(known), "b_ub": np.array([*high, *(-n for n in low)])} if lines else {}
    return {cell: _range(where[cell], len(atoms), both) for cell in wanted}


def _matrix(lines: Sequence[Sequence[int]], width: int) -> csr_matrix:
    rows = [row for row, line in enumerate(lines) for _ in line]
    columns = [column for line in lines for column in line]
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(lines), width))


def _stack(known: csr_matrix) -> csr_matrix:
    from scipy.sparse import vstack

    return vstack([known, -known], format="csr")


def _range(members: Sequence[int], width: int, both: dict[str, object]) -> tuple[float, float]:
    aim = np.zeros(width)
    aim[list(members)] = 1
    ends = []
    for sense in (1, -1):
        found = linprog(sense * aim, bounds=(0, None), method="highs", **both)
        if found.status == 3:
            ends.append(float("inf"))
        else:
            assert found.status == 0, found.message
            ends.append(sense * found.fun)
    return ends[0], ends[1]
