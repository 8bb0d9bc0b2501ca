"""What a page asks about once ("if it is true, save again") is asked in one manner, by every form that asks."""

import ast
from pathlib import Path

import rehsos

ROOMS = Path(rehsos.__file__).parent


def test_only_the_one_template_of_forms_sends_back_what_was_asked() -> None:
    said = {str(file.relative_to(ROOMS)) for file in ROOMS.rglob("*.html") if 'name="sure"' in file.read_text()}
    assert said == {"access/templates/access/record.html"}


def test_every_page_that_asks_gives_words_to_send_back() -> None:
    """The template walks what is asked: a page that only said True answered with an error of ours, each time."""
    gives = [node.value for file in ROOMS.rglob("pages/**/*.py") for node in _asking(file)]
    assert len(gives) >= 3  # a place's hour, a client's age, a letter's child
    assert [ast.unparse(one) for one in gives if not isinstance(one, ast.Tuple)] == []


def _asking(file: Path) -> list[ast.Assign]:
    """Where a form is told what its page asks."""
    found = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Assign)]
    return [node for node in found if any(isinstance(t, ast.Attribute) and t.attr == "asks" for t in node.targets)]
