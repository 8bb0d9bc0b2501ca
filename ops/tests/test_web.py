"""The door: a request is there in whole before anybody works on it, however slowly it comes."""

import asyncio
import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SLOW = 20  # senders
AT_MOST = 1.0  # seconds for an answer beside them: a thousand times what it takes


@pytest.fixture(scope="module")
def web() -> Any:
    """The module of the door."""
    import config.web

    return config.web


def echo(given: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", " a=b")])
    return [given["REQUEST_METHOD"].encode(), b" ", given["wsgi.input"].read()]


class Line:
    """What granian hands over: the request's bytes as they come, and where the answer goes."""

    def __init__(self, *chunks: bytes | float) -> None:
        self.chunks = chunks
        self.answer: Any = (0, [], b"")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            if isinstance(chunk, float):
                await asyncio.sleep(chunk)
            else:
                yield chunk

    def response_bytes(self, *answer: Any) -> None:
        self.answer = answer


def scope(length: int | None, *more: tuple[str, str], method: str = "POST") -> Any:
    headers = [("transfer-encoding", "chunked") if length is None else ("content-length", str(length)), *more]
    return SimpleNamespace(
        method=method, path="/café/", query_string="a=%20", client="10.0.0.9:4711", server="127.0.0.1:8000",
        http_version="1.1", scheme="http", headers=SimpleNamespace(items=lambda: headers),
    )  # fmt: skip


def in_a_thread(work: Coroutine[Any, Any, Any]) -> Any:
    """The result, in a thread of its own: a browser driven from this one leaves its loop running."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


def answered(door: Any, asked: Any, line: Line) -> tuple[int, bytes]:
    in_a_thread(door.__rsgi__(asked, line))
    return line.answer[0], line.answer[2]


def test_a_body_is_handed_on_whole(web: Any) -> None:
    line = Line(b"nama=", 0.01, b"Rambu")
    assert answered(web.Door(echo), scope(10), line) == (200, b"POST nama=Rambu")
    assert ("set-cookie", "a=b") in line.answer[1]
    assert answered(web.Door(echo), scope(None), Line(b"in ", b"chunks")) == (200, b"POST in chunks")


def test_a_body_that_stops_or_only_drips_is_not_carried_out(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SILENCE", 0.05)
    assert answered(web.Door(echo), scope(10), Line(b"nama", 1.0))[0] == 408
    monkeypatch.setattr(web, "GRACE", 0.1)
    assert answered(web.Door(echo), scope(99), Line(*(b"a", 0.02) * 50))[0] == 408


def test_what_came_quickly_buys_no_time(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "GRACE", 0.2)
    monkeypatch.setattr(web, "SLOWEST", 1000)
    signed_in = ("cookie", "sessionid=x")
    burst = Line(b"a" * 100_000, *(0.05, b"a") * 40)
    assert answered(web.Door(echo), scope(100_040, signed_in), burst)[0] == 408
    steady = Line(*(b"a" * 300, 0.05) * 10)
    assert answered(web.Door(echo), scope(3000, signed_in), steady)[0] == 200


def test_who_has_no_session_sends_no_file(web: Any) -> None:
    large = b"a" * (web.UNKNOWN + 1)
    assert answered(web.Door(echo), scope(len(large)), Line(large))[0] == 413
    assert answered(web.Door(echo), scope(len(large), ("cookie", "x=1; sessionid=y")), Line(large))[0] == 200


def test_a_form_cut_off_on_its_way_is_never_saved_in_part(web: Any) -> None:
    assert answered(web.Door(echo), scope(10), Line(b"nama="))[0] == 408


def test_what_is_too_large_is_refused_and_holds_no_memory(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST", 5)
    door = web.Door(echo)
    assert answered(door, scope(10), Line(b"nama=Rambu"))[0] == 413
    monkeypatch.setattr(web, "LARGEST", 50)
    monkeypatch.setattr(web, "HELD", 5)
    assert answered(door, scope(10), Line(b"nama=Rambu"))[0] == 503
    assert door.held == 0


def test_who_waits_too_long_for_a_turn_is_told_so(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TURN", 0.05)
    done = threading.Event()

    def busy(given: dict[str, Any], start: Any) -> Iterable[bytes]:
        done.wait(5)
        return echo(given, start)

    async def both() -> list[Line]:
        door, lines = web.Door(busy, 1), [Line(), Line()]
        first = asyncio.create_task(door.__rsgi__(scope(0, method="GET"), lines[0]))
        await asyncio.sleep(0)
        await door.__rsgi__(scope(0, method="GET"), lines[1])
        done.set()
        await first
        return lines

    assert [line.answer[0] for line in in_a_thread(both())] == [200, 503]


def test_a_header_with_an_underscore_does_not_pose_as_another(web: Any) -> None:
    given = web.environ(
        scope(0), [("x_forwarded_proto", "https"), ("cookie", "a=1"), ("cookie", "b=2"), ("accept", "x")], b"abc"
    )
    assert "HTTP_X_FORWARDED_PROTO" not in given
    assert (given["HTTP_COOKIE"], given["HTTP_ACCEPT"], given["CONTENT_LENGTH"]) == ("a=1; b=2", "x", "3")
    assert (given["REMOTE_ADDR"], given["PATH_INFO"].encode("latin-1").decode()) == ("10.0.0.9", "/café/")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """A real granian of one worker and one thread; the port."""
    (tmp_path / "small.py").write_text(
        "import os\nimport config.web\nread_in = os.getpid()\n"
        "def hello(given, start):\n    start('200 OK', [('x-shared', str(read_in != os.getpid()))])\n"
        "    return [given['wsgi.input'].read() or b'ok']\n"
        "application = config.web.Door(hello, 1)\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "config.served", "127.0.0.1", str(port), "1", "small:application"]
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    web = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": paths}, cwd=tmp_path)
    try:
        for _attempt in range(300):
            if web.poll() is None and _get(port):
                break
            time.sleep(0.1)
        yield port
    finally:
        web.terminate()
        web.wait(20)


def _get(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/sehat/")
        return connection.getresponse().read() == b"ok"
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def test_the_site_is_read_in_before_a_worker_begins_and_holds_no_connection(served: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served, timeout=20)
    connection.request("GET", "/")
    assert connection.getresponse().headers["x-shared"] == "True"
    connection.close()
    asked = "import config.web, threading; from django.db import connections; "
    asked += "print([one.connection for one in connections.all()], threading.active_count())"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["[None]", "1"]


def test_twenty_slow_senders_keep_nobody_waiting(served: int) -> None:
    senders = [socket.create_connection(("127.0.0.1", served)) for _ in range(SLOW)]
    for sender in senders:
        sender.sendall(b"POST /masuk/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
    took = []
    for _round in range(8):
        for sender in senders:
            sender.sendall(b"a")
        begun = time.monotonic()
        assert _get(served)
        took.append(time.monotonic() - begun)
        time.sleep(0.05)
    assert sorted(took)[len(took) // 2] < AT_MOST
    for sender in senders:  # and each of them is answered once it has said everything
        sender.sendall(b"a")
        assert b"aaaaaaaaa" in sender.recv(1000)
        sender.close()
