"""A form sent by a machine is answered by a receipt, and a form sent again is told that it was saved."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rehsos.access.models import SavedForm
from rehsos.access.receipts import HTTP, State
from rehsos.audit.actions import new_id
from rehsos.cases.forms.fields import day_alone
from rehsos.cases.models import Case, Task
from rehsos.cases.tests.test_open_case import opened
from rehsos.people.models import Person
from rehsos.people.tests.test_register import form as person_form
from rehsos.vault.keyset import KeysetError

ERRAND = {"kind": "birth", "what": "Akta lahir", "agency": "", "due_on": "2099-01-09"}


@pytest.fixture
def case(people: Any) -> Case:
    cache.clear()
    return opened(people.actor("melati"))


@pytest.fixture
def errand(case: Case) -> tuple[str, dict[str, str]]:
    return reverse("cases:task_new", args=[case.code]), ERRAND | {"action_id": str(new_id())}


def told(browser: Client, address: str, sent: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The receipt, its state in step with its status."""
    answer = browser.post(address, sent, headers={"accept": "application/json"} | more)
    assert answer["Content-Type"] == "application/json"
    assert "Location" not in answer
    found: dict[str, Any] = answer.json()
    assert answer.status_code == HTTP[State(found["state"])]
    return found


@pytest.mark.parametrize(
    ("accept", "machine"),
    [
        ("application/json, text/plain, */*", True),
        ("application/json;q=0.9, text/html;q=0.5", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", False),
        ("text/html, application/json;q=0.9", False),
        ("*/*", False),
    ],
)
def test_a_machine_is_known_by_what_it_would_rather_have(
    people: Any, errand: Any, accept: str, *, machine: bool
) -> None:
    address, sent = errand
    answer = people.client("melati").post(address, sent, headers={"accept": accept})
    assert answer.status_code == (200 if machine else 302)


def test_saved_now_and_saved_before(people: Any, errand: Any) -> None:
    address, sent = errand
    hers = people.client("melati")
    first, again = told(hers, address, sent), told(hers, address, sent)
    assert (first["state"], again["state"]) == ("done", "done_before")
    assert first["id"] == again["id"] == sent["action_id"]
    assert first["errors"] == again["errors"] == {}
    assert first["at"] == again["at"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first["at"])
    assert abs(datetime.fromisoformat(first["at"]) - timezone.now()) < timedelta(minutes=1)
    assert first["next"] == again["next"] == reverse("cases:case", args=[address.split("/")[2]])
    assert first["said"] == ["Tersimpan."]
    assert "Tersimpan." not in hers.get(reverse("desk:cases")).content.decode()
    people.actor("melati")
    assert Task.objects.count() == 1


def test_another_content_under_the_same_id_is_a_conflict(people: Any, errand: Any) -> None:
    address, sent = errand
    hers = people.client("melati")
    told(hers, address, sent)
    found = told(hers, address, sent | {"what": "Lain"})
    assert found["state"] == "conflict"
    assert "isi lain" in found["errors"][""][0]


def test_an_id_used_in_an_office_one_can_not_see_is_a_conflict(people: Any, errand: Any) -> None:
    address, sent = errand
    told(people.client("melati"), address, sent)
    his = people.client("dewi")
    elsewhere = person_form(called="Mawar", looked="1", action_id=sent["action_id"])
    assert told(his, reverse("people:person_new"), elsewhere)["state"] == "conflict"
    assert his.post(reverse("people:person_new"), elsewhere).status_code == 422
    assert SavedForm.objects.count() == 1


def test_a_wrong_field_and_a_refusal_name_what_is_wrong(people: Any, errand: Any) -> None:
    address, sent = errand
    hers = people.client("melati")
    assert set(told(hers, address, sent | {"what": ""})["errors"]) == {"what"}
    where = address.replace("tugas", "supervisi")
    future = {"on": "2099-01-01", "note": "x", "other": "3", "action_id": str(new_id())}
    assert told(hers, where, future)["state"] in {"invalid", "refused"}


def test_signed_out_not_there_and_not_allowed(people: Any, errand: Any) -> None:
    address, sent = errand
    assert told(Client(), address, sent)["state"] == "signed_out"
    assert told(people.client("dewi"), address, sent)["state"] == "gone"
    refused = told(people.client("bima"), address, sent)
    assert refused["state"] == "refused"
    assert "pekerja sosial lain" in refused["errors"][""][0]


def test_a_stale_proof(people: Any, errand: Any) -> None:
    address, sent = errand
    hers = Client(enforce_csrf_checks=True)
    hers.cookies = people.client("melati").cookies
    assert told(hers, address, sent)["state"] == "stale"


def test_our_own_fault(people: Any, errand: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address, sent = errand
    hers = people.client("melati")
    hers.raise_request_exception = False
    monkeypatch.setattr("rehsos.cases.actions.work.seal_for", lambda *_a, **_b: 1 / 0)
    found = told(hers, address, sent)
    assert found["state"] == "failed"
    assert found["errors"][""]


def test_a_keyset_that_is_away_is_no_fault_of_the_page(
    people: Any, errand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_a: Any, **_b: Any) -> None:
        raise KeysetError

    address, sent = errand
    monkeypatch.setattr("rehsos.cases.actions.work.seal_for", away)
    answer = people.client("melati").post(address, sent, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["state"]) == (503, "failed")


def test_too_often(people: Any, settings: Any) -> None:
    settings.SEARCHES_IN_TEN_MINUTES = 0
    assert told(people.client("melati"), "/orang/", {"q": "Rambu"})["state"] == "wait"


def test_a_question_saves_nothing(people: Any) -> None:
    assert told(people.client("melati"), "/orang/", {"q": "Rambu"})["state"] == "nothing"


def test_a_browser_gets_pages_as_ever(people: Any, errand: Any) -> None:
    address, sent = errand
    hers = people.client("melati")
    html = {"accept": "text/html,application/xhtml+xml,application/json;q=0.9"}
    assert hers.post(address, sent, headers=html, follow=True).status_code == 200
    assert "Sudah tersimpan." in hers.post(address, sent, headers=html, follow=True).content.decode()


def test_who_saves_again_after_a_lost_answer_is_told_once_that_it_is_saved(people: Any, errand: Any) -> None:
    address, sent = errand
    hers = people.client("melati")
    html = {"accept": "text/html,application/xhtml+xml,application/json;q=0.9"}
    assert hers.post(address, sent, headers=html).status_code == 302
    body = hers.post(address, sent, headers=html, follow=True).content.decode()
    assert "Sudah tersimpan." not in body
    assert "ersimpan." in body


def test_who_registers_again_after_a_lost_answer_is_told_saved(people: Any) -> None:
    """It said “Mungkin orang yang sama sudah terdaftar” of the very person just saved."""
    hers, sent = people.client("melati"), person_form(called="Rambu", full_name="Rambu Teladan")
    first, again = hers.post("/orang/baru/", sent), hers.post("/orang/baru/", sent)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.url == again.url
    people.actor("melati")
    assert Person.objects.count() == 1


def test_a_form_whose_page_is_closed_by_now_is_told_saved(people: Any, errand: Any, case: Case) -> None:
    address, sent = errand
    hers = people.client("melati")
    told(hers, address, sent)
    people.actor("melati")
    Case.objects.filter(pk=case.pk).update(status="closed")
    assert hers.get(address).status_code == 403
    assert told(hers, address, sent)["state"] == "done_before"


@pytest.mark.parametrize("hour", [7, 11, 13])
def test_the_moment_of_a_talk_does_not_move_with_the_clock(hour: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was “noon, or now if that is earlier”: sent twice before noon, it had two contents."""
    now = datetime(2026, 11, 27, hour, 5, tzinfo=timezone.get_current_timezone())
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert day_alone(now.date()) == now.replace(hour=0, minute=0)


def test_a_saved_form_is_known_to_its_writer_only(people: Any, errand: Any, case: Case) -> None:
    address, sent = errand
    told(people.client("melati"), address, sent)
    assert told(people.client("bima"), address, sent)["state"] == "refused"
    assert told(people.client("dewi"), address, sent)["state"] == "gone"
