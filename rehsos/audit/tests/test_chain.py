"""Whoever changes the log is found out, though they own the database; what may change breaks nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from rehsos.audit import chain
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action, Seal
from rehsos.cases.tests.test_open_case import opened
from rehsos.console.database import as_owner
from rehsos.vault.keys import destroy
from rehsos.vault.keyset import load_or_create

Line = Any


def put(minutes: int = 5) -> UUID:
    """A line of some minutes ago, put in by the owner."""
    at = timezone.now() - timedelta(minutes=minutes)
    Action.objects.create(
        id=(made := new_id()), name="set_risk", happened_at=at, recorded_at=at, worker=1, office=3,
        facts={"risk": "low", "é": [1, None]}, sealed=b"\0\x01", digest=b"x", offices=[3], dossier=new_id(),
    )  # fmt: skip
    return made


@pytest.fixture
def owner(transactional_db: None) -> Iterator[Any]:
    """The owner of the tables, who may do what they like; the log begins empty."""

    def run(sql: str, *given: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_action DISABLE TRIGGER append_only")
            cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER append_only")
            cursor.execute(sql, given)
            cursor.execute("ALTER TABLE audit_action ENABLE TRIGGER append_only")
            cursor.execute("ALTER TABLE audit_seal ENABLE TRIGGER append_only")

    with as_owner():
        yield run


@pytest.fixture
def lines(owner: Any) -> list[UUID]:
    """Three lines sealed in two links."""
    made = [put(9), put(8)]
    assert chain.seal_lines() == 2
    made.append(put(5))
    assert chain.seal_lines() == 1
    assert list(chain.faults()) == []
    return made


def found() -> list[tuple[str, UUID | None]]:
    return [(fault.what, fault.line) for fault in chain.faults()]


def test_each_line_is_sealed_once_and_the_last_minute_waits(owner: Any) -> None:
    put(3), put(2), put(0)
    assert (chain.seal_lines(), chain.seal_lines()) == (2, 0)
    reach = chain.extent()
    assert (reach.seals, reach.lines, reach.later, reach.waiting) == (1, 2, 0, 1)
    assert list(chain.faults()) == []


def test_an_old_log_is_sealed_in_its_order_and_says_that_it_was_sealed_later(
    owner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "MOST", 2)
    for days in (400, 30, 29, 1, 1):
        put(days * 1440)
    assert chain.seal_lines() == 5
    reach = chain.extent()
    assert (reach.seals, reach.lines, reach.later) == (3, 5, 5)
    assert list(chain.faults()) == []


@pytest.mark.parametrize(
    "change",
    [
        "name = 'other'", "worker = 2", "office = 4", "facts = '{}'", "sealed = NULL", "digest = 'y'",
        "happened_at = happened_at - interval '1 day'", "recorded_at = recorded_at + interval '1 second'",
        "cause = id", "dossier = NULL",
    ],
)  # fmt: skip
def test_a_changed_line_is_named(owner: Any, lines: list[UUID], change: str) -> None:
    owner(f"UPDATE audit_action SET {change} WHERE id = %s", lines[1])
    assert found() == [("changed", lines[1])]


def test_a_removed_line_is_named(owner: Any, lines: list[UUID]) -> None:
    owner("DELETE FROM audit_action WHERE id = %s", lines[0])
    assert found() == [("removed", lines[0])]


def test_a_line_slipped_in_with_an_hour_of_the_past_is_named(lines: list[UUID]) -> None:
    forged = put(60 * 24)
    assert chain.seal_lines() == 0
    assert found() == [("slipped_in", forged)]


def test_and_one_that_still_came_into_a_seal(lines: list[UUID]) -> None:
    forged = put(40)
    assert chain.seal_lines() == 1
    assert found() == [("backdated", forged)]


def test_a_seal_made_anew_over_changed_lines_lacks_the_signature(
    owner: Any, lines: list[UUID], tmp_path: Any, settings: Any
) -> None:
    """Who has the database and not the keyset seals with a key of their own."""
    owner("UPDATE audit_action SET worker = 2 WHERE id = %s", lines[0])
    owner("DELETE FROM audit_seal")
    ours, settings.VAULT_KEYSET = settings.VAULT_KEYSET, tmp_path / "theirs.json"
    load_or_create(settings.VAULT_KEYSET)
    assert chain.seal_lines() == 3
    settings.VAULT_KEYSET = ours
    assert [fault.what for fault in chain.faults()] == ["not_signed_by_us"]


def test_a_changed_or_missing_seal_is_named(owner: Any, lines: list[UUID]) -> None:
    owner("UPDATE audit_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 2")
    assert [(fault.what, fault.seal) for fault in chain.faults()] == [("seal_changed", 2)]
    owner("DELETE FROM audit_seal WHERE number = 1")
    assert "seal_missing" in {fault.what for fault in chain.faults()}


def test_who_sees_a_line_may_change_and_erasing_takes_a_key(owner: Any, lines: list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_action SET offices = '{3,5}', barred = '{9}'")
    for dossier in Action.objects.values_list("dossier", flat=True):
        destroy(UUID(str(dossier)))
    assert list(chain.faults()) == []


def test_anybody_with_the_public_key_can_check_it_and_with_another_can_not(lines: list[UUID]) -> None:
    assert list(chain.faults(chain.public_key())) == []
    other = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert {fault.what for fault in chain.faults(other)} == {"not_signed_by_us"}


@pytest.mark.django_db
def test_the_app_seals_through_the_function_and_writes_no_seal_itself(people: Any) -> None:
    people.actor("melati")
    assert chain.seal_lines() == 0
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Seal.objects.create(number=1, sealed_at=timezone.now(), upto=timezone.now(), ids=[], hashes=b"", own=b"",
                            signature=b"")  # fmt: skip
    with connection.cursor() as cursor:
        put_it = "SELECT audit_seal_put(7::bigint, now(), now(), '{}', '', '', '')"
        cursor.execute(put_it)
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db
def test_the_app_does_not_choose_when_a_line_was_recorded(people: Any) -> None:
    by = people.actor("melati")
    opened(by)
    before = timezone.now() - timedelta(days=30)
    Action.objects.create(id=(made := new_id()), name="x", happened_at=before, recorded_at=before, worker=1, office=3,
                          facts={}, digest=b"x", offices=[3])  # fmt: skip
    kept = Action.objects.get(pk=made)
    assert kept.happened_at == before
    assert timezone.now() - kept.recorded_at < timedelta(minutes=5)
