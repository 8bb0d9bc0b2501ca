"""A port that is none is told at once, before anything is installed; two set-ups wait for each other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ops.locations import ROOT

SYSTEM = [sys.executable, "-S", "-m"]  # as before anything is installed: nothing but Python itself


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80 80", "²"])
def test_a_port_that_is_none_is_told_in_one_line(text: str) -> None:
    here = os.environ | {"PORT": text}
    told = subprocess.run([*SYSTEM, "ops.port"], cwd=ROOT, env=here, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr == f"PORT={text} bukan nomor port (1–65535). Tulis misalnya: PORT=8080 make run\n"


def test_make_asks_for_the_port_before_it_sets_anything_up() -> None:
    planned = subprocess.run(["make", "--dry-run", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert planned.index("ops.port") < planned.index("ops.setup")


def test_a_second_set_up_says_that_it_waits_and_goes_on_after_the_first(tmp_path: Path) -> None:
    here = os.environ | {"REHSOS_VAR": str(tmp_path)}
    words = "from ops.setup import alone\nwith alone():\n    print('in', flush=True); input()"

    def begun() -> subprocess.Popen[str]:
        return subprocess.Popen([*SYSTEM[:-1], "-c", words], cwd=ROOT, env=here, text=True, bufsize=1,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip

    with begun() as first:
        assert first.stdout
        assert first.stdout.readline() == "in\n"
        with begun() as second:
            assert second.stdout
            assert "menunggu" in second.stdout.readline()
            assert second.poll() is None
            first.communicate("\n")
            assert second.stdout.readline() == "in\n"
            second.communicate("\n")
