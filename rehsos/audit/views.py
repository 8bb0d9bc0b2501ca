"""The view log: who looked at what, once a day for a file; and how often, where too often is a sign."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .actor import Actor
from .answers import Words
from .models import View

QUESTION = 300  # as many letters of a question are kept
READ = "views"
LOOKS: dict[str, Words] = {
    "case": _("membuka kasus"),
    "name": _("membuka nama"),
    "person": _("membuka orang"),
    "letter": _("membuka surat"),
    "referral": _("membuka rujukan"),
    "print": _("mencetak berkas"),
    "decision": _("membaca yang diminta diputuskan"),
    "report": _("membuka aduan atau permintaan"),
    "search": _("mencari"),
    "search_limit": _("mencari terlalu sering"),
    "count": _("menghitung"),
    "list": _("membuka daftar"),
    READ: _("membaca catatan ini"),
}
"""What a look was, in words."""


def seen_today(what: str, dossier: str) -> str:
    """SQL: whether today's look at the file in a column is recorded already. Wants `worker` and `day`, the actor's."""
    return (
        f"EXISTS (SELECT 1 FROM audit_view v WHERE v.what = '{what}' AND v.dossier = {dossier}"
        " AND v.worker = %(worker)s AND v.day = %(day)s)"
    )


def seen_before_here(what: str, dossier: str, by: Actor) -> Exists:
    """A column for a query: whether the actor ever looked at the thing in that field."""
    return Exists(View.objects.filter(what=what, dossier=OuterRef(dossier), worker=by.worker))


def seen_before(what: str, dossier: UUID, by: Actor) -> bool:
    """Whether the actor ever looked at it."""
    return View.objects.filter(what=what, dossier=dossier, worker=by.worker).exists()


def saw(what: str, dossier: UUID | None, by: Actor, *, offices: Sequence[int] = (), question: str = "") -> None:
    """Record a look. `what`: case, name, letter, list, count, views … The same look twice a day is one row.

    `question`: what a count or list was asked, as its address tells it; another question is another look.
    """
    saw_each(what, (dossier,), by, offices=offices, question=question)


def saw_each(
    what: str, dossiers: Sequence[UUID | None], by: Actor, *, offices: Sequence[int] = (), question: str = ""
) -> None:
    """The same for several files on one screen, in one statement."""
    given: dict[str, Any] = {
        "at": timezone.now(), "day": timezone.localdate(), "worker": by.worker, "office": by.office, "what": what,
        "dossiers": list(dossiers), "question": question[:QUESTION], "offices": sorted({*offices, *by.offices}),
    }  # fmt: skip
    with connection.cursor() as cursor:  # with nearly every page: a queryset costs more here than the database
        cursor.execute(_SAW, given)


_SAW = """
INSERT INTO audit_view (at, day, worker, office, what, dossier, question, offices)
SELECT %(at)s, %(day)s, %(worker)s, %(office)s, %(what)s, dossier, %(question)s, %(offices)s
  FROM unnest(%(dossiers)s::uuid[]) AS dossier
ON CONFLICT DO NOTHING
"""
_OFTEN = """
WITH look AS (
  INSERT INTO audit_view (at, day, worker, office, what, dossier, question, offices)
  VALUES (%(at)s, %(day)s, %(worker)s, %(office)s, %(what)s, NULL, '', %(offices)s) ON CONFLICT DO NOTHING
)
INSERT INTO audit_pace AS p (worker, what, since, times) VALUES (%(worker)s, %(what)s, %(since)s, 1)
ON CONFLICT (worker, what, since) DO UPDATE SET times = p.times + 1 RETURNING times
"""


def saw_often(what: str, by: Actor, stretch: timedelta) -> tuple[int, datetime]:
    """Record a look as `saw` does, in one statement; how many it makes in this stretch of time, and its end."""
    now, length = timezone.now(), stretch.total_seconds()
    since = datetime.fromtimestamp(now.timestamp() // length * length, UTC)
    given: dict[str, Any] = {
        "at": now, "day": timezone.localdate(), "worker": by.worker, "office": by.office, "what": what,
        "offices": sorted(by.offices), "since": since,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_OFTEN, given)
        times: int = cursor.fetchone()[0]
    return times, since + stretch


def looks(since: date | None = None) -> QuerySet[View]:
    """What was looked at, oldest first, in the offices of this transaction's scope."""
    found = View.objects.order_by("at", "pk")
    return found.filter(day__gte=since) if since else found
