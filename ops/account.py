"""The system user that PostgreSQL runs as where we are root, for PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess

NAME = "rehsos"
SYSTEM_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"  # a root shell made by plain `su` lacks sbin
MAKERS = (
    ("useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME),
    ("adduser", "--system", "--group", "--no-create-home", NAME),
)


def server_account() -> pwd.struct_passwd | None:
    """The user to run PostgreSQL as, made if missing; None where we are not root and run it ourselves."""
    if os.geteuid() != 0:
        return None
    return _known(NAME) or _made() or _debian()


def _known(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd | None:
    for command, *arguments in MAKERS:
        program = shutil.which(command, path=SYSTEM_PATH)
        if program:
            subprocess.run([program, *arguments], check=False, capture_output=True)
            return _known(NAME)
    return None


def _debian() -> pwd.struct_passwd:
    account = _known("postgres")
    if account is None:
        raise RuntimeError(
            f"PostgreSQL tidak boleh berjalan sebagai root, dan pengguna sistem '{NAME}' tidak dapat dibuat. "
            "Jalankan sebagai pengguna biasa, atau isi DATABASE_URL."
        )
    return account


def own(path: str | os.PathLike[str], account: pwd.struct_passwd | None) -> None:
    """Gives `path` to the server's user and to nobody else."""
    if account is not None:
        os.chown(path, account.pw_uid, account.pw_gid)


def as_account(account: pwd.struct_passwd | None, *, dies_with_us: bool = False) -> list[str]:
    """The words to put before a command so that it runs as `account` and, if asked, stops when we die."""
    user = (
        ["--reuid", str(account.pw_uid), "--regid", str(account.pw_gid), "--clear-groups"]
        if account is not None
        else []
    )
    parent = ["--pdeathsig", "INT"] if dies_with_us else []
    return ["setpriv", *user, *parent] if user or parent else []
