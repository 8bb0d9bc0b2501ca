"""Eight clients at once, each another worker: reading lists and cases, and with every fifth request a record."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.asking import fetch
from bench.line import Line, get, post
from bench.seats import Seat, ask, eight

SECONDS = 8.0
WRITES = 5
"""One request in so many, in the second of the two runs."""


@dataclass
class Rate:
    """What eight clients were answered in a while: ms of each request."""

    taken: list[float] = field(default_factory=list)
    seconds: float = SECONDS

    @property
    def a_second(self) -> float:
        """Requests answered in a second, of all clients."""
        return len(self.taken) / self.seconds

    @property
    def p95(self) -> float:
        """Slower than this is one request in twenty, in ms."""
        return sorted(self.taken)[int(len(self.taken) * 0.95)]


def throughput(*, writes: bool) -> Rate:
    """Eight workers of eight offices at once, list and case in turns, each over a line of their own that stays open."""
    rate, seats = Rate(), eight()
    lines = [Line() for _seat in seats]
    clients = [_client(seat, line, writes=writes) for seat, line in zip(seats, lines, strict=True)]
    stop = time.monotonic() + rate.seconds
    threads = [threading.Thread(target=_keep_asking, args=(client, stop, rate.taken)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for line in lines:
        line.close()
    return rate


def _keep_asking(client: list[Callable[[], None]], stop: float, taken: list[float]) -> None:
    turn = 0
    while time.monotonic() < stop:
        began = time.perf_counter()
        client[turn % len(client)]()
        taken.append((time.perf_counter() - began) * 1000)
        turn += 1


def _client(seat: Seat, line: Line, *, writes: bool) -> list[Callable[[], None]]:
    """What one worker asks in turns: four pages and, of who writes, a record in their oldest case that runs."""
    code = seat.cases[0][1]
    reads = [
        _reads(seat, line, "/kasus/?keadaan=semua", 'class="code"'),
        _reads(seat, line, f"/kasus/{code}/", code),
    ] * 2
    return [*reads, _records(seat, line, oldest(seat))] if writes else reads


def _reads(seat: Seat, line: Line, path: str, marker: str) -> Callable[[], None]:
    """Ask for a page that is there, whole, and shows what marks it."""
    request, marked = get(seat.cookie, path), marker.encode()

    def call() -> None:
        status, body = line.ask(request)
        if status != 200 or marked not in body or b"</html>" not in body:
            raise SystemExit(f"{path}: {status}")

    return call


def _records(seat: Seat, line: Line, code: str) -> Callable[[], None]:
    """Record a task in a case, each time another one."""
    from django.urls import reverse

    path = reverse("cases:task_new", args=[code])

    def call() -> None:
        status, body = line.ask(post(seat.cookie, path, _a_task()))
        if status != 302:
            raise SystemExit(f"{path}: {status} {body.decode()[:2000]}")

    return call


def _a_task() -> str:
    from rehsos.audit.actions import new_id

    told = {"kind": "birth", "what": "Akta kelahiran contoh", "agency": "", "due_on": ""}
    return urlencode({"action_id": str(new_id()), **told})


def oldest(seat: Seat) -> str:
    """The code of the worker's oldest open case: what is recorded there is on no page that is measured."""
    [(code,)] = ask(
        "SELECT c.code FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id "
        "WHERE a.worker_id = %s AND c.status = 'open' ORDER BY c.opened_on, c.id LIMIT 1",
        [seat.worker],
    )
    return str(code)


def record(seat: Seat, code: str) -> Callable[[], None]:
    """Record a task in a case, each time another one."""
    from django.urls import reverse

    path, cookie = reverse("cases:task_new", args=[code]), seat.cookie

    def call() -> None:
        answer = fetch(cookie, path, body=_a_task())
        if answer.status != 302:
            raise SystemExit(f"{path}: {answer.status} {answer.body.decode()[:2000]}")

    return call
