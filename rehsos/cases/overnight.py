"""What begins or ends by its day, and no action says so: an assignment, and what an office chose of its own terms."""

from datetime import date

from django.db import connection

from rehsos.house.rooms import given

from .doors import Assigned
from .models import Case
from .promises import follow_choices


def follow_the_day(today: date) -> int:
    """Let each room follow the assignments that began or ended by the day, and clocks what offices chose from it on.

    How many cases it had to. Seen: all.
    """
    doors = [door for door in given(Assigned) if door.behind]
    found = [(door, case) for door in doors for case in _behind(door, today)]
    for door, case in found:
        door.follow(case)
    return len(found) + follow_choices(today)


def _behind(door: Assigned, today: date) -> list[Case]:
    with connection.cursor() as cursor:
        cursor.execute(door.behind, {"today": today})
        return list(Case.objects.filter(pk__in=[pk for (pk,) in cursor.fetchall()]))
