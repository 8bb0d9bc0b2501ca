"""What the rooms may give to the look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rehsos.house.rooms import Door


@dataclass(frozen=True)
class Way(Door):
    """A page to which rooms below lead without knowing whose it is: what it shows, and its name, `cases:case`."""

    to: str
    page: str


@dataclass(frozen=True, eq=False)
class Labels(Door):
    """The words of the codes of a room, by kind: Django's choices, pairs, or a function of the code."""

    kinds: Mapping[str, Any]
