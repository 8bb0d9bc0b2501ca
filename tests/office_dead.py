"""Who died in a case of the office of the tests."""

from django.utils import timezone

from conftest import People
from rehsos.audit.actions import new_id
from rehsos.cases.actions.dying import note_after_death, record_death
from rehsos.cases.models import AfterDeath, Case, Confirmed, DeathPlace
from rehsos.cases.tests.test_open_case import opened
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex


def die(people: People) -> Case:
    """A client of Melati's who died, of whom the family was asked."""
    by = people.actor("melati")
    old = register_person(identity=Identity(called="Opa Umpama"), sex=Sex.MALE, birth_year=1950, birth_estimated=True,
                          by=by, action_id=new_id())  # fmt: skip
    case, at = opened(by, client=old), timezone.now()
    death = record_death(
        case=case, at=at, death_place=DeathPlace.HOSPITAL, where="RSUD Contoh", found_by="", police_told=False,
        confirmed=Confirmed.DOCTOR, confirmer="", by=by, action_id=new_id(),
    )  # fmt: skip
    note_after_death(death=death, after_death=AfterDeath.FAMILY, code="waiting", at=at, who="Paman", where="",
                     words="", by=by, action_id=new_id())  # fmt: skip
    return case
