"""The published years of Kab. Kupang as bare cases: the sums are published, roles and ages are invented."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case, Share
from rehsos.justice.roles import Role
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex

ROLES = (Role.IN_CONFLICT, Role.VICTIM, Role.WITNESS)
KUPANG = {2015: (3, 4, 1), 2016: (5, 6, 2), 2017: (19, 24, 7), 2018: (9, 11, 3)}


def put_years(by: Any, client: UUID) -> None:
    """94 cases of one office, seen by its province by code; all of one client, which counting cases ignores."""
    put(by, [*_cases(by, client)])


def _cases(by: Any, client: UUID) -> Iterator[Case]:
    for year, numbers in KUPANG.items():
        for role, number in zip(ROLES, numbers, strict=True):
            for turn in range(number):
                day = date(year, turn % 6 + 1, 3 + turn % 20)
                yield bare(by, client, f"{year}-{role[-3:]}-{turn}", day, role=role, age=(5, 13, 16)[turn % 3])


def bare(by: Any, client: UUID, code: str, day: date, **other: Any) -> Case:
    """A case as the action would leave it, without its file; the deed on the day it was opened."""
    given = {
        "id": new_id(), "code": code[-20:], "owner_id": by.office, "counts_at_id": by.office, "place_id": by.place,
        "client_id": client, "primary_type": "child_in_justice", "role": Role.VICTIM, "sex": Sex.FEMALE, "age": 14,
        "opened_on": day, "opened_month": day.year * 12 + day.month - 1, "offices": [by.office, 2],
    }  # fmt: skip
    given |= other
    return Case(**{"age_at_deed": given["age"] if given["role"] else None, **given})


def put(by: Any, cases: list[Case]) -> None:
    """Cases with their two shares: the office's own, and the province's by code only."""
    Case.objects.bulk_create(cases)
    Share.objects.bulk_create([
        Share(case=case, office_id=office, grounds=grounds, named=named, opened_on=case.opened_on, since=case.opened_on)
        for case in cases
        for office, grounds, named in ((by.office, "owner", True), (2, "above", False))
    ])  # fmt: skip


def person(by: Any, called: str = "Rambu", **other: Any) -> Person:
    """Somebody registered at the actor's office."""
    from rehsos.people.actions import register_person

    given: dict[str, Any] = {"identity": Identity(called=called, full_name=f"{called} Teladan"), "sex": Sex.FEMALE,
                             "birth_year": 2003, "birth_estimated": True, "by": by, "action_id": new_id()}  # fmt: skip
    return register_person(**{**given, **other})
