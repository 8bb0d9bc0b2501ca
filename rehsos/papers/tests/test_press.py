"""A process of its own prints: the same bytes, nothing of it in the web, and a broken one is followed by another."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

import pytest

from rehsos.papers.rendering import pdf as of_pdf
from rehsos.papers.rendering import press, printer
from rehsos.papers.rendering.press import NotPrinted, Press
from rehsos.papers.rendering.sheet import Letterhead
from rehsos.papers.tests.paper_cast import HEAD, REPORT

SHEET = REPORT.sheet()
HEAVY = ("typst", "docx", "lxml", "segno", "xlsxwriter", "pyhanko", "pypdf", "PIL")
"""What prints and what reads signed PDFs: each of them some MiB, in each worker of the web for good."""


@pytest.fixture
def own() -> Iterator[Press]:
    press = Press()
    yield press
    press._stop()


def test_a_web_that_has_read_in_every_page_has_read_in_nothing_that_prints() -> None:
    asked = f"import sys, config.web; print([name for name in {HEAVY} if name in sys.modules])"
    here = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "REHSOS_DATABASE_ROLE": "app"}
    root = Path(__file__).parents[3]
    told = subprocess.run([sys.executable, "-c", asked], env=here, cwd=root, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert told.stdout.strip() == "[]"


def test_nobody_but_the_printer_asks_for_what_prints() -> None:
    """Not inside a function either: what was once read in stays."""
    rooms, prints = (
        Path(__file__).parents[2],
        re.compile(r"rendering\.(pdf|docx) import|^\s*import (typst|docx)\b", re.MULTILINE),
    )
    asks = {str(file.relative_to(rooms)) for file in rooms.rglob("*.py") if prints.search(file.read_text())}
    own = {f"papers/rendering/{name}.py" for name in ("pdf", "docx", "printer")}
    assert {name for name in asks if "/tests/" not in name} == own


def test_the_press_prints_the_same_bytes_and_nothing_of_it_stays_here() -> None:
    code = (
        "import hashlib, sys; from rehsos.papers.rendering import press;"
        "from rehsos.papers.tests.paper_cast import REPORT;"
        "made = press.pdf(REPORT); word = press.docx(REPORT);"
        "print(hashlib.sha256(made).hexdigest(), word[:2], 'typst' in sys.modules, 'docx' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert told.stdout.split() == [hashlib.sha256(of_pdf.pdf(REPORT)).hexdigest(), "b'PK'", "False", "False"]


def test_it_knows_no_secret_of_who_asks(own: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHSOS_SECRET", "rahasia")
    own.printed("pdf", SHEET)
    assert own._process is not None
    assert b"REHSOS" not in Path(f"/proc/{own._process.pid}/environ").read_bytes()


def test_one_that_was_ended_is_followed_by_another(own: Press) -> None:
    first = own.printed("pdf", SHEET)
    assert own._process is not None
    before = own._process
    before.kill()
    before.wait()
    assert own.printed("pdf", SHEET) == first
    assert own._process.pid != before.pid


@pytest.mark.parametrize(("ended", "printed"), [(1, True), (2, True), (3, False)])
def test_ended_while_it_prints_the_paper_is_printed_by_another_and_not_without_end(
    own: Press, monkeypatch: pytest.MonkeyPatch, *, ended: int, printed: bool
) -> None:
    """Of four PDFs that ran as it was killed one was a 500: what was begun again met the next end."""
    start, begun = own._start, []

    def starts() -> Connection:
        line = start()
        begun.append(own._process)
        if own._process and len(begun) <= ended:
            own._process.kill()
        return line

    monkeypatch.setattr(own, "_start", starts)
    if printed:
        assert own.printed("pdf", SHEET).startswith(b"%PDF")
    else:
        with pytest.raises(NotPrinted, match="broke down"):
            own.printed("pdf", SHEET)
    assert len(begun) == min(ended + 1, press.TRIES)


def test_what_cannot_be_printed_is_said_and_the_next_paper_comes(own: Press) -> None:
    broken = replace(SHEET, head=replace(HEAD, emblem=b"no picture"))
    with pytest.raises(NotPrinted, match="TypstError"):
        own.printed("pdf", broken)
    assert own.printed("printable", Letterhead(("-",), "-")) is True
    assert own.printed("printable", Letterhead(("-",), "-", emblem=b"no picture")) is False


def test_a_paper_that_takes_too_long_ends_the_press_not_the_web(own: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "SLOWEST", 0.0)
    with pytest.raises(NotPrinted, match="too long"):
        own.printed("pdf", SHEET)
    assert own._process is None


def test_it_goes_when_nothing_comes_and_when_who_asked_is_gone() -> None:
    ours, its = Pipe()
    printer.serve(its, idle=0.01)
    ours.close()
    printer.serve(its, idle=600)
