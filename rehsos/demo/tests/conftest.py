"""The whole demonstration, loaded once for the tests of this folder and wiped afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from rehsos.console.database import as_owner
from rehsos.demo.load import load
from rehsos.demo.wipe import wipe


@pytest.fixture(scope="package")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """The lines that loading told."""
    told: list[str] = []
    with django_db_blocker.unblock(), override_settings(VAULT_KEYSET=tmp_path_factory.getbasetemp() / "keyset.json"):
        with as_owner():  # as the command does: who alone may give the log an hour that is past
            load(told.append)
        yield told
        with as_owner():
            wipe()
        _back_to_the_bench()


def _back_to_the_bench() -> None:
    from rehsos.demo import cast

    cast.load_places("53.01.01", "53.01.16")
    cast.put_offices_and_workers()
