"""Whose names may stand on a screen: of a report that waits, once they are opened; in a case, by the rule of that."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from rehsos.access.pages import Request
from rehsos.house.rooms import given

from .doors import InCase, Names
from .models import Report

SHUT = Names(read=False, opened_at="")


def names_of(request: Request, reports: Iterable[Report]) -> Mapping[UUID, Names]:
    """Of each report, by its id."""
    found, opened = list(reports), Names(bool(request.session.get("names_open")), "")
    cases = {one.case for one in found if one.case}
    ruled = {case: names for door in given(InCase) if cases for case, names in door.names(request, cases).items()}
    return {one.pk: ruled.get(one.case, SHUT) if one.case else opened for one in found}
