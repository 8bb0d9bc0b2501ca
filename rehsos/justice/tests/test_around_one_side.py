"""Who stands around a child of one side alone is behind the wall with the child, for the worker of the other side."""

from typing import Any

from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.cases.actions.opening import add_participant
from rehsos.cases.models import Case
from rehsos.cases.models.case import Relation
from rehsos.people.models import Person
from rehsos.people.tests.test_search import registered

from .test_two_sides import given_to_bima, two_sides, walled

NAME = "Tuminah Dinding"


def beside(case: Case, mother: Person, by: Any) -> None:
    add_participant(
        case=case, person=mother, relation=Relation.MOTHER, lives_together=True, no_contact=False, alleged=False,
        trusted=True, safe_contact="", by=by, action_id=new_id(),
    )  # fmt: skip


def found(people: Any, who: str, mother: Person) -> tuple[int, int, str]:
    """What a worker gets of her page, of the form over her identity, and reads where they look for her."""
    browser = people.client(who)
    pages = (reverse(name, args=[mother.pk]) for name in ("people:person", "people:person_edit"))
    read, edit = (browser.get(page).status_code for page in pages)
    return read, edit, browser.post(reverse("people:people"), {"q": "Tuminah"}).content.decode()


def test_a_mother_of_one_side_is_behind_the_wall_with_her_child(people: Any) -> None:
    _harmed, accused = walled(people)
    by = people.actor("bima")
    mother = registered(by, NAME, "Tuminah")
    beside(Case.objects.get(pk=accused.case_id), mother, by)
    read, edit, page = found(people, "melati", mother)
    assert (read, edit) == (404, 404)
    assert NAME not in page
    assert "tertutup bagi Anda" in page
    assert found(people, "bima", mother)[0] == 200


def test_who_is_around_children_of_both_sides_is_closed_to_nobody(people: Any) -> None:
    sides = two_sides(people)
    by = people.actor("melati")
    mother = registered(by, NAME, "Tuminah")
    for part in sides:
        beside(Case.objects.get(pk=part.case_id), mother, by)
    given_to_bima(people, sides[1])
    for who in ("melati", "bima"):
        assert found(people, who, mother)[0] == 200
