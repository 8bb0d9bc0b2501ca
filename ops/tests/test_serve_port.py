"""A PORT that is none is answered in one line; our own question names a host that is served."""

import pytest

from ops import serve


@pytest.mark.parametrize("given", ["abc", "0", "-1", "70000", "80 80", "８０８０"])
def test_a_port_that_is_none_is_one_line(
    given: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", given)
    assert serve.main() == 1
    assert capsys.readouterr().err == (f"PORT={given} bukan nomor port (1–65535). Tulis misalnya: PORT=8080 make run\n")


@pytest.mark.parametrize(
    ("hosts", "asked"),
    [("rehsos.contoh.test", "rehsos.contoh.test"), (".contoh.test,localhost", "contoh.test"), ("*", "localhost"),
     ("", "localhost")],
)  # fmt: skip
def test_the_health_is_asked_by_a_name_that_is_served(hosts: str, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHSOS_HOSTS", hosts)
    assert serve.known_host() == asked
