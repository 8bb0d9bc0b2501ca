"""Our own question names a host that is served."""

import pytest

from ops import serve


@pytest.mark.parametrize(
    ("hosts", "asked"),
    [("rehsos.contoh.test", "rehsos.contoh.test"), (".contoh.test,localhost", "contoh.test"), ("*", "localhost"),
     ("", "localhost")],
)  # fmt: skip
def test_the_health_is_asked_by_a_name_that_is_served(hosts: str, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHSOS_HOSTS", hosts)
    assert serve.known_host() == asked
