"""A folder or file that cannot be used is one line that names it, in whatever command."""

from pathlib import Path

import pytest

from rehsos.console import main


def test_a_backup_into_a_folder_that_cannot_be_made(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("")
    assert main(["backup", str(taken / "inside"), "--keyset", str(tmp_path / "keyset")]) == 2
    told = capsys.readouterr().err
    assert told.startswith("rehsos: ")
    assert str(taken) in told
    assert "Traceback" not in told
