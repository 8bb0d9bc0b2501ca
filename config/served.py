"""`python -m config.served …`: granian, with the site read in before its workers begin, so that they share it.

A worker is a copy of the process that starts it (fork): what is there before stands in memory once, and a worker
that is started anew is there at once. Nothing of it may be a connection or a thread, which no copy can share. Where
processes are begun empty, each reads the site in for itself.
"""

import multiprocessing
from importlib import import_module

from granian.cli import entrypoint

if __name__ == "__main__":
    if multiprocessing.get_start_method() == "fork":
        import_module("config.web")
    entrypoint()  # type: ignore[no-untyped-call]
