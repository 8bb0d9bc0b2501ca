"""What an action refuses at one of its arguments stands beside a field of the form that carries it out, with a link.

Where the form calls it otherwise, the words stood at the top, and nobody was led to what they are about.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver

from rehsos.access.pages import ActionForm

_ = get_resolver().url_patterns  # every page is read in, and so is every form
TOP = {
    "settle_clash": {"at"},  # the hour is that of the other office, which nobody types there
    "swap_leads": {"kind", "worker"},  # who they are stands on the page; whether they may is said of the whole
    "decide_closure": {"reason"},  # whoever asked wrote it; who decides reads what is not done yet
    "send_referral": {"receiver"},  # chosen a step before, where it is refused beside its field
}
"""What is about no field of the form, and stands at its top: why."""


def forms(of: type[ActionForm] = ActionForm) -> Iterator[type[ActionForm]]:
    for each in of.__subclasses__():
        yield each
        yield from forms(each)


def fields_of(form: type[ActionForm]) -> set[str]:
    """As its page has them: of rows the first."""
    rows = (inspect.getsource(vars(each)["row_fields"]) for each in form.__mro__ if "row_fields" in vars(each))
    named = re.findall(r'"(\w+)":', "\n".join(rows))
    return {*form.base_fields, *(f"{name}_0" for name in named)}


def refused_at(action: Any) -> set[str]:
    """The names beside which an action, and what it calls in its own file, refuses."""
    read = ast.parse(inspect.getsource(sys.modules[action.__module__])).body
    whole = {node.name: node for node in read if isinstance(node, ast.FunctionDef)}
    left, seen, found = [action.__name__], set[str](), set[str]()
    while left:
        name = left.pop()
        if name in seen or name not in whole:
            continue
        seen.add(name)
        calls = [node for node in ast.walk(whole[name]) if isinstance(node, ast.Call)]
        left += [node.func.id for node in calls if isinstance(node.func, ast.Name)]
        named = [one.value for node in calls for one in node.keywords if one.arg == "field"]
        found |= {str(one.value) for one in named if isinstance(one, ast.Constant) and one.value}
    return found


CASES = sorted(
    {(form, action) for form in forms() for does in form.all_it_does() for action in does.carries_out},
    key=lambda one: (one[0].__module__, one[0].__qualname__, one[1].__name__),
)


def test_there_are_forms_and_refusals() -> None:
    assert len(CASES) > 100
    assert sum(bool(refused_at(action)) for _form, action in CASES) > 40


@pytest.mark.parametrize(("form", "action"), CASES, ids=lambda it: it.__name__)
def test_what_is_refused_at_an_argument_stands_beside_a_field(form: type[ActionForm], action: Any) -> None:
    here = fields_of(form)
    lost = {name for name in refused_at(action) if form.said_at.get(name, name) not in here}
    assert lost <= TOP.get(action.__name__, set()), f"{form.__name__}: one word for one thing, or `said_at`"
