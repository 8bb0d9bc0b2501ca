"""The three database roles and the database, made the same way on our own server and on an operator's."""

from collections.abc import Mapping

from psycopg import Connection, sql

from ops.environment import DATABASE, NATION, ROLES

APP, OWNER = ROLES["app"], ROLES["owner"]
SELECTIVE_GRANTS_SINCE = 16_00_00  # GRANT ... WITH INHERIT FALSE
# The owner inherits: on 15 it would otherwise not be its own database's owner inside the schema public.
ATTRIBUTES = {OWNER: "LOGIN CREATEDB INHERIT", APP: "LOGIN NOINHERIT", NATION: "NOLOGIN NOINHERIT"}


def prepare(admin: Connection[tuple[object, ...]], passwords: Mapping[str, str]) -> None:
    """Makes or repairs roles and database; the second time changes nothing. PostgreSQL 15 and later.

    `admin` must be in autocommit and may create roles and databases; it need not be a superuser.
    `passwords` holds one for the owner and one for the app. Raises RuntimeError where the app would
    still hold the nation's rights without asking for them.
    """
    for role, attributes in ATTRIBUTES.items():
        _ensure_role(admin, role, attributes, passwords.get(role))
    admin.execute(f"ALTER ROLE {APP} SET max_parallel_workers_per_gather = 0")
    _lend_nation_to_app(admin)
    _ensure_database(admin)


def _ensure_role(admin: Connection[tuple[object, ...]], role: str, attributes: str, password: str | None) -> None:
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = "ALTER" if known else "CREATE"
    secret = sql.SQL("") if password is None else sql.SQL("PASSWORD {}").format(_sealed(admin, role, password))
    admin.execute(sql.SQL("{} ROLE {} {} {}").format(sql.SQL(verb), sql.Identifier(role), sql.SQL(attributes), secret))


def _sealed(admin: Connection[tuple[object, ...]], role: str, password: str) -> str:
    """The verifier instead of the password, so that no server log can hold the password."""
    return admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()


def _lend_nation_to_app(admin: Connection[tuple[object, ...]]) -> None:
    """The app may become the nation by SET ROLE, and has nothing of it before that.

    Inherited, the nation's policy `USING (true)` would count for the app: every office would see every case.
    """
    terms = " WITH INHERIT FALSE, SET TRUE" if admin.info.server_version >= SELECTIVE_GRANTS_SINCE else ""
    admin.execute(f"GRANT {NATION} TO {APP}{terms}")
    leaks = admin.execute("SELECT pg_has_role(%s, %s, 'USAGE')", [APP, NATION]).fetchone()
    if leaks != (False,):
        raise RuntimeError(f"{APP} mewarisi {NATION}: semua kantor akan melihat semua kasus.")


def _ensure_database(admin: Connection[tuple[object, ...]]) -> None:
    """The database from template0, whose rights nobody has widened; closed to all but owner and app."""
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        _join_owner(admin)
        admin.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")
    admin.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
    admin.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP}")


def _join_owner(admin: Connection[tuple[object, ...]]) -> None:
    """Who is not a superuser may give a database only to a role of their own."""
    if admin.info.parameter_status("is_superuser") != "on":
        admin.execute(f"GRANT {OWNER} TO CURRENT_USER")
