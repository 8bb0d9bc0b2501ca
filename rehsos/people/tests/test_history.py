"""What became of an identity stands on the person's page, for who reads the identity: what, when, by whom."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from rehsos.access.actions import operator
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, Share
from rehsos.directory.models import Office
from rehsos.people.actions import erase_person
from rehsos.people.correcting import correct
from rehsos.people.identity import identity_of
from rehsos.people.models import Person, Sex

from .test_same import Twins
from .test_search import case_of, open_names, registered

pytestmark = pytest.mark.django_db
CARD = "Perjalanan identitas"


@pytest.fixture
def person(people: Any) -> Person:
    """Registered as Rambu Teladan, in Melati's case; her name and her year were corrected by Melati since."""
    by = people.actor("melati")
    made = registered(by, "Rambu Teladan")
    case_of(made, by)
    identity = replace(identity_of(made), full_name="Rambu Samaran", school="SMP Contoh")
    correct(person=made, identity=identity, sex=Sex(made.sex), birth_year=2011, birth_estimated=False,
            version=made.version, by=by, action_id=new_id())  # fmt: skip
    return made


def page_of(people: Any, person: Person, who: str = "melati", *, names: bool = True) -> str:
    """Her page as somebody sees it."""
    browser = people.client(who)
    answer = (open_names(browser) if names else browser).get(reverse("people:person", args=[person.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split("<main")[-1].split())


def test_a_correction_says_which_fields_and_what_stood_there(people: Any, person: Person) -> None:
    body = page_of(people, person).split(CARD)[1].split("</ol>")[0]
    assert body.index("Identitas diperbaiki") < body.index("Orang didaftarkan")  # newest first
    assert "<b>Nama lengkap</b>: dulu Rambu Teladan, menjadi Rambu Samaran" in body
    assert "<b>Sekolah atau pekerjaan</b>: dulu –, menjadi SMP Contoh" in body
    assert "menjadi 2011" in body
    assert body.count("dulu ") == 3  # what did not change is not told
    assert body.count("Melati Contoh") == 2


def test_a_date_is_told_in_words_and_what_was_saved_as_it_stood_is_no_line(people: Any, person: Person) -> None:
    by = people.actor("melati")
    for _time in range(2):
        now = Person.objects.get(pk=person.pk)
        correct(person=now, identity=replace(identity_of(now), birth_date="2010-12-31"), sex=Sex(now.sex),
                birth_year=2010, birth_estimated=False, version=now.version, by=by, action_id=new_id())  # fmt: skip
    body = page_of(people, person).split(CARD)[1].split("</ol>")[0]
    assert "<b>Tanggal lahir</b>: dulu –, menjadi 31 Des 2010" in body
    assert body.count("Identitas diperbaiki") == 2


def test_who_does_not_read_the_identity_reads_nothing_of_what_stood_there(people: Any, person: Person) -> None:
    for who in ("melati", "bima"):  # before the PIN; a colleague before saying why
        body = page_of(people, person, who, names=False)
        assert CARD not in body
        assert "Teladan" not in body


def test_an_outsider_finds_no_page(people: Any, person: Person) -> None:
    for who in ("dewi", "eka", "jaya", "gita"):
        assert open_names(people.client(who)).get(reverse("people:person", args=[person.pk])).status_code == 404


def test_what_was_said_of_two_who_are_one_stands_with_both(people: Any) -> None:
    twins = Twins(people)
    twins.settle(twins.say(), confirmed=True)
    body = page_of(people, twins.twin).split(CARD)[1]
    assert body.index("Usulan dipastikan") < body.index("Diusulkan: orang yang sama")
    assert "Kartu keluarga" in body
    assert "Bima Contoh" in body
    other = page_of(people, twins.true).split(CARD)[1]
    assert "Usulan dipastikan" in other
    assert "Kartu keluarga" not in other  # sealed with the key of the other


def test_of_who_was_erased_stays_that_it_was_so_and_no_word(people: Any, person: Person) -> None:
    by = operator(Office.objects.get(pk=3))
    set_scope(by.offices, by.worker)
    erase_person(person=person, because="Permintaan 7", although_open="", by=by, action_id=new_id())
    body = page_of(people, person).split(CARD)[1]
    assert "Identitas dihapus: Permintaan 7" in body
    assert "Identitas diperbaiki" in body
    assert "Rambu" not in body
    assert "dulu " not in body


def test_an_office_that_came_later_reads_the_lines_of_its_own(people: Any, person: Person) -> None:
    """A line belongs to the office that wrote it."""
    people.actor("melati")
    case = Case.objects.get(client=person)
    days = {"opened_on": case.opened_on, "since": case.opened_on}
    Share.objects.create(case=case, office_id=4, grounds="help", named=True, **days)
    answer = open_names(people.client("dewi")).get(reverse("people:person", args=[person.pk]))
    assert answer.status_code == 200
    assert CARD not in answer.content.decode()


def test_her_page_costs_no_more_than_seven_statements(people: Any, person: Person, few_statements: Any) -> None:
    few_statements(open_names(people.client("melati")), reverse("people:person", args=[person.pk]))
