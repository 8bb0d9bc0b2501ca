"""Many beds in one line: `A1–A12`, `12`, `1, 2, 3a`."""

import re

MOST = 200
LONGEST = 20
_RUN = re.compile(r"(.*?)(\d{1,4})\s*(?:-|–|—|s\.?d\.?)\s*(.*?)(\d{1,4})")
_COUNT = re.compile(r"\d{1,3}")


def bed_names(text: str) -> list[str]:
    """The names that a line tells, in its order, each once; a number alone is how many. ValueError for too many."""
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    if len(parts) == 1 and _COUNT.fullmatch(parts[0]):
        parts = [f"1-{parts[0]}"] if int(parts[0]) else []
    names = dict.fromkeys(name for part in parts for name in _run(part))
    if len(names) > MOST or any(len(name) > LONGEST for name in names):
        raise ValueError(text)
    return list(names)


def _run(part: str) -> list[str]:
    """`A1–A12` as twelve names, whatever stands before the numbers; anything else is one name."""
    found = _RUN.fullmatch(part)
    if not found or found[3].strip() not in {"", found[1].strip()}:
        return [" ".join(part.split())]
    first, last = int(found[2]), int(found[4])
    if not first <= last < first + MOST:
        raise ValueError(part)
    width = len(found[2]) if found[2].startswith("0") else 0
    return [f"{found[1].strip()}{number:0{width}d}" for number in range(first, last + 1)]
