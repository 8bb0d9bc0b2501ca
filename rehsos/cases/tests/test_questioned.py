"""A form that may ask why something came earlier than what it follows has the field to say so on its page."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from django.forms import BaseForm
from django.template.loader import get_template

import rehsos

from ..forms.facts import FactForm

HOUSE = Path(inspect.getfile(rehsos)).parent
DRAWS = re.compile(r"form\.reason\b|form\.visible_fields\(\)")


def _pages() -> Iterator[tuple[type[BaseForm], str]]:
    """Each form with a reason beside the template that its page names."""
    for file in sorted(HOUSE.glob("*/pages*/**/*.py")) + sorted(HOUSE.glob("*/*pages*.py")):
        module = import_module(".".join(("rehsos", *file.relative_to(HOUSE).with_suffix("").parts)))
        for call in ast.walk(ast.parse(file.read_text())):
            if isinstance(call, ast.Call):
                yield from _of(module, call)


def _of(module: Any, call: ast.Call) -> Iterator[tuple[type[BaseForm], str]]:
    given = [getattr(module, arg.id, None) for arg in call.args if isinstance(arg, ast.Name)]
    named = [kw.value.value for kw in call.keywords if kw.arg == "template" and isinstance(kw.value, ast.Constant)]
    for form in given:
        if isinstance(form, type) and issubclass(form, BaseForm) and "reason" in form.base_fields:
            yield from ((form, str(template)) for template in named)


def _draws(template: str) -> bool:
    loaded: Any = get_template(template)
    source = Path(loaded.template.filename).read_text()
    if "{% block fields %}" in source:
        return bool(DRAWS.search(source))
    above = re.search(r'{% extends "([^"]+)" %}', source)
    return above is not None and _draws(above[1])


def test_the_page_of_every_form_with_a_reason_draws_it() -> None:
    pages = set(_pages())
    assert (FactForm, "cases/fact.html") in pages
    assert len(pages) > 3
    assert not [f"{form.__name__}: {template}" for form, template in pages if not _draws(template)]
