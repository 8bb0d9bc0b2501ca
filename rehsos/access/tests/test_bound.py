"""A form that does not fit its action is refused when it is read, with both names."""

import pytest
from django import forms

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
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
