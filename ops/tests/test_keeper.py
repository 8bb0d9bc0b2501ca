import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ops.backoff import LONGEST_DELAY, Backoff
from ops.keeper import Keeper, Kept
from ops.locations import ROOT


def eventually(true: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def lives(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def sleeper() -> Kept:
    return Kept("Tidur", ["sleep", "60"], grace=1)


def test_the_first_restart_comes_at_once_and_the_wait_is_bounded() -> None:
    backoff = Backoff()
    waits = [backoff.next_delay() for _ in range(12)]
    assert waits[:4] == [0, 0.5, 1, 2]
    assert waits[-1] == LONGEST_DELAY


def test_a_long_life_forgets_earlier_deaths() -> None:
    backoff = Backoff(delay=LONGEST_DELAY, started=time.monotonic() - 3600)
    assert backoff.next_delay() == 0


def test_what_dies_is_started_again(sleeper: Kept) -> None:
    sleeper.look_after()
    assert sleeper.process
    first = sleeper.process.pid
    os.kill(first, signal.SIGKILL)
    eventually(lambda: not lives(first))
    sleeper.look_after()
    assert sleeper.process
    assert sleeper.process.pid != first
    sleeper.stop()
    assert not lives(sleeper.process.pid)


def test_what_does_not_want_to_stop_is_ended(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    script = f"trap '' TERM; touch {ready}; while :; do sleep 0.1; done"
    stubborn = Kept("Bandel", ["sh", "-c", script], grace=0.3)
    stubborn.start()
    eventually(ready.exists)
    stubborn.stop()
    assert stubborn.process
    assert stubborn.process.returncode == -signal.SIGKILL


def test_the_rest_waits_for_the_first_to_be_ready(sleeper: Kept) -> None:
    open_now: list[bool] = []
    first = Kept("Pertama", ["sleep", "60"], grace=1, ready=lambda: bool(open_now))
    keeper = Keeper([first, sleeper])
    assert (keeper._look_after_all(), sleeper.process) == (False, None)
    open_now.append(True)
    assert keeper._look_after_all()
    assert sleeper.process
    keeper.stop_all()


def test_children_end_with_a_killed_keeper(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = (
        "import time; from pathlib import Path; from ops.keeper import Kept\n"
        "k = Kept('Tidur', ['sleep', '60']); k.start()\n"
        f"Path({str(told)!r}).write_text(str(k.process.pid)); time.sleep(60)"
    )
    keeper = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    eventually(lambda: told.exists() and told.read_text() != "")
    keeper.kill()
    keeper.wait()
    eventually(lambda: not lives(int(told.read_text())))
