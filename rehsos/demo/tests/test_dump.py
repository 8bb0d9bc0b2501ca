"""What a thief of the database gets: pg_dump of the whole demonstration, searched for whoever is in it."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from django.db import connection

from ops.cluster import this_cluster
from ops.environment import database
from rehsos.audit.actor import set_scope
from rehsos.demo import cast
from rehsos.people.identity import identities_of
from rehsos.people.models import Person

pytestmark = pytest.mark.django_db
# Plain in the dump by intent: which answer a form's list gave, and where a client lives down to the kabupaten.
NOT_SECRET = {"lives_in"}


@pytest.fixture(scope="module")
def dump(demo: list[str]) -> str:
    """Everything but the public list of places, as the owner dumps it with the engine's own pg_dump."""
    reach, name = database("owner"), connection.settings_dict["NAME"]
    command = [
        str(this_cluster().bin / "pg_dump"), "--host", reach["HOST"], "--port", reach["PORT"],
        "--username", reach["USER"], "--no-password", "--exclude-table-data=directory_place", name,
    ]  # fmt: skip
    environment = os.environ | {"PGPASSWORD": reach["PASSWORD"]}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def identities(demo: list[str], _no_scope: None) -> list[dict[str, str]]:
    set_scope(tuple(office.id for office in cast.OFFICES), 0)
    return [asdict(one) for one in identities_of(Person.objects.all()).values()]


def secrets_of(identities: list[dict[str, str]]) -> Iterator[str]:
    for identity in identities:
        for field, value in identity.items():
            if value and field not in NOT_SECRET:
                yield value


def test_the_dump_is_whole(dump: str, identities: list[dict[str, str]]) -> None:
    assert len(identities) > 420
    assert "melati@contoh.test" in dump
    assert dump.count("open_case") >= 420


def test_no_name_nik_address_or_phone_lies_open(dump: str, identities: list[dict[str, str]]) -> None:
    wanted = set(secrets_of(identities))
    assert {"Rambu Teladan", "5301016203120001", "Dusun Contoh RT 01, Oesao", "081200000001"} <= wanted
    words = set(re.findall(r"\w+", dump))
    assert [value for value in wanted if value in dump and not value.isalpha()] == []
    assert [value for value in wanted if value.isalpha() and value in words] == []


def test_nor_in_the_bytes_of_a_sealed_column(dump: str, identities: list[dict[str, str]]) -> None:
    wanted = {value for value in secrets_of(identities) if len(value) > 6}
    assert [value for value in wanted if value.encode().hex() in dump] == []


def test_nor_what_was_written_about_them(dump: str) -> None:
    for text in (
        "Dusun Contoh",
        "tinggal serumah",
        "Mengurus akta",
        "sekolah lagi",
        "Bertemu Dodi",
        "Permintaan laporan",
    ):
        assert text not in dump
        assert text.encode().hex() not in dump
