"""Measure over HTTP on loopback, signed in, two web workers; the same questions in bare SQL beside some.

Prints medians and 95th percentiles in milliseconds, the processor time of a request (Python and PostgreSQL together), and
the load of the machine while it was measured: on a shared machine read processor time and ratios, not digits. What is written down is put beside the other size by bench/__main__.py.
"""

import argparse
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from bench.asking import Spread, bare, fetch, memory, page, serving, setup, timed
from bench.busy import oldest, record, throughput
from bench.groups import grouped
from bench.pages import LIST, OPENED, PAGE, deep, named
from bench.seats import Seat, colleague, seats
from bench.table import HEAD, Goal, Line, keep
from bench.walk import SLOWEST, walk

SEARCHED = Goal(30)


def opening(everybody: dict[str, Seat]) -> Iterator[Line]:
    """Opening a case, recording an action, Hari ini."""
    seat = everybody["kab besar"]
    case, code = seat.cases[0]
    sql = "SELECT * FROM cases_case c JOIN people_person p ON p.id = c.client_id WHERE c.id = %s"
    yield Line("buka kasus", *timed(page(seat.cookie, f"/kasus/{code}/"), 30), bare=bare(sql, case), goal=OPENED)
    duties = fetch(seat.cookie, "/").body.count(b'<article class="duty')
    yield Line("Hari ini, peksos", *timed(page(seat.cookie, "/"), 24), goal=PAGE)
    yield Line("Hari ini: kewajiban di halaman itu", duties)
    # In a colleague's case: what is recorded would fill the pages measured above and in the next run.
    other = colleague(seat)
    yield Line("catat tindakan (tugas)", *timed(record(other, oldest(other)), 24), goal=LIST)


def searching(everybody: dict[str, Seat]) -> Iterator[Line]:
    """Search by name over sealed names, by POST: a name is never in an address."""
    from django.urls import reverse

    from bench.invented import NAMES

    cookie = everybody["kab besar"].cookie
    for said, words in (
        ("dua kata jarang", f"{NAMES[40]} {NAMES[300]}"), ("“Muhammad”", "Muhammad"),
        ("satu awal", NAMES[900][:4]), ("dua kata lazim", f"{NAMES[5]} {NAMES[9]}"),
    ):  # fmt: skip
        body = urlencode({"q": words})

        def call(body: str = body) -> None:
            status = fetch(cookie, reverse("people:people"), body=body).status
            if status != 200:
                raise SystemExit(f"search: {status}")

        yield Line(f"cari nama, {said}", *timed(call, 24), goal=SEARCHED)


def walking(everybody: dict[str, Seat]) -> Iterator[Line]:
    """Every GET page as everybody: the slowest by name, and how many are over what a page may take."""
    walked = walk(list(everybody.values()))
    for place, ((name, who), spread) in enumerate(walked.slowest):
        yield Line(f"jalan: {name}, {who}", *spread, goal=PAGE, told=place < SLOWEST)
    over = [f"{name} ({who})" for (name, who), spread in walked.times.items() if not PAGE.met(spread.median)]
    yield Line("halaman GET yang terbuka, dikali siapa", len(walked.times))
    yield Line(f"… di antaranya lebih dari {PAGE.limit:g} ms", len(over), goal=Goal(0))
    yield Line("… yang rusak (5xx)", len(walked.broken), goal=Goal(0))
    print("\n".join([*(f"    {line}" for line in walked.broken), f"    tidak terbuka: {', '.join(walked.never)}"]))


def loaded(_everybody: dict[str, Seat]) -> Iterator[Line]:
    """Eight workers at once, on a server that they have asked for some seconds before."""
    throughput(writes=True)
    for said, writes, least in (("membaca", False, 200), ("seperlimanya mencatat", True, 130)):
        rate = throughput(writes=writes)
        yield Line(f"permintaan per detik, delapan pekerja, {said}", rate.a_second, goal=Goal(least, least=True))
        yield Line(f"… p95 ms, {said}", rate.p95)


def sent(everybody: dict[str, Seat]) -> Iterator[Line]:
    """KB on the wire: the first page with all its assets, the script in it, and pages after it. As sent, not as packed here."""
    seat = everybody["kab besar"]
    first = fetch(seat.cookie, "/")
    assets = {
        address: fetch(seat.cookie, address).sent
        for address in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', first.body.decode()))
    }
    script = sum(size for address, size in assets.items() if address.endswith(".js"))
    yield Line(
        "halaman pertama dengan semua asetnya, KB terkirim", (first.sent + sum(assets.values())) / 1024, goal=Goal(60)
    )
    yield Line("… skrip di dalamnya, KB terkirim", script / 1024, goal=Goal(20))
    code = seat.cases[0][1]
    for said, path in (("daftar", "/kasus/"), ("kasus", f"/kasus/{code}/"), ("formulir", "/orang/baru/")):
        yield Line(f"… {said} sesudahnya, KB terkirim", fetch(seat.cookie, path).sent / 1024)


def run_in(seat: Seat) -> None:
    """What workers of the web do once, whichever page is asked first, is in no line."""
    for path in ("/kasus/", "/", f"/kasus/{seat.cases[0][1]}/"):
        timed(page(seat.cookie, path), 1)


def letter() -> Iterator[Line]:
    """A letter's PDF, as the web gets it: the first, which starts the press, then the median."""
    from rehsos.papers.rendering.press import pdf
    from rehsos.papers.tests.paper_cast import REPORT

    began = time.perf_counter()
    pdf(REPORT)
    yield Line("PDF surat, yang pertama", (time.perf_counter() - began) * 1000, goal=Goal(100))
    spread: Spread = timed(lambda: pdf(REPORT), 10, warm=1)
    yield Line("PDF surat, berikutnya", spread.median, spread.p95, goal=Goal(100))


def measured() -> Iterator[Line]:
    """Everything, in turn. Memory last but one: the web has by then served every page."""
    everybody = seats()
    with serving() as web:
        run_in(everybody["kab besar"])
        for part in (named, deep, opening, grouped, searching, sent, loaded, walking):
            yield from part(everybody)
        yield Line("memori dua pekerja web, MiB PSS", memory(web), goal=Goal(180))
    yield from letter()


def main() -> None:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--into", type=Path, required=True)
    asked = parser.parse_args()
    setup()
    print(
        f"\n{asked.cases:,} kasus · RLS, brankas dan catatan tindakan menyala · ms · beban {os.getloadavg()[0]:.1f}\n\n{HEAD}"
    )
    lines: list[Line] = []
    for line in measured():
        if line.told:
            print(line, flush=True)
        lines.append(line)
        keep(lines, asked.into)


if __name__ == "__main__":
    main()
