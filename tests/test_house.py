"""The house keeps its shape where a linter can't see: foreign keys, reverse names, doors, templates."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ROOT / "rehsos"
LONGEST_LINE = 160
FORBIDDEN = {"utils", "common", "core", "helpers", "services", "managers", "misc"}


def storeys() -> dict[str, int]:
    """Each room's storey, from the import contract itself: 0 is the top."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return {room.strip(" ()"): storey for storey, line in enumerate(contract["layers"]) for room in line.split("|")}


def ours() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("rehsos.")]


def room_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def keys() -> list[tuple[type[models.Model], models.ForeignKey]]:  # type: ignore[type-arg]
    return [(m, f) for m in ours() for f in m._meta.get_fields() if isinstance(f, models.ForeignKey)]


def test_a_foreign_key_points_down_or_stays_in_its_room() -> None:
    height = storeys()
    wrong = [
        f"{room_of(m)}.{m.__name__}.{f.name}"
        for m, f in keys()
        if room_of(f.related_model) != room_of(m) and height[room_of(f.related_model)] <= height[room_of(m)]
    ]
    assert wrong == []


def test_a_foreign_key_into_another_room_has_no_reverse_name() -> None:
    wrong = [
        f"{room_of(m)}.{m.__name__}.{f.name}"
        for m, f in keys()
        if room_of(f.related_model) != room_of(m) and not f.remote_field.hidden
    ]
    assert wrong == []


def test_every_folder_is_a_room_of_the_contract() -> None:
    folders = {p.parent.name for p in ROOMS.glob("*/__init__.py")}  # what a room that is gone left is none
    assert folders <= set(storeys())


def test_no_room_and_no_module_is_a_grab_bag() -> None:
    named = {p.stem for p in ROOMS.rglob("*.py")} | {p.name for p in ROOMS.rglob("*") if p.is_dir()}
    assert named & FORBIDDEN == set()


@pytest.mark.parametrize("room", sorted(p.name for p in ROOMS.iterdir() if (p / "__init__.py").exists()))
def test_a_room_says_what_it_owns(room: str) -> None:
    assert ast.get_docstring(ast.parse((ROOMS / room / "__init__.py").read_text()))


def test_tables_are_written_by_actions_only() -> None:
    """A page may read; `.create(`, `.save(`, `.update(` and `.delete(` belong to actions and what they call."""
    pattern = re.compile(r"\.objects\.(?:\w+\([^)]*\)\.)*(create|bulk_create|update|delete|update_or_create)\(")
    wrong = [
        str(path.relative_to(ROOT))
        for path in ROOMS.rglob("*.py")
        if ("pages" in path.parts or path.stem == "pages") and pattern.search(path.read_text())
    ]
    assert wrong == []


def test_templates_hold_no_inline_script_or_style() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in ROOMS.rglob("*.html")
        if re.search(
            r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son(click|submit|load|change)=",
            path.read_text(),
        )
    ]
    assert wrong == []


def test_no_template_asks_a_constant() -> None:
    """A value called `true` is Jinja's own constant, whatever a page calls it: what is asked is always so."""
    made = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701 - only read, nothing is drawn
    wrong = [
        f"{path.relative_to(ROOT)}:{asked.lineno}"
        for path in ROOMS.rglob("*.html")
        for asked in made.parse(path.read_text()).find_all((nodes.If, nodes.CondExpr))
        if isinstance(asked.test, nodes.Const)
    ]
    assert wrong == []


def test_a_template_is_read_like_code() -> None:
    """No line is longer than 160 characters; Jinja breaks lines inside its braces, and after a block for nothing."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in ROOMS.rglob("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert wrong == []


def test_no_file_names_a_registry() -> None:
    hosts = re.compile(
        "|".join(["pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs", "deb" + r"\.debian\.org"])
    )
    kinds = {".py", ".txt", ".in", ".toml", ".md", ".html", ".js", ".css", ".json", ".cfg"}
    skipped = {".venv", "var", ".git"}
    wrong = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if path.suffix in kinds and not skipped & set(path.relative_to(ROOT).parts) and hosts.search(path.read_text())
    ]
    assert wrong == []
