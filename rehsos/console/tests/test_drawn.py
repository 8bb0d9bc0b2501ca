from pathlib import Path
from typing import Any

import pytest

from rehsos.console import drawn


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(drawn, "FOLDER", tmp_path)
    return tmp_path


def test_what_was_written_is_in_step_until_somebody_edits_it(says: Any, folder: Path) -> None:
    assert says("check", "--docs").code == 1
    assert says("docs", "write").code == 0
    assert says("check", "--docs").code == 0
    (folder / "roles.md").write_text("lain", "utf-8")
    told = says("check", "--docs")
    assert told.code == 1
    assert "✗ docs/drawn/roles.md: Jalankan: rehsos docs write" in told.out


def test_actions_are_drawn_with_their_sealed_fields() -> None:
    assert "| `open_case` | Kasus dibuka |" in drawn.pages()["actions.md"]
    assert "*reasons*" in drawn.pages()["actions.md"]


def test_an_action_of_a_test_is_not_drawn() -> None:
    from rehsos.audit.actions import REGISTRY

    REGISTRY["only_in_a_test"] = REGISTRY["open_case"]
    try:
        assert "only_in_a_test" not in drawn.pages()["actions.md"]
    finally:
        del REGISTRY["only_in_a_test"]


def test_every_rule_of_the_book_is_drawn() -> None:
    from rehsos.law.book import rules

    text = drawn.pages()["clocks.md"]
    assert [code for code in rules() if f"| `{code}` |" not in text] == []


def test_a_stage_names_the_actions_that_reach_it() -> None:
    line = next(x for x in drawn.pages()["stages.md"].splitlines() if x.startswith("| `5_service`"))
    assert "`decide_plan`" in line
    assert "`record_service`" in line


def test_tables_tell_who_sees_them() -> None:
    line = next(x for x in drawn.pages()["tables.md"].splitlines() if x.startswith("| Token "))
    assert "hidden" in line
