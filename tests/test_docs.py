"""What is written about the house is true of the house, as far as a machine can tell."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from rehsos.directory.policy import declared

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
OURS = ("rehsos", "config", "ops", "bench")
# Read by us, but decided by Python, the system or Django: nobody who runs Rehsos sets them.
FOREIGN = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "DEBIAN_FRONTEND", "PATH"}
READ = re.compile(
    r"""environ(?:\.get\(|\.setdefault\(|\[)\s*["']([A-Z_]+)["']|["'](REHSOS_[A-Z_]+|DATABASE_\w*URL)["']"""
)


def sources() -> Iterator[Path]:
    for folder in OURS:
        yield from (path for path in (ROOT / folder).rglob("*.py") if "tests" not in path.parts)


@cache
def code() -> str:
    """All that the code says, with its data and templates."""
    kinds = {".py", ".toml", ".csv", ".html"}
    return "\n".join(
        p.read_text() for p in sorted((ROOT / "rehsos").rglob("*")) if p.suffix in kinds and "tests" not in p.parts
    )


def rows(page: str) -> Iterator[list[str]]:
    """The cells of every table row below a head, of docs/<page>."""
    for line in (ROOT / "docs" / page).read_text().splitlines():
        if line.startswith("| ") and not line.startswith("| --"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def coded(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@pytest.mark.parametrize("document", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_link_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", document.read_text())
    local = [unquote(t.partition("#")[0]) for t in targets if "://" not in t and not t.startswith(("#", "mailto:"))]
    assert [t for t in local if not (document.parent / t).exists()] == []


@pytest.mark.parametrize("document", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_that_is_named_exists(document: Path) -> None:
    if document.parent.name == "adr":  # a decision speaks of its day
        return
    named = re.findall(r"`((?:rehsos|config|ops|bench|docs)/[\w./-]+\.\w+)`", document.read_text())
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_variable_that_is_read_is_told_and_no_other() -> None:
    read = {name for path in sources() for found in READ.findall(path.read_text()) for name in found if name}
    read |= set(re.findall(r'environ\.get\("([A-Z_]+)"', (ROOT / "conftest.py").read_text()))
    told = {name for row in rows("settings.md") for name in coded(row[0]) if name.isupper()}
    assert told == read - FOREIGN


def test_every_policy_of_an_office_is_told_and_no_other() -> None:
    told = {name for row in rows("settings.md") for name in coded(row[0]) if not name.isupper()}
    assert told == declared().keys()


def test_decisions_have_a_number_of_their_own_and_a_title() -> None:
    numbers = [path.name[:4] for path in ADRS]
    assert all(number.isdigit() for number in numbers)
    assert len(set(numbers)) == len(numbers)
    for path in ADRS:
        assert re.match(rf"# 0*{int(path.name[:4])}\b\.? \w", path.read_text()), path.name


def contract() -> list[str]:
    told: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    return told


def test_the_storeys_told_are_those_of_the_contract() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    block = text.partition("<!-- contract -->")[2].partition("<!-- /contract -->")[0]
    assert block.strip().strip("`").split("\n")[1:-1] == contract()


def rooms() -> list[str]:
    """Rooms that have a folder, from the top."""
    named = [room.strip(" ()") for line in contract() for room in line.split("|")]
    return [room for room in named if (ROOT / "rehsos" / room / "__init__.py").exists()]


def test_the_picture_shows_every_room_in_its_order() -> None:
    drawn = re.findall(r"<text[^>]*>(\w+)</text>", (ROOT / "docs" / "house.svg").read_text())
    assert [word for word in drawn if word in rooms()] == rooms()


def test_every_room_is_told() -> None:
    told = {
        name
        for line in (ROOT / "ARCHITECTURE.md").read_text().splitlines()
        if line.startswith("| ")
        for name in coded(line.split("|")[1])
    }
    assert told == set(rooms())


def test_codes_of_the_glossary_stand_in_the_code() -> None:
    codes = [name for row in rows("glossary.md") for cell in row for name in coded(cell)]
    assert len(codes) > 100
    assert [name for name in codes if not re.search(rf"\b{re.escape(name)}\b", code())] == []


def test_a_word_on_screen_is_decided_once() -> None:
    words = [(row[0], row[2 if len(row) > 3 else 1]) for row in rows("glossary.md") if len(row) > 2]
    first = [word for word, _code in words if word != "On screen"]
    assert len(set(first)) == len(first)


GUIDE = sorted((ROOT / "docs" / "user-guide").glob("*.md"))


@pytest.mark.parametrize("document", GUIDE, ids=lambda p: p.name)
def test_what_the_guide_prints_bold_stands_on_a_screen(document: Path) -> None:
    bold = re.findall(r"\*\*([^*]+)\*\*", document.read_text())
    said = " ".join(code().split())
    assert [words for words in bold if " ".join(words.split()) not in said and words not in NOT_ON_SCREEN] == []


NOT_ON_SCREEN = {"tebal", "jam", "terpisah", "dengan kode saja"}
"""Bold for its weight, not because a screen says so."""
