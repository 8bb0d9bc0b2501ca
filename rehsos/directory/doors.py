"""What other rooms may give to this one."""

from collections.abc import Callable
from dataclasses import dataclass

from rehsos.audit.answers import Words

from .models import Office


@dataclass(frozen=True)
class Bound:
    """Why an office may not come under another one; empty where nothing binds it."""

    why: Callable[[Office], Words]
