import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import psycopg
import pytest

from ops import postgres
from ops.cluster import ANSWERS, Cluster, DatabaseError, _private_folder
from ops.locations import ROOT, SYSTEM_HOME, major


def connect(cluster: Cluster, role: str = "rehsos_owner") -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(**cluster.server.connect_to(role, "rehsos"), autocommit=True)


def eventually(true: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def answers(cluster: Cluster) -> bool:
    return cluster.state() == ANSWERS


def postmaster(cluster: Cluster) -> int:
    pid = cluster.pid()
    assert pid is not None
    return pid


@pytest.fixture(autouse=True)
def _started(cluster: Cluster) -> None:
    postgres.ensure_running()


@pytest.fixture
def supervisor(cluster: Cluster) -> Iterator[subprocess.Popen[bytes]]:
    postgres.stop()
    process = subprocess.Popen([sys.executable, "-m", "ops.postgres", "run"], cwd=ROOT)
    eventually(lambda: answers(cluster))
    yield process
    process.kill()
    process.wait()
    eventually(lambda: not cluster.occupants())


def test_it_runs_the_chosen_version_and_syncs_every_commit(cluster: Cluster) -> None:
    with connect(cluster) as connection:
        assert connection.info.server_version // 10000 == major()
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)


def test_it_listens_on_no_network_address(cluster: Cluster) -> None:
    with connect(cluster) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert cluster.socket_directory.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("role", ["postgres", "rehsos_owner", "rehsos_app"])
def test_no_local_user_is_trusted(cluster: Cluster, role: str) -> None:
    reach = cluster.server.connect_to(role, "rehsos") | {"password": "wrong"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**reach)


def test_the_data_and_the_secrets_are_private(cluster: Cluster, own_var: Path) -> None:
    for path in (own_var / "secrets.toml", own_var / "log", cluster.log.parent):
        assert path.stat().st_mode & 0o077 == 0
    assert cluster.data.stat().st_mode & 0o077 == 0
    assert (os.geteuid() == 0) == cluster.data.is_relative_to(SYSTEM_HOME)


def test_a_live_server_is_adopted(cluster: Cluster) -> None:
    before = postmaster(cluster)
    postgres.ensure_running()
    assert postmaster(cluster) == before


def test_asking_at_once_from_many_sides_starts_one_server(cluster: Cluster) -> None:
    postgres.stop()
    command = [sys.executable, "-m", "ops.postgres", "start"]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    assert answers(cluster)


def test_kill_9_under_load_loses_nothing_that_was_acknowledged(cluster: Cluster) -> None:
    acknowledged: list[int] = []
    with connect(cluster) as connection:
        connection.execute("CREATE TABLE kept (number int)")
    writer = threading.Thread(target=_write_until_cut, args=[cluster, acknowledged])
    writer.start()
    eventually(lambda: len(acknowledged) > 100)
    os.kill(postmaster(cluster), signal.SIGKILL)
    writer.join()
    postgres.ensure_running()
    with connect(cluster) as connection:
        stored = {number for (number,) in connection.execute("SELECT number FROM kept")}
        connection.execute("DROP TABLE kept")
    assert stored >= set(acknowledged)


def _write_until_cut(cluster: Cluster, acknowledged: list[int]) -> None:
    """One committed row after the other until the connection breaks, as it does with its postmaster."""
    with suppress(psycopg.OperationalError), connect(cluster) as connection:
        for number in count():
            connection.execute("INSERT INTO kept VALUES (%s)", [number])
            acknowledged.append(number)


def test_a_lock_file_that_names_a_stranger_does_not_stop_the_start(
    cluster: Cluster, bystander: subprocess.Popen[bytes]
) -> None:
    os.kill(postmaster(cluster), signal.SIGKILL)
    eventually(lambda: not cluster.occupants())
    for lock in (cluster.data / "postmaster.pid", cluster.socket_directory / ".s.PGSQL.5432.lock"):
        lines = lock.read_text("ascii").splitlines()
        lock.write_text("\n".join([str(bystander.pid), *lines[1:]]) + "\n", "ascii")
    postgres.ensure_running()
    assert postmaster(cluster) != bystander.pid


def test_stop_leaves_no_process_and_says_whether_there_was_one(cluster: Cluster) -> None:
    assert postgres.stop()
    assert cluster.occupants() == []
    assert not postgres.stop()


def test_a_borrowed_server_is_stopped_even_after_a_failure_and_a_found_one_is_left(cluster: Cluster) -> None:
    with postgres.running():
        pass
    assert answers(cluster)
    postgres.stop()
    with pytest.raises(ZeroDivisionError):
        _fail_with_a_server(cluster)
    assert not answers(cluster)


def _fail_with_a_server(cluster: Cluster) -> None:
    with postgres.running():
        assert answers(cluster)
        raise ZeroDivisionError


def test_the_supervisor_restarts_a_killed_server(cluster: Cluster, supervisor: subprocess.Popen[bytes]) -> None:
    killed = postmaster(cluster)
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: answers(cluster) and cluster.pid() not in {None, killed})
    assert supervisor.poll() is None


def test_the_server_stops_with_a_killed_supervisor(cluster: Cluster, supervisor: subprocess.Popen[bytes]) -> None:
    supervisor.kill()
    eventually(lambda: not cluster.occupants())


def test_the_supervisor_stops_cleanly_when_told(cluster: Cluster, supervisor: subprocess.Popen[bytes]) -> None:
    supervisor.terminate()
    assert supervisor.wait(20) == 0
    assert cluster.occupants() == []
    assert not (cluster.data / "postmaster.pid").exists()


def test_the_supervisor_takes_over_when_an_adopted_server_dies(cluster: Cluster) -> None:
    adopted = postmaster(cluster)
    supervisor = subprocess.Popen([sys.executable, "-m", "ops.postgres", "run"], cwd=ROOT)
    time.sleep(1)
    os.kill(adopted, signal.SIGKILL)
    eventually(lambda: answers(cluster) and cluster.pid() not in {None, adopted})
    supervisor.terminate()
    assert supervisor.wait(20) == 0


def test_a_server_that_cannot_start_says_what_it_wrote(cluster: Cluster) -> None:
    postgres.stop()
    settings = cluster.data / "postgresql.auto.conf"
    before = settings.read_text("utf-8")
    settings.write_text("no_such_setting = 1\n", "utf-8")
    try:
        with pytest.raises(DatabaseError, match="no_such_setting"):
            postgres.ensure_running()
    finally:
        settings.write_text(before, "utf-8")


def test_a_folder_prepared_by_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bait").symlink_to(tmp_path)
    with pytest.raises(DatabaseError, match="milik orang lain"):
        _private_folder(tmp_path / "bait", None)


def test_a_command_wakes_a_sleeping_server_and_lets_it_sleep_again(cluster: Cluster) -> None:
    postgres.stop()
    told = subprocess.run([sys.executable, "-c", ASK, "check"], check=False, cwd=ROOT, capture_output=True, text=True)
    assert "Basis data menjawab" not in told.stdout, "asked while nobody answered"
    assert "Tabel sesuai dengan kode" in told.stdout, told.stderr
    assert not cluster.occupants()


ASK = "import sys; from rehsos.console import main; sys.exit(main(sys.argv[1:]))"


def test_a_server_that_is_awake_stays_awake(cluster: Cluster) -> None:
    with postgres.woken() as ours:
        assert not ours
    assert answers(cluster)


def test_where_nothing_was_set_up_nothing_is_woken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REHSOS_VAR", str(tmp_path))
    with postgres.woken() as ours:
        assert not ours
    assert list(tmp_path.iterdir()) == []
