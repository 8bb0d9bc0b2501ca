from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from rehsos.access import guard
from rehsos.console import checks
from rehsos.console.checks import answers
from rehsos.console.database import as_owner
from rehsos.console.fitting import misfits
from rehsos.vault.keys import keyset


def wrong() -> dict[str, str]:
    """What is found wanting, but for the places: the bench holds only some."""
    return {line.what: line.note for line in answers() if not line.ok and line.what != "Wilayah terisi"}


@pytest.fixture
def breaking(transactional_db: None) -> Iterator[Any]:
    """Break the guard as its owner; it is mended afterwards."""

    def run(sql: str) -> None:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(sql)

    yield run
    with as_owner():
        guard.apply()


def test_what_the_guard_no_longer_draws_is_taken_away(breaking: Any) -> None:
    breaking(
        "CREATE FUNCTION people_match(wanted bigint[]) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';"
        "CREATE FUNCTION bygone() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
        "CREATE TRIGGER bygone AFTER INSERT ON papers_letter FOR EACH ROW EXECUTE FUNCTION bygone();"
        "CREATE POLICY bygone ON papers_letter USING (true)"
    )
    with as_owner():
        guard.apply()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname::text FROM pg_trigger WHERE tgname = 'bygone' UNION ALL SELECT policyname::text FROM "
                "pg_policies WHERE policyname = 'bygone' UNION ALL SELECT oid::regprocedure::text FROM pg_proc "
                "WHERE proname IN ('bygone', 'people_match')"
            )
            assert cursor.fetchall() == [("people_match(bigint[],integer)",)]


def test_what_somebody_else_made_is_named_and_left_to_them(breaking: Any) -> None:
    keyset()
    breaking("CREATE FUNCTION of_theirs() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    try:
        with as_owner():
            guard.apply()
        assert "FUNCTION of_theirs()" in wrong()["Fungsi, pemicu, dan pagar baris tidak lebih dari yang dikenal"]
    finally:
        breaking("DROP FUNCTION of_theirs()")


def test_more_is_named_though_something_is_lacking(breaking: Any) -> None:
    keyset()
    breaking(
        "CREATE FUNCTION bygone() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'; DROP FUNCTION letter_check"
    )
    assert "FUNCTION bygone()" in wrong()["Fungsi, pemicu, dan pagar baris tidak lebih dari yang dikenal"]


@pytest.mark.django_db
def test_an_installation_as_migrated_is_whole() -> None:
    keyset()
    assert wrong() == {}


@pytest.mark.parametrize(
    ("sql", "what", "table"),
    [
        ("ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY", "Pagar baris menyala", "cases_case"),
        ("DROP POLICY offices ON papers_letter", "Pagar baris menyala", "papers_letter"),
        ("ALTER TABLE audit_action DISABLE TRIGGER append_only", "Catatan tindakan", "audit_action"),
        ("GRANT UPDATE ON audit_view TO rehsos_app", "Catatan tindakan", "audit_view"),
        ("DROP TRIGGER filed ON cases_fact", "Kantor kasus disalin", "filed ON cases_fact"),
        ("ALTER TABLE cases_share DISABLE TRIGGER share", "Kantor kasus disalin", "share ON cases_share"),
        (
            "CREATE POLICY all_of_it ON papers_letter USING (true)",
            "Fungsi, pemicu, dan pagar",
            "POLICY all_of_it ON papers_letter",
        ),
        (
            "CREATE TRIGGER more AFTER INSERT ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_case_repeat()",
            "Fungsi, pemicu, dan pagar",
            "TRIGGER more ON cases_case",
        ),
        (
            "CREATE FUNCTION people_match(wanted bigint[]) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'",
            "Fungsi, pemicu, dan pagar",
            "FUNCTION people_match(bigint[])",
        ),
        (
            "CREATE OR REPLACE FUNCTION cases_fact_file() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "Tabel sesuai",
            "fungsi cases_fact_file berbeda",
        ),
        ("GRANT SELECT (sealed) ON people_person TO rehsos_nation", "Peran nasional", "people_person.sealed"),
    ],
)
def test_a_broken_guard_is_named(breaking: Any, sql: str, what: str, table: str) -> None:
    keyset()
    breaking(sql)
    found = wrong()
    assert [question.startswith(what) for question in found] == [True]
    assert table in next(iter(found.values()))


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("ALTER TABLE papers_letter DROP COLUMN version", "papers_letter.version tidak ada"),
        ("ALTER TABLE papers_letter ADD COLUMN more int", "papers_letter.more tidak dikenal kode ini"),
        ("ALTER TABLE papers_letter ALTER COLUMN number TYPE text",
         "papers_letter.number berjenis text, bukan character varying(80)"),
        ("ALTER TABLE papers_letter ALTER COLUMN number DROP NOT NULL",
         "papers_letter.number berjenis character varying(80) null, bukan character varying(80)"),
        ("DROP INDEX letter_dossier", "letter_dossier tidak ada"),
        ("ALTER TABLE access_draft DROP CONSTRAINT draft_once", "draft_once tidak ada"),
        ("DROP TABLE papers_series", "papers_series.id tidak ada"),
    ],
)  # fmt: skip
def test_a_table_that_does_not_fit_the_code_is_named(transactional_db: None, sql: str, said: str) -> None:
    with as_owner(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql)
        assert said in misfits()
        transaction.set_rollback(True)
    assert misfits() == []


def test_what_does_not_fit_is_a_line_of_the_check(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    keyset()
    monkeypatch.setattr(checks, "misfits", lambda: [f"papers_letter.c{n} tidak ada" for n in range(6)])
    said = wrong()["Tabel sesuai dengan kode"]
    assert said.startswith("papers_letter.c0 tidak ada, ")
    assert "… dan 2 lagi. Basis data ini dibuat oleh kode lain" in said


@pytest.mark.django_db
def test_a_keyset_open_to_others_is_named(settings: Any) -> None:
    keyset()
    path = Path(settings.VAULT_KEYSET)
    path.chmod(0o644)
    try:
        assert "0644" in wrong()["Kunci pembungkus terbaca oleh pemiliknya saja"]
    finally:
        path.chmod(0o600)


@pytest.mark.django_db
def test_a_missing_keyset_is_named_and_none_is_made(settings: Any, tmp_path: Path) -> None:
    settings.VAULT_KEYSET = tmp_path / "hilang.json"
    assert "belum ada" in wrong()["Kunci pembungkus terbaca oleh pemiliknya saja"]
    assert not settings.VAULT_KEYSET.exists()


@pytest.mark.django_db
def test_what_is_wanting_makes_the_exit_code_1(says: Any) -> None:
    keyset()
    told = says("check")
    assert told.code == 1
    assert "✗ Wilayah terisi: baru" in told.out
    assert told.out.count("✓") == 13


def test_a_database_that_is_away_is_one_line(
    says: Any, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> None:
    from django.db import OperationalError

    def away() -> None:
        raise OperationalError

    with django_db_blocker.unblock():
        monkeypatch.setattr(connection, "cursor", away)
        told = says("check")
        users = says("user", "list")
    assert "✗ Basis data menjawab: Jalankan" in told.out
    assert (users.code, users.err) == (2, "rehsos: Basis data tidak menjawab.\n")


@pytest.fixture
def never_migrated(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A connection that finds none of the tables, as in a database just made."""
    options = {**connection.settings_dict["OPTIONS"]}
    options["options"] = f"{options.get('options', '')} -c search_path=pg_catalog".strip()
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    connection.close()
    yield
    monkeypatch.undo()
    connection.close()


def test_a_database_never_migrated_is_told_to_migrate(never_migrated: None, says: Any) -> None:
    told = says("check")
    assert told.code == 1
    assert f"✗ Catatan tindakan hanya dapat ditambah: {checks.UNMADE}" in told.out
    assert f"✗ Wilayah terisi: {checks.UNMADE}" in told.out


def test_the_chain_of_a_database_never_migrated_is_told_to_migrate(never_migrated: None, says: Any) -> None:
    told = says("check", "--audit")
    assert (told.code, told.out.count(checks.UNMADE)) == (1, 1)
