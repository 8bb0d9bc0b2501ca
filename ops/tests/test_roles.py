from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from ops import postgres
from ops.cluster import Cluster
from ops.roles import prepare

ALL = ("rehsos_app", "rehsos_nation", "rehsos_owner")


@pytest.fixture
def admin(cluster: Cluster) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(**cluster.server.connect_to(), autocommit=True) as connection:
        yield connection


@pytest.fixture
def app(cluster: Cluster) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The app's connection to a database where only the nation may read the table `counted`."""
    reach = cluster.server.connect_to
    with psycopg.connect(**reach("rehsos_owner", "rehsos"), autocommit=True) as owner:
        owner.execute("CREATE TABLE counted AS SELECT 1 AS cases")
        owner.execute("GRANT SELECT ON counted TO rehsos_nation")
        with psycopg.connect(**reach("rehsos_app", "rehsos"), autocommit=True) as connection:
            yield connection
        owner.execute("DROP TABLE counted")


def test_the_app_has_nothing_of_the_nation_until_it_asks(
    app: psycopg.Connection[tuple[object, ...]],
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT cases FROM counted")
    with app.transaction():
        app.execute("SET LOCAL ROLE rehsos_nation")
        assert app.execute("SELECT cases FROM counted").fetchone() == (1,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT cases FROM counted")


def test_the_app_may_neither_make_tables_nor_become_the_owner(
    app: psycopg.Connection[tuple[object, ...]],
) -> None:
    for forbidden in ("CREATE TABLE mine (n int)", "SET ROLE rehsos_owner", "CREATE DATABASE mine"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(sql.SQL(forbidden))


def test_the_app_plans_without_parallel_workers(app: psycopg.Connection[tuple[object, ...]]) -> None:
    assert app.execute("SHOW max_parallel_workers_per_gather").fetchone() == ("0",)


def test_nobody_else_may_connect(admin: psycopg.Connection[tuple[object, ...]], cluster: Cluster) -> None:
    admin.execute("CREATE ROLE stranger LOGIN PASSWORD 'stranger'")
    reach = cluster.server.connect_to() | {"user": "stranger", "password": "stranger", "dbname": "rehsos"}
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(**reach)
    admin.execute("DROP ROLE stranger")


def test_the_owner_may_make_a_test_database(cluster: Cluster) -> None:
    with psycopg.connect(**cluster.server.connect_to("rehsos_owner"), autocommit=True) as owner:
        owner.execute("CREATE DATABASE test_of_owner")
        owner.execute("DROP DATABASE test_of_owner")


def test_a_nation_that_would_be_inherited_is_taken_back(
    admin: psycopg.Connection[tuple[object, ...]], cluster: Cluster
) -> None:
    admin.execute("REVOKE rehsos_nation FROM rehsos_app")
    admin.execute("ALTER ROLE rehsos_app INHERIT")
    admin.execute("GRANT rehsos_nation TO rehsos_app")
    assert _inherited(admin)
    prepare(admin, cluster.passwords)
    assert not _inherited(admin)


def test_a_changed_password_is_made_right_at_the_next_start(
    admin: psycopg.Connection[tuple[object, ...]], cluster: Cluster
) -> None:
    admin.execute("ALTER ROLE rehsos_app PASSWORD 'other'")
    postgres.ensure_running()
    psycopg.connect(**cluster.server.connect_to("rehsos_app", "rehsos")).close()


def test_an_operator_without_superuser_may_prepare(
    admin: psycopg.Connection[tuple[object, ...]], cluster: Cluster
) -> None:
    admin.execute("DROP DATABASE rehsos")
    for role in ALL:
        admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
    admin.execute("CREATE ROLE operator LOGIN CREATEROLE CREATEDB PASSWORD 'operator'")
    reach = cluster.server.connect_to() | {"user": "operator", "password": "operator"}
    with psycopg.connect(**reach, autocommit=True) as operator:
        prepare(operator, cluster.passwords)
        prepare(operator, cluster.passwords)
    psycopg.connect(**cluster.server.connect_to("rehsos_app", "rehsos")).close()
    assert not _inherited(admin)


def _inherited(admin: psycopg.Connection[tuple[object, ...]]) -> bool:
    found = admin.execute("SELECT pg_has_role('rehsos_app', 'rehsos_nation', 'USAGE')").fetchone()
    return found == (True,)
