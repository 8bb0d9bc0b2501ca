"""Who is suspected lives with the client: safety first, whatever the risk, until it is written what was done."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from conftest import FewStatements, People, save, unlock
from rehsos.audit.actions import new_id
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.cases.actions.homes import see_to_home
from rehsos.cases.actions.meeting import met
from rehsos.cases.actions.opening import add_participant, change_participant
from rehsos.cases.actions.stages import set_risk
from rehsos.cases.models import Approval, Case, Participant, Relation, Risk
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex

from .conftest import Desk, words
from .test_alarm import SIX, told
from .test_open_case import opened
from .test_plan import submitted

SAID = "Orang yang disangka tinggal serumah dengan klien"
FIRST = "Keselamatan klien dulu"


@pytest.fixture
def case(people: People) -> Case:
    return opened(people.actor("melati"))


def beside(people: People, case: Case, **more: bool | None) -> Participant:
    by = people.actor("melati")
    pk = new_id()
    register_person(identity=Identity(called="Ayah tiri"), sex=Sex.MALE, birth_year=None, birth_estimated=False, by=by,
                    action_id=pk)  # fmt: skip
    given: dict[str, Any] = {"lives_together": True, "alleged": True, "trusted": False, "no_contact": True, **more}
    return add_participant(case=case, person=Person.objects.get(pk=pk), relation=Relation.OTHER, safe_contact="",
                           by=by, action_id=new_id(), **given)  # fmt: skip


def changed(people: People, one: Participant, **more: bool) -> None:
    given: dict[str, Any] = {"lives_together": True, "alleged": True, "trusted": False, "no_contact": True, **more}
    change_participant(participant=one, relation=Relation.OTHER, safe_contact="", by=people.actor("melati"),
                       action_id=new_id(), **given)  # fmt: skip


def seen_to(people: People, case: Case, done: str = "Tidur di rumah nenek.") -> None:
    see_to_home(case=case, done=done, by=people.actor("melati"), action_id=new_id())


@pytest.mark.parametrize("who", ["melati", "citra"])
@pytest.mark.parametrize("risk", [None, Risk.LOW, Risk.CRITICAL])
def test_it_stands_first_whatever_the_risk(
    people: People, case: Case, who: str, risk: Risk | None, few_statements: FewStatements
) -> None:
    beside(people, case)
    if risk:
        set_risk(case=case, risk=risk, reasons="Dinilai", by=people.actor("melati"), action_id=new_id())
    card = told(people, who).partition(f"<h2>{FIRST}</h2>")[2].partition("</section>")[0]
    assert (SAID in card, case.code in card, "Risiko kritis" in card) == (True, True, risk == Risk.CRITICAL)
    assert card.count("<article") == 1
    assert ("Catat yang dilakukan" in card) is (who == "melati")
    few_statements(people.client(who), "/")


def test_nobody_else_reads_it(people: People, case: Case) -> None:
    beside(people, case)
    for who in ("bima", "eka", "dewi", "fajar"):
        assert SAID not in told(people, who), who


def test_no_contact_settles_it_but_what_was_done_does(people: People, case: Case) -> None:
    beside(people, case)
    met(case, timezone.now() + timedelta(days=2), by=people.actor("melati"))
    assert SAID in told(people)
    seen_to(people, case)
    assert SAID not in told(people)
    assert "Tidur di rumah nenek." in unlock(people.client("melati")).get(f"/kasus/{case.code}/").content.decode()
    with pytest.raises(Refused, match="Sudah dicatat"):
        seen_to(people, case)


def test_it_is_told_anew_of_who_comes_to_live_there_and_no_more_of_who_left(people: People, case: Case) -> None:
    one = beside(people, case)
    seen_to(people, case)
    changed(people, one)
    assert SAID not in told(people), "nothing new was told"
    changed(people, one, lives_together=False)
    changed(people, one)
    assert SAID in told(people)
    changed(people, one, alleged=False)
    assert SAID not in told(people)
    beside(people, case, lives_together=None)
    assert SAID not in told(people)


@pytest.mark.parametrize(("answer", "stands"), [("yes", True), ("no", False), ("unknown", False)])
def test_an_assessment_that_found_it_tells_it(people: People, case: Case, answer: str, stands: bool) -> None:
    from rehsos.cases.actions.work import assess

    by = people.actor("melati")
    assess(case=case, blank="short_assessment", about="client", phase="", on=timezone.localdate(timezone=by.zone),
           answers={**SIX, "self_harm": "no", "alleged_at_home": answer}, by=by, action_id=new_id())  # fmt: skip
    assert (SAID in told(people)) is stands


def test_what_was_done_is_written_on_its_page_by_who_works_the_case(people: People, case: Case) -> None:
    beside(people, case)
    address = reverse("cases:see_to_home", args=[case.code])
    browser = unlock(people.client("melati"))
    assert save(browser, address, {"done": "  "}).status_code == 422
    assert save(browser, address, {"done": "Polisi menjemput terlapor."}).status_code == 302
    assert SAID not in told(people, "melati")
    assert people.client("dewi").get(address).status_code == 404
    assert people.client("bima").get(address).status_code in {403, 404}
    for who in ("bima", "citra", "eka"):
        with pytest.raises((Refused, NotAllowed)):
            see_to_home(case=case, done="Ya", by=people.actor(who), action_id=new_id())
    with pytest.raises(Refused, match="Tulis apa"):
        seen_to(people, case, " ")


def test_who_is_known_before_is_told_of_once_it_is_upgraded(people: People, case: Case) -> None:
    beside(people, case)
    Case.objects.update(home_unsafe_on=None)
    upgrade = import_module("rehsos.cases.migrations.0049_who_is_suspected_at_home_is_told_until_it_was_seen_to")
    with connection.cursor() as cursor:
        cursor.execute(upgrade.TOLD)
    people.actor("melati")
    assert Case.objects.get(pk=case.pk).home_unsafe_on == timezone.localdate()


def test_the_end_of_the_case_names_it_with_the_risk_its_day_and_reason(people: People, case: Case) -> None:
    beside(people, case)
    set_risk(case=case, risk=Risk.HIGH, reasons="Ancaman di rumah", by=people.actor("melati"), action_id=new_id())
    browser = unlock(people.client("melati"))
    page = browser.get(reverse("cases:request_closure", args=[case.code])).content.decode()
    for said in (SAID, "Tinggi, dinilai", "Ancaman di rumah"):
        assert said in page


def test_the_end_of_the_case_names_each_step_of_the_plan_that_nothing_carried_out(desk: Desk) -> None:
    desk.decide(submitted(desk).pk, approved="yes")
    open_ = words(desk.get("cases:request_closure"))
    assert open_.count("Langkah rencana belum dilakukan") == 2
    desk.post("cases:request_closure", reason="goals_met", goals="met", carer="Nenek", told_client="Lisan",
              handed_on="Bima")  # fmt: skip
    asked = Approval.objects.get(approved=None)
    assert words(desk.get("cases:decide", asked.pk, who="citra")).count("Langkah rencana belum dilakukan") == 2
