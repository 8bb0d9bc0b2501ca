"""The one place that answers which database and which secrets. Reading it starts and creates nothing."""

import os
import secrets as randomness
import tomllib
from pathlib import Path
from typing import Any

from ops import locations
from ops.locations import var

__all__ = ["database", "demo", "external", "secret_key", "secrets", "var"]

ROLES = {"app": "rehsos_app", "owner": "rehsos_owner"}
NATION = "rehsos_nation"
ADMIN = "postgres"
DATABASE = "rehsos"
URLS = {"app": "DATABASE_URL", "owner": "DATABASE_OWNER_URL"}


class NotSetUpError(RuntimeError):
    """Something that `make setup` or the operator provides is not there yet."""


def external() -> bool:
    """Whether the operator brought a PostgreSQL of their own."""
    return any(os.environ.get(name) for name in URLS.values())


def demo() -> bool:
    """Whether the invented people are wanted here; `REHSOS_DEMO=no` leaves them out. Raises NotSetUpError."""
    said = os.environ.get("REHSOS_DEMO") or "yes"
    if said not in {"yes", "no"}:
        raise NotSetUpError(f"REHSOS_DEMO={said} tidak dikenal. Pilihannya: yes atau no.")
    return said == "yes"


def database(role: str = "app") -> dict[str, Any]:
    """The connection for `role` ("app" or "owner") in the form of Django's DATABASES.

    Raises NotSetUpError where the role's address or password is missing.
    """
    return _from_url(role) if external() else _embedded(role)


def secret_key() -> str:
    """Django's SECRET_KEY: from the environment where it is set, else from `var/secrets.toml`."""
    return os.environ.get("SECRET_KEY") or str(secrets()["secret_key"])


def secrets_file() -> Path:
    """Where the random passwords and keys of this checkout are kept, readable by its owner only."""
    return var() / "secrets.toml"


def secrets() -> dict[str, Any]:
    """What `var/secrets.toml` holds. Raises NotSetUpError before the first `make setup`."""
    try:
        return tomllib.loads(secrets_file().read_text("utf-8"))
    except FileNotFoundError:
        raise NotSetUpError(f"Belum ada {secrets_file()}. Jalankan: make setup") from None


def ensure_secrets() -> dict[str, Any]:
    """The secrets, made at random the first time. Refuses to make new ones beside data they cannot open."""
    path = secrets_file()
    if not path.exists():
        _refuse_orphaned_data(path)
        locations.private_folder(path.parent)
        _write_once(path, _new_secrets())
    return secrets()


def _refuse_orphaned_data(path: Path) -> None:
    orphans = [str(folder) for folder in path.parent.glob("pg[0-9]*") if folder.is_dir()]
    if orphans:
        raise NotSetUpError(
            f"{path} hilang, padahal datanya masih ada ({', '.join(orphans)}). "
            "Kembalikan berkas itu dari cadangan, atau pindahkan folder datanya bila hendak mulai baru."
        )


def _new_secrets() -> str:
    passwords = "".join(f'{name} = "{randomness.token_urlsafe(32)}"\n' for name in (ADMIN, *ROLES.values()))
    return (
        "# Dibuat sekali oleh Rehsos. Cadangkan bersama datanya; jangan dibagikan.\n"
        f'cluster = "{randomness.token_hex(4)}"\nsecret_key = "{randomness.token_urlsafe(50)}"\n\n'
        f"[passwords]\n{passwords}"
    )


def _write_once(path: Path, text: str) -> None:
    """Writes a whole file or none: two processes may both find it missing, and the first one wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _embedded(role: str) -> dict[str, Any]:
    kept = secrets()
    return _django(
        dbname=DATABASE,
        user=ROLES[role],
        password=kept["passwords"][ROLES[role]],
        host=str(locations.socket_directory(kept["cluster"])),
        port=locations.PORT,
    )


def _from_url(role: str) -> dict[str, Any]:
    url = os.environ.get(URLS[role])
    if not url:
        raise NotSetUpError(f"{URLS[role]} belum diisi; yang terisi hanya alamat peran lainnya.")
    from psycopg.conninfo import conninfo_to_dict

    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    return _django(**parts)


def _django(
    *,
    dbname: str = DATABASE,
    user: str = "",
    password: str = "",
    host: str = "",
    port: int | str = "",
    **options: Any,
) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": dbname,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": str(port),
        "OPTIONS": options,
    }
