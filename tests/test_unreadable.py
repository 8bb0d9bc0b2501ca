"""A seal that does not open is a line or a page that says so; never an error, and nothing is saved over it."""

from typing import Any

import pytest
from django.urls import reverse

from rehsos.people.identity import CONTEXT as IDENTITY
from rehsos.people.models import Person
from rehsos.vault import seal
from rehsos.vault.keys import keyset
from tests.whole_office import Office

pytestmark = pytest.mark.usefixtures("undone_office")

real = seal._bound
SERVER_ERROR = 500


def damage(monkeypatch: pytest.MonkeyPatch, *contexts: str) -> None:
    """Nothing that was sealed as one of these opens any more; without any, nothing at all does."""
    monkeypatch.setattr(
        seal, "_bound", lambda subject, context: b"?" if not contexts or context in contexts else real(subject, context)
    )


def opened(office: Office, who: str) -> Any:
    client = office.people.client(who)
    kept = client.session
    kept["names_open"] = True
    kept.save()
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("who", ["melati", "citra", "indah"])
def test_with_every_seal_damaged_no_page_breaks(office: Office, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    addresses = [
        *(a.path for a in office.addresses()),
        "/",
        "/kasus/",
        "/orang/",
        "/surat/",
        "/aduan/",
        "/rekap/",
        "/tim/",
    ]
    client = opened(office, who)
    damage(monkeypatch)
    answers = {address: client.get(address).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status >= SERVER_ERROR} == {}


@pytest.mark.parametrize("context", [IDENTITY, "case", "action", "letter"])
def test_the_rest_of_a_case_stays_on_its_page(office: Office, monkeypatch: pytest.MonkeyPatch, context: str) -> None:
    client, address = opened(office, "melati"), reverse("cases:case", args=[office.cases[0].code])
    whole = client.get(address).content.decode()
    damage(monkeypatch, context)
    damaged = client.get(address)
    assert damaged.status_code == 200
    assert "tidak terbaca" not in whole
    assert "tidak terbaca" in damaged.content.decode()
    assert office.cases[0].code in damaged.content.decode()


def test_a_damaged_key_is_one_line_of_a_list(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    client, wrapper = opened(office, "melati"), keyset()
    unwrap, broken = type(wrapper).unwrap, office.cases[0].client_id

    def damaged(self: Any, wrapped: bytes, subject: Any) -> bytes:
        if subject == broken:
            raise seal.Unsealable
        return unwrap(self, wrapped, subject)

    before = client.get("/kasus/").content.decode()
    monkeypatch.setattr(type(wrapper), "unwrap", damaged)
    answer = client.get("/kasus/")
    assert answer.status_code == 200
    assert (before.count("tidak terbaca"), answer.content.decode().count("tidak terbaca")) == (0, 1)


def test_an_identity_that_does_not_open_is_not_saved_over(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    client, person = opened(office, "melati"), office.cases[0].client_id
    office.people.actor("melati")
    before = bytes(Person.objects.get(pk=person).sealed)
    damage(monkeypatch, IDENTITY)
    address = reverse("people:person_edit", args=[person])
    shown = client.get(address)
    assert shown.status_code == 409
    assert "segelnya tidak dapat dibuka" in shown.content.decode()
    assert client.post(address, {"called": "Lain", "sex": "P", "version": "1"}).status_code == 409
    office.people.actor("melati")
    assert bytes(Person.objects.get(pk=person).sealed) == before


def test_nothing_is_sealed_with_a_key_that_opens_nothing() -> None:
    with pytest.raises(ValueError, match="Nothing is sealed"):
        seal.seal(seal.OPENS_NOTHING, "Mawar", subject=Person().pk, context="x")
