"""A PORT that is none is answered in one line."""

import pytest

from ops import serve


@pytest.mark.parametrize("given", ["abc", "0", "-1", "70000", "80 80", "８０８０"])
def test_a_port_that_is_none_is_one_line(
    given: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", given)
    assert serve.main() == 1
    assert capsys.readouterr().err == (f"PORT={given} bukan nomor port (1–65535). Tulis misalnya: PORT=8080 make run\n")
