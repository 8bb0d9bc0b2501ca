"""Who acts: a worker in one posting, with the offices whose files they may see."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from .answers import NotAllowed

OFFICES, WORKER = "rehsos.offices", "rehsos.worker"
"""The settings that row-level security asks: whose files are seen, and by whom."""
OFFICES_NOW = f"(SELECT nullif(current_setting('{OFFICES}', true), '')::int[])"
ME = f"nullif(current_setting('{WORKER}', true), '')::int[]"
WORKER_NOW = f"(SELECT {ME})"
"""The same within a policy or a function of the database; null where nobody acts. `ME` reads no table beside a row."""
SYSTEM = 0
"""The worker as which the system itself acts: no list names it."""


@dataclass(frozen=True)
class Actor:
    """A worker at work. `office` is where the act is done; `offices` is all they may see."""

    worker: int
    name: str
    office: int
    offices: tuple[int, ...]
    role: str
    permissions: frozenset[str] = field(default_factory=frozenset)
    office_name: str = ""
    office_kind: str = ""
    place: str = ""
    time_zone: str = "Asia/Jakarta"

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone: WIB, WITA or WIT."""
        return ZoneInfo(self.time_zone)

    def may(self, permission: str) -> bool:
        """Whether the role holds the permission. Whether it may happen *now* is a policy's question."""
        return permission in self.permissions

    def need(self, permission: str) -> None:
        """Raise NotAllowed unless the role holds the permission."""
        if not self.may(permission):
            raise NotAllowed.lacking(permission)


def set_scope(offices: tuple[int, ...], worker: int | None, **settings: str) -> Mapping[str, str]:
    """Tell the database, for this transaction only, whose rows may be seen, and when it is. Empty: none.

    The instant goes along so that one clock, this process's, says which day it is at an office. `settings`: of
    PostgreSQL, for this transaction too, in the same statement. Returns whose rows were seen before.
    """
    told = {
        OFFICES: _array(offices),
        WORKER: _array((worker,) if worker is not None else ()),
        "rehsos.now": timezone.now().isoformat(),
        **settings,
    }
    return _set(told)


def _set(told: Mapping[str, str]) -> Mapping[str, str]:
    """Set them for this transaction; the result is the scope that stood before."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT current_setting(%s, true), current_setting(%s, true){', set_config(%s, %s, true)' * len(told)}",
            [OFFICES, WORKER, *(word for setting in told.items() for word in setting)],
        )
        offices, worker, *_settings = cursor.fetchone()
    return {OFFICES: offices or "", WORKER: worker or ""}


@contextmanager
def acting_for(offices: tuple[int, ...]) -> Iterator[None]:
    """See the files of `offices`, past any wall, for what the system itself must keep true.

    Afterwards one sees again what one saw before, also inside another `acting_for`.

    Used when a fact common to a matter moves the clocks of a child whose file the actor may not open, and
    for counts. Nothing else that is read here may reach a page.
    """
    before = set_scope(offices, SYSTEM)
    try:
        yield
    finally:
        _set(before)


def _array(ids: tuple[int, ...]) -> str:
    return "{" + ",".join(str(int(i)) for i in ids) + "}" if ids else ""
