"""Registering a client and opening a case, said once for every part of the demonstration."""

from datetime import date
from uuid import UUID

from rehsos.audit.actor import Actor
from rehsos.cases.actions.opening import open_case
from rehsos.cases.models import Case, CaseKind
from rehsos.directory.models import Place
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex

from . import cast
from .told import fixed


def registered(client: cast.Client, by: Actor, key: object) -> Person:
    """The client as a person of the register. `key` makes the person's id."""
    return register_person(
        identity=client.identity,
        sex=client.sex,
        birth_year=client.birth_year,
        birth_estimated=client.estimated,
        by=by,
        action_id=fixed("person", key),
    )


def opened(
    client: cast.Client,
    kind: str,
    place: str,
    on: date,
    by: Actor,
    *,
    key: object,
    report: UUID | None = None,
    category: str = "",
) -> Case:
    """The client's case of one PPKS type, opened on a day by the actor. `key` makes the case's id."""
    return open_case(
        client=registered(client, by, key),
        types=(kind,),
        primary_type=kind,
        place=Place.objects.get(pk=place),
        event_place=None,
        opened_on=on,
        kind=CaseKind.CASE,
        report=report,
        earlier=None,
        age=on.year - client.birth_year if client.birth_year else None,
        category=category,
        by=by,
        action_id=fixed("case", key),
    )


def adult(called: str, sex: Sex, by: Actor, key: object, **more: str) -> Person:
    """A grown-up around a client."""
    return registered(cast.Client(Identity(called=called, full_name=called, **more), sex, None), by, key)
