import stat
from pathlib import Path

import pytest

from ops import environment
from ops.environment import NotSetUpError, database, ensure_secrets, secret_key


@pytest.fixture(autouse=True)
def _bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHSOS_VAR", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_reading_creates_nothing_and_says_what_to_do() -> None:
    with pytest.raises(NotSetUpError, match="make setup"):
        database("app")
    with pytest.raises(NotSetUpError, match="make setup"):
        secret_key()
    assert not environment.var().exists()


def test_the_embedded_server_has_a_password_per_role() -> None:
    ensure_secrets()
    app, owner = database("app"), database("owner")
    assert (app["USER"], owner["USER"]) == ("rehsos_app", "rehsos_owner")
    assert app["PASSWORD"] != owner["PASSWORD"]
    assert len(app["PASSWORD"]) > 40
    assert app["HOST"].startswith("/")
    assert len(f"{app['HOST']}/.s.PGSQL.{app['PORT']}") < 100


def test_a_deep_checkout_still_has_a_short_socket_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHSOS_VAR", str(tmp_path / ("deep" * 30)))
    ensure_secrets()
    assert len(f"{database()['HOST']}/.s.PGSQL.5432") < 100


def test_secrets_are_made_once_and_for_the_owner_only() -> None:
    first = ensure_secrets()
    assert ensure_secrets() == first
    assert stat.S_IMODE(environment.secrets_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(environment.var().stat().st_mode) == 0o700
    assert secret_key() == first["secret_key"]


def test_new_secrets_are_not_made_beside_old_data() -> None:
    (environment.var() / "pg18").mkdir(parents=True)
    with pytest.raises(NotSetUpError, match="cadangan"):
        ensure_secrets()


def test_an_operators_server_comes_from_its_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:p%40ss@db.invalid:6543/kasus?sslmode=verify-full")
    assert database("app") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "kasus",
        "USER": "app",
        "PASSWORD": "p@ss",
        "HOST": "db.invalid",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "verify-full"},
    }
    with pytest.raises(NotSetUpError, match="DATABASE_OWNER_URL"):
        database("owner")


def test_an_operators_key_goes_before_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "of the operator")
    assert secret_key() == "of the operator"
