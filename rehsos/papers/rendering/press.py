"""The press: a process of its own that prints what the web asks for, and goes when nothing came for a while.

Typst, python-docx and their fonts stayed in each worker of the web once it had printed, and papers are printed now and
then. So another process prints (`printer`), which knows no database, no key and no Django, only the sheet it is handed.
The first paper starts it, and takes that much longer than those after it.
"""

import os
import re
import subprocess
import sys
import threading
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, Literal

from rehsos.papers.rendering.sheet import Document, Letterhead, Sheet

How = Literal["pdf", "docx", "printable", "unshown"]

TRIES = 3  # of one paper, where who prints it was ended meanwhile: a paper that ends each of them ends no more
SLOWEST = 15.0  # seconds for one paper: less than who asked for it waits (`statement_timeout` of the web)
PRINTER = "rehsos.papers.rendering.printer"
_ROOT = Path(__file__).parents[3]
_USUAL = re.compile(r"[\s\u0020-\u024f\u2010-\u2027\u2030-\u203a]")
"""What every font has: the letters of Latin scripts and the usual marks."""
_HANDED_ON = ("PATH", "LANG", "LD_LIBRARY_PATH", "MALLOC_ARENA_MAX")


class NotPrinted(Exception):  # noqa: N818 - an answer of the press
    """The press could not print it; it says why."""


class Press:
    """Prints one paper at a time. Safe to share between threads."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def printed(self, how: How, sheet: Sheet | Letterhead | str) -> Any:
        """What came of it. NotPrinted where the press says no, breaks down over it or takes longer than `SLOWEST`."""
        with self._alone:
            told = self._told(how, sheet)
        if isinstance(told, NotPrinted):
            raise told
        return told

    def _told(self, how: How, sheet: Sheet | Letterhead | str) -> Any:
        """The answer. Who prints had just gone, or was ended: the same paper once more, of a new one."""
        for _try in range(TRIES):
            try:
                return self._asked(how, sheet)
            except (EOFError, OSError):
                self._stop()
        return NotPrinted("the press broke down")

    def _asked(self, how: How, sheet: Sheet | Letterhead | str) -> Any:
        line = self._line or self._start()
        line.send((how, sheet))
        if not line.poll(SLOWEST):
            self._stop()
            raise NotPrinted("it took too long")
        return line.recv()

    def _start(self) -> Connection:
        self._line, its = Pipe()
        here = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
        command = [sys.executable, "-m", PRINTER, str(its.fileno())]
        self._process = subprocess.Popen(command, cwd=_ROOT, env=here, pass_fds=[its.fileno()])  # noqa: S603 - our own words
        its.close()
        return self._line

    def _stop(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._line = self._process = None


_PRESS = Press()


def pdf(document: Document) -> bytes:
    """The document as PDF/A-2b (`rendering.pdf`)."""
    made: bytes = _PRESS.printed("pdf", document.sheet())
    return made


def docx(document: Document) -> bytes:
    """The document as DOCX (`rendering.docx`)."""
    made: bytes = _PRESS.printed("docx", document.sheet())
    return made


def printable(head: Letterhead) -> bool:
    """Whether papers with this head can be printed: its emblem is a picture that can be read."""
    can: bool = _PRESS.printed("printable", head)
    return can


def unshown(text: str) -> str:
    """The signs of a text that no PDF of ours can show; the press is asked only about such as may be."""
    odd = "".join(sorted({sign for sign in text if not _USUAL.fullmatch(sign)}))
    found: str = _PRESS.printed("unshown", odd) if odd else ""
    return found
