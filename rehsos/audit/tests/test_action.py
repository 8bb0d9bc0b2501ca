"""The road every write takes."""

import subprocess
import sys
from datetime import date
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from rehsos.audit.actions import REGISTRY, DoneBefore, Text, action, new_id, spec_of
from rehsos.audit.actor import Actor, acting_for, set_scope
from rehsos.audit.answers import Conflict
from rehsos.audit.models import Action
from rehsos.cases.actions.stages import set_risk
from rehsos.cases.actions.work import add_task
from rehsos.cases.models import Case, Errand, Risk
from rehsos.cases.tests.test_open_case import opened, rambu
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex
from rehsos.vault.keys import key_of
from rehsos.vault.seal import unseal_json


def test_a_bare_text_parameter_is_refused_when_the_module_is_read() -> None:
    with pytest.raises(TypeError, match="say Text"):

        @action("x")
        def leak(*, note: str, by: Actor, action_id: UUID) -> None: ...


def test_an_action_takes_keywords_only() -> None:
    with pytest.raises(TypeError, match="keywords only"):

        @action("x")
        def loose(note: Text, *, by: Actor, action_id: UUID) -> None: ...


def test_an_action_needs_an_actor_and_an_id() -> None:
    with pytest.raises(TypeError, match="action_id"):

        @action("x")
        def nameless(*, note: Text, by: Actor) -> None: ...


def test_a_name_of_another_action_is_refused_and_both_are_said() -> None:
    with pytest.raises(TypeError, match=r"set_risk of .*test_action is the name of one in rehsos\.cases\.actions"):

        @action("x")
        def set_risk(*, note: Text, by: Actor, action_id: UUID) -> None: ...


def test_every_process_knows_every_action_of_the_house() -> None:
    known = "from rehsos.audit.actions import REGISTRY; print(*sorted(REGISTRY))"
    code = f"import config.wsgi; {known}"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert {"erase_texts", "set_terms", "supervise", "add_office"} <= set(seen.stdout.split())
    assert set(seen.stdout.split()) == {name for name in REGISTRY if name != "only_in_a_test"}


def test_a_line_says_its_room_and_what_was_done_before_gives_the_same_thing(people: Any) -> None:
    by, once = people.actor("melati"), new_id()
    case = opened(by)
    task = {"case": case, "kind": Errand.BIRTH, "what": "Akta", "due_on": None, "agency": "", "by": by}
    first = add_task(**task, action_id=once)
    assert add_task(**task, action_id=once) == first
    assert Action.objects.get(pk=once).room == "cases"


def test_what_was_made_before_and_is_not_to_be_seen_any_more_gives_its_receipt(people: Any) -> None:
    by, once = people.actor("melati"), new_id()
    case = opened(by)
    task = {"case": case, "kind": Errand.BIRTH, "what": "Akta", "due_on": None, "agency": "", "by": by}
    add_task(**task, action_id=once)
    set_scope((), by.worker)
    with pytest.raises(DoneBefore) as seen:
        add_task(**task, action_id=once)
    assert (seen.value.name, seen.value.id) == ("add_task", once)


def test_a_line_older_than_a_new_name_is_read_under_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehsos.audit.actions.EARLIER_NAMES", {"rate_risk": "set_risk"})
    assert spec_of("rate_risk") is REGISTRY["set_risk"]
    with pytest.raises(TypeError, match="rate_risk"):

        @action("x")
        def rate_risk(*, note: Text, by: Actor, action_id: UUID) -> None: ...


def test_one_sees_again_what_one_saw_before_also_inside(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    with acting_for(()):
        assert not Case.objects.filter(pk=case.pk).exists()
        with acting_for(by.offices):
            assert Case.objects.filter(pk=case.pk).exists()
        assert not Case.objects.filter(pk=case.pk).exists()
    assert Case.objects.filter(pk=case.pk).exists()


def test_every_action_has_a_title_and_says_what_it_does() -> None:
    assert [s.name for s in REGISTRY.values() if not s.doc or not str(s.title)] == []


def test_free_text_is_sealed_and_opens_with_the_case_key(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    set_risk(case=case, risk=Risk.HIGH, reasons="Disangka serumah", by=by, action_id=(done := new_id()))
    row = Action.objects.get(pk=done)
    assert row.facts == {"case": str(case.pk), "risk": "high"}
    assert "serumah" not in str(row.facts) + bytes(row.sealed or b"").decode("latin1")
    said = unseal_json(key_of(case.pk), bytes(row.sealed or b""), subject=case.pk, context="action")
    assert said == {"reasons": "Disangka serumah"}


def test_a_correction_is_another_row(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    for risk in (Risk.HIGH, Risk.LOW):
        set_risk(case=case, risk=risk, reasons="Alasan", by=by, action_id=new_id())
    assert Action.objects.filter(dossier=case.pk, name="set_risk").count() == 2
    assert Case.objects.get(pk=case.pk).risk == Risk.LOW


def test_the_same_id_by_somebody_else_is_refused(people: Any) -> None:
    by, once = people.actor("melati"), new_id()
    case = opened(by)
    set_risk(case=case, risk=Risk.HIGH, reasons="Alasan", by=by, action_id=once)
    with pytest.raises(Conflict):
        set_risk(case=case, risk=Risk.HIGH, reasons="Alasan lain", by=by, action_id=once)


def test_a_refused_action_leaves_no_row(people: Any) -> None:
    by = people.actor("melati")
    before = Action.objects.count()
    with pytest.raises(Exception, match="masa depan"):
        opened(by, client=rambu(by), opened_on=date(2099, 1, 1))
    assert Action.objects.count() == before + 1  # the person was registered, the case was not opened


@pytest.mark.django_db(transaction=True)
def test_two_tabs_sending_the_same_form_at_once_do_it_once() -> None:
    from rehsos.demo import cast

    by, once = cast.actor(cast.MELATI), new_id()
    answers: list[Person] = []

    def send() -> None:
        with transaction.atomic():
            set_scope(by.offices, by.worker)
            answers.append(
                register_person(
                    identity=Identity(called="Mawar"),
                    sex=Sex.FEMALE,
                    birth_year=2017,
                    birth_estimated=True,
                    by=by,
                    action_id=once,
                )
            )
        connection.close()

    tabs = [Thread(target=send) for _tab in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert [answer.pk for answer in answers] == [once, once]
    with transaction.atomic():
        set_scope(by.offices, by.worker)
        assert Action.objects.filter(pk=once).count() == 1
