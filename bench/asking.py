"""The server that is measured and how it is asked: over HTTP on loopback, as a browser does, with what came told in bytes."""

import contextlib
import gzip
import http.client
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

_serves: list[int] = []
PORT = 8190
CSRF = "a" * 32


class Answer(NamedTuple):
    """What the server sent. `sent`: bytes of its body on the wire, compressed or not as the server chose."""

    status: int
    body: bytes
    sent: int


class Spread(NamedTuple):
    """Median and 95th percentile of one call, and what processor time it took the server, all in ms."""

    median: float
    p95: float
    cpu: float | None = None


def setup() -> None:
    """Django in this process, as the owner: it prepares and asks bare SQL. The web serves as the app."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["REHSOS_DATABASE_ROLE"] = "owner"
    import django

    django.setup()


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """The web as `make run` starts it, two workers; yields the parent's process id."""
    from ops.serve import processes

    command = processes(PORT)[-2].command
    here = {"REHSOS_DATABASE_ROLE": "app", "REHSOS_SEARCHES": "1000000", "REHSOS_WORK": "web"}
    web = subprocess.Popen(command, env=os.environ | here)  # noqa: S603 - our own words
    try:
        _wait()
        _serves.append(web.pid)
        yield web.pid
    finally:
        _serves.clear()
        web.terminate()
        web.wait(10)


def _wait() -> None:
    for _attempt in range(100):
        with contextlib.suppress(OSError):
            if fetch("", "/sehat/").status == 200:
                return
        time.sleep(0.2)
    raise SystemExit("web does not answer")


def fetch(cookie: str, path: str, *, body: str | None = None) -> Answer:
    """One request, by POST where there is a body. It says what a browser says: that it takes gzip."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    headers = {"Host": "localhost", "Cookie": cookie, "Accept-Encoding": "gzip"}
    if body is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": CSRF}
    connection.request("GET" if body is None else "POST", path, body, headers)
    answer = connection.getresponse()
    sent = answer.read()
    connection.close()
    packed = answer.getheader("Content-Encoding") == "gzip"
    return Answer(answer.status, gzip.decompress(sent) if packed else sent, len(sent))


def sign_in(worker: int, **session: Any) -> str:
    """A session of that worker, made directly; the cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from rehsos.access.models import User
    from rehsos.access.session_store import SessionStore

    user, _made = User.objects.get_or_create(
        worker_id=worker, defaults={"email": f"p{worker}@contoh.test", "password": "!"}
    )
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "rehsos.access.backend.SignIn"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.update(session)
    store.create()
    return f"sessionid={store.session_key}; csrftoken={CSRF}"


WARM = 40
"""Each of the web's four connections has then asked ten times: from the tenth on PostgreSQL keeps a statement's plan."""


def timed(call: Callable[[], Any], times: int, *, warm: int = WARM) -> Spread:
    """How long a call takes on a server that has run for some minutes: after some calls that do not count."""
    for _n in range(warm):
        call()
    before = _processor()
    taken = sorted(_once(call) for _n in range(times))
    spent = (_processor() - before) / times
    return Spread(statistics.median(taken), taken[int(len(taken) * 0.95)], spent if _serves else None)


def _once(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def page(cookie: str, path: str) -> Callable[[], None]:
    """Fetch and insist on 200."""

    def call() -> None:
        status = fetch(cookie, path).status
        if status != 200:
            raise SystemExit(f"{path}: {status}")

    return call


def bare(sql: str, *given: Any) -> float:
    """The same question in SQL as the owner, without sealing, policies or pages: median ms."""
    from django.db import connection, transaction

    def call() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, given)
            cursor.fetchall()

    return timed(call, 20).median


def memory(parent: int) -> float:
    """MiB of proportional set size of granian, its two workers and what these have started."""
    total = 0.0
    for process in _web(parent):
        with contextlib.suppress(OSError):
            total += _pss((process / "smaps_rollup").read_text())
    return total


def _web(parent: int) -> Iterator[Path]:
    """Granian, its workers, and what these have started: a paper is printed in a process of its own."""
    known = {parent}
    for entry in sorted(Path("/proc").glob("[0-9]*"), key=_started):
        with contextlib.suppress(OSError):
            above = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
            if int(entry.name) in known or int(above) in known:
                known.add(int(entry.name))
                yield entry


def _started(process: Path) -> int:
    """When, so that who started it stands before it; ids begin anew at some time."""
    with contextlib.suppress(OSError):
        return int((process / "stat").read_text().rsplit(")", 1)[1].split()[19])
    return 0


def _pss(rollup: str) -> float:
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def _processor() -> float:
    """Processor time that the web and the database's processes for it have taken so far, in ms."""
    if not _serves:
        return 0.0
    tasks = [task for process in (*_web(_serves[0]), *_backends()) for task in process.glob("task/*/schedstat")]
    total = 0
    for task in tasks:
        with contextlib.suppress(OSError):
            total += int(task.read_text().split()[0])
    return total / 1_000_000


def _backends() -> list[Path]:
    """Of another role only pid and database are told: what kind of process it is is not."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [Path(f"/proc/{pid}") for (pid,) in cursor.fetchall()]
