"""What has to be done while nobody clicks: shares and walls follow the day, drafts end, years are told."""

import logging
import signal
import threading
from argparse import Namespace
from collections.abc import Callable
from itertools import count

from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ops.environment import NotSetUpError
from rehsos.access.cache import clear_over
from rehsos.access.drafts import UNTOUCHED
from rehsos.access.lost_sessions import KEPT_FOR
from rehsos.access.models import Draft, KeptForm, SavedForm
from rehsos.access.saved_forms import REMEMBERED
from rehsos.audit.actor import acting_for, set_scope
from rehsos.audit.chain import seal_lines
from rehsos.audit.models import Pace
from rehsos.cases.overnight import follow_the_day
from rehsos.directory.days import EAST, WEST, holds
from rehsos.directory.models import Office
from rehsos.statistics.ladder.releasing import is_due, release_due
from rehsos.statistics.sums import fold, rebuild

from .database import answering, as_owner
from .releases import signer
from .table import show

EVERY = 600  # seconds
SEALED_EVERY = 60  # seconds
_log = logging.getLogger(__name__)

# A share that began or ended changes who sees the case. Touching it lets the database's own trigger compute
# the case's offices anew (access.guard). By the day of the office that owns the case, as in that trigger: its midnight
# comes up to two hours before or after another's.
_SHARES = f"""
UPDATE cases_share s SET until = s.until
  FROM cases_case c CROSS JOIN LATERAL (SELECT rehsos_today(c.owner_id) AS day) o
 WHERE c.id = s.case_id AND (s.until < %(latest)s OR s.since BETWEEN %(latest)s - 32 AND %(latest)s)
   AND (s.office_id = ANY(c.offices)) IS DISTINCT FROM EXISTS (
     SELECT 1 FROM cases_share t WHERE t.case_id = s.case_id AND t.office_id = s.office_id
        AND {holds("t", "o.day")})
"""


def tick() -> dict[str, int]:
    """One round; says how many rows each job touched. Safe to run at any time, and twice."""
    old = timezone.now() - UNTOUCHED
    with transaction.atomic():
        done = {
            "shares": _move_shares(),
            "walls": _move_walls(),
            "drafts": Draft.objects.filter(saved_at__lt=old).delete()[0],
            "kept_forms": KeptForm.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).delete()[0],
            "saved_forms": SavedForm.objects.filter(saved_at__lt=timezone.now() - REMEMBERED).delete()[0],
            "counts": clear_over(),
            "paces": Pace.objects.filter(since__lt=old).delete()[0],
            "sessions": Session.objects.filter(expire_date__lt=old).delete()[0],
        }
    return done | {"sealed": seal_lines(), "folded": fold()}


def _move_shares() -> int:
    set_scope(tuple(Office.objects.values_list("pk", flat=True)), 0)
    with connection.cursor() as cursor:
        cursor.execute(_SHARES, {"latest": timezone.localdate(timezone=EAST)})
        moved: int = cursor.rowcount
    set_scope((), None)
    return moved


def _move_walls() -> int:
    """Who works a case changes by the day alone, too: the rooms that lean on it follow."""
    with acting_for(tuple(Office.objects.values_list("pk", flat=True))):
        return follow_the_day(timezone.localdate(timezone=EAST))


def tell_due() -> int:
    """Tell years and months whose time for late entries is over; how many blocks. Never in a web process."""
    today = timezone.localdate(timezone=WEST)
    if not is_due(today):
        return 0
    try:
        with as_owner():
            return len(release_due(today, signed_by=signer()))
    except NotSetUpError as trouble:
        _log.warning("angka yang sudah ditutup belum diumumkan: %s", trouble)
        return 0


def tick_once(asked: Namespace) -> None:
    """One round, told."""
    with answering():
        show([tick()], asked.format)


def recount(_asked: Namespace) -> None:
    """Make all sums anew, as the owner: after rows were brought without the database's triggers."""
    with answering(), as_owner():
        rows = rebuild()
    print(f"Jumlah kasus dihitung ulang: {rows} baris.")


def work(_asked: Namespace) -> None:
    """A round every ten minutes, the log sealed and counts folded every minute, until SIGTERM or SIGINT.

    A database that is away is awaited.
    """
    leaving = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.set())
    for turn in count():
        if leaving.is_set():
            return
        rounds = [seal_lines, fold] if turn % (EVERY // SEALED_EVERY) else [tick, tell_due]
        for each in rounds:
            _try(each)
        leaving.wait(SEALED_EVERY)


def _try(work: Callable[[], object]) -> None:
    try:
        work()
    except DatabaseError as trouble:
        _log.warning("putaran dilewati: %s", type(trouble).__name__)
    finally:
        connection.close()
