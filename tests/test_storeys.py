"""Rooms speak to each other in strings too: tables in SQL, names of pages, of templates, of actions.

What the linter of imports cannot see keeps to the same contract: a room names itself and what stands below it.
A page above is reached by what it shows (`look.doors.Way`).
"""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from django.apps import apps

from rehsos.audit.actions import REGISTRY
from rehsos.house.counting import Source
from rehsos.house.rooms import every, given
from rehsos.justice.roles import Role
from rehsos.look.repeated import ways
from rehsos.referral.doors import AnsweredOn
from rehsos.referral.offered import STAY
from tests.test_house import ROOMS, storeys
from tests.whole_office import doors

STRING = re.compile(r"""["']([\w/:]+(?:\.html)?)["']""")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
QUOTED = re.compile(r"'(\w+)'")
WAY = re.compile(r"""way_to\(["'](\w+)["']""")


def sources(suffix: str) -> Iterator[tuple[str, str]]:
    """Each file of a room that is code, with its text: no tests, no migrations."""
    for path in sorted(ROOMS.rglob(f"*{suffix}")):
        inside = path.relative_to(ROOMS)
        if len(inside.parts) > 1 and not {"tests", "migrations"} & set(inside.parts):
            yield str(inside), path.read_text()


def strings(text: str) -> Iterator[str]:
    """The strings of a Python file that say nothing to a reader: no docstrings."""
    nodes = list(ast.walk(ast.parse(text)))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@cache
def tables() -> dict[str, str]:
    models = apps.get_models(include_auto_created=True)
    return {m._meta.db_table: m.__module__.split(".")[1] for m in models if m.__module__.startswith("rehsos.")}


@cache
def names() -> dict[str, str]:
    """Pages, templates and actions, and whose each is. An action of one word is a word like any other."""
    list(every("actions"))
    ours = (spec for spec in REGISTRY.values() if spec.module.startswith("rehsos.") and ".tests." not in spec.module)
    templates = (path.relative_to(ROOMS).parts for path in ROOMS.rglob("templates/**/*.html"))
    return {
        **{spec.name: spec.room for spec in ours if "_" in spec.name},
        **{"/".join(parts[2:]): parts[0] for parts in templates},
        **{door.name: door.name.partition(":")[0] for door in doors() if ":" in door.name},
    }


def named() -> Iterator[tuple[str, str, str]]:
    """File, name, and whose it is, of everything that a file names by a string."""
    for file, text in sources(".py"):
        for string in strings(text):
            yield from ((file, word, tables()[word]) for word in re.findall(r"\w+", string) if word in tables())
            said = {string, *QUOTED.findall(string)}
            yield from ((file, name, names()[name]) for name in said if name in names())
    for file, text in sources(".html"):
        found = STRING.findall(COMMENT.sub("", text))
        yield from ((file, string, names()[string]) for string in found if string in names())


def test_a_room_names_itself_and_what_stands_below_it() -> None:
    height, climbing = storeys(), defaultdict(set)
    for file, name, whose in named():
        room = file.split("/")[0]
        if room != whose and height[whose] <= height[room]:
            climbing[file].add(name)
    assert climbing == {}


def test_the_names_are_looked_for_where_they_are() -> None:
    """Each kind is found, so that the first test is about something."""
    found = {(file, name) for file, name, _whose in named()}
    assert {
        ("cases/reading.py", "cases_case"),
        ("cases/pages/planning.py", "cases:plan"),
        ("people/templates/people/found.html", "look/ui.html"),
        ("people/pages.py", "people/people.html"),
        ("justice/counts.py", "record_hearing"),
    } <= found


def test_a_way_up_is_given_by_a_room_and_leads_to_a_page() -> None:
    asked = {way for suffix in (".py", ".html") for _file, text in sources(suffix) for way in WAY.findall(text)}
    asked |= {source.listed.way for source in given(Source) if source.listed and source.listed.way}
    asked |= {door.way for door in given(AnsweredOn)} | {STAY}
    assert asked == set(ways())
    assert set(ways().values()) <= {door.name for door in doors()}


def test_what_access_permits_is_not_said_below_it() -> None:
    """Of permissions rooms below `access` know those they ask for themselves (`directory.permissions`).

    Words of one word, which the names above leave out. `count` is also what a statement does.
    """
    source = ast.parse((ROOMS / "access" / "permissions.py").read_text())
    body = next(node for node in source.body if isinstance(node, ast.ClassDef) and node.name == "Permission").body
    its_own = {text for node in body if isinstance(node, ast.Assign) for text in strings(ast.unparse(node))} - {"count"}
    height = storeys()
    below = [(file, text) for file, text in sources(".py") if height[file.split("/")[0]] > height["access"]]
    assert {"work_cases", "supervise"} <= its_own
    assert [(file, word) for file, text in below for word in strings(text) if word in its_own] == []
    assert "approve" not in its_own


@cache
def told_by_law() -> tuple[dict[str, str], dict[str, str]]:
    """Facts and rules, and who knows a fact, each with the lowest room whose law data name it."""
    known: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for room in sorted(storeys(), key=lambda one: -storeys()[one]):
        folder = ROOMS / room / ("data" if room == "law" else "law")
        for path in (folder / name for name in ("facts.toml", "clocks.toml") if (folder / name).exists()):
            table = tomllib.loads(path.read_text())
            rows = [(row["code"], row) for row in table.get("rule", ())] or [
                pair for part in table.values() for pair in part.items()
            ]
            for code, row in rows:
                known[0].setdefault(code, room)
                known[1].setdefault(row.get("knows", "ours"), room)
    return known


def _climbs(file: str, whose: str) -> bool:
    """Whether what is another room's stands above, or beside, the room of a file."""
    room = file.split("/", maxsplit=1)[0]
    return room != whose and storeys()[whose] <= storeys()[room]


def test_facts_and_rules_of_a_room_are_named_by_none_below_it() -> None:
    """Those of one word are words like any other; the law itself may name what it reckons with (`law/findings.py`)."""
    codes, _knowers = told_by_law()
    named_by_law = {string for file, text in sources(".py") if file.startswith("law/") for string in strings(text)}
    above = {code: room for code, room in codes.items() if "_" in code and code not in named_by_law}
    climbing = {
        (file, string)
        for file, text in sources(".py")
        for string in strings(text)
        if string in above and _climbs(file, above[string])
    }
    assert climbing == set()
    assert above["spdp_sent"] == above["social_report"] == "justice"


def test_who_knows_a_fact_is_said_by_the_room_that_asks_for_it() -> None:
    """Words for police and prosecutor stood in `cases`, where a fact that they know cannot be: no import, no table."""
    _codes, knowers = told_by_law()
    said = defaultdict(set)
    for file, text in sources(".py"):
        for node in ast.walk(ast.parse(text)):
            keys = {key.value for key in getattr(node, "keys", ()) if isinstance(key, ast.Constant)}
            said[file] |= {key for key in keys if key in knowers} if len(keys & knowers.keys()) > 1 else set()
    climbing = {(file, who) for file, found in said.items() for who in found if _climbs(file, knowers[who])}
    assert climbing == set()
    assert {"police", "prosecutor"} <= said["justice/said.py"]
    assert (knowers["court"], knowers["police"]) == ("law", "justice")


def test_counting_names_no_table_above_the_case_and_knows_no_room_there() -> None:
    """What rooms give is counted (house.counting). Tables of `cases`, `people` and `directory` it reads as they are."""
    height = storeys()
    above = {room for room in height if height[room] < height["cases"]} - {"statistics"}
    here = [(file, text) for file, text in sources(".py") if file.startswith("statistics/")]
    known = {(file, room) for file, text in here for room in above if re.search(rf"rehsos\.{room}\b", text)}
    tables_named = {(file, name) for file, name, whose in named() if file.startswith("statistics/") and whose in above}
    assert (known, tables_named) == (set(), set())
    assert "justice" in above
    assert ("statistics/behind.py", "cases_share") in {(file, name) for file, name, _whose in named()}


def test_in_which_role_a_child_stands_before_the_law_is_said_by_its_room_and_the_law() -> None:
    """No room at or below `cases` writes a code of `justice`; only the law itself does, for its own questions."""
    height, codes = storeys(), {*Role.values} - {Role.NONE}
    below = [(file, text) for file, text in sources(".py") if height[file.split("/")[0]] >= height["cases"]]
    found = {file for file, text in below for string in strings(text) for code in codes if code in string}
    assert found == {"law/findings.py"}
