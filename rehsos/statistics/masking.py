"""Small numbers hidden, and enough others with them that none can be worked out again.

A number from 1 to 4 could point at a child. It is told as "1 to 4" (`SMALL`). What would give it away by a
subtraction along a row, a column or a total is told as "at least 1" (`SOME`). Nought stays nought. What a
reader can work out is computed the way a reader would, by narrowing what is told along every line until nothing
moves, and more is hidden as long as that pins a hidden number down.
"""

from collections.abc import Iterable, Mapping, Sequence

Key = tuple[str | None, ...]
Told = tuple[int, int]
"""What a reader is told of a number: the least and the most it can be."""

LEAST_SHOWN = 5
MANY = 1 << 40
SMALL: Told = (1, LEAST_SHOWN - 1)
SOME: Told = (1, MANY)


def masked(counts: Mapping[Key, int]) -> dict[Key, Told]:
    """What may be told of each cell and margin (None in a key stands for the margin)."""
    lines = _lines(counts)
    told = {key: SMALL if 0 < number < LEAST_SHOWN else (number, number) for key, number in counts.items()}
    while _hide_more(told, counts, lines):
        pass
    return told


def hidden(told: Told) -> bool:
    """Whether a number is not told exactly."""
    return told[0] != told[1]


Line = tuple[Key, tuple[Key, ...]]
"""A margin and what adds up to it."""


def _lines(counts: Mapping[Key, int]) -> list[Line]:
    """Every margin along every dimension that it sums over."""
    parts: dict[tuple[Key, int], list[Key]] = {}
    for key in counts:
        for place, code in enumerate(key):
            if code is not None:
                parts.setdefault(((*key[:place], None, *key[place + 1 :]), place), []).append(key)
    return [(margin, tuple(cells)) for (margin, _place), cells in parts.items()]


def _pinned(told: Mapping[Key, Told], lines: Iterable[Line]) -> list[Key]:
    """The hidden numbers a reader can work out."""
    known = dict(told)
    while sum(_narrow(line, known) for line in lines):
        pass
    return [key for key, range_ in told.items() if hidden(range_) and known[key][0] >= known[key][1]]


def _narrow(line: Line, known: dict[Key, Told]) -> bool:
    """Apply total = sum of parts to what is known of each; whether anything became narrower.

    Where persons are counted the sum may exceed the total. What then contradicts itself counts as worked out:
    more is hidden than needed, never less.
    """
    margin, cells = line
    low, high = sum(known[c][0] for c in cells), sum(known[c][1] for c in cells)
    least, most = known[margin]
    moved = _set(known, margin, max(least, low), min(most, high))
    for cell in cells:
        first, last = known[cell]
        moved |= _set(known, cell, max(first, least - high + last), min(last, most - low + first))
    return moved


def _set(known: dict[Key, Told], key: Key, low: int, high: int) -> bool:
    if low > high:
        low = high = known[key][0]
    if known[key] == (low, high) or not hidden(known[key]):
        return False
    known[key] = (low, high)
    return True


def _hide_more(told: dict[Key, Told], counts: Mapping[Key, int], lines: Sequence[Line]) -> bool:
    """Hide one number beside each that can be worked out, at most one in a line; whether anything was hidden."""
    through = _through(lines)
    touched: set[int] = set()
    for key in _pinned(told, lines):
        near = [n for n in through[key] if _alone(key, lines[n], told)] or through[key]
        if touched.isdisjoint(near) and (chosen := _beside(told, counts, [lines[n] for n in near])) is not None:
            told[chosen] = SOME
            touched.update(through[chosen])
    return bool(touched)


def _through(lines: Sequence[Line]) -> dict[Key, list[int]]:
    """The lines each number stands in."""
    found: dict[Key, list[int]] = {}
    for number, (margin, cells) in enumerate(lines):
        for key in (margin, *cells):
            found.setdefault(key, []).append(number)
    return found


def _alone(key: Key, line: Line, told: Mapping[Key, Told]) -> bool:
    return not any(hidden(told[other]) for other in (line[0], *line[1]) if other != key)


def _beside(told: Mapping[Key, Told], counts: Mapping[Key, int], lines: Iterable[Line]) -> Key | None:
    """The smallest number shown in these lines, a cell before a total.

    Where all are hidden already, one told as small is to be told more vaguely: a total before a cell.
    """
    near = sorted({key for margin, cells in lines for key in (margin, *cells)}, key=lambda k: (counts[k], str(k)))
    if shown := [key for key in near if counts[key] and not hidden(told[key])]:
        return min(shown, key=lambda key: key.count(None))
    return max((key for key in near if told[key] == SMALL), key=lambda key: key.count(None), default=None)
