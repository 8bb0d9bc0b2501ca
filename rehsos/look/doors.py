"""What the rooms may give to the look."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A page to which rooms below lead without knowing whose it is: what it shows, and its name, `desk:case`."""

    to: str
    page: str
