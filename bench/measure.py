"""Measure over HTTP on loopback, signed in, two web workers; the same questions in bare SQL beside them.

Prints medians and 95th percentiles in milliseconds. Noise is ±30 % on a shared machine: read ratios, not digits.
"""

import argparse
import contextlib
import gzip
import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

PORT = 8190
PER_REGENCY = 2000


@dataclass
class Line:
    """One line of the table."""

    work: str
    median: float
    p95: float
    bare: float | None
    budget: str


def setup() -> None:
    """Django in this process, as the owner: it prepares and asks bare SQL. The web serves as the app."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["REHSOS_DATABASE_ROLE"] = "owner"
    import django

    django.setup()


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """Two granian workers as `make run` starts them; yields the parent's process id."""
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "config.web:application", "--host", "127.0.0.1", "--port",
               str(PORT), "--workers", "2", "--no-ws", "--log-level", "warning"]  # fmt: skip
    more = {"REHSOS_DATABASE_ROLE": "app", "REHSOS_SEARCHES": "1000000"}
    web = subprocess.Popen(command, env=os.environ | more)  # noqa: S603 - our own words
    try:
        _wait()
        yield web.pid
    finally:
        web.terminate()
        web.wait(10)


def _wait() -> None:
    for _attempt in range(100):
        with contextlib.suppress(OSError):
            if _fetch("", "/sehat/")[0] == 200:
                return
        time.sleep(0.2)
    raise SystemExit("web does not answer")


def _fetch(cookie: str, path: str, *, body: str | None = None, token: str = "") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    headers = {"Host": "localhost", "Cookie": cookie, "Accept-Encoding": "identity"}
    if body is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
        connection.request("POST", path, body, headers)
    else:
        connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


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
    return f"sessionid={store.session_key}; csrftoken={'a' * 32}"


def timed(call: Callable[[], Any], times: int) -> tuple[float, float]:
    """Median and 95th percentile in ms, after two warm calls."""
    call()
    call()
    taken = []
    for _n in range(times):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)]


def page(cookie: str, path: str) -> Callable[[], None]:
    """Fetch and insist on 200."""

    def call() -> None:
        status, _body = _fetch(cookie, path)
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

    return timed(call, 20)[0]


def scopes() -> dict[str, tuple[int, int]]:
    """A small kab, a big kab and its province: worker and office of each."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM directory_office WHERE kind = 'regency' AND id >= 2000")
        big, small = cursor.fetchone()
        cursor.execute("SELECT parent_id FROM directory_office WHERE id = %s", [big])
        province = cursor.fetchone()[0]
    return {"kab kecil": (small * 1000, small), "kab besar": (big * 1000, big), "provinsi": (province * 1000, province)}


def lists(seats: dict[str, tuple[int, int]]) -> Iterator[Line]:
    """The list, first page and deep."""
    for name, (worker, office) in seats.items():
        cookie = sign_in(worker)
        sql = "SELECT * FROM cases_share s JOIN cases_case c ON c.id = s.case_id WHERE s.office_id = %s ORDER BY s.opened_on DESC, s.case_id DESC LIMIT 26"
        yield Line(
            f"daftar kasus, {name}", *timed(page(cookie, "/kasus/?keadaan=semua"), 40), bare(sql, office), "20 · 50"
        )
        yield Line(f"daftar kasus berjalan, {name}", *timed(page(cookie, "/kasus/"), 40), None, "20 · 50")
        deep = f"/kasus/?keadaan=semua&sesudah={_deep(office)}"
        yield Line(f"daftar kasus jauh, {name}", *timed(page(cookie, deep), 40), None, "20 · 50")


def _deep(office: int) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT opened_on, case_id FROM cases_share WHERE office_id = %s ORDER BY opened_on DESC, case_id DESC "
            "OFFSET (SELECT count(*) / 2 FROM cases_share WHERE office_id = %s) LIMIT 1",
            [office, office],
        )
        day, case = cursor.fetchone()
    return f"{day.isoformat()}_{case}"


def one_case(worker: int, office: int) -> tuple[str, str]:
    """Code and id of the worker's newest open case in the office."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.code, c.id FROM cases_case c JOIN cases_assignment a ON a.case_id = c.id WHERE c.owner_id = %s AND c.status = 'open' "
            "AND a.worker_id = %s ORDER BY c.opened_on DESC LIMIT 1",
            [office, worker],
        )
        code, case = cursor.fetchone()
    return code, str(case)


def opening(seats: dict[str, tuple[int, int]]) -> Iterator[Line]:
    """Opening a case, recording an action, Hari ini."""
    worker, office = seats["kab besar"]
    cookie = sign_in(worker, names_open=True)
    code, case = one_case(worker, office)
    sql = "SELECT * FROM cases_case c JOIN people_person p ON p.id = c.client_id WHERE c.id = %s"
    yield Line("buka kasus", *timed(page(cookie, f"/kasus/{code}/"), 60), bare(sql, case), "20")
    yield Line(f"Hari ini, {_duties(cookie)} kewajiban", *timed(page(cookie, "/"), 40), None, "20")
    # In a colleague's case: what is recorded would fill the pages measured above and in the next run.
    other, (theirs, _case) = sign_in(worker + 1, names_open=True), one_case(worker + 1, office)
    yield Line("catat tindakan (tugas)", *timed(_record(other, theirs), 40), None, "30")


def _duties(cookie: str) -> int:
    """Lines on Hari ini: what its time depends on, and it differs between the sizes."""
    return _fetch(cookie, "/")[1].count(b'<article class="duty')


def _record(cookie: str, code: str) -> Callable[[], None]:
    from django.urls import reverse

    path = reverse("task_new", args=[code])

    def call() -> None:
        from rehsos.audit.actions import new_id

        body = urlencode(
            {"action_id": str(new_id()), "kind": "birth", "what": "Akta kelahiran contoh", "agency": "", "due_on": ""}
        )
        status, answer = _fetch(cookie, path, body=body, token="a" * 32)
        if status != 302:
            raise SystemExit(f"{path}: {status} {re.sub('<[^>]+>', ' ', answer.decode())[:600]}")

    return call


def searching(seats: dict[str, tuple[int, int]]) -> Iterator[Line]:
    """Search by name over sealed names, by POST: a name is never in an address."""
    from django.urls import reverse

    from bench.invented import NAMES

    cookie = sign_in(seats["kab besar"][0], names_open=True)
    for words in (f"{NAMES[40]} {NAMES[300]}", "Muhammad", f"{NAMES[900][:4]}", f"{NAMES[5]} {NAMES[9]}"):
        body = urlencode({"q": words})

        def call(body: str = body) -> None:
            status, _answer = _fetch(cookie, reverse("people"), body=body, token="a" * 32)
            if status != 200:
                raise SystemExit(f"search: {status}")

        yield Line(f"cari nama “{words}”", *timed(call, 40), None, "30 · 60")


def counting(seats: dict[str, tuple[int, int]]) -> Iterator[Line]:
    """The crosstab over all cases of a scope."""
    from django.urls import reverse

    sql = "SELECT opened_month / 12, role, count(*) FROM cases_case WHERE kind = 'case' AND role <> '' GROUP BY 1, 2"
    path = reverse("rekap") + "?by=year,role"
    for name, (worker, _office) in seats.items():
        yield Line(f"rekap tahun × peran, {name}", *timed(page(sign_in(worker), path), 10), None, "300")
    analyst = _analyst()
    yield Line(
        "rekap tahun × peran, nasional",
        *timed(page(sign_in(analyst), path), 10),
        bare(sql),
        "300",
    )
    children = page(sign_in(analyst), path + "&satuan=anak")
    yield Line("rekap tahun × peran, anak, nasional", *timed(children, 4), None, "300")


def _analyst() -> int:
    from datetime import date

    from rehsos.directory.models import Office, Posting, Worker

    Office.objects.get_or_create(
        id=1,
        defaults={
            "name": "Kementerian Sosial",
            "short": "Kementerian Sosial",
            "kind": "ministry",
            "place_id": "31",
            "time_zone": "Asia/Jakarta",
        },
    )
    Worker.objects.get_or_create(id=9, defaults={"name": "Analis Contoh"})
    Posting.objects.get_or_create(worker_id=9, office_id=1, role="analyst", defaults={"since": date(2015, 1, 5)})
    return 9


def throughput(seats: dict[str, tuple[int, int]], seconds: float = 5) -> tuple[float, float]:
    """Requests a second with eight clients, list and open mixed; and the 95th percentile."""
    worker, office = seats["kab besar"]
    cookie, (code, _case) = sign_in(worker, names_open=True), one_case(worker, office)
    taken: list[float] = []
    stop = time.monotonic() + seconds

    def client(path: str) -> None:
        while time.monotonic() < stop:
            began = time.perf_counter()
            _fetch(cookie, path)
            taken.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=client, args=(p,)) for p in ("/kasus/?keadaan=semua", f"/kasus/{code}/") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / seconds, sorted(taken)[int(len(taken) * 0.95)]


def first_page(seats: dict[str, tuple[int, int]]) -> tuple[float, float]:
    """KB compressed of the first page with all its assets, and of the script in it."""
    cookie = sign_in(seats["kab besar"][0])
    _status, html = _fetch(cookie, "/")
    total = script = len(gzip.compress(html)) * 0
    total += len(gzip.compress(html))
    for address in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html.decode())):
        size = len(gzip.compress(_fetch(cookie, address)[1]))
        total += size
        script += size if address.endswith(".js") else 0
    return total / 1024, script / 1024


def memory(parent: int) -> float:
    """MiB of proportional set size of granian and its two workers."""
    total = 0.0
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            if int(entry.name) == parent or int(stat[1]) == parent:
                rollup = (entry / "smaps_rollup").read_text()
                total += int(re.search(r"Pss:\s+(\d+)", rollup)[1]) / 1024  # type: ignore[index]
    return total


def letter() -> tuple[float, float]:
    """A letter's PDF: first, then the median."""
    from rehsos.papers.rendering.pdf import pdf
    from rehsos.papers.tests.paper_cast import REPORT

    began = time.perf_counter()
    pdf(REPORT)
    first = (time.perf_counter() - began) * 1000
    return first, timed(lambda: pdf(REPORT), 10)[0]


def say(work: str, median: float, p95: float | None, bare_sql: float | None, budget: str) -> None:
    """One line of the table, as soon as it is known."""
    shown = [f"{value:8.1f}" if value is not None else " " * 8 for value in (median, p95, bare_sql)]
    print(f"{work:44} {' '.join(shown)}  {budget}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, required=True)
    cases = parser.parse_args().cases
    setup()
    print(f"\n{cases:,} kasus · RLS, brankas dan catatan tindakan menyala · ms\n")
    print(f"{'kerja':44} {'median':>8} {'p95':>8} {'SQL':>8}  anggaran")
    with serving() as web:
        seats = scopes()
        for part in (lists, opening, searching, counting):
            for line in part(seats):
                say(line.work, line.median, line.p95, line.bare, line.budget)
        rate, busy = throughput(seats)
        say("permintaan per detik, delapan klien (p95 ms)", rate, busy, None, "≥ 150")
        say("halaman pertama, KB terkompresi (skrip)", *first_page(seats), None, "60 · 20")
        say("memori dua pekerja web, MiB PSS", memory(web), None, None, "200")
    say("PDF surat (pertama · berikutnya)", *letter(), None, "100")


if __name__ == "__main__":
    main()
