"""`python -m config.served HOST PORT WORKERS TARGET`: keeps the web's workers running, and is itself next to nothing.

The workers are copies of one process that has read the site in (`config.workers`), so what was there before stands in
memory once. That process ends when they run: as counting references writes, it would keep all that they come to write
to a third time. They are children of this one then (a subreaper), which reads in nothing, and has another start what
is missing. A worker that dies takes only itself along; who asks meanwhile asks the other.
"""

import ctypes
import os
import signal
import sys
import time

from ops.backoff import Backoff

GRACE = 2.0  # seconds a worker may take to finish what it is at, where all is told to leave
LAST = 600.0  # and where others serve already: a file over a slow line, and its turn (config.web)
PATIENCE = 60.0  # seconds in which the site is read in and what is missing started
LEAVE = {signal.SIGTERM, signal.SIGINT}
HEARD = {*LEAVE, signal.SIGHUP, signal.SIGCHLD}
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h


class Served:
    """So many workers of one site.

    `former` serve until others do. `going` were told to leave and finish what they are at, each until its own moment.
    `gone` ended while others were being started.
    """

    def __init__(self, wanted: int, command: list[str]) -> None:
        self.wanted, self.command = wanted, command
        self.workers: set[int] = set()
        self.former: set[int] = set()
        self.going: dict[int, float] = {}
        self.gone: set[int] = set()
        self.starter, self.told, self.due, self.late = 0, -1, 0.0, 0.0
        self.asked = False
        self.backoff = Backoff()

    def keep(self) -> int:
        """Until told to leave, or nobody serves and who was started ended at once. The exit code."""
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        _prctl(PR_SET_CHILD_SUBREAPER, 1)
        self.start()
        while self.starter or self.workers:
            heard = self._hear(self._until())
            if heard in LEAVE:
                return self.leave()
            self.asked = self.asked or heard == signal.SIGHUP
            self.end_late()
            if not self.starter:
                self.look_after()
            elif time.monotonic() >= self.late:
                self.give_up()
        return self.leave(1)

    def start(self) -> None:
        """Have what is missing started, by a process that says on a pipe whom it started."""
        self.due, self.late = 0.0, time.monotonic() + PATIENCE
        self.told, tell = os.pipe()
        os.set_blocking(self.told, False)
        os.set_inheritable(tell, True)
        given = [*self.command, str(self.wanted), str(self.wanted - len(self.workers)), str(os.getpid()), str(tell)]
        self.starter = os.posix_spawn(sys.executable, [sys.executable, *given], os.environ, setsigmask=[])
        os.close(tell)

    def give_up(self) -> None:
        """End who starts others and hangs; then it is as with one that ended by itself."""
        sys.stderr.write("Aplikasi terlalu lama dimuat; dihentikan.\n")
        _send(self.starter, signal.SIGKILL)
        self.late = time.monotonic() + PATIENCE

    def look_after(self) -> None:
        """Start again what died: at once, and later each time where it dies again and again."""
        if self.asked:
            self.renew()
        elif len(self.workers) < self.wanted:
            self.due = self.due or self._next()
            if time.monotonic() >= self.due:
                self.start()

    def renew(self) -> None:
        """All of them anew, with what the site is now; who serves goes on until the new ones are there."""
        self.former, self.workers, self.asked = self.workers, set(), False
        self.start()

    def end_late(self) -> None:
        """End who was told to leave and is still at it when its time is up."""
        for worker, until in self.going.items():
            if time.monotonic() >= until:
                _send(worker, signal.SIGKILL)
                self.going[worker] = until + PATIENCE

    def leave(self, code: int = 0) -> int:
        """End everybody."""
        self.former |= self.workers | self.going.keys() | ({self.starter} if self.starter else set())
        self.workers = set()
        self._end_former()
        return code

    def _until(self) -> float:
        """Seconds until there is something to do though nobody is heard of."""
        what = self.late if self.starter else self.due
        moments = [*self.going.values(), *([what] if what else [])]
        return max(min(moments) - time.monotonic(), 0.0) if moments else 3600.0

    def _next(self) -> float:
        sys.stderr.write("Satu proses web berhenti; dinyalakan lagi.\n")
        return time.monotonic() + self.backoff.next_delay()

    def _hear(self, seconds: float) -> int:
        """The signal that came; who ended is put down."""
        heard = signal.sigtimedwait(HEARD, seconds)
        while ended := _one_ended():
            self.gone.add(ended)
        if self.starter in self.gone:
            self._started()
        self.workers -= self.gone
        self.former -= self.gone
        self.going = {one: until for one, until in self.going.items() if one not in self.gone}
        if not self.starter:
            self.gone.clear()
        return heard.si_signo if heard else 0

    def _started(self) -> None:
        """Who starts others is done. Those before it leave once theirs are there, and serve on where they are not."""
        new = _lines(self.told)
        os.close(self.told)
        self.starter = 0
        if self.former and len(new) < self.wanted:
            self.workers, self.former = self.former, new
        else:
            self.workers |= new
        self._let_go()

    def _let_go(self) -> None:
        """Who was there before takes nobody new, and finishes what it is at while others serve."""
        for worker in self.former:
            _send(worker, signal.SIGTERM)
            self.going[worker] = time.monotonic() + LAST
        self.former = set()

    def _end_former(self) -> None:
        for worker in self.former:
            _send(worker, signal.SIGTERM)
        until = time.monotonic() + GRACE
        while self.former and (left := until - time.monotonic()) > 0:
            signal.sigtimedwait({signal.SIGCHLD}, left)
            while ended := _one_ended():
                self.gone.add(ended)
            self.former -= self.gone
        for worker in self.former:
            _send(worker, signal.SIGKILL)


def goes_with(process: int) -> None:
    """End when that process does, which has to be the one above; it may have ended already."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != process:
        sys.exit(1)


def _prctl(what: int, value: int) -> None:
    ctypes.CDLL(None).prctl(what, value, 0, 0, 0)


def _one_ended() -> int:
    try:
        return os.waitpid(-1, os.WNOHANG)[0]
    except ChildProcessError:
        return 0


def _send(process: int, number: int) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return


def _lines(pipe: int) -> set[int]:
    try:
        return {int(line) for line in os.read(pipe, 4096).split()}
    except BlockingIOError:
        return set()


if __name__ == "__main__":
    host, port, workers, target = sys.argv[1:]
    sys.exit(Served(int(workers), ["-m", "config.workers", host, port, target]).keep())
