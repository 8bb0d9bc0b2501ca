"""Who is met in a file and does not open to its reader, for they are protected (ADR 32)."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from rehsos.access.models import Circle
from rehsos.audit.answers import Words

from .models import Case

SOMEBODY: Words = _("orang yang dilindungi")
"""What somebody protected is called in the file of another."""


def is_protected(case: Case) -> bool:
    """Whether a few alone open the case."""
    return any(one < 0 for one in case.barred)


def keeps_out(case: Case, worker: int) -> bool:
    """Whether a wall keeps a worker out of the case, or a circle they are not in."""
    if worker in case.barred or not is_protected(case):
        return worker in case.barred
    circles = [-one for one in case.barred if one < 0]
    return not Circle.objects.filter(pk__in=circles, members__contains=[worker]).exists()


def kept_out(cases: Mapping[str, Collection[int]], workers: Collection[int]) -> dict[str, set[int]]:
    """The same of several: which of the workers are kept out of each, of whom `barred` is given."""
    asked = {-one for barred in cases.values() for one in barred if one < 0}
    members = dict(Circle.objects.filter(pk__in=asked).values_list("pk", "members")) if asked else {}
    return {code: {one for one in workers if _out(barred, one, members)} for code, barred in cases.items()}


def _out(barred: Collection[int], worker: int, members: Mapping[int, Collection[int]]) -> bool:
    circles = [members.get(-one, ()) for one in barred if one < 0]
    return worker in barred or (bool(circles) and not any(worker in circle for circle in circles))


def protected(people: Collection[UUID]) -> set[UUID]:
    """Those of some people who are: of one who does not open for another reason, nothing is said."""
    if not people:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT one FROM unnest(%s::uuid[]) one WHERE people_protected(one)", [list(people)])
        return {row[0] for row in cursor.fetchall()}
