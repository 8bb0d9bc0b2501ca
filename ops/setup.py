"""From a bare checkout to a filled database: `python3 -m ops.setup`; with the word `test`, to run the tests.

Runs on the system's Python before anything is installed, so it imports nothing but Python itself. What is
already done is not done again.
"""

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ops import packages
from ops.catalogues import compile_all
from ops.environment import NotSetUpError, ensure_secrets
from ops.fill import fill_steps
from ops.locations import ROOT, private_folder, var
from ops.steps import PYTHON, TEMPLATES, TOTAL, VENV, Step, StepFailedError, do_due, files

OLDEST = (3, 11)
PIP = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install")
LOCKS = {"run": ROOT / "requirements" / "app.txt", "test": ROOT / "requirements" / "dev.txt"}


def main(purpose: str = "run") -> None:
    """`purpose` is "run" to use Rehsos, or "test" to test it."""
    if sys.version_info < OLDEST:
        sys.exit("Rehsos memerlukan Python 3.11 ke atas. / Rehsos needs Python 3.11 or later.")
    with alone():
        _set_up(purpose)


@contextmanager
def alone() -> Iterator[None]:
    """One set-up of this checkout at a time; a second one says that it waits. Let go with the process."""
    with (private_folder(var()) / "setup.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Penyiapan lain sedang berjalan di folder ini; menunggu sampai selesai …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _set_up(purpose: str) -> None:
    if not venv_works():
        _make_venv()
    do_due([libraries(purpose)])
    ensure_secrets()
    compile_all()
    if purpose == "test":
        _offer_browser()
    elif any(step.due for step in fill_steps()):
        _fill()
    do_due([static_files()])


def libraries(purpose: str) -> Step:
    """The pinned libraries, each checked by its hash, and Rehsos itself."""
    lock = LOCKS[purpose]
    return Step(
        2,
        "Memasang pustaka" if purpose == "run" else "Memasang pustaka uji",
        inputs=[lock, ROOT / "pyproject.toml"],
        commands=[
            [*PIP, "--require-hashes", "--requirement", lock],
            [*PIP, "--no-deps", "--no-build-isolation", "--editable", ROOT],
        ],
    )


def static_files() -> Step:
    """The files that pages need, named by their content and compressed; and the pages' templates, made ready."""
    return Step(
        TOTAL,
        "Menyiapkan berkas halaman",
        inputs=[*files("rehsos/*/static/**/*", *TEMPLATES), LOCKS["run"]],
        commands=[
            [PYTHON, ROOT / "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0"],
            [PYTHON, "-m", "config.templates"],
        ],
    )


def venv_works() -> bool:
    """Whether `.venv` runs and was made here: one that was copied along still points to its old place."""
    pip = VENV / "bin" / "pip"
    here = pip.exists() and str(PYTHON) in pip.read_text("utf-8")
    return here and subprocess.run([PYTHON, "-c", "import pip"], check=False, capture_output=True).returncode == 0


def _make_venv() -> None:
    shutil.rmtree(var() / "stamps", ignore_errors=True)  # they tell of libraries that go with the old one
    if not packages.has_venv():
        _install("python3-venv")
    do_due([Step(1, "Menyiapkan Python", [], [[sys.executable, "-m", "venv", "--clear", VENV]])])


def _install(name: str) -> None:
    try:
        packages.install(name)
    except StepFailedError as refusal:
        sys.exit(str(refusal))


def _offer_browser() -> None:
    """Chromium if it can be had; without it the browser tests fail, and say the same."""
    missing = packages.for_browser_tests()
    if not missing:
        return
    print("Memasang Chromium untuk uji peramban …", flush=True)
    try:
        packages.install(*missing)
    except StepFailedError as refusal:
        print(f"{refusal}\nTanpa itu uji peramban akan gagal. / Browser tests will fail without it.")


def _fill() -> None:
    done = subprocess.run([PYTHON, "-m", "ops.fill"], cwd=ROOT, check=False)
    if done.returncode != 0:
        sys.exit(done.returncode)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except NotSetUpError as problem:
        sys.exit(str(problem))
