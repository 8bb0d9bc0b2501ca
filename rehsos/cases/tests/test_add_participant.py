from typing import Any

from rehsos.audit.actions import new_id
from rehsos.cases.models import Participant
from rehsos.cases.sealing import unsealed
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity, identity_of
from rehsos.people.models import Person, Sex

from .conftest import Desk, words

MOTHER = {"called": "Marta", "full_name": "Marta Teladan", "sex": "P", "relation": "mother", "lives_together": "yes"}


def marta(by: Any) -> Person:
    return register_person(
        identity=Identity(called="Marta", full_name="Marta Teladan"),
        sex=Sex.FEMALE,
        birth_year=1985,
        birth_estimated=False,
        by=by,
        action_id=new_id(),
    )


def test_a_new_person_is_registered_and_stands_around_the_client(desk: Desk) -> None:
    answer = desk.post("cases:add_participant", **MOTHER, safe_contact="Lewat guru 👩‍🏫, siang")
    assert answer.status_code == 302
    found = Participant.objects.select_related("person").get(case=desk.case)
    assert (found.relation, found.lives_together, found.no_contact) == ("mother", True, False)
    assert identity_of(found.person).name == "Marta Teladan"
    assert unsealed(desk.case.pk, found.sealed_contact) == {"safe_contact": "Lewat guru 👩‍🏫, siang"}


def test_sent_twice_it_registers_one_person(desk: Desk) -> None:
    once = str(new_id())
    for _time in range(2):
        assert desk.post("cases:add_participant", **MOTHER, action_id=once).status_code == 302
    assert Participant.objects.filter(case=desk.case).count() == 1
    assert Person.objects.exclude(pk=desk.case.client_id).count() == 1


def test_the_same_name_from_two_tabs_is_asked_about_and_saved_when_it_is_somebody_else(desk: Desk) -> None:
    assert desk.post("cases:add_participant", **MOTHER).status_code == 302
    asked = desk.post("cases:add_participant", called="MARTA", full_name="", relation="mother")
    assert asked.status_code == 422
    assert "sudah tercatat di sekitar klien (" in words(asked)
    assert 'name="sure"' in words(asked)
    assert Participant.objects.filter(case=desk.case).count() == 1
    assert Person.objects.exclude(pk=desk.case.client_id).count() == 1
    other = desk.post("cases:add_participant", called="MARTA", full_name="", relation="sibling", sure="1")
    assert other.status_code == 302
    assert Participant.objects.filter(case=desk.case).count() == 2


def test_a_person_is_found_by_name_without_the_name_in_the_address(desk: Desk) -> None:
    person = marta(desk.by)
    answer = desk.post("cases:add_participant", q="Martha Teladan")
    assert answer.status_code == 200
    assert f"?orang={person.pk}" in words(answer)
    assert "Martha" not in answer.headers.get("Location", "")
    chosen = desk.get("cases:add_participant", query=f"?orang={person.pk}")
    assert str(person.pk) in words(chosen)
    assert "Orang baru" not in words(chosen)


def test_a_found_person_is_added_without_a_double(desk: Desk) -> None:
    person = marta(desk.by)
    assert desk.post("cases:add_participant", person=str(person.pk), relation="mother").status_code == 302
    assert Participant.objects.get(case=desk.case).person_id == person.pk
    assert Person.objects.count() == 2


def test_the_suspected_is_no_companion_and_what_was_typed_stays(desk: Desk) -> None:
    told = {**MOTHER, "called": "Om Samaran", "relation": "neighbour", "alleged": "on", "trusted": "on"}
    answer = desk.post("cases:add_participant", **told)
    assert answer.status_code == 422
    assert "UU 11/2012 Ps 23" in words(answer)
    assert "Om Samaran" in words(answer)
    assert not Participant.objects.exists()
    assert Person.objects.count() == 1


def test_the_suspected_is_never_to_be_contacted(desk: Desk) -> None:
    desk.post("cases:add_participant", called="Om Samaran", relation="neighbour", alleged="on")
    assert Participant.objects.get().no_contact is True


def test_nobody_at_all_is_asked_for(desk: Desk) -> None:
    answer = desk.post("cases:add_participant", relation="mother")
    assert answer.status_code == 422
    assert "Isi nama panggilan" in words(answer)


def test_the_client_is_not_somebody_around_the_client(desk: Desk) -> None:
    answer = desk.post("cases:add_participant", person=str(desk.case.client_id), relation="sibling")
    assert answer.status_code == 422
    assert "klien kasus ini sendiri" in words(answer)


def test_a_person_of_another_office_is_not_taken(desk: Desk) -> None:
    person = marta(desk.people.actor("dewi"))
    desk.again()
    assert desk.post("cases:add_participant", person=str(person.pk), relation="mother").status_code == 404


def test_how_somebody_stands_beside_the_client_is_corrected(desk: Desk) -> None:
    desk.post("cases:add_participant", **MOTHER, phone="081200000077", safe_contact="Siang, telepon saja")
    found = Participant.objects.get(case=desk.case)
    assert "Siang, telepon saja" in words(desk.get("cases:change_participant", found.pk))
    assert desk.statements("cases:change_participant", found.pk) <= 8
    sent = {"relation": "stepmother", "alleged": "on", "lives_together": "no", "safe_contact": "Lewat guru"}
    assert desk.post("cases:change_participant", found.pk, **sent, trusted="on").status_code == 422
    assert desk.post("cases:change_participant", found.pk, **sent).status_code == 302
    found.refresh_from_db()
    assert (found.relation, found.lives_together, found.no_contact, found.alleged) == ("stepmother", False, True, True)
    assert unsealed(desk.case.pk, found.sealed_contact) == {"safe_contact": "Lewat guru"}
    assert desk.post("cases:change_participant", found.pk, who="bima", **sent).status_code == 403
    assert desk.post("cases:change_participant", found.pk, who="dewi", **sent).status_code == 404


def test_number_and_warning_stand_together_on_the_case_and_the_warning_on_the_persons_page(desk: Desk) -> None:
    desk.post(
        "cases:add_participant", **MOTHER, phone="081200000077", safe_contact="Siang, telepon saja", no_contact="on"
    )
    person = Participant.objects.get(case=desk.case).person_id
    desk.reveal("melati")
    browser = desk.people.client("melati")
    session = browser.session
    session["names_open"] = True
    session.save()
    page = words(browser.get(desk.address("cases:case")))
    assert "0812-0000-0077 · Siang, telepon saja" in page
    assert f"/orang/{person}/" in page
    hers = words(browser.get(f"/orang/{person}/"))
    assert "Jangan dihubungi" in hers
    assert desk.case.code in hers
    assert "Buka kasus baru" in hers
    found = words(browser.post("/orang/", {"q": "Marta Teladan"}))
    assert "Buka kasus baru" in found
    assert "jangan dihubungi" in found


def test_an_uncle_is_an_uncle_and_any_other_is_said_in_own_words(desk: Desk) -> None:
    uncle = {**MOTHER, "called": "Om Samaran", "full_name": "", "sex": "L", "relation": "uncle"}
    other = {**MOTHER, "called": "Opa Umpama", "full_name": "", "sex": "L", "relation": "other"}
    assert desk.post("cases:add_participant", **uncle).status_code == 302
    assert desk.post("cases:add_participant", **other, relation_words="Opa angkat").status_code == 302
    assert {"uncle", "other"} == set(Participant.objects.filter(case=desk.case).values_list("relation", flat=True))
    page = words(desk.get("cases:case"))
    assert "Paman atau bibi" in page
    assert "Opa angkat" in page
    beside = Participant.objects.get(relation="other")
    assert "Opa angkat" in words(desk.get("cases:change_participant", beside.pk))
    assert b"Opa" not in bytes(beside.sealed_contact or b"")
