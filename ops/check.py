"""`make check`: every tool that reads the code without running its tests, two at a time.

A line for each with its time; what a tool wrote is shown only where it objects.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from ops.environment import var
from ops.locations import ROOT
from ops.steps import PYTHON, VENV

PACKAGES = ("rehsos", "config", "ops")


def tools() -> dict[str, Sequence[str]]:
    """The commands by the name that is printed; the slowest first, so that two cores are busy to the end."""
    ruff, manage = str(VENV / "bin" / "ruff"), (str(PYTHON), "manage.py")
    return {
        "mypy": [str(VENV / "bin" / "mypy"), "--cache-dir", str(var() / "mypy"), *PACKAGES],
        "lint-imports": [str(VENV / "bin" / "lint-imports"), "--cache-dir", str(var() / "import-linter")],
        "makemigrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "django check": [*manage, "check", "--fail-level", "WARNING"],
        "docs": [str(VENV / "bin" / "rehsos"), "check", "--docs"],
        "ruff check": [ruff, "check", "--cache-dir", str(var() / "ruff"), "."],
        "ruff format": [ruff, "format", "--check", "--cache-dir", str(var() / "ruff"), "."],
        "translations": [str(PYTHON), "-m", "ops.translate", "--check"],
        "landed migrations": [str(PYTHON), "-m", "ops.landing", "check"],
        "locks": [str(PYTHON), "-m", "ops.check_locks"],
    }


def main() -> int:
    """0 where no tool objects, else 1."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        waiting = [pool.submit(_told, name, command) for name, command in tools().items()]
        return 0 if all(each.result() for each in as_completed(waiting)) else 1


def _told(name: str, command: Sequence[str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(command, check=False, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    passed = done.returncode == 0
    line = f"{'✓' if passed else '✗'} {name} {time.monotonic() - started:.1f} s"
    print(line if passed else f"{line}\n{done.stdout}", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
