"""What is open in a case that is handed on, as a paper between two offices says it: in full, and in Indonesian."""

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from rehsos.cases.desks import listed
from rehsos.cases.models import Case, Task
from rehsos.cases.queries import case_key, client_key
from rehsos.cases.sealing import shown_texts
from rehsos.directory.models import Office
from rehsos.letters.discretion import given_away, leads_to
from rehsos.look import words
from rehsos.people.identity import identity_of

TASKS = "tasks"
GOES = ("appointments", TASKS, "claims")
"""What goes along with a case. Letters and referrals stay their office's."""


def still_open(case: Case, office: Office, *, texts: bool = False) -> Sequence[str]:
    """Clocks, appointments, errands and claims of a case of that office, a line each, in its hours.

    `texts`: what was written of an errand, too, where a worker of the case reads it over.
    """
    with translation.override("id"), words.on_paper(), timezone.override(ZoneInfo(office.time_zone)):
        one = listed({case.pk: case.stage}, office.pk)[case.pk].only(GOES)
        errands = [left.id for code, left in one.each if code == TASKS and left.id] if texts else []
        return one.telling(_errands(case, errands) if errands else {}).said


def _errands(case: Case, which: Sequence[UUID]) -> dict[UUID | None, str]:
    """What was written of each, where that neither names the client nor leads to them."""
    key, client = case_key(case), identity_of(case.client, client_key(case))
    told = Task.objects.filter(pk__in=which).values_list("pk", "sealed")
    found = {pk: str(shown_texts(case.pk, sealed, key).get("what", "")).strip() for pk, sealed in told}
    return {pk: text for pk, text in found.items() if not given_away(text, client) and not leads_to(text, client)}
