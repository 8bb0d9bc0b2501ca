"""Two registered persons who are one: one worker says so, another confirms; found and counted once, and taken back."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from conftest import reveal, save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.models import Case, Share
from rehsos.justice.roles import Role
from rehsos.people.actions import erase_person
from rehsos.people.actions.sameness import say_apart, say_same, settle_same
from rehsos.people.models import Person, SamePerson
from rehsos.statistics.counting import count

from .test_search import case_of, open_names, page_for, registered

pytestmark = pytest.mark.django_db


class Twins:
    """One girl registered twice at Melati's office, with a case each."""

    def __init__(self, people: Any) -> None:
        self.people = people
        by = people.actor("melati")
        self.twin = registered(by, "Marta Samaran")
        self.true = registered(by, "Rambu Teladan", nik="5301016203120001")
        self.cases: list[Case] = [case_of(self.twin, by), case_of(self.true, by)]
        Case.objects.filter(pk__in=[case.pk for case in self.cases]).update(role=Role.VICTIM)

    def say(self, who: str = "melati") -> SamePerson:
        by = self.people.actor(who)
        said = say_same(person=self.twin, other=self.true, reason="Kartu keluarga", by=by, action_id=new_id())
        assert said
        return said

    def settle(self, said: SamePerson, who: str = "bima", *, confirmed: bool = True, note: str = "") -> None:
        by = self.people.actor(who)
        settle_same(said=said, confirmed=confirmed, note=note, by=by, action_id=new_id())
        self.twin.refresh_from_db()

    def joined(self) -> None:
        self.settle(self.say())

    def children(self) -> int:
        return count("abh", (), unit="anak", first=date(2026, 1, 1), by_actor=self.people.actor("citra")).total

    def found(self, text: str, who: str = "melati") -> tuple[bool, bool]:
        """Whether a search leads to the twin, to the true one."""
        body = page_for(self.people.client(who), text)
        return tuple(reverse("people:person", args=[one.pk]) in body for one in (self.twin, self.true))  # type: ignore[return-value]


@pytest.fixture
def twins(people: Any) -> Twins:
    return Twins(people)


def page_of(browser: Client, person: Person) -> str:
    return browser.get(reverse("people:person", args=[person.pk])).content.decode()


def test_what_one_says_changes_nothing_until_another_confirms(twins: Twins) -> None:
    said = twins.say()
    assert (twins.found("Marta Samaran"), twins.children()) == ((True, False), 2)
    with pytest.raises(NotAllowed, match="Anda yang mengusulkan"):
        twins.settle(said, "melati")
    twins.settle(said)
    assert twins.twin.true_person_id == twins.true.pk
    assert twins.children() == 1
    with pytest.raises(Conflict):
        twins.settle(said, confirmed=False, note="Bukan")


def test_either_name_or_code_finds_one_person_with_the_cases_of_both(twins: Twins) -> None:
    twins.joined()
    for text in ("Marta Samaran", "Rambu Teladan", "5301016203120001", *(case.code for case in twins.cases)):
        assert twins.found(text) == (False, True), text
    browser = open_names(twins.people.client("melati"))
    body = page_of(browser, twins.true)
    assert all(case.code in body for case in twins.cases)
    assert "Marta Samaran" in body
    own = page_of(browser, twins.twin)
    assert "Marta Samaran" in own
    assert twins.cases[0].code in own
    assert twins.cases[1].code not in own


def test_apart_again_everything_is_as_before(twins: Twins) -> None:
    twins.joined()
    said = say_apart(person=twins.twin, reason="Dua anak", by=twins.people.actor("bima"), action_id=new_id())
    assert said
    assert twins.children() == 1
    twins.settle(said, "melati")
    assert twins.twin.true_person_id is None
    assert (twins.found("Marta Samaran"), twins.found("Rambu Teladan")) == ((True, False), (False, True))
    assert twins.children() == 2
    assert twins.cases[0].code not in page_of(open_names(twins.people.client("melati")), twins.true)


def test_declined_wants_a_reason_and_leaves_two(twins: Twins) -> None:
    said = twins.say()
    with pytest.raises(Refused, match="mengapa ditolak"):
        twins.settle(said, confirmed=False)
    twins.settle(said, confirmed=False, note="Saudaranya")
    assert twins.twin.true_person_id is None
    assert twins.say()


def test_no_chain_no_circle_no_second_word_and_no_reason_left_out(twins: Twins) -> None:
    by = twins.people.actor("melati")
    third = registered(by, "Lia Samaran")
    with pytest.raises(Refused, match="Pilih orang lain"):
        say_same(person=third, other=third, reason="Akta", by=by, action_id=new_id())
    with pytest.raises(Refused, match="dari mana"):
        say_same(person=third, other=twins.true, reason=" ", by=by, action_id=new_id())
    meanwhile = say_same(person=twins.true, other=third, reason="Akta", by=by, action_id=new_id())
    assert meanwhile
    twins.joined()
    twins.true.refresh_from_db()
    for one, other in ((twins.true, third), (twins.true, twins.twin), (twins.twin, third), (third, twins.twin)):
        with pytest.raises(Refused):
            say_same(person=one, other=other, reason="Akta", by=by, action_id=new_id())
    with pytest.raises(Refused, match="sudah disatukan ke orang ini"):
        twins.settle(meanwhile)
    twins.people.actor("melati")
    waiting = say_same(person=third, other=twins.true, reason="Akta", by=by, action_id=new_id())
    assert waiting
    with pytest.raises(Conflict):
        say_same(person=third, other=twins.true, reason="Akta", by=by, action_id=new_id())


def test_another_office_that_knows_one_of_them_sees_that_one_as_before(twins: Twins) -> None:
    twins.people.actor("melati")
    Share.objects.create(case=twins.cases[0], office_id=4, named=True, since=date(2026, 2, 3),
                         opened_on=twins.cases[0].opened_on)  # fmt: skip
    twins.joined()
    assert twins.found("Marta Samaran", "dewi") == (True, False)
    assert twins.found("Rambu Teladan", "dewi") == (False, False)
    body = page_of(open_names(twins.people.client("dewi")), twins.twin)
    assert "disatukan" not in body
    assert str(twins.true.pk) not in body
    with pytest.raises(NotAllowed):
        say_same(person=twins.twin, other=twins.true, reason="Akta", by=twins.people.actor("dewi"), action_id=new_id())


@pytest.mark.parametrize("which", [0, 1])
def test_behind_a_wall_neither_leads_to_the_other(twins: Twins, which: int) -> None:
    bima = twins.people.hands["bima"].id
    twins.joined()
    twins.people.actor("melati")
    Case.objects.filter(pk=twins.cases[which].pk).update(barred=[bima])
    closed, other = ((twins.twin, twins.true), (twins.true, twins.twin))[which]
    names = ("Marta Samaran", "Rambu Teladan")
    assert not any(twins.found(names[which], "bima"))
    assert any(twins.found(names[1 - which], "bima"))
    browser = open_names(twins.people.client("bima"))
    assert browser.get(reverse("people:person", args=[closed.pk])).status_code == 404
    body = page_of(browser, other)
    assert str(closed.pk) not in body
    assert twins.cases[which].code not in body


def test_who_sees_the_pages(twins: Twins) -> None:
    """Melati proposes; Bima and Citra read once both names are open; above, beside and outside there is nothing."""
    melati = open_names(twins.people.client("melati"))
    address = reverse("people:person_same", args=[twins.twin.pk])
    assert reverse("people:person_same", args=[twins.twin.pk]) in page_of(melati, twins.twin)
    assert f"?orang={twins.true.pk}" in melati.post(address, {"q": "Rambu Teladan"}).content.decode()
    chosen = melati.get(f"{address}?orang={twins.true.pk}").content.decode()
    assert "Marta Samaran" in chosen
    assert "Rambu Teladan" in chosen
    assert "5301016203120001" in chosen
    assert save(melati, f"{address}?orang={twins.true.pk}", {"reason": "Kartu keluarga"}).status_code == 302
    twins.people.actor("melati")
    said = SamePerson.objects.get()
    assert b"Kartu" not in bytes(said.sealed or b"")
    settle = reverse("people:settle_same", args=[said.pk])
    assert settle in page_of(melati, twins.true)
    assert "Anda yang mengusulkan" in melati.get(settle).content.decode()
    assert settle in twins.people.client("citra").get(reverse("desk:team")).content.decode()
    for who in ("dewi", "eka", "hadi", "gita"):
        assert twins.people.client(who).get(settle).status_code == 404
        assert twins.people.client(who).get(address).status_code == 404
    citra = open_names(twins.people.client("citra"))
    body = citra.get(settle).content.decode()
    assert "Buka dulu nama keduanya" in body
    assert "Kartu keluarga" not in body
    assert "Marta Samaran" not in body
    for case in twins.cases:
        reveal(citra, case.code)
    assert "Kartu keluarga" in citra.get(settle).content.decode()
    assert save(citra, settle, {"confirmed": "yes", "note": ""}).status_code == 302
    twins.people.actor("melati")
    twins.twin.refresh_from_db()
    assert twins.twin.true_person_id == twins.true.pk
    assert "sudah diputuskan" in citra.get(settle).content.decode()


def test_erasing_one_erases_that_one(twins: Twins, people: Any) -> None:
    from rehsos.access.actions import operator
    from rehsos.audit.actor import set_scope
    from rehsos.directory.models import Office

    twins.joined()
    by = operator(Office.objects.get(pk=3))
    set_scope(by.offices, by.worker)
    erase_person(person=twins.true, because="Permintaan 7", although_open="", by=by, action_id=new_id())
    people.actor("melati")
    assert SamePerson.objects.get().sealed is None
    assert twins.found("Marta Samaran") == (True, False)
    assert twins.found("Rambu Teladan") == (False, False)


def test_the_pages_cost_no_more_than_seven_statements(twins: Twins, few_statements: Any) -> None:
    said = twins.say("bima")
    browser = open_names(twins.people.client("melati"))
    few_statements(browser, reverse("people:settle_same", args=[said.pk]))
    twins.settle(said, "melati")
    few_statements(browser, reverse("people:person", args=[twins.true.pk]))
    few_statements(browser, reverse("people:person_apart", args=[twins.twin.pk]))
    few_statements(browser, "/orang/", {"q": "Marta Samaran"}, post=True)


def test_a_closed_name_leads_to_where_it_is_opened_and_back(twins: Twins, people: Any) -> None:
    twin, true = twins.cases
    said, hands = twins.say(), people.client("bima")
    assert said
    for page, cases in (
        (reverse("people:person", args=[twins.twin.pk]), [twin]),
        (reverse("people:settle_same", args=[said.pk]), [twin, true]),
    ):
        seen = hands.get(page).content.decode()
        for case in cases:
            assert f"{reverse('cases:reveal_case', args=[case.code])}?{urlencode({'next': page})}" in seen
    mine = people.client("melati").get(reverse("people:person", args=[twins.twin.pk])).content.decode()
    assert (
        f"{reverse('access:open_names')}?{urlencode({'next': reverse('people:person', args=[twins.twin.pk])})}" in mine
    )


def test_saying_so_with_closed_names_leads_to_where_they_are_opened_and_back(twins: Twins, people: Any) -> None:
    page = reverse("people:person_same", args=[twins.twin.pk])
    ways = [page, f"{page}?orang={twins.true.pk}"]
    for way in ways:
        back = urlencode({"next": way})
        assert people.client("melati").get(way).headers["Location"] == f"{reverse('access:open_names')}?{back}"
        lock = reverse("cases:reveal_case", args=[twins.cases[0].code])
        assert people.client("bima").get(way).headers["Location"] == f"{lock}?{back}"
        assert [people.client(who).get(way).status_code for who in ("dewi", "hadi", "gita")] == [404, 404, 404]
    assert (
        people.client("melati").post(page, {"q": "Rambu"}).headers["Location"].startswith(reverse("access:open_names"))
    )
    twins.joined()
    apart = reverse("people:person_apart", args=[twins.twin.pk])
    shut = people.client("melati").get(apart)
    assert shut.headers["Location"] == f"{reverse('access:open_names')}?{urlencode({'next': apart})}"
    assert open_names(people.client("melati")).get(apart).status_code == 200
    assert people.client("dewi").get(apart).status_code == 404
