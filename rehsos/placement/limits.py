"""Until when somebody may stay: the house owes it, and reads it of every stay of its own, whose the case may be."""

from datetime import datetime

from django.db import connection

from .models import Stay

OF_KIND = "stay_limit_"
"""How the rules of it begin; the kind of stay follows."""


def limit_of(stay: Stay) -> datetime | None:
    """As *Malam ini* of that house says it: also where the case, and its clocks with it, are another office's now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT due FROM placement_limits(%s) WHERE stay = %s", [stay.office_id, stay.pk])
        found = cursor.fetchone()
    return found[0] if found else None
