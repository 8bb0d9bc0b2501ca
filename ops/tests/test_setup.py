import ast
from pathlib import Path

import pytest

from ops import environment
from ops.check_locks import LOCKS, objections
from ops.fill import fill_steps
from ops.locations import ROOT
from ops.steps import Step, StepFailedError, do_due

PINNED = f"nama==1.0 \\\n    --hash=sha256:{'0' * 64}\n"


@pytest.fixture(autouse=True)
def _own_var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHSOS_VAR", str(tmp_path / "var"))


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "lock.txt"


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_our_locks_pin_by_hash_and_name_no_address(path: Path) -> None:
    assert "django==5.2" in path.read_text("utf-8").lower()
    assert objections(path) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://registry.invalid/simple\n",
        "--find-links /somewhere\n",
        "nama @ https://registry.invalid/nama.whl\n",
        "nama==1.0\n",
        "nama>=1.0\n",
        "nama==1.0 \\\n    # via lain\n",
    ],
)
def test_a_lock_with_an_address_or_without_a_hash_is_found_out(lock: Path, line: str) -> None:
    lock.write_text(PINNED, "utf-8")
    assert objections(lock) == []
    lock.write_text(PINNED + line, "utf-8")
    assert objections(lock) != []


def test_a_step_is_done_once_for_a_content(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    content, traces = tmp_path / "content", tmp_path / "traces"
    content.write_text("one")
    step = Step(1, "Mencoba", [content], [["sh", "-c", f"echo done >> {traces}"]])
    do_due([step])
    do_due([step])
    assert traces.read_text() == "done\n"
    content.write_text("two")
    do_due([step])
    assert traces.read_text() == "done\ndone\n"
    assert "Mencoba … 0 s" in capfd.readouterr().out


def test_a_failed_step_shows_its_reason_and_stays_due() -> None:
    step = Step(1, "Mencoba", [], [["sh", "-c", "echo alasan; exit 3"]])
    with pytest.raises(StepFailedError, match="alasan"):
        step.do()
    with pytest.raises(SystemExit, match="alasan"):
        do_due([step])
    assert step.due


def titles() -> list[str]:
    return [step.title for step in fill_steps()]


def test_the_demonstration_is_loaded_unless_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REHSOS_DEMO", raising=False)
    environment.ensure_secrets()
    assert titles() == ["Menyusun tabel", "Memuat wilayah", "Memuat contoh"]
    monkeypatch.setenv("REHSOS_DEMO", "no")
    assert titles() == ["Menyusun tabel", "Memuat wilayah"]


def test_a_word_that_is_not_known_loads_no_known_passwords_by_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHSOS_DEMO", "false")
    environment.ensure_secrets()
    with pytest.raises(environment.NotSetUpError, match="yes atau no"):
        fill_steps()


def test_what_compiles_the_words_of_a_wheel_needs_no_path() -> None:
    """Making it is the first thing a fresh checkout does: nothing of ours can be imported yet."""
    top = ast.parse((ROOT / "ops" / "wheel.py").read_text("utf-8")).body
    asked = [node.module or "" for node in top if isinstance(node, ast.ImportFrom)]
    assert [name for name in asked if name.split(".")[0] in {"ops", "config", "rehsos"}] == []
