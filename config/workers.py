"""`python -m config.workers …`: reads the site in, starts workers as copies of itself, says who they are, and is gone.

Nothing of what is read in may be a connection or a thread, which no copy can share. Only `config.served` calls it.
"""

import multiprocessing
import os
import sys
import time
from functools import partial
from importlib import import_module
from typing import Any

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from config.served import goes_with

HEADERS = 10_000  # ms within which the head of a request has come


class Starter(MPServer):
    """Granian with another to look after its workers. No access log: addresses may carry what was searched for."""

    def __init__(self, host: str, port: int, target: str, workers: int) -> None:
        super().__init__(
            target, host, port, workers=workers, interface=Interfaces.RSGI, websockets=False, log_access=False,
            log_level=LogLevels.error, http1_settings=HTTP1Settings(header_read_timeout=HEADERS),
        )  # fmt: skip
        self.missing, self.tell = workers, -1

    def _serve(self, spawn_target: Any, target_loader: Any) -> None:
        self._init_shared_socket()  # type: ignore[no-untyped-call]
        for index in range(self.missing):
            worker = self._spawn_worker(index, spawn_target, target_loader)
            worker.inner.start()
            os.write(self.tell, f"{worker.inner.pid}\n".encode())


def application(target: str, starter: int, served: int, tell: int) -> Any:
    """What a worker, which begins here, serves once its starter is gone and `served` stands above it."""
    os.close(tell)
    while os.getppid() == starter:
        time.sleep(0.001)
    goes_with(served)
    return named(target)


def named(target: str) -> Any:
    """`module:name`, read in."""
    module, name = target.split(":")
    return getattr(import_module(module), name)


def main(host: str, port: str, target: str, *numbers: str) -> None:
    """Ends without what Python does at an end: it would wait for the workers."""
    workers, missing, served, tell = map(int, numbers)
    goes_with(served)
    multiprocessing.set_start_method("fork")
    named(target)
    starter = Starter(host, int(port), target, workers)
    starter.missing, starter.tell = missing, tell
    starter.serve(target_loader=partial(application, target, os.getpid(), served, tell), wrap_loader=False)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
