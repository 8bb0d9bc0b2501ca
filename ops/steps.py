"""Steps of a setup: done once for a given content, told in one line each. Needs nothing but Python itself."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ops.locations import ROOT, private_folder, var

TOTAL = 7
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TEMPLATES = ("rehsos/*/templates/**/*.html", "rehsos/look/compiling.py", "rehsos/look/environment.py")
"""What the pages' templates, made ready, are made of (`config/templates.py`)."""


class StepFailedError(RuntimeError):
    """A step did not succeed; the message is what its command wrote."""


@dataclass(frozen=True)
class Step:
    """Commands that take a while, their place in the row, and what they depend on.

    `inputs` are words and files: while none of them changes, the step is not done again.
    """

    number: int
    title: str
    inputs: Sequence[str | Path]
    commands: Sequence[Sequence[str | Path]]

    @property
    def stamp(self) -> Path:
        words = "-".join(self.title.lower().split())
        return var() / "stamps" / f"{self.number}-{words}"

    @property
    def due(self) -> bool:
        return not self.stamp.exists() or self.stamp.read_text("ascii") != digest(self.inputs)

    def do(self) -> None:
        """Runs the commands and remembers for which content. Raises StepFailedError."""
        with told(self.number, self.title):
            for command in self.commands:
                run(command)
        private_folder(self.stamp.parent)
        self.stamp.write_text(digest(self.inputs), "ascii")


@contextmanager
def told(number: int, title: str) -> Iterator[None]:
    """One line: what begins now, and, when it is done, how long it took."""
    print(f"[{number}/{TOTAL}] {title} … ", end="", flush=True)
    started = time.monotonic()
    yield
    print(f"{time.monotonic() - started:.0f} s", flush=True)


def run(command: Sequence[str | Path]) -> None:
    """Runs a command at the top of the checkout and keeps silent unless it fails. Raises StepFailedError."""
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode != 0:
        said = done.stdout.decode("utf-8", errors="replace")
        raise StepFailedError(f"gagal\n$ {' '.join(map(str, command))}\n{said}")


def do_due(steps: Iterable[Step]) -> None:
    """Does the steps that are due, in their order; ends the process with the reason where one fails."""
    try:
        for step in steps:
            if step.due:
                step.do()
    except StepFailedError as error:
        sys.exit(str(error))


def files(*patterns: str) -> list[Path]:
    """The files of the checkout that match, in a lasting order; compiled leftovers aside."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    return sorted(path for path in found if path.is_file() and path.suffix != ".pyc")


def digest(inputs: Iterable[str | Path]) -> str:
    """One fingerprint for words and for the names and content of files."""
    total = hashlib.sha256()
    for each in inputs:
        content = each.read_bytes() if isinstance(each, Path) else b""
        total.update(f"{each}\0{len(content)}\0".encode() + content)
    return total.hexdigest()
