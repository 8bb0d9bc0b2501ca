"""A client whom a second office works, too: it got the case once, opened one of its own, and sees the first no more."""

from datetime import date
from typing import Any

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor, acting_for
from rehsos.cases.actions.opening import open_case
from rehsos.cases.actions.placing import place_client
from rehsos.cases.models import Case, CaseKind, Share
from rehsos.directory.models import Place

ALL = (1, 2, 3, 4, 5, 6)


def worked_elsewhere(case: Case, by: Actor) -> Case:
    """The case of the same client at the actor's office, in whose scope this is."""
    with acting_for(ALL):
        Share.objects.create(
            case=case, office_id=by.office, grounds="transfer", opened_on=case.opened_on, since=date(2015, 1, 1)
        )
    there = open_case(
        client=case.client, types=(case.primary_type,), primary_type=case.primary_type,
        place=Place.objects.get(pk=by.place), event_place=None, opened_on=case.opened_on, kind=CaseKind.CASE,
        report=None, earlier=None, age=None, by=by, action_id=new_id(),
    )  # fmt: skip
    with acting_for(ALL):
        Share.objects.filter(case=case, office=by.office, grounds="transfer").update(until=date(2015, 1, 2))
    return there


def tell(case: Case, by: Any, at: Any, **told: Any) -> Any:
    """Tell who answers or where they are, or both, from an hour on; the id of the action."""
    nothing: dict[str, Any] = {"custody": None, "custody_office": None, "custody_words": "", "whereabouts": None,
               "whereabouts_office": None, "whereabouts_words": ""}  # fmt: skip
    made = new_id()
    place_client(case=case, **(nothing | told), at=at, by=by, action_id=made)
    return made
