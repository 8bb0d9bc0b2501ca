"""What other rooms may give to this one: under whose key what they seal lies."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from rehsos.house.rooms import Door

ALL = ""
"""Of `Sealed.column`: each of them."""


def itself(named: Any) -> UUID:
    """The column names the key."""
    return UUID(str(named))


@dataclass(frozen=True)
class Sealed(Door):
    """How the columns of a model that begin with `sealed` open: under the key that `key` names, as `context`.

    It holds for whatever inherits from the model, too, unless that says it nearer; `column` is one of them where they
    differ. `key` is a column with the id of whose key it is, or with what `whose` makes that id of. `heavy`: a value
    may have ten megabytes.
    """

    model: type[models.Model]
    key: str
    context: str
    column: str = ALL
    whose: Callable[[Any], UUID] = itself
    heavy: bool = False
