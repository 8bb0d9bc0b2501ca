"""An office whose place nobody is to know goes by a code: its row says no more, the truth lies sealed beside it."""

from typing import Any

import pytest
from django.urls import reverse

from conftest import unlock
from rehsos.access.actions import operator
from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for, set_scope
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.cases.tests.test_placing import hour
from rehsos.cases.tests.two_offices import tell
from rehsos.directory.actions.hiding import hide_place, show_place, true_place
from rehsos.directory.actions.offices import change_office
from rehsos.directory.models import HiddenPlace, LocalPolicy, Office
from rehsos.letters.letterhead import letter_place, letterhead
from tests.whole_office import Office as WholeOffice
from tests.whole_office import doors

pytestmark = pytest.mark.django_db
CODED = "Rumah aman (5)"


def hidden(number: int = 5) -> Office:
    """The Sentra, with an address, hidden by who runs the server."""
    Office.objects.filter(pk=number).update(address="Jalan Sembunyi Nomor 5, Naikoten")
    office = Office.objects.get(pk=number)
    by = operator(office)
    set_scope(by.offices, by.worker)
    hide_place(office=office, by=by, action_id=new_id())
    return office


def test_the_row_bears_a_code_and_the_truth_is_sealed_for_its_own(people: Any) -> None:
    hidden()
    office = Office.objects.get(pk=5)
    assert (office.name, office.short, office.address, office.contact, office.place_id) == (CODED, CODED, "", "", "53")
    with acting_for((3,)):
        assert not HiddenPlace.objects.exists()
    people.actor("fajar")
    found = HiddenPlace.objects.get()
    assert b"Efata" not in bytes(found.sealed)
    assert true_place(found)["name"] == "Sentra Efata Kupang"


def test_it_goes_by_its_name_again(people: Any) -> None:
    office = hidden()
    by = operator(office)
    with pytest.raises(Refused, match="sudah disembunyikan"):
        hide_place(office=office, by=by, action_id=new_id())
    with pytest.raises(Refused, match="disembunyikan"):
        change_office(office=office, name="A", short="A", address="", contact="", by=by, action_id=new_id())
    show_place(office=office, by=by, action_id=new_id())
    office = Office.objects.get(pk=5)
    told = (office.short, office.address, office.place_id, office.hidden_place)
    assert told == ("Sentra Efata Kupang", "Jalan Sembunyi Nomor 5, Naikoten", "53.71", False)
    assert not HiddenPlace.objects.exists()
    with pytest.raises(NotAllowed):
        hide_place(office=office, by=people.actor("fajar"), action_id=new_id())
    regency = Office.objects.get(pk=3)
    with pytest.raises(Refused, match="hanya UPT"):
        hide_place(office=regency, by=operator(regency), action_id=new_id())


def test_its_letters_tell_neither_name_nor_town(people: Any) -> None:
    lines = ["SENTRA EFATA KUPANG", "Jalan Sembunyi Nomor 5"]
    for key, value in (("letter_head", lines), ("letter_place", "Naikoten")):
        LocalPolicy.objects.create(office_id=5, key=key, value=value, since="2015-01-01")
    office = hidden()
    head = letterhead(office)
    told = " ".join([*head.office_lines, head.address, head.contact, head.name, letter_place(office)])
    assert CODED in told
    assert not any(word in told.lower() for word in ("efata", "sembunyi", "naikoten", "kupang"))


TOLD = (b"Efata", b"Jalan Sembunyi", b"Naikoten")
SEATS = ("melati", "citra", "eka", "fajar", "hadi", "gita", "indah")


def test_no_page_of_any_seat_tells_its_name_or_address(people: Any) -> None:
    office = WholeOffice(people)
    hidden()
    by, there = people.actor("melati"), Office.objects.get(pk=5)
    told = {"whereabouts": "office", "whereabouts_office": there, "custody": "office", "custody_office": there}
    tell(office.cases[2], by, hour(2), **told)
    paths = [a.path for a in office.addresses()] + [reverse(d.name) for d in doors() if not d.arguments]
    seen = 0
    for who in SEATS:
        browser = unlock(people.client(who))
        for path in paths:
            answer = browser.get(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            told_there = [body[max(0, at - 80) : at + 80] for word in TOLD if (at := body.find(word)) >= 0]
            assert not told_there, (who, path)
            seen += CODED.encode() in body
    assert seen
