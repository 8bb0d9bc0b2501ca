"""Years that were told: cases put in once for the tests of this folder, released by the owner, wiped afterwards."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case
from rehsos.console.database import as_owner
from rehsos.demo import cast
from rehsos.demo.wipe import wipe
from rehsos.justice.roles import Role
from rehsos.statistics.ladder.releasing import release_due
from rehsos.statistics.tests.years import bare, person, put, put_years

TODAY = date(2026, 11, 28)
NTB = 6
MONTHS = ((75, 4), (73, 4), (76, 4), (77, 3))
"""Children before the law and others of NTB, January to April 2024: 301 and 15."""


def put_world() -> None:
    """Kupang as published and two adoptions there in 2016; NTB of 2024; TTS with 3 in 2016 and 6 in 2018."""
    melati, dewi, hadi = (cast.actor(hand) for hand in (cast.MELATI, cast.DEWI, cast.HADI))
    with transaction.atomic():
        set_scope(tuple(office.id for office in cast.OFFICES), 0)
        kupang, client = person(melati).pk, person(hadi, "Lia").pk
        put_years(melati, kupang)
        put(melati, [bare(melati, kupang, f"a{n}", date(2016, 4, 4 + n), **ADOPTION) for n in range(2)])
        put(dewi, [bare(dewi, client, f"t{n}", date(2016, 2, 2)) for n in range(3)])
        put(dewi, [bare(dewi, client, f"u{n}", date(2018, 8, 2)) for n in range(6)])
        put(hadi, [*ntb(hadi, client)])
        put(hadi, [*running(hadi, client)])
        put(melati, [bare(melati, kupang, "void", date(2015, 3, 3), **VOID)])
        put(hadi, [bare(hadi, client, f"v{n}", date(2024, 1, 3), place_id="52.01", **VOID) for n in range(7)])
        set_scope((), None)


VOID = {"kind": "void", "status": "void"}
"""Mistakes, of which nothing is told: every number below stands without them."""
ADOPTION = {"role": Role.NONE, "primary_type": "adoption"}


def running(by: Any, client: Any) -> Iterator[Case]:
    """The running year of NTB: 21 children in January, 22 in February, to 30 in October and 31 in November."""
    for month in range(1, 12):
        for n in range(20 + month):
            yield bare(by, client, f"r{month}-{n}", date(2026, month, n % 27 + 1), place_id="52.01")


def ntb(by: Any, client: Any) -> Iterator[Case]:
    """316 cases of all kab and kota of the province."""
    kabs = ("52.01", "52.02", "52.03", "52.04", "52.71")
    for month, (abh, others) in enumerate(MONTHS, start=1):
        for n in range(abh + others):
            role = (Role.IN_CONFLICT, Role.VICTIM, Role.WITNESS)[n % 3] if n < abh else Role.NONE
            other = "neglected_toddler" if (n + month) % 2 else "special_protection_child"
            yield bare(by, client, f"n{month}-{n}", date(2024, month, n % 28 + 1), role=role, place_id=kabs[n % 5],
                       primary_type="child_in_justice" if role else other, sex="LP"[n % 2], age=n % 18)  # fmt: skip


@pytest.fixture(scope="package")
def told(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The world, and everything of it that was due on `TODAY` released."""
    with django_db_blocker.unblock(), override_settings(VAULT_KEYSET=tmp_path_factory.getbasetemp() / "keyset.json"):
        put_world()
        with as_owner():
            release_due(TODAY, signed_by="penguji")
        yield
        with as_owner():
            wipe()
        cast.load_places("53.01.06", "53.01.08")
        cast.put_offices_and_workers()
