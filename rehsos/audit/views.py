"""The view log: who looked at what, once a day for a file."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from .actor import Actor
from .models import View


def saw(what: str, dossier: UUID | None, by: Actor, *, offices: Sequence[int] = ()) -> None:
    """Record a look. `what`: case, name, letter, list, count, views. The same look twice a day is one row."""
    View.objects.bulk_create(
        [
            View(
                at=timezone.now(),
                day=timezone.localdate(),
                worker=by.worker,
                office=by.office,
                what=what,
                dossier=dossier,
                offices=sorted({*offices, *by.offices}),
            )
        ],
        ignore_conflicts=True,
    )


def looks(since: date | None = None) -> QuerySet[View]:
    """What was looked at, oldest first, in the offices of this transaction's scope."""
    found = View.objects.order_by("at", "pk")
    return found.filter(day__gte=since) if since else found
