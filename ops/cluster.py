"""One embedded PostgreSQL: its folder, its settings, its process. Who may start it when is `ops.postgres`."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from ops import environment, locations
from ops.account import as_account, own, server_account
from ops.engine import bin_directory

PATIENCE = 60  # seconds without a process that could still become ready, or with one that will not leave
BIRTH = 3  # seconds a process may take before it can be seen
LOG_LIMIT = 10_000_000  # bytes; a longer log begins anew at the next start
BARE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}  # the shell's PG* variables change nothing
ANSWERS, REFUSES = 0, 1  # exit codes of pg_isready
BUILTIN_LOCALE_SINCE = 17

SETTINGS = """\
# Ditulis ulang oleh ops/cluster.py pada setiap awal. Setelan sendiri: ALTER SYSTEM SET ...
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 60
shared_buffers = '256MB'
effective_cache_size = '1GB'
work_mem = '16MB'
maintenance_work_mem = '256MB'
random_page_cost = 1.1
max_wal_size = '2GB'
wal_compression = on
timezone = 'UTC'
log_timezone = 'UTC'
# The log names no child: neither the statement nor the row that broke a rule is written.
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
"""


class DatabaseError(RuntimeError):
    """PostgreSQL did not do what was asked; the message says what it wrote."""


@dataclass(frozen=True)
class Server:
    """A running server: its socket folder, its port and the password of each role."""

    host: str
    port: int
    passwords: dict[str, str] = field(repr=False)

    def connect_to(self, role: str = environment.ADMIN, dbname: str = "postgres") -> dict[str, Any]:
        """The keywords of `psycopg.connect` for `role`."""
        return {
            "host": self.host,
            "port": self.port,
            "user": role,
            "password": self.passwords[role],
            "dbname": dbname,
        }


@dataclass(frozen=True)
class Cluster:
    """The embedded PostgreSQL of this checkout."""

    name: str
    passwords: dict[str, str] = field(repr=False)

    @cached_property
    def account(self) -> pwd.struct_passwd | None:
        return server_account()

    @cached_property
    def bin(self) -> Path:
        return bin_directory(self.home)

    @property
    def home(self) -> Path:
        return locations.home(self.name)

    @property
    def data(self) -> Path:
        return locations.data(self.name)

    @property
    def socket_directory(self) -> Path:
        return locations.socket_directory(self.name)

    @property
    def log(self) -> Path:
        return locations.var() / "log" / f"postgres{locations.major()}.log"

    @property
    def tag(self) -> str:
        """What the titles of all its processes carry: how a survivor is told from a stranger's process."""
        return f"rehsos-{locations.fingerprint(str(self.data), self.name)}"

    @property
    def server(self) -> Server:
        return Server(str(self.socket_directory), locations.PORT, self.passwords)

    # Creating

    def create(self) -> None:
        """Makes the data folder if there is none; a half-made one is never left under its name."""
        self._make_folders()
        if self.data.exists():
            return
        draft, secret = self.data.with_name(f"{self.data.name}.partial"), self.home / "first-password"
        shutil.rmtree(draft, ignore_errors=True)
        secret.touch(mode=0o600)
        own(secret, self.account)
        try:
            secret.write_text(self.passwords[environment.ADMIN], "utf-8")
            self._initdb(draft, secret)
        finally:
            secret.unlink()
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write("\ninclude_if_exists = 'rehsos.conf'\n")
        draft.rename(self.data)

    def _make_folders(self) -> None:
        locations.private_folder(self.log.parent)
        if self.account is not None:
            locations.SYSTEM_HOME.mkdir(mode=0o711, exist_ok=True)
            _private_folder(self.home, self.account)
            (self.home / "checkout").write_text(f"{locations.var()}\n", "utf-8")
        if self.socket_directory.parent != self.home:
            _private_folder(self.socket_directory.parent, self.account)
        _private_folder(self.socket_directory, self.account)

    def _initdb(self, target: Path, secret: Path) -> None:
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        done = subprocess.run(
            [
                *as_account(self.account),
                self.bin / "initdb",
                *("--pgdata", target, "--username", environment.ADMIN, "--pwfile", secret),
                *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums"),
                *(builtin if locations.major() >= BUILTIN_LOCALE_SINCE else []),
            ],
            check=False,
            env=BARE,
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode != 0:
            raise DatabaseError(f"initdb gagal:\n{done.stdout}")

    # Looking

    def state(self) -> int:
        """What pg_isready says: ANSWERS, REFUSES (starting or leaving), or more for nobody there."""
        if not self.socket_directory.exists():
            return REFUSES + 1
        where = ("--host", self.socket_directory, "--port", str(locations.PORT), "--timeout", "5", "--quiet")
        return subprocess.run([self.bin / "pg_isready", *where], check=False).returncode

    def occupants(self) -> list[int]:
        """The ids of all live processes of this server, the orphans of a killed one among them."""
        mark = self.tag.encode()
        return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if mark in _command_line(folder)]

    def pid(self) -> int | None:
        """The postmaster's process id, if it lives and is ours."""
        recorded = _recorded_pid(self.data / "postmaster.pid")
        return recorded if recorded in self.occupants() else None

    # Starting and stopping

    def settle(self) -> bool:
        """Waits out a server that starts or leaves: True if one answers, False if the folder is free."""
        deadline = time.monotonic() + PATIENCE
        while (state := self.state()) != ANSWERS:
            if not self.occupants():
                return False
            if state != REFUSES and time.monotonic() > deadline:
                raise DatabaseError(f"Proses lama PostgreSQL tidak mau berhenti: {self.occupants()}")
            time.sleep(0.05)
        return True

    def launch(self, *, tied: bool) -> subprocess.Popen[bytes] | None:
        """Starts the server on a folder that `settle` found free.

        `tied`: it is our child and stops when we die, however we die. Otherwise it outlives us: None.
        """
        self._write_settings()
        self._forget_strangers()
        command: list[str | Path] = [
            *([] if tied else ["setsid", "--fork"]),
            *as_account(self.account, dies_with_us=tied),
            *(self.bin / "postgres", "-D", self.data, "-k", self.socket_directory, "-p", str(locations.PORT)),
            *("-c", f"cluster_name={self.tag}"),
        ]
        with self._opened_log() as log:
            process = subprocess.Popen(
                command,
                env=BARE,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if tied:
            return process
        process.wait()
        return None

    def wait_until_ready(self) -> None:
        """Returns when connections are accepted; recovery after a crash may take its time while it lives."""
        begun = time.monotonic()
        while (state := self.state()) != ANSWERS:
            born = time.monotonic() - begun > BIRTH  # until then it may not be visible yet, and is no failure
            if born and state != REFUSES and not self.occupants():
                raise DatabaseError(f"PostgreSQL berhenti saat dinyalakan. Akhir {self.log}:\n{self._log_tail()}")
            time.sleep(0.05)

    def shut_down(self) -> bool:
        """A fast, clean stop. False if nothing was running."""
        pid = self.pid()
        if pid is None:
            return False
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + PATIENCE
        while self.occupants():
            if time.monotonic() > deadline:
                raise DatabaseError(f"PostgreSQL (proses {pid}) belum juga berhenti setelah {PATIENCE} detik.")
            time.sleep(0.05)
        return True

    def _write_settings(self) -> None:
        (self.data / "rehsos.conf").write_text(SETTINGS, "utf-8")
        (self.data / "rehsos.conf").chmod(0o600)
        own(self.data / "rehsos.conf", self.account)

    def _forget_strangers(self) -> None:
        """Drops a lock file whose process id now belongs to someone else, as after a power cut.

        Only after `settle` found no process of this server; any other lock is PostgreSQL's own affair.
        """
        for lock in (self.data / "postmaster.pid", self.socket_directory / f".s.PGSQL.{locations.PORT}.lock"):
            recorded = _recorded_pid(lock)
            if recorded is not None and Path(f"/proc/{recorded}").exists():
                lock.unlink()

    def _opened_log(self) -> BinaryIO:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        return self.log.open("ab")

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text("utf-8", errors="replace").splitlines()[-8:])


def this_cluster() -> Cluster:
    """The cluster named in `var/secrets.toml`, which is made if missing."""
    kept = environment.ensure_secrets()
    return Cluster(kept["cluster"], kept["passwords"])


def _private_folder(path: Path, account: pwd.struct_passwd | None) -> None:
    """A folder for its owner alone. Refuses one that somebody else put there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid not in {
        os.geteuid(),
        account.pw_uid if account else os.geteuid(),
    }:
        raise DatabaseError(f"{path} milik orang lain.")
    own(path, account)
    path.chmod(0o700)


def _recorded_pid(lock: Path) -> int | None:
    try:
        return int(lock.read_text("ascii").splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _command_line(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
