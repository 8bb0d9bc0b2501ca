"""The living office that the walks through every page share; a module asks for it by `usefixtures("undone_office")`."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.whole_office import Office, open_office, undone


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Melati's office with everything in it, for all tests of a module."""
    with open_office(django_db_blocker, tmp_path_factory.getbasetemp() / "keyset.json") as made:
        yield made


@pytest.fixture
def undone_office(office: Office) -> Iterator[Office]:
    """The office as it was: what a test does to it is taken back."""
    with undone():
        yield office
