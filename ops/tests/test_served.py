"""Who keeps the web's workers: next to nothing itself, and serving goes on whoever dies."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import served

ROOT = Path(__file__).resolve().parents[2]
SMALL = """
import os
import time

class Site:
    async def __rsgi__(self, scope, protocol):
        time.sleep(30 if scope.path == '/lama/' else 0)
        if scope.method == 'POST':
            await protocol()
        protocol.response_bytes(200, [], f'{{os.getpid()}} {version}'.encode())

application = Site()
"""
BROKEN = "1 +"
HANGS = "import time; time.sleep(75)"
IMPATIENT = """
import sys
from config import served
served.PATIENCE = {patience}
served.LAST = {last}
sys.exit(served.Served(2, ['-m', 'config.workers', *sys.argv[1:]]).keep())
"""


class Web:
    """Two workers of a small site that says which of them answers, and how often it was changed."""

    def __init__(self, folder: Path, patience: float = 0.0, last: float = 60.0) -> None:
        self.site = folder / "small.py"
        self.change(0)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        given = ["-m", "config.served", "127.0.0.1", str(self.port), "2", "small:application"]
        if patience:
            given = [
                "-c",
                IMPATIENT.format(patience=patience, last=last),
                "127.0.0.1",
                str(self.port),
                "small:application",
            ]
        around = os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]), "PYTHONDONTWRITEBYTECODE": "1"}
        self.keeper = subprocess.Popen([sys.executable, *given], env=around, cwd=folder, stderr=subprocess.PIPE)

    def change(self, version: int | None) -> None:
        self.site.write_text(BROKEN if version is None else SMALL.format(version=version))

    def asks(self, path: str = "/") -> list[int]:
        """Who answered and of which version; nothing where nobody did."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            return [int(part) for part in connection.getresponse().read().split()]
        except (OSError, http.client.HTTPException):
            return []
        finally:
            connection.close()

    def sending(self) -> http.client.HTTPConnection:
        """A form of two bytes of which one was sent."""
        form = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        form.putrequest("POST", "/")
        form.putheader("Content-Length", "2")
        form.endheaders(b"a")
        time.sleep(0.5)
        return form

    def anew(self, version: int) -> set[int]:
        """Asked to, it reads the site in anew. Who serves then."""
        before = self.workers()
        self.change(version)
        self.keeper.send_signal(signal.SIGHUP)
        assert comes(lambda: self.serve(*before))
        return self.workers()

    def workers(self) -> set[int]:
        """Who answers, of so many times that each of two does."""
        return {pid for _time in range(40) for pid in self.asks()[:1]}

    def serve(self, *without: int) -> bool:
        """Two workers, none of them one of those."""
        now = self.workers()
        return len(now) == 2 and not now & set(without)


def comes(true: Callable[[], object], patience: float = 60) -> bool:
    last = time.monotonic() + patience
    while time.monotonic() < last:
        if true():
            return True
        time.sleep(0.05)
    return False


def lives(process: int) -> bool:
    """Ended and not yet put down by who stands above is not alive."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def web(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Web]:
    web = Web(tmp_path, *getattr(request, "param", ()))
    try:
        assert comes(web.serve)
        yield web
    finally:
        web.keeper.terminate()
        web.keeper.communicate(timeout=20)


def test_the_keeper_has_read_in_nothing(web: Web) -> None:
    mapped = Path(f"/proc/{web.keeper.pid}/maps").read_text()
    assert "granian" not in mapped
    rollup = Path(f"/proc/{web.keeper.pid}/smaps_rollup").read_text()
    assert int(rollup.split("Rss:")[1].split()[0]) < 24 * 1024
    assert "granian" in Path(f"/proc/{min(web.workers())}/maps").read_text()


def test_a_worker_that_dies_is_replaced_while_the_other_serves(web: Web) -> None:
    dead, other = sorted(web.workers())
    os.kill(dead, signal.SIGKILL)
    assert comes(lambda: web.asks() == [other, 0], 1)
    assert comes(lambda: web.serve(dead))
    assert other in web.workers()


def test_both_at_once_are_replaced(web: Web) -> None:
    dead = web.workers()
    for each in dead:
        os.kill(each, signal.SIGKILL)
    assert comes(lambda: web.serve(*dead))
    assert web.keeper.poll() is None


def test_a_site_that_cannot_be_read_in_ends_nobody_who_serves(web: Web) -> None:
    dead, other = sorted(web.workers())
    web.change(None)
    os.kill(dead, signal.SIGKILL)
    assert comes(lambda: web.asks() == [other, 0], 1)
    time.sleep(2)
    assert (web.workers(), web.keeper.poll()) == ({other}, None)
    web.change(1)
    assert comes(lambda: web.serve(dead))


def test_a_site_that_cannot_be_read_in_and_nobody_serves_is_an_end(tmp_path: Path) -> None:
    (tmp_path / "small.py").write_text(BROKEN)
    command = [sys.executable, "-m", "config.served", "127.0.0.1", "1", "2", "small:application"]
    around = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    told = subprocess.run(command, env=around, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 1
    assert "SyntaxError" in told.stderr


IMPATIENTLY = pytest.mark.parametrize("web", [(8.0,)], indirect=True)
"""Long enough for the small site to be read in on a busy machine."""


@IMPATIENTLY
def test_a_site_that_hangs_as_it_is_read_in_is_given_up_and_tried_again(web: Web) -> None:
    dead, other = sorted(web.workers())
    web.site.write_text(HANGS)
    os.kill(dead, signal.SIGKILL)
    assert comes(lambda: web.asks() == [other, 0], 1)
    time.sleep(1)
    web.change(1)
    assert comes(lambda: web.serve(dead), 40), "within the 75 seconds for which it hangs"
    assert other in web.workers()


@IMPATIENTLY
def test_who_hangs_while_nobody_serves_is_an_end(web: Web) -> None:
    web.site.write_text(HANGS)
    for each in web.workers():
        os.kill(each, signal.SIGKILL)
    assert web.keeper.wait(40) == 1
    assert "terlalu lama" in (web.keeper.stderr.read().decode() if web.keeper.stderr else "")


@IMPATIENTLY
def test_asked_again_while_it_hangs_it_reads_the_site_in_anew(web: Web) -> None:
    before = web.workers()
    web.site.write_text(HANGS)
    web.keeper.send_signal(signal.SIGHUP)
    time.sleep(1)
    web.change(3)
    web.keeper.send_signal(signal.SIGHUP)
    assert web.workers() == before
    assert comes(lambda: web.serve(*before), 40)
    assert web.asks()[1:] == [3]


def test_asked_to_it_reads_the_site_in_anew_and_nobody_waits(web: Web) -> None:
    before = web.workers()
    web.change(7)
    web.keeper.send_signal(signal.SIGHUP)
    assert comes(lambda: web.serve(*before))
    assert web.asks()[1:] == [7]
    now = web.workers()
    web.change(None)
    web.keeper.send_signal(signal.SIGHUP)
    time.sleep(3)
    assert comes(lambda: web.workers() == now)
    assert web.asks()[1:] == [7]


def answered(form: http.client.HTTPConnection) -> list[int]:
    """The rest of the form is sent; who took it, and of which version."""
    with contextlib.closing(form):
        form.send(b"b")
        return [int(part) for part in form.getresponse().read().split()]


def test_a_form_that_is_being_sent_is_taken_by_who_was_there_before(web: Web) -> None:
    before = web.workers()
    form = web.sending()
    after = web.anew(1)
    time.sleep(served.GRACE + 1)
    assert comes(lambda: sum(map(lives, before)) == 1, 5), "who is at nothing leaves at once"
    assert web.anew(2).isdisjoint(after)
    worker, version = answered(form)
    assert (worker in before, version) == (True, 0)
    assert comes(lambda: not any(map(lives, before | after)), 5)


@pytest.mark.parametrize("web", [(60.0, 4.0)], indirect=True)
def test_a_form_that_takes_for_ever_holds_its_worker_so_long_and_no_longer(web: Web) -> None:
    before = web.workers()
    with contextlib.closing(web.sending()):
        now = web.anew(1)
        assert comes(lambda: not any(map(lives, before)), 10)
        assert web.workers() == now


def test_who_still_finishes_something_ends_with_the_others(web: Web) -> None:
    before = web.workers()
    with contextlib.closing(web.sending()):
        all_there = before | web.anew(1)
        begun = time.monotonic()
        web.keeper.send_signal(signal.SIGINT)
        assert web.keeper.wait(10) == 0
        assert time.monotonic() - begun < 3
        assert comes(lambda: not any(map(lives, all_there)), 5)


def test_a_connection_on_which_nothing_is_asked_holds_nobody(web: Web) -> None:
    before = web.workers()
    idle = http.client.HTTPConnection("127.0.0.1", web.port, timeout=20)
    with contextlib.closing(idle):
        idle.request("GET", "/")
        idle.getresponse().read()
        web.anew(1)
        assert comes(lambda: not any(map(lives, before)), 5)


def test_a_body_and_its_turn_fit_into_what_a_worker_may_take() -> None:
    asked = "from config.web import GRACE, TURN; print(GRACE + TURN)"
    here = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    told = subprocess.run([sys.executable, "-c", asked], env=here, cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(told.stdout) < served.LAST


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_leave_it_ends_all(web: Web, number: signal.Signals) -> None:
    workers = web.workers()
    web.keeper.send_signal(number)
    assert web.keeper.wait(10) == 0
    assert comes(lambda: not any(map(lives, workers)), 5)
    assert web.asks() == []


def test_who_does_not_end_is_ended(web: Web) -> None:
    """A request that takes for ever holds its worker; the keeper above allows three seconds in all."""
    workers = web.workers()
    with socket.create_connection(("127.0.0.1", web.port)) as held:
        held.sendall(b"GET /lama/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.5)
        begun = time.monotonic()
        web.keeper.terminate()
        assert web.keeper.wait(10) == 0
        assert time.monotonic() - begun < 3
        assert comes(lambda: not any(map(lives, workers)), 5)


def test_no_worker_outlives_who_keeps_it(web: Web) -> None:
    workers = web.workers()
    web.keeper.kill()
    web.keeper.wait(10)
    assert comes(lambda: not any(map(lives, workers)), 10)
