"""A form that does not fit its action is refused when it is read, with both names; its page does nothing else."""

from typing import Any

import pytest
from django import forms
from django.urls import reverse

from conftest import opened_form
from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.audit.actions import new_id, nothing_but
from rehsos.audit.models import Action
from rehsos.cases.actions import stages, work
from rehsos.cases.models import Errand, Risk, Task
from rehsos.cases.tests.test_open_case import opened
from rehsos.people.actions.sameness import say_apart


def test_a_field_too_much_and_one_that_lacks_are_both_named() -> None:
    with pytest.raises(
        TypeError, match=r"Wrong does not fit .*say_apart: gives \['why'\] too much, lacks \['reason'\]"
    ):

        class Wrong(ActionForm):
            does = Does(say_apart, about=("person",))
            why = forms.CharField()


def test_what_the_page_gives_counts_too() -> None:
    with pytest.raises(TypeError, match=r"lacks \['person'\]"):

        class Wrong(ActionForm):
            does = Does(say_apart)
            reason = forms.CharField()


def test_a_form_that_inherits_fields_is_compared_again() -> None:
    class Right(ActionForm):
        does = Does(say_apart, about=("person",))
        reason = forms.CharField()

    with pytest.raises(TypeError, match=r"gives \['more'\] too much"):

        class Wrong(Right):
            more = forms.CharField()


def test_who_gives_must_say_what_it_does() -> None:
    class Silent(ActionForm):
        reason = forms.CharField()

    form = Silent({"reason": "x"})
    assert form.is_valid()
    with pytest.raises(TypeError, match="does not say what it does"):
        _ = form.given


def test_a_page_that_would_do_what_its_form_does_not_name_writes_nothing(
    people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(people.actor("melati"))
    hers, address = people.client("melati"), reverse("cases:task_new", args=[case.code])
    sent = opened_form(hers, address) | {"kind": "birth", "what": "Akta lahir", "agency": "", "due_on": "2099-01-09"}

    def another(*, case: Any, by: Any, action_id: Any, **_told: Any) -> None:
        stages.set_risk(case=case, risk=Risk.HIGH, reasons="x", by=by, action_id=action_id)

    with monkeypatch.context() as wrong:
        wrong.setattr(work, "add_task", another)
        with pytest.raises(TypeError, match=r"set_risk is none of those that may happen here: \['add_task'\]"):
            hers.post(address, sent)
    people.actor("melati")
    assert not Action.objects.filter(pk=sent["action_id"]).exists()
    assert hers.post(address, sent).status_code == 302
    assert Task.objects.filter(pk=sent["action_id"]).exists()


def test_what_an_action_does_inside_is_its_own_affair(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    task = {"case": case, "kind": Errand.BIRTH, "what": "Akta", "due_on": None, "agency": "", "by": by}
    with nothing_but(stages.set_risk):
        stages.set_risk(case=case, risk=Risk.HIGH, reasons="x", by=by, action_id=new_id())  # moves clocks, by actions
        with pytest.raises(TypeError, match="add_task"):
            work.add_task(**task, action_id=new_id())
    work.add_task(**task, action_id=new_id())


def test_what_is_no_action_must_name_those_it_is_made_of() -> None:
    def several(*, person: Any, reason: str, by: Any, action_id: Any) -> None: ...

    with pytest.raises(TypeError, match=r"several is no action; name those it is made of"):

        class Wrong(ActionForm):
            does = Does(several, about=("person",))
            reason = forms.CharField()

    class Right(ActionForm):
        does = Does(several, about=("person",), of=(say_apart,))
        reason = forms.CharField()

    assert [does.carries_out for does in Right.all_it_does()] == [(say_apart,)]
