"""Keeps processes alive: starts them, starts again what dies, and stops all of them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ops.backoff import Backoff


@dataclass
class Kept:
    """A command that should always be running. It stops by SIGTERM when we die, however we die."""

    name: str
    command: Sequence[str]
    grace: float = 3.0  # seconds between SIGTERM and SIGKILL
    process: subprocess.Popen[bytes] | None = None
    due: float = 0.0
    backoff: Backoff = field(default_factory=Backoff)
    ready: Callable[[], bool] = lambda: True  # what stands after it in the list waits for the first yes
    was_ready: bool = False

    def start(self) -> None:
        """Starts it in a process group of its own: Ctrl-C in the terminal reaches only us."""
        command = ["setpriv", "--pdeathsig", "TERM", *self.command]
        self.process = subprocess.Popen(command, start_new_session=True)

    def look_after(self) -> None:
        """Notices its death and starts it again when its time has come."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self._sweep()
            self.process, delay = None, self.backoff.next_delay()
            self.due = now + delay
            print(f"{self.name} berhenti; dinyalakan lagi.", file=sys.stderr, flush=True)
        if self.process is None and now >= self.due:
            self.start()
        self.was_ready = self.was_ready or self.ready()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Waits for its end, and ends it where it takes longer than its grace."""
        if self.process is None:
            return
        self.ask_to_stop()
        try:
            self.process.wait(self.grace)
        except subprocess.TimeoutExpired:
            print(f"{self.name} tidak berhenti sendiri; dihentikan paksa.", file=sys.stderr, flush=True)
        self._sweep()
        self.process.wait()

    def _sweep(self) -> None:
        """Ends what is left of its process group, such as the children of a killed parent."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


@dataclass
class Keeper:
    """Looks after several commands until SIGTERM, SIGINT or SIGHUP."""

    kept: list[Kept] = field(default_factory=list)
    leaving: threading.Event = field(default_factory=threading.Event)
    wake: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        """Takes over the signals; the main thread only."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.leave())
        signal.signal(signal.SIGCHLD, lambda *_: self.wake.set())

    def leave(self) -> None:
        self.leaving.set()
        self.wake.set()

    def keep(self) -> None:
        """Returns when asked to leave. A death is seen at once, a delayed start within half a second."""
        while not self.leaving.is_set():
            self.wake.wait(0.5 if self._look_after_all() else 0.1)
            self.wake.clear()

    def _look_after_all(self) -> bool:
        for each in self.kept:
            each.look_after()
            if not each.was_ready:
                return False
        return True

    def stop_all(self) -> None:
        """Stops the commands in the reverse order of their names here; all but the first at the same time."""
        for each in self.kept[1:]:
            each.ask_to_stop()
        for each in reversed(self.kept):
            each.stop()
