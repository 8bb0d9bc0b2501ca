"""Our way of compiling templates says letter for letter what Jinja's own says."""

from datetime import date
from types import FunctionType
from typing import Any

import pytest
from django.template import engines
from django.utils.translation import gettext_lazy
from jinja2 import DictLoader, Environment, UndefinedError
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from markupsafe import Markup

from rehsos.look.compiling import STRAIGHT, Compiler, ShorterEnvironment

KIT = """
{% macro chip(text, tone="", icon=None) -%}
<span class="{{ tone }}">{% if icon %}{{ icon }}{% endif %}{{ text }}</span>
{%- endmacro %}
{% macro card(title=None, note=None, pad=False) %}
<section>{{ title }}{{ caller() }}{% if note %}{{ chip(note, tone="soft") }}{% endif %}</section>
{% endmacro %}
{% macro maybe(text) %}{{ text }}{% if caller is defined and caller %}{{ caller() }}{% endif %}{% endmacro %}
{% macro each(rows) %}{% for it in rows %}{{ caller(it, loop.index) }}{% endfor %}{% endmacro %}
{% macro outer(text, rows=[], tone="late") %}{% for it in rows %}{% call card(text, note=tone) %}
{{ text }}{{ it.code }}{% call card() %}{{ tone }}{% endcall %}{% endcall %}{% endfor %}{% endmacro %}
{% macro open(first) %}{{ first }} {{ varargs|join(",") }} {{ kwargs|dictsort }}{% endmacro %}
"""
GIVEN: dict[str, Any] = {
    "name": "<b>Ana & Beni</b>",
    "safe": Markup("<i>sudah</i>"),
    "lazy": gettext_lazy("Kasus"),
    "rows": [{"code": "53.01", "items": "kolom", "n": 1, "none": None}, {"code": "<54>", "n": 2, "count": 3}],
    "deep": {"one": {"two": "<"}, "none": {}},
    "day": date(2018, 9, 21),
    "plain": lambda *args, **given: f"{args}{sorted(given)}<",
}
SAID = [
    "{{ name }}{{ safe }}{{ lazy }}{{ day }}{{ 7 }}{{ none }}{{ missing }}{{ 1.5 }}{{ true }}{{ '<a>' }}",
    "{{ chip(name) }}{{ chip(safe, 'late') }}{{ chip(text=name, icon=safe) }}{{ chip() }}",
    "{{ chip(name, icon=chip('x')) }}{{ {'a': chip}['a'](name) }}",
    "{% call card(name, note='a&b') %}{{ name }}{% call card() %}{{ safe }}{% endcall %}{% endcall %}",
    "{{ maybe('a') }}{% call maybe('b') %}{{ name }}{% endcall %}",
    "{% call maybe('b') %}{{ caller is defined }}{% endcall %}",
    "{% call(row, n) each(rows) %}{{ n }}{{ row.code }}{% endcall %}",
    "{{ open(1, 2, name, a=safe, b=3) }}",
    "{% for r in rows %}{{ loop.index }}{{ r.code }}{{ r.n }}{{ r.none }}{{ r['code'] }}{{ r.get('n') }}{% endfor %}",
    "{% for r in rows %}{{ r.items }}{{ r.count }}{{ r.nothing }}{{ r.nothing is defined }}{% endfor %}",
    "{% set body %}{{ name }}{% endset %}{{ body }}{{ chip(body) }}{{ name ~ safe }}{{ [name, safe] | join(', ') }}",
    "{% macro own(x) %}{{ x }}{{ name }}{% endmacro %}{{ own('<') }}{{ own(x=safe) }}{{ plain(1, a=2) }}",
    "{{ rows | map(attribute='code') | map('upper') | join }}{{ name | escape }}{{ name | safe }}",
    "{% filter upper %}{{ name }}{{ safe }}{% endfilter %}{% if loop is defined %}x{% endif %}",
    "{% macro tree(n) %}{{ n }}{% if n %}({{ tree(n - 1) }}){% endif %}{% endmacro %}{{ tree(3) }}",
    (
        "{% autoescape false %}{{ name }}{{ chip(name) }}{% macro raw(x) %}{{ x }}{% endmacro %}{{ raw(name) }}"
        "{% endautoescape %}"
    ),
    "{{ plain(1, class='a', b=2) }}{{ plain(*[1, 2], **{'class': 3}) }}{{ name.upper() }}{{ rows[0].get('code') }}",
    "{% for r in rows %}{% if loop.changed(r.n) %}{{ r.n }}{% endif %}{% endfor %}{{ cycler('a', 'b').next() }}",
    "{{ outer(name, rows) }}{{ deep.one.two }}{{ deep.one['two'] }}{{ (rows | first).code }}{{ deep.none.two }}",
    "{% import 'kit' as kit %}{{ kit.chip(name) }}{% call kit.card(name) %}{{ safe }}{% endcall %}",
]
REFUSED = {
    "{{ chip(1, 2, 3, 4) }}": TypeError,
    "{{ chip(colour='x') }}": TypeError,
    "{{ chip('a', text='b') }}": TypeError,
    "{{ card('nobody calls') }}": UndefinedError,
    "{{ missing.more }}": UndefinedError,
    "{{ missing() }}": UndefinedError,
}


def said(made: type[Environment], text: str) -> str:
    """A template as an environment of that kind draws it."""
    loader = DictLoader(
        {"kit": KIT, "page": "{% from 'kit' import chip, card, maybe, each, outer, open with context %}" + text}
    )
    return made(autoescape=True, loader=loader).get_template("page").render(GIVEN)


@pytest.mark.parametrize("text", SAID)
def test_it_says_what_jinja_says(text: str) -> None:
    assert said(ShorterEnvironment, text) == said(Environment, text) != ""


@pytest.mark.parametrize(("text", "error"), REFUSED.items())
def test_it_refuses_what_jinja_refuses(text: str, error: type[Exception]) -> None:
    for made in (Environment, ShorterEnvironment):
        with pytest.raises(error):
            said(made, text)


def test_the_pages_take_the_shorter_way() -> None:
    told: Any = engines["jinja2"].env
    kit = told.get_template("look/ui.html").module
    assert isinstance(kit.chip, FunctionType)
    assert kit.chip("<a>", tone="late") == Markup('<span class="chip late">&lt;a&gt;</span>')


def test_nothing_that_pages_call_asks_for_their_context() -> None:
    told: Any = engines["jinja2"].env
    assert told.globals
    asks = [name for name, it in told.globals.items() if type(it) in STRAIGHT and hasattr(it, "jinja_pass_arg")]
    assert asks == []


def test_jinja_still_has_what_we_lean_on() -> None:
    ours = {name for name in vars(Compiler) if not name.startswith("__")}
    assert ours - {"_handed_over"} <= set(dir(CodeGenerator))
    assert "call" in vars(Context)
