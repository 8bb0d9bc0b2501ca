"""What was logged stays as it was logged: the database itself refuses to change or remove it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action, View
from rehsos.console.database import as_owner

APPENDED = {m._meta.db_table: m._meta.pk.column for m in apps.get_models() if getattr(m, "append_only", False)}
NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


def test_both_logs_and_the_files_are_append_only() -> None:
    assert {"audit_action", "audit_view", "papers_file"} <= set(APPENDED)


@pytest.mark.parametrize("table", APPENDED)
@pytest.mark.parametrize(
    "sql", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {}", "TRUNCATE {}", "ALTER TABLE {} DISABLE TRIGGER ALL"]
)
def test_the_app_has_no_right_to_touch_what_is_there(people: Any, table: str, sql: str) -> None:
    people.actor("melati")
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(sql.format(table, APPENDED[table]))


@pytest.fixture
def logged(transactional_db: None) -> Iterator[None]:
    """An action and a look, really there, and the owner before them."""
    with as_owner():
        _log()
        yield


def _log(office: int = 3) -> None:
    Action.objects.create(
        id=new_id(), name="set_risk", happened_at=NOW, recorded_at=NOW, worker=1, office=office,
        facts={"risk": "low"}, digest=b"x", offices=[office],
    )  # fmt: skip
    View.objects.create(at=NOW, day=NOW.date(), worker=1, office=office, what="case", offices=[office])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_action SET worker = 2",
        "UPDATE audit_action SET offices = '{3,4}', name = 'other'",
        "UPDATE audit_action SET recorded_at = now()",
        "DELETE FROM audit_action",
        "UPDATE audit_view SET worker = 2",
        "DELETE FROM audit_view",
    ],
)
def test_not_even_the_owner_changes_or_removes_a_row(logged: None, sql: str) -> None:
    with pytest.raises(DatabaseError, match="this log takes no update and no delete"):
        connection.cursor().execute(sql)


def test_only_who_may_see_it_follows_the_case(logged: None) -> None:
    """`offices` and `barred` are copied from the case when it is shared; the owner's triggers do that."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_action SET offices = '{3,5}', barred = '{9}'")
        cursor.execute("SELECT offices, barred, worker, name FROM audit_action")
        assert cursor.fetchall() == [([3, 5], [9], 1, "set_risk")]


def test_an_action_can_not_be_logged_for_an_office_one_does_not_see(people: Any) -> None:
    people.actor("melati")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        _log(office=4)
