"""The process behind `press`: prints the sheets that come, one after the other, and goes when none came for a while."""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from rehsos.papers.rendering.press import How, NotPrinted

IDLE = 10.0  # seconds without a paper


def serve(line: Connection, idle: float = IDLE) -> None:
    """Print what comes, until nothing does or who asks is gone."""
    with suppress(EOFError, OSError):
        while line.poll(idle):
            line.send(_made(*line.recv()))


def _made(how: How, given: Any) -> Any:
    try:
        return _maker(how)(given)
    except Exception as broken:  # noqa: BLE001 - whatever it is, it is said
        return NotPrinted(f"{type(broken).__name__}: {broken}")


def _maker(how: How) -> Callable[[Any], Any]:
    """Read in where it is first asked for: a PDF needs nothing of a DOCX."""
    if how == "docx":
        from rehsos.papers.rendering.docx import docx

        return docx
    from rehsos.papers.rendering.pdf import pdf, printable, unshown

    makers: dict[str, Callable[[Any], Any]] = {"pdf": pdf, "printable": printable, "unshown": unshown}
    return makers[how]


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the web, and with it this line
    serve(Connection(int(sys.argv[1])))
