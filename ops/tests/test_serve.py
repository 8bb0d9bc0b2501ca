import socket
from pathlib import Path

import pytest

from config.workers import Starter
from ops import serve


def test_a_second_run_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    path = tmp_path / "serve.lock"
    with path.open("a+") as first:
        assert serve._claim(first, 8123) == ""
        with path.open("a+") as second:
            assert serve._claim(second, 8000) == "http://localhost:8123"
    with path.open("a+") as third:
        assert serve._claim(third, 8000) == ""


def test_a_second_run_ends_kindly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REHSOS_VAR", str(tmp_path))
    with (tmp_path / "serve.lock").open("a+") as first:
        serve._claim(first, 8123)
        assert serve.main() == 0
    assert capsys.readouterr().out.startswith("Rehsos sudah berjalan di http://localhost:8123\n")


def test_a_taken_port_is_said_clearly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REHSOS_VAR", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        assert serve.main() == 1
    assert f"Port {port} sedang dipakai" in capsys.readouterr().err


def test_two_that_start_together_do_not_share_a_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other has not begun to listen yet: its name on the port is all there is to see."""
    monkeypatch.setenv("REHSOS_VAR", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("PORT", str(port))
    with socket.socket(socket.AF_UNIX) as other:
        assert serve._named(other, port)
        assert serve.main() == 1
    assert f"Port {port} sedang dipakai" in capsys.readouterr().err


def test_no_access_log_is_kept() -> None:
    assert [kept for kept in serve.processes(8000) if "config.served" in kept.command]
    assert not Starter("127.0.0.1", 8000, "config.web:application", 2).log_access


def test_an_operators_database_is_not_ours_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db.invalid/rehsos")
    assert not [kept for kept in serve.processes(8000) if "ops.postgres" in kept.command]
