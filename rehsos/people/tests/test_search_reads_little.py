"""What a search reads: no looser step than it needs, and of nobody but who was found."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from rehsos.audit.actor import Actor
from rehsos.people.queries import MOST, _asked, _find, _Finder, _standing
from rehsos.people.tests.test_search import registered
from rehsos.people.tokens import Query, query_tokens
from rehsos.vault.keys import keyset

pytestmark = pytest.mark.django_db
NAMES = ("Rambu Teladan", "Rambu Contoh", "Rambu Bayangan")
LIMIT = 50


def asked(text: str, enough: int | None) -> Query:
    """A question of which the first step alone is enough with so many."""
    query = query_tokens(keyset().token_key, text, regency="53.01")
    first, *others = query.steps
    return replace(query, steps=(replace(first, enough=enough), *others))


def brought(query: Query, by: Actor, wanted: str) -> list[Any]:
    finder = _Finder(query, by)
    step = next(step for step in query.steps if step.why == wanted)
    return [sorted(one.key for one in finder.fetch(step, LIMIT)), sorted(finder.brought)]


def test_where_the_first_step_brings_enough_no_other_is_asked(people: Any) -> None:
    by = people.actor("melati")
    found = sorted(registered(by, name).pk for name in NAMES)
    near, steps = brought(asked("Rambu", 2), by, "near")
    assert (near, steps) == (found, ["near"])
    near, steps = brought(asked("Rambu", 4), by, "near")
    assert near == found
    assert {"near", "whole", "all"} <= {*steps}


def test_a_step_that_was_not_asked_is_asked_when_it_is_wanted(people: Any) -> None:
    by = people.actor("melati")
    registered(by, "Rambu Contoh")
    query = asked("Rambu", 1)
    finder = _Finder(query, by)
    [near, _whole, *_carer, every] = query.rounds[0]
    one = [candidate.key for candidate in finder.fetch(near, LIMIT)]
    assert every.why not in finder.brought
    assert [candidate.key for candidate in finder.fetch(every, LIMIT)] == one


def test_a_search_puts_together_nobody_but_who_was_found(people: Any) -> None:
    """Whatever the planner believes: first those found, then each by its id; never all that an office sees."""
    by = people.actor("melati")
    steps = asked("Rambu", None).rounds[0]
    given = {**_standing(by), **_asked(steps), "limit": LIMIT, "few": 25, "most": MOST, "enough": MOST, "sure": [1]}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(f"EXPLAIN {_find('tokens')}", given)
        plan = [row[0] for row in cursor.fetchall()]
    assert plan[0].startswith("Nested Loop"), plan
