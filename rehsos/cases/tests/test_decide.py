"""A superior, or who stands in for one, decides; never the author."""

import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import make_password

from rehsos.access.models import User
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.audit.views import saw
from rehsos.cases.actions.plan import decide_plan
from rehsos.cases.models import Approval, Fact, Plan, Stage
from rehsos.cases.policies import DECISION
from rehsos.directory.models import Cover

from .conftest import Desk, words
from .test_plan import GOAL, STEPS, submitted

PIN = "424242"
OWN = "Yang mengajukan tidak boleh menyetujui sendiri"


def set_pin(who: str) -> None:
    User.objects.filter(worker__name=f"{who.title()} Contoh").update(pin=make_password(PIN), pin_failures=0)


def stand_in(worker: int, capacity: str = "plh") -> None:
    Cover.objects.create(
        id=new_id(),
        absent_id=3,
        stand_in_id=worker,
        office_id=3,
        capacity=capacity,
        since=date(2026, 1, 1),
        until=date(2099, 1, 1),
    )


def test_the_superior_reads_the_plan_and_approves(desk: Desk) -> None:
    asked = submitted(desk)
    shut = desk.get("cases:decide", asked.pk, who="citra")
    assert (shut.status_code, GOAL in words(shut)) == (302, False)
    desk.reveal("citra")
    assert GOAL in words(desk.get("cases:decide", asked.pk, who="citra"))
    assert desk.decide(asked.pk, approved="yes").status_code == 302
    asked.refresh_from_db()
    assert (asked.approved, asked.decided_by_id, asked.capacity) == (True, 3, "")
    assert Plan.objects.get(pk=asked.subject).state == "approved"
    assert desk.case.stage == Stage.SERVICE
    assert Fact.objects.filter(case=desk.case, code="plan_approved").exists()


def test_whose_decision_it_is_opens_what_it_is_about_on_one_page_and_comes_back(desk: Desk) -> None:
    """It took a page that showed nothing, a page for the PIN, a page for a reason, and lost the way back."""
    asked = submitted(desk)
    here = f"{desk.address('cases:decide', asked.pk)}?kembali=/"
    lock = desk.get("cases:decide", asked.pk, who="citra", query="?kembali=/")["Location"]
    assert lock == f"{desk.address('cases:reveal_case')}?{urlencode({'next': here})}"
    browser = desk.people.client("citra")
    set_pin("citra")
    page = browser.get(lock).content.decode()
    assert 'name="pin"' in page
    assert re.search(r'value="supervises"[^>]* checked', page)
    told = {"action_id": str(new_id()), "because": "supervises", "note": "", "pin": "000000"}
    wrong = browser.post(lock, told)
    assert (wrong.status_code, "PIN salah" in words(wrong)) == (422, True)
    assert browser.get(here).status_code == 302
    assert browser.post(lock, {**told, "pin": PIN})["Location"] == here
    assert GOAL in words(browser.get(here))
    desk.again()
    assert User.objects.get(worker__name="Citra Contoh").pin_failures == 0
    again = browser.get(lock).content.decode()
    assert 'name="pin"' not in again  # once a session


def test_a_colleague_is_asked_why_and_nothing_is_chosen_for_them(desk: Desk) -> None:
    asked = submitted(desk)
    assert desk.get("cases:decide", asked.pk, who="bima").status_code == 200  # reads why not
    set_pin("bima")
    page = words(desk.get("cases:reveal_case", who="bima"))
    assert " checked" not in page.partition('name="because"')[2].partition("</fieldset>")[0]


def test_wrong_pins_count_here_too(desk: Desk) -> None:
    submitted(desk)
    set_pin("citra")
    for _ in range(5):
        desk.post("cases:reveal_case", who="citra", because="supervises", note="", pin="000000")
    assert "PIN terkunci" in words(desk.post("cases:reveal_case", who="citra", because="supervises", note="", pin=PIN))


def test_what_was_not_read_is_not_decided(desk: Desk) -> None:
    asked = submitted(desk)
    for approved, note in (("yes", ""), ("no", "Tambah jadwal kunjungan")):
        answer = desk.post("cases:decide", asked.pk, who="citra", approved=approved, note=note)
        assert answer.status_code == 422
        assert "Buka dan baca dulu isinya" in words(answer)
    desk.reveal("citra")
    assert "Buka dan baca dulu isinya" in words(desk.post("cases:decide", asked.pk, who="citra", approved="yes"))
    asked.refresh_from_db()
    assert asked.approved is None


def test_what_was_read_and_is_hidden_again_is_not_decided(desk: Desk) -> None:
    asked = submitted(desk)
    desk.reveal("citra")
    desk.get("cases:decide", asked.pk, who="citra")
    desk.post("cases:reveal_case", who="citra", hide="1")
    assert desk.post("cases:decide", asked.pk, who="citra", approved="yes").status_code == 422


def test_the_action_itself_asks_the_view_log(desk: Desk) -> None:
    asked = submitted(desk)
    given: dict[str, Any] = {"approval": asked, "plan": Plan.objects.get(pk=asked.subject), "approved": True,
                             "note": "", "capacity": ""}  # fmt: skip
    with pytest.raises(Refused, match="Buka dan baca"):
        decide_plan(**given, by=desk.people.actor("citra"), action_id=new_id())
    above = replace(desk.people.actor("citra"), office=2, offices=(2,))
    set_scope(above.offices, above.worker)
    with pytest.raises(NotAllowed, match="milik kantor lain"):
        decide_plan(**given, by=above, action_id=new_id())


def test_a_returned_plan_says_what_to_mend_and_can_be_changed(desk: Desk) -> None:
    asked = submitted(desk)
    answer = desk.decide(asked.pk, approved="no")
    assert answer.status_code == 422
    assert desk.decide(asked.pk, approved="no", note="Tambah jadwal kunjungan").status_code == 302
    page = words(desk.get("cases:plan", asked.subject))
    assert "Dikembalikan oleh Citra Contoh" in page
    assert "Tambah jadwal kunjungan" in page
    assert desk.post("cases:plan_edit", asked.subject, goal=GOAL, **STEPS, version="1").status_code == 302
    desk.post("cases:plan_submit", asked.subject)
    assert Approval.objects.filter(approved=None).count() == 1


def test_the_author_reads_why_not_even_as_a_stand_in(desk: Desk) -> None:
    asked = submitted(desk)
    stand_in(1)
    assert OWN in words(desk.get("cases:decide", asked.pk))
    answer = desk.post("cases:decide", asked.pk, approved="yes", capacity="plh")
    assert answer.status_code == 422
    asked.refresh_from_db()
    assert asked.approved is None


def test_a_stand_in_decides_in_that_capacity(desk: Desk) -> None:
    asked = submitted(desk)
    assert "Hanya Kabid atau pejabat penggantinya" in words(desk.get("cases:decide", asked.pk, who="bima"))
    stand_in(2, "plt")
    desk.reveal("bima")
    assert "Plt. (pelaksana tugas)" in words(desk.get("cases:decide", asked.pk, who="bima"))
    assert desk.decide(asked.pk, "bima", approved="yes", capacity="an").status_code == 422
    assert desk.decide(asked.pk, "bima", approved="yes", capacity="plt").status_code == 302
    asked.refresh_from_db()
    assert (asked.approved, asked.decided_by_id, asked.capacity) == (True, 2, "plt")


def test_a_capacity_nobody_gave_is_refused(desk: Desk) -> None:
    asked = submitted(desk)
    by = desk.people.actor("citra")
    saw(DECISION, asked.pk, by)
    with pytest.raises(Refused, match="kedudukan"):
        decide_plan(
            approval=asked,
            plan=Plan.objects.get(pk=asked.subject),
            approved=True,
            note="",
            capacity="plt",
            by=by,
            action_id=new_id(),
        )


def test_it_is_decided_once(desk: Desk) -> None:
    asked = submitted(desk)
    once = str(new_id())
    for _time in range(2):
        assert desk.decide(asked.pk, approved="yes", action_id=once).status_code == 302
    assert "sudah diputuskan" in words(desk.decide(asked.pk, approved="no", note="Tunggu"))
    assert Plan.objects.get(pk=asked.subject).state == "approved"


def test_outsiders_do_not_find_it_and_it_costs_few_statements(desk: Desk) -> None:
    asked = submitted(desk)
    assert desk.get("cases:decide", asked.pk, who="dewi").status_code == 404
    assert desk.get("cases:decide", new_id()).status_code == 404
    assert desk.statements("cases:decide", asked.pk) <= 7
