"""`make run`: keeps the database, the web and the worker running until Ctrl-C, and says where to look.

Everything is a child of this process and stops with it, however it ends. PORT chooses another port.
"""

import fcntl
import os
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TextIO

import psycopg

from ops.environment import database, external, var
from ops.keeper import Keeper, Kept
from ops.locations import ROOT, private_folder
from ops.port import wanted

HOST = "127.0.0.1"
HEALTH = "/sehat/"
PATIENCE = 120  # seconds for the first answer; recovery after a power cut may take its time
OK = 200
BIN = Path(sys.executable).parent
CLOSING_TIME = 30.0  # seconds the database may take for its last checkpoint before it is forced


def processes(port: int) -> list[Kept]:
    """What runs, the database first."""
    data = Kept(
        "Basis data",
        [sys.executable, "-m", "ops.postgres", "run"],
        grace=CLOSING_TIME,
        ready=_database_answers,
    )
    web = Kept(
        "Web",
        [
            # Threads take turns in Python anyway: an arena each is 8 MiB more a worker. Where on its line each word of
            # the code stands (for the arrows in a traceback) is 2.
            *("env", "MALLOC_ARENA_MAX=1", "PYTHONNODEBUGRANGES=1"),
            *(sys.executable, "-S", "-m", "config.served", HOST, str(port), "2", "config.web:application"),
        ],
    )
    worker = Kept("Pekerja", [str(BIN / "rehsos"), "jobs", "work"])
    return [web, worker] if external() else [data, web, worker]


def main() -> int:
    """Serves until told to stop; the result is the exit code."""
    os.chdir(ROOT)
    port = wanted()
    with (private_folder(var()) / "serve.lock").open("a+") as lock:
        running = _claim(lock, port)
        if running:
            print(f"Rehsos sudah berjalan di {running}")
            print("Baru diperbarui? Hentikan yang lama (Ctrl-C di jendelanya), lalu jalankan lagi.")
            return 0
        with socket.socket(socket.AF_UNIX) as name:
            if not _named(name, port) or _taken(port):
                print(
                    f"Port {port} sedang dipakai program lain. Pilih yang lain: PORT=8080 make run",
                    file=sys.stderr,
                )
                return 1
            _serve(port)
    return 0


def _serve(port: int) -> None:
    keeper = Keeper(processes(port))
    keeper.listen()
    threading.Thread(target=_welcome, args=[port, keeper.leaving], daemon=True).start()
    keeper.keep()
    print("\nMenutup Rehsos …", flush=True)
    keeper.stop_all()
    print("Selesai.", flush=True)


def _claim(lock: TextIO, port: int) -> str:
    """Nothing when this checkout is ours to serve, else the address where it is being served."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        return lock.read().strip()
    lock.truncate(0)
    lock.write(address(port))
    lock.flush()
    return ""


def address(port: int) -> str:
    """The address for people: passkeys work on this name, not on a number."""
    return f"http://localhost:{port}"


def _database_answers() -> bool:
    reach = database("app")
    try:
        psycopg.connect(
            host=reach["HOST"],
            port=reach["PORT"],
            user=reach["USER"],
            password=reach["PASSWORD"],
            dbname=reach["NAME"],
        ).close()
    except psycopg.OperationalError:
        return False
    return True


def _named(name: socket.socket, port: int) -> bool:
    """Whether the name of a port is ours from now on; another installation that starts holds it until it ends.

    Workers share their port among themselves, so two installations that start together would both get it, and
    who asks would meet now the one, now the other.
    """
    try:
        name.bind(f"\0rehsos:{port}")
    except OSError:
        return False
    return True


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def _welcome(port: int, leaving: threading.Event) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _healthy(port):
        if leaving.wait(0.1):
            return
        if time.monotonic() > deadline:
            print(f"Rehsos belum juga menjawab di {address(port)}; lihat pesan di atas.", file=sys.stderr)
            return
    print(f"\nRehsos siap: {address(port)}   (Ctrl-C untuk menutup)\n", flush=True)
    subprocess.run([BIN / "rehsos", "demo", "signins"], check=False)


def known_host() -> str:
    """A name that this installation answers to, for our own question; another would be refused and logged."""
    first = (os.environ.get("REHSOS_HOSTS") or "localhost").split(",")[0].strip().lstrip(".")
    return "localhost" if first in {"", "*"} else first


def _healthy(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", HEALTH, headers={"Host": known_host()})
        return connection.getresponse().status == OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
