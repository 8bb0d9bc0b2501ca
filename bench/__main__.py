"""`make bench`: fill, serve, measure, print the table of DESIGN §7 beside the same questions in bare SQL."""

import argparse
import os
import subprocess
import sys

import psycopg

from ops import postgres
from ops.environment import database


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


def main() -> None:
    """One size after the other, the small one for the growth factor."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=10_000)
    chosen = parser.parse_args()
    postgres.ensure_running()
    for size in (chosen.small, chosen.cases):
        name = f"rehsos_bench_{size}"
        here = os.environ | {"REHSOS_DATABASE_NAME": name, "DJANGO_SETTINGS_MODULE": "config.settings"}
        if make_database(name):
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(migrate, env=here | {"REHSOS_DATABASE_ROLE": "owner"}, check=True)  # noqa: S603 - our own words
            fill = [sys.executable, "-m", "bench.fill", f"--cases={size}"]
            subprocess.run(fill, env=here, check=True)  # noqa: S603 - our own words
        subprocess.run([sys.executable, "-m", "bench.measure", f"--cases={size}"], env=here, check=True)  # noqa: S603 - our own words


if __name__ == "__main__":
    main()
