"""`make bench`: fill, serve, measure at two sizes, and print one table of both with what grew and what missed."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import psycopg

from bench.table import compared, kept
from ops import postgres
from ops.environment import database
from ops.locations import var


def make_database(name: str) -> bool:
    """Create the bench's database; False when it was there."""
    owner = database("owner")
    address = {"host": owner["HOST"], "port": owner["PORT"], "user": owner["USER"], "password": owner["PASSWORD"]}
    with psycopg.connect(**address, dbname=owner["NAME"], autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if found:
            return False
        connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return True


def filled(size: int) -> dict[str, str]:
    """A database of that many cases, made and filled where there is none, brought up to date where there is; its environment."""
    name = f"rehsos_bench_{size}"
    here = os.environ | {"REHSOS_DATABASE_NAME": name, "DJANGO_SETTINGS_MODULE": "config.settings"}
    fresh = make_database(name)
    _run("manage.py", "migrate", "--verbosity=0", here=here | {"REHSOS_DATABASE_ROLE": "owner"})
    if fresh:
        _run("-m", "bench.fill", f"--cases={size}", here=here)
    return here


def measured(size: int) -> Path:
    """One size: where its figures were written down."""
    into = var() / "bench" / f"{size}.json"
    _run("-m", "bench.measure", f"--cases={size}", f"--into={into}", here=filled(size))
    return into


def _run(*command: str, here: dict[str, str]) -> None:
    subprocess.run([sys.executable, *command], env=here, check=True)  # noqa: S603 - our own words


def main() -> None:
    """One size after the other, the small one for what grows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=10_000)
    chosen = parser.parse_args()
    postgres.ensure_running()
    small, large = measured(chosen.small), measured(chosen.cases)
    print(compared(kept(small), kept(large)))


if __name__ == "__main__":
    main()
