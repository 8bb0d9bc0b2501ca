from datetime import date
from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action
from rehsos.cases.models import Case, CaseKind, Share
from rehsos.directory.models import Place
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity, identity_of
from rehsos.people.models import Person, Sex

pytestmark = pytest.mark.hours


def rambu(by: Any) -> Person:
    person = register_person(
        identity=Identity(called="Rambu", full_name="Rambu Teladan"), sex=Sex.FEMALE,
        birth_year=2012, birth_estimated=False, by=by, action_id=new_id(),
    )  # fmt: skip
    assert person is not None
    return person


def opened(by: Any, **other: Any) -> Case:
    from rehsos.cases.actions.opening import open_case

    given: dict[str, Any] = {
        "client": other.pop("client", None) or rambu(by),
        "types": ("child_in_justice",), "primary_type": "child_in_justice",
        "place": Place.objects.get(pk="53.01"), "event_place": None, "opened_on": date(2026, 11, 17), "kind": "case",
        "report": None, "earlier": None, "age": 14, "by": by, "action_id": new_id(),
    }  # fmt: skip
    return open_case(**{**given, **other})


def test_it_gets_the_next_code_of_the_office(people: Any) -> None:
    by = people.actor("melati")
    first, second = opened(by), opened(by)
    assert (first.code, second.code) == ("53.01-26-0001", "53.01-26-0002")


def test_the_office_sees_it_by_name_and_the_province_by_code(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert sorted(Share.objects.filter(case=case).values_list("office_id", "named")) == [(2, False), (3, True)]
    people.actor("eka")
    assert Case.objects.filter(pk=case.pk).exists()


def test_another_kab_does_not_see_it_at_all(people: Any) -> None:
    case = opened(people.actor("melati"))
    people.actor("dewi")
    assert not Case.objects.filter(pk=case.pk).exists()
    assert not Person.objects.filter(pk=case.client_id).exists()
    assert not Action.objects.filter(dossier=case.pk).exists()


def test_the_same_id_twice_happens_once_and_gives_the_same_case(people: Any) -> None:
    by = people.actor("melati")
    client, once = rambu(by), new_id()
    case = opened(by, client=client, action_id=once)
    from rehsos.cases.actions.opening import open_case

    again = open_case(
        client=client, types=("child_in_justice",), primary_type="child_in_justice",
        place=Place.objects.get(pk="53.01"),
        event_place=None, opened_on=date(2026, 11, 17), kind=CaseKind.CASE, report=None, earlier=None, age=14,
        by=by, action_id=once,
    )  # fmt: skip
    assert again == case
    assert Case.objects.filter(client=client).count() == 1


def test_a_forged_id_with_other_content_is_refused(people: Any) -> None:
    by = people.actor("melati")
    client, once = rambu(by), new_id()
    opened(by, client=client, action_id=once)
    with pytest.raises(Conflict):
        opened(by, client=client, action_id=once, age=15)


def test_a_future_opening_is_refused(people: Any) -> None:
    with pytest.raises(Refused, match="masa depan"):
        opened(people.actor("melati"), opened_on=date(2099, 1, 1))


def test_the_name_is_sealed(people: Any) -> None:
    case = opened(people.actor("melati"))
    person = Person.objects.get(pk=case.client_id)
    assert b"Rambu" not in bytes(person.sealed)
    assert identity_of(person).name == "Rambu Teladan"
