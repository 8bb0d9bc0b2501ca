"""Steps after a return: the dinas of the family's place is asked for contacts, tells, and is asked no more."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import TYPE_CHECKING, Any

from rehsos.directory.models import Office
from rehsos.repatriation.actions import after
from rehsos.repatriation.models import Found, HomeContact

from .journeys import running
from .steps import Step, lately, no_more

if TYPE_CHECKING:
    from .machine import WholeMachine


def _contacts(_run: "WholeMachine") -> Iterable[HomeContact]:
    return HomeContact.objects.order_by("due_at", "pk")


def _asked(_run: "WholeMachine", _it: Any, luck: Random) -> Mapping[str, Any]:
    return {"home": Office.objects.get(pk=luck.choice((3, 4))), "family": "Paman", "words": ""}


STEPS = (
    Step(after.ask_contacts, 1, "journey", running, _asked),
    Step(after.end_contacts, 0.3, "journey", running, no_more),
    Step(after.tell_contact, 1, "contact", _contacts,
         lambda _run, _it, luck: {"contact_found": luck.choice(list(Found)), "at": lately(luck), "words": ""}),
    Step(after.take_back_contact, 0.3, "contact", _contacts, no_more),
)  # fmt: skip
