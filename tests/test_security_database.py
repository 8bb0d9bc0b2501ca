"""Row-level security, model by model: without a scope nothing, for the nation only what it counts."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, models, transaction
from django.test import Client
from django.urls import reverse

from rehsos.access.guard import APP, NATION
from rehsos.audit.actor import set_scope
from rehsos.demo import cast
from tests.whole_office import Office

OURS = [m for m in apps.get_models() if m.__module__.startswith("rehsos.")]
SCOPED = [m for m in OURS if any(f.name == "offices" for f in m._meta.get_fields())]
UNSCOPED = {
    "vault_key": "opens nothing without the keyset",
    "vault_mark": "a fingerprint of the keyset",
    "audit_pace": "how often, never what",
    "audit_seal": "ids and hashes of lines; written by a function alone",
    "access_circle": "a number and who is in it; whose file that closes stands in the file alone",
    "access_savedform": "a keyed digest under the id of an action, for its writer",
    "cases_rulekept": "the book of the law, not a case",
    "cases_bookround": "how far a round of the book has come",
    "directory_place": "public",
    "directory_office": "public",
    "directory_worker": "colleagues know each other",
    "directory_posting": "who works where",
    "directory_cover": "who stands in for whom",
    "directory_localpolicy": "an office's own days",
    "directory_catchment": "which provinces an office serves",
    "access_user": "sign-ins",
    "access_keptform": "sealed for its writer",
    "access_draft": "sealed for its writer",
    "papers_series": "numbers",
    "cases_caseseries": "numbers",
    "referral_referralseries": "numbers",
    "people_token": "unreadable but for its key",
    "cases_serviceworker": "who was on duty, no client",
    "statistics_release": "what was told to everybody",
    "statistics_releasedcell": "what was told to everybody",
    "statistics_summedas": "what the rooms declare, not what they count",
}


pytestmark = pytest.mark.usefixtures("undone_office")


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def as_nation(sql: str) -> list[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {NATION}")
        cursor.execute(sql)
        rows = list(cursor.fetchall())
        cursor.execute("RESET ROLE")
        return rows


def test_each_table_has_an_office_or_a_reason_why_not() -> None:
    assert {m._meta.db_table for m in OURS} - {m._meta.db_table for m in SCOPED} - UNSCOPED.keys() == set()


@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.db_table)
def test_without_a_scope_no_row_is_seen(model: type[models.Model]) -> None:
    set_scope((), None)
    assert count(model._meta.db_table) == 0


@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.db_table)
def test_another_office_sees_none_of_it_either(office: Office, model: type[models.Model]) -> None:
    office.people.actor("dewi")
    assert count(model._meta.db_table) == 0


def test_with_a_scope_there_was_something_to_hide() -> None:
    """Otherwise the tests above would prove nothing."""
    set_scope(tuple(o.id for o in cast.OFFICES), 0)
    written = [m for m in SCOPED if not getattr(m, "read_only", False)]
    empty = {m._meta.db_table for m in written if count(m._meta.db_table) == 0}
    assert len(empty) <= 10, sorted(empty)


def test_every_scoped_table_has_its_policy_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
        guarded = {row[0] for row in cursor.fetchall()}
    assert {m._meta.db_table for m in SCOPED} <= guarded


def test_the_app_owns_nothing_and_bypasses_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (APP, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole AND relkind = 'r'")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.db_table)
def test_the_nation_reads_only_what_it_counts(model: type[models.Model]) -> None:
    given = set(getattr(model, "nation_sees", ()))
    columns = {f.column for f in model._meta.concrete_fields}
    for column in columns:
        sql = f'SELECT "{column}" FROM {model._meta.db_table} LIMIT 1'
        if column in given:
            as_nation(sql)
            continue
        with pytest.raises(DatabaseError, match="permission denied"):
            as_nation(sql)


def test_what_the_nation_counts_names_nobody() -> None:
    named = {"sealed", "offices", "barred", "phone", "name"}
    wrong = [
        m.__name__ for m in OURS if any(named & {part} for c in getattr(m, "nation_sees", ()) for part in c.split("_"))
    ]
    assert wrong == []


GIVEN = """SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm') AND relnamespace = 'public'::regnamespace
            AND has_any_column_privilege(%s, oid, 'SELECT, INSERT, UPDATE')"""


def test_the_nation_was_given_no_other_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, [NATION])
        given = {row[0] for row in cursor.fetchall()}
    assert given == {m._meta.db_table for m in OURS if getattr(m, "nation_sees", ())}


@pytest.mark.parametrize(
    "sql", ["DELETE FROM cases_case", "UPDATE cases_case SET code = 'x'", "SELECT * FROM access_user"]
)
def test_the_nation_writes_nothing_and_sees_no_sign_in(sql: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        as_nation(sql)


def test_tokens_of_names_can_not_be_read_by_the_app(office: Office) -> None:
    office.people.actor("melati")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("SELECT tokens FROM people_token")


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE x (id int)",
        "DROP POLICY offices ON cases_case",
        "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
        "SET ROLE rehsos_owner",
    ],
)
def test_the_app_can_not_lift_its_own_guard(sql: str) -> None:
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(sql)


def test_who_is_signed_out_after_a_worker_on_the_same_connection_sees_nothing(office: Office) -> None:
    office.people.client("melati").get("/kasus/")
    assert count("cases_case") > 0
    Client().get(reverse("account_login"))
    assert count("cases_case") == 0


def test_the_next_worker_on_the_same_connection_sees_their_own_only(office: Office) -> None:
    office.people.client("melati").get("/kasus/")
    office.people.client("dewi").get("/kasus/")
    assert count("cases_case") == 0


def test_a_scope_ends_with_its_transaction() -> None:
    """On a connection of its own, as a request has it."""
    other = connections.create_connection("default")
    other.settings_dict = connections["default"].settings_dict
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT set_config('rehsos.offices', '{3}', true)")
            cursor.execute("COMMIT")
            cursor.execute("SELECT coalesce(nullif(current_setting('rehsos.offices', true), ''), 'none')")
            assert cursor.fetchone() == ("none",)
    finally:
        other.close()
