"""What belongs to one request, its language, zone and addresses, kept where its thread finds it at once.

Django keeps them so that coroutines may share a thread: each look takes a lock and a context variable, and a page looks
a thousand times. Here a request stays in one thread from beginning to end (`config.web`), so a thread's own will do.
"""

import threading
from typing import Any

from django.urls import base
from django.utils import timezone
from django.utils.translation import trans_real

KEPT: tuple[tuple[Any, str], ...] = (
    (trans_real, "_active"),
    (timezone, "_active"),
    (base, "_prefixes"),
    (base, "_urlconfs"),
)
"""Where Django keeps them: a module and the name in it. Private names: a test tells when Django moves one."""


def keep_in_threads() -> None:
    """From now on; what was set before goes on in the thread that asks."""
    for module, name in KEPT:
        mine = threading.local()
        if hasattr(before := getattr(module, name), "value"):
            mine.value = before.value
        setattr(module, name, mine)
