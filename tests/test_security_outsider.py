"""Who is not of the office finds nothing: not by an address, not by a forged id, not by being signed out."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Place
from rehsos.referral.models import Referral
from rehsos.repatriation.models import HomeContact, Leg
from tests.whole_office import NOBODYS, PUBLIC, Address, Door, Office, doors

OWN_COUNTRYWIDE = {
    "access:draft",  # keeps one's own typing; what it keeps is nobody else's
    "placement:houses_of",  # free beds of a province in numbers, for whoever looks for a place
    "placement:ask",  # lists one's own cases, for one of which any house of the country is asked
}
NOT_FOUND, NOT_THIS_WAY = 404, 405
SENTRA = 5


pytestmark = pytest.mark.usefixtures("undone_office")


def answers(client: Client, address: str) -> tuple[int, int]:
    """What a person gets by following the address and by sending a form to it."""
    return (
        client.get(address).status_code,
        client.post(address, {"action_id": str(new_id()), "reason": "x"}).status_code,
    )


def is_closed(client: Client, address: str) -> bool:
    """404 both ways; a page that takes forms only, or shows only, may say so before asking who it is."""
    got, sent = answers(client, address)
    return {got, sent} <= {NOT_FOUND, NOT_THIS_WAY} and NOT_FOUND in {got, sent}


def guarded(office: Office) -> Iterator[Address]:
    return (address for address in office.addresses() if address.door not in OWN_COUNTRYWIDE)


@pytest.mark.parametrize(
    "who",
    ["dewi", "hadi", "fajar", "gita"],
    ids=["another kab", "another province", "a Sentra nobody shared with", "the ministry's analyst"],
)
def test_an_outsider_finds_nothing_of_the_office(office: Office, who: str) -> None:
    office.people.actor("melati")
    sent_there = [str(pk) for pk in Referral.objects.exclude(shown_to=None).values_list("pk", flat=True)]
    brought = [str(pk) for pk in Leg.objects.filter(sender=SENTRA).values_list("pk", flat=True)]
    asked = HomeContact.objects.filter(office=SENTRA).values_list("pk", "journey")
    brought += [str(pk) for row in asked for pk in row]
    client = office.people.client(who)
    told = [*sent_there, *brought] if who == "fajar" else []  # what it was sent, or sends, is its own, too
    addresses = [a for a in guarded(office) if not any(pk in a.path for pk in told)]
    wrong = [(a.door, answers(client, a.path)) for a in addresses if not is_closed(client, a.path)]
    assert wrong == []


def test_the_very_same_addresses_open_for_the_office_itself(office: Office) -> None:
    """Otherwise the test above would prove nothing."""
    addresses = list(guarded(office))
    hands = [unlock(office.people.client(who)) for who in ("melati", "citra")]
    opened_doors = {a.door for a in addresses if any(h.get(a.path).status_code != NOT_FOUND for h in hands)}
    assert {a.door for a in addresses} - opened_doors == set()


def test_who_is_signed_out_is_led_to_signing_in(office: Office) -> None:
    client = Client()
    paths = [(a.door, a.path) for a in office.addresses()]
    paths += [(d.name, reverse(d.name)) for d in doors() if not d.arguments and d.name not in PUBLIC]
    wrong = [(name, got) for name, path in paths if not _asks_to_sign_in(got := _both(client, path))]
    assert wrong == []


def _both(client: Client, path: str) -> tuple[tuple[int, str], ...]:
    answer, sent = client.get(path), client.post(path, {"reason": "x"})
    return tuple((a.status_code, a.headers.get("location", "")) for a in (answer, sent))


def _asks_to_sign_in(answers: tuple[tuple[int, str], ...]) -> bool:
    asked = [where.startswith(reverse("account_login")) for status, where in answers if status != NOT_THIS_WAY]
    return bool(asked) and all(asked)


def test_an_id_of_another_office_under_ones_own_case_is_not_found(office: Office) -> None:
    own = opened(office.people.actor("dewi"), place=Place.objects.get(pk="53.02"))
    wrong = list(_forged(office, own, "dewi"))
    assert wrong == []


def test_an_id_of_another_case_of_ones_own_is_not_found(office: Office) -> None:
    own = opened(office.people.actor("melati"))
    wrong = list(_forged(office, own, "melati"))
    assert wrong == []


def _forged(office: Office, own: Case, who: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Pages that let a thing of another case be opened under this case's code."""
    office.people.actor("melati")
    paths = [
        (door.name, reverse(door.name, kwargs=given | {"code": own.code}))
        for door in _pages_of_things()
        for given in office.arguments(door)
    ]
    client = unlock(office.people.client(who))  # else the answer would be the way to the PIN, whatever the id
    for name, path in paths:
        if not is_closed(client, path):
            yield name, answers(client, path)


def _pages_of_things() -> list[Door]:
    return [d for d in doors() if "code" in d.arguments and d.things and d.name not in PUBLIC | NOBODYS]


def test_an_id_that_was_never_given_is_not_found(office: Office) -> None:
    office.people.actor("melati")
    code = office.cases[0].code
    wanted = [d for d in _pages_of_things() if set(d.things) <= {"letter", "part", "matter", "task", "plan", "file"}]
    paths = [(d.name, reverse(d.name, kwargs={"code": code} | dict.fromkeys(d.things, uuid4()))) for d in wanted]
    client = unlock(office.people.client("melati"))
    assert [(name, answers(client, path)) for name, path in paths if not is_closed(client, path)] == []


@pytest.mark.parametrize("code", ["53.01-99-9999", "' OR 1=1 --", "%00", "../../etc", "53.01-26-0001\u0000", "é" * 300])
def test_a_code_that_is_none_is_not_found(office: Office, code: str) -> None:
    assert office.people.client("melati").get(f"/kasus/{code.replace('/', '%2F')}/").status_code in {404, 400}
