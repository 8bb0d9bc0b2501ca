"""Debian packages that setup and tests need, installed where we may, explained where we may not."""

import os
import shutil
import subprocess
from pathlib import Path

from ops.steps import StepFailedError

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def for_browser_tests() -> list[str]:
    """What the browser tests still lack: a Chromium, and the library that its driver is linked with."""
    has_browser = any(shutil.which(name) for name in BROWSERS)
    has_library = any(Path("/usr/lib").glob("*/libatomic.so.1"))
    return ["chromium"] * (not has_browser) + ["libatomic1"] * (not has_library)


def has_venv() -> bool:
    """Whether Python's own `venv` works; Debian ships it apart."""
    from importlib.util import find_spec

    return find_spec("ensurepip") is not None


def install(*names: str) -> None:
    """Installs Debian packages as root or by a sudo that asks nothing.

    Raises StepFailedError with what to type where we may not.
    """
    by = _authority()
    if by is None:
        raise StepFailedError(by_hand(*names))
    command = [*by, "apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
    if _quietly(command) != 0 and (_quietly([*by, "apt-get", "update", "-q"]) != 0 or _quietly(command) != 0):
        raise StepFailedError(by_hand(*names))


def by_hand(*names: str) -> str:
    """What to type where we may not install: Indonesian, then English."""
    command = f"sudo apt-get update && sudo apt-get install -y {' '.join(names)}"
    return f"Perlu dipasang dahulu / please install first:\n    {command}"


def _authority() -> list[str] | None:
    if not Path("/usr/bin/apt-get").exists():
        return None
    if os.geteuid() == 0:
        return []
    allowed = shutil.which("sudo") and _quietly(["sudo", "-n", "true"]) == 0
    return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"] if allowed else None


def _quietly(command: list[str]) -> int:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, check=False, capture_output=True, env=environment).returncode
