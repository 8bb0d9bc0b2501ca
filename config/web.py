"""The door that granian serves: takes a request in whole before anybody works on it, then waits its turn.

A phone on a bad connection sends a form a few bytes at a time. Here that costs a coroutine; the threads that carry
requests out, each with its own connection to the database, only ever meet requests that are there. What comes too
slowly or is too large is answered here, and so is who waited too long for a turn.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from io import BytesIO
from time import monotonic
from typing import Any

Headers = list[tuple[str, str]]
Answer = tuple[int, Headers, bytes]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

THREADS = int(os.environ.get("REHSOS_THREADS", "2"))  # in each worker; a connection to the database each
LARGEST = 32 * 1024 * 1024  # bytes; a file of more than 10 MB is refused in words further in (papers.uploads)
HELD = 96 * 1024 * 1024  # bytes that all requests of a worker may hold while they come in
SILENCE = 20.0  # seconds without a byte
GRACE, SLOWEST = 60.0, 1024  # in any so many seconds a request ends, or brings so many bytes for each of them
UNKNOWN = 64 * 1024  # bytes from who has no session: a sign-in, never a file
TURN = 20.0  # seconds to wait for a thread
SEARCHED_AFTER = 5_000  # things made, and not gone by themselves, before what hangs together in rings is looked for

WORDS = {
    HTTPStatus.REQUEST_TIMEOUT: "Kiriman terputus sebelum lengkap. Kembali, lalu simpan lagi.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Kiriman terlalu besar: berkas paling besar 10 MB. Kembali, lalu perkecil.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Rehsos sedang sibuk. Tunggu sebentar, kembali, lalu coba lagi.",
}


class NotTaken(Exception):  # noqa: N818 - it is an answer, not a failure
    """The request is not carried out, with the status that says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Door:
    """An RSGI application around a WSGI one. `held` counts the bytes that are coming in."""

    def __init__(self, application: Application, threads: int = THREADS) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self.turns = asyncio.Semaphore(threads)
        self.held = 0

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        headers = scope.headers.items()
        try:
            length = _length(headers)
            body = await self._body(protocol, length, _most(headers)) if length != 0 else b""
            status, told, content = await self._carried_out(environ(scope, headers, body))
        except NotTaken as refused:
            status, told, content = _refusal(refused.status)
        protocol.response_bytes(status, told, content)

    async def _body(self, protocol: Any, length: int | None, most: int) -> bytes:
        chunks: list[bytes] = []
        size = 0
        try:
            async for chunk in in_time(aiter(protocol)):
                size += len(chunk)
                self.held += len(chunk)
                chunks.append(chunk)
                if size > most:
                    raise NotTaken(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                if self.held > HELD:
                    raise NotTaken(HTTPStatus.SERVICE_UNAVAILABLE)
        finally:
            self.held -= size
        if length not in {None, size}:
            raise NotTaken(HTTPStatus.REQUEST_TIMEOUT)  # the sender went away in the middle of it
        return b"".join(chunks)

    async def _carried_out(self, given: dict[str, Any]) -> Answer:
        try:
            async with asyncio.timeout(TURN):
                await self.turns.acquire()
        except TimeoutError:
            raise NotTaken(HTTPStatus.SERVICE_UNAVAILABLE) from None
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, called, self.application, given)
        finally:
            self.turns.release()


class in_time:  # noqa: N801 - reads as a word in `async for`
    """The chunks of a request, as long as they keep coming. Raises NotTaken when they do not.

    Bytes that came quickly buy no time for later ones: each stretch of time has to bring its own.
    """

    def __init__(self, chunks: Any) -> None:
        self.chunks, self.since, self.brought = chunks, monotonic(), 0

    def __aiter__(self) -> "in_time":
        return self

    async def __anext__(self) -> bytes:
        left = GRACE - (monotonic() - self.since)
        try:
            async with asyncio.timeout(min(SILENCE, left)):
                coming: Awaitable[bytes] = self.chunks.__anext__()
                chunk = bytes(await coming)
        except TimeoutError:
            raise NotTaken(HTTPStatus.REQUEST_TIMEOUT) from None
        self.brought += len(chunk)
        if self.brought >= GRACE * SLOWEST:
            self.since, self.brought = monotonic(), 0
        return chunk


def called(application: Application, given: dict[str, Any]) -> Answer:
    """What a WSGI application answers, whole."""
    said: list[Any] = []
    parts = application(given, lambda status, headers, _exc=None: said.extend((status, headers)))
    try:
        content = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    status, headers = said
    return int(status.split(" ", 1)[0]), [(name.lower(), value.strip()) for name, value in headers], content


def environ(scope: Any, headers: Headers, body: bytes) -> dict[str, Any]:
    """The request as WSGI tells it. A header with an underscore could pose as another and is left out."""
    client, _, _port = scope.client.rpartition(":")
    host, _, port = scope.server.rpartition(":")
    given: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": client.strip("[]"),
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in headers:
        if "_" not in name:
            key = "HTTP_" + name.upper().replace("-", "_")
            given[key] = f"{given[key]}{'; ' if name == 'cookie' else ','}{value}" if key in given else value
    given["CONTENT_TYPE"] = given.pop("HTTP_CONTENT_TYPE", "")
    given.pop("HTTP_CONTENT_LENGTH", None)
    given["CONTENT_LENGTH"] = str(len(body))
    return given


def _most(headers: Headers) -> int:
    """How much may come. Only who has signed in sends files; a made-up session is found out further in."""
    return LARGEST if "sessionid=" in dict(headers).get("cookie", "") else min(UNKNOWN, LARGEST)


def _length(headers: Headers) -> int | None:
    """How many bytes the request announces; None: it comes in chunks, and its end says so itself."""
    told = dict(headers)
    return None if "transfer-encoding" in told else int(told.get("content-length", "0"))


def _refusal(status: HTTPStatus) -> Answer:
    page = f'<!doctype html><html lang="id"><meta charset="utf-8"><title>Rehsos</title><p>{WORDS[status]}</p></html>'
    told = [("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store"), ("connection", "close")]
    return status, [*told, ("retry-after", "5")], page.encode()


def _made() -> Door:
    """With every page read in and all that the rooms give put together, or not at all.

    What is there now stays, so nobody need look through it for what may go.
    """
    from django.contrib.auth.password_validation import get_default_password_validators

    from config import templates
    from config.wsgi import application
    from rehsos.house.rooms import load

    load()
    templates.read_in(templates.ours())
    get_default_password_validators()  # 20,000 passwords that are none
    gc.collect()
    gc.freeze()
    gc.set_threshold(SEARCHED_AFTER)
    return Door(application)


application = _made()
