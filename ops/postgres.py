"""Starts, adopts and stops PostgreSQL: `python -m ops.postgres start|stop|status|run|during|psql|prepare`.

Several processes may ask at once: whoever changes the server holds a lock file while doing so.
"""

import argparse
import fcntl
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg

from ops import environment, locations
from ops.backoff import Backoff
from ops.cluster import ANSWERS, Cluster, DatabaseError, Server, this_cluster
from ops.keeper import Keeper
from ops.roles import prepare

__all__ = ["ensure_running", "prepare", "status", "stop", "supervise", "woken"]

OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"


def ensure_running() -> Server:
    """The running server: adopted if it answers, started (to outlive us) and given its roles if not."""
    return _ensure(this_cluster(), tied=False)[0]


def stop() -> bool:
    """Stops the server cleanly; False if there was none."""
    cluster = this_cluster()
    with _alone():
        return cluster.shut_down()


def status() -> str:
    """One line for people: whether the server answers, and where."""
    cluster = this_cluster()
    name, pid = f"PostgreSQL {locations.major()}", cluster.pid()
    if cluster.state() != ANSWERS:
        return f"{name} tidak berjalan. Data: {cluster.data}"
    return f"{name} berjalan (proses {pid}). Data: {cluster.data}. Soket: {cluster.socket_directory}"


@contextmanager
def running() -> Iterator[Server | None]:
    """A server for the length of a block; stopped after it only if it was ours and nobody else uses it.

    Yields None where the operator brought a server.
    """
    if environment.external():
        yield None
        return
    cluster = this_cluster()
    adopted = cluster.state() == ANSWERS
    try:
        yield _ensure(cluster, tied=False)[0]
    finally:
        if not adopted and cluster.state() == ANSWERS and not _used_by_others(cluster.server):
            stop()


@contextmanager
def woken() -> Iterator[bool]:
    """Our own server where it was set up and sleeps, for the length of a block; yields whether it had to be woken.

    Makes nothing: where there is no data yet, or the operator brought a server, nothing is started.
    """
    asleep = not environment.external() and environment.secrets_file().exists() and _sleeps(this_cluster())
    if not asleep:
        yield False
        return
    with running():
        yield True


def _sleeps(cluster: Cluster) -> bool:
    return cluster.data.exists() and cluster.state() != ANSWERS


def supervise() -> None:
    """Keeps the server alive until SIGTERM or SIGINT; one found running is adopted, and left running."""
    keeper, cluster, backoff, process = Keeper(), this_cluster(), Backoff(), None
    keeper.listen()
    while not keeper.leaving.is_set():
        if not (process.poll() is None if process else cluster.pid()):
            keeper.leaving.wait(backoff.next_delay())
            process = _ensured_or_none(cluster)
        keeper.wake.wait(1)
        keeper.wake.clear()
    if process is not None:
        stop()


def _ensured_or_none(cluster: Cluster) -> subprocess.Popen[bytes] | None:
    """Our own server process; None for an adopted server, or one that did not start and is tried again."""
    try:
        return _ensure(cluster, tied=True)[1]
    except (DatabaseError, psycopg.Error) as error:
        print(error, file=sys.stderr, flush=True)
        return None


def _ensure(cluster: Cluster, *, tied: bool) -> tuple[Server, subprocess.Popen[bytes] | None]:
    with _alone():
        cluster.create()
        process = None if cluster.settle() else cluster.launch(tied=tied)
        cluster.wait_until_ready()
        with psycopg.connect(**cluster.server.connect_to(), autocommit=True) as admin:
            prepare(admin, cluster.passwords)
    return cluster.server, process


@contextmanager
def _alone() -> Iterator[None]:
    """Held by whoever creates, starts or stops the server; given back by the kernel if they die."""
    with (locations.private_folder(locations.var()) / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _used_by_others(server: Server) -> bool:
    with psycopg.connect(**server.connect_to(), autocommit=True) as admin:
        return admin.execute(OTHERS).fetchone() != (0,)


def _during(command: list[str]) -> int:
    with running():
        return subprocess.run(command, check=False).returncode


def _psql(cluster: Cluster, arguments: list[str]) -> int:
    reach = cluster.server.connect_to(environment.ROLES["owner"], environment.DATABASE)
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    settings = {names[key]: str(value) for key, value in reach.items()}
    return subprocess.run([cluster.bin / "psql", *arguments], check=False, env=os.environ | settings).returncode


def _prepare_elsewhere(admin_url: str) -> None:
    """Roles and database on an operator's server; prints the two addresses to set."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        passwords = {role: secrets.token_urlsafe(32) for role in environment.ROLES.values()}
        prepare(admin, passwords)
        place = f"{quote(admin.info.host, safe='')}:{admin.info.port}/{environment.DATABASE}"
    for role, user in environment.ROLES.items():
        print(f"{environment.URLS[role]}=postgresql://{user}:{passwords[user]}@{place}")


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.postgres", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("start", help="nyalakan, atau pakai yang sudah berjalan")
    verbs.add_parser("stop", help="hentikan dengan rapi")
    verbs.add_parser("status", help="berjalan atau tidak, dan di mana")
    verbs.add_parser("run", help="jaga di latar depan sampai Ctrl-C")
    verbs.add_parser("during", help="nyalakan selama satu perintah")
    verbs.add_parser("psql", help="buka psql sebagai pemilik")
    elsewhere = verbs.add_parser("prepare", help="buat peran dan basis data di server sendiri")
    elsewhere.add_argument("--admin-url", required=True)
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """The command line; the result is the exit code."""
    verb, words = argv[0] if argv else "", argv[1:]
    if verb in {"during", "psql"}:  # their words belong to another program
        return _during(words) if verb == "during" else _psql(this_cluster(), words)
    asked = _arguments(argv)
    match asked.verb:
        case "start":
            ensure_running()
            print(status())
        case "stop":
            print("PostgreSQL dihentikan." if stop() else "PostgreSQL memang tidak berjalan.")
        case "status":
            print(status())
        case "run":
            supervise()
        case "prepare":
            _prepare_elsewhere(asked.admin_url)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (DatabaseError, environment.NotSetUpError) as problem:
        sys.exit(str(problem))
