"""The database into one file and out of it, by the programs that belong to the server in use."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ops.cluster import DatabaseError, this_cluster
from ops.environment import external

TOLD = 4  # lines of what a program wrote


def dump(reach: Mapping[str, Any], target: Path, *, snapshot: str) -> None:
    """What the database of `reach` (as in DATABASES) held at a snapshot, in PostgreSQL's own format (-Fc)."""
    _run("pg_dump", reach, "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}")


def load(reach: Mapping[str, Any], source: Path) -> None:
    """A dump into an empty schema: all of it, or nothing and a DatabaseError."""
    whole = ("--single-transaction", "--exit-on-error", "--no-owner")
    _run("pg_restore", reach, *whole, f"--dbname={reach['NAME']}", str(source))


def _run(name: str, reach: Mapping[str, Any], *arguments: str) -> None:
    """The password goes by the environment, where a list of processes does not show it."""
    program = name if external() else str(this_cluster().bin / name)
    try:
        done = subprocess.run(
            [program, *arguments], check=False, env=os.environ | _spoken(reach), capture_output=True, text=True
        )
    except FileNotFoundError:
        raise DatabaseError(
            f"{name} tidak ada. Pasang program klien PostgreSQL yang seversi dengan servernya."
        ) from None
    if done.returncode != 0:
        raise DatabaseError(f"{name} gagal: " + " ".join(done.stderr.splitlines()[:TOLD]))


def _spoken(reach: Mapping[str, Any]) -> dict[str, str]:
    """The same reach as PostgreSQL's own programs read it."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    options = {f"PG{key.upper()}": str(value) for key, value in reach["OPTIONS"].items() if key.startswith("ssl")}
    return {names[key]: str(reach[key]) for key in names if reach[key]} | options
