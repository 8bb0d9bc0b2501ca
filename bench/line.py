"""A client that takes little of the machine it shares with the server: one line, kept open, as a browser keeps it."""

import socket
import zlib
from typing import NamedTuple

from bench import asking

READ = 65536
GZIP = 16 + zlib.MAX_WBITS


class Told(NamedTuple):
    """What came back. `body` is unpacked."""

    status: int
    body: bytes


def get(cookie: str, path: str) -> bytes:
    """A request for a page, as it goes over the wire."""
    return _head("GET", path, cookie).encode() + b"\r\n"


def post(cookie: str, path: str, body: str) -> bytes:
    """A form that is sent."""
    sent = body.encode()
    form = f"Content-Type: application/x-www-form-urlencoded\r\nX-CSRFToken: {asking.CSRF}\r\n"
    return f"{_head('POST', path, cookie)}{form}Content-Length: {len(sent)}\r\n\r\n".encode() + sent


def _head(method: str, path: str, cookie: str) -> str:
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nAccept-Encoding: gzip\r\n"


class Line:
    """A connection to the server; whoever has it uses it alone."""

    def __init__(self) -> None:
        self.wire = socket.create_connection(("127.0.0.1", asking.PORT), timeout=120)
        self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> Told:
        """One request and its whole answer. EOFError where the server hangs up in the middle of it."""
        self.wire.sendall(request)
        head, body = self._until_head()
        told = head.lower()
        length = int(told.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0])
        while len(body) < length:
            body += self._more()
        packed = b"\r\ncontent-encoding: gzip" in told
        return Told(int(head[9:12]), zlib.decompress(body, GZIP) if packed else body)

    def close(self) -> None:
        """Hang up."""
        self.wire.close()

    def _until_head(self) -> tuple[bytes, bytes]:
        come = b""
        while b"\r\n\r\n" not in come:
            come += self._more()
        head, _end, body = come.partition(b"\r\n\r\n")
        return head + b"\r\n", body

    def _more(self) -> bytes:
        if not (come := self.wire.recv(READ)):
            raise EOFError("the server hung up")
        return come
