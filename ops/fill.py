"""The steps of setup that need a database: tables, places, and the invented people of the demonstration."""

import os
import subprocess
from contextlib import ExitStack

from ops import environment, locations
from ops.steps import VENV, Step, do_due, files, told

REHSOS = VENV / "bin" / "rehsos"
AS_OWNER = ("env", "REHSOS_DATABASE_ROLE=owner")


def which_database() -> str:
    """What tells this database from another, so that no step counts as done in the wrong one."""
    if environment.external():
        return os.environ.get(environment.URLS["owner"], "")
    cluster = environment.ensure_secrets()["cluster"]
    return f"{locations.data(cluster)} {cluster}"


def fill_steps() -> list[Step]:
    """Steps 4 to 6; each may be repeated without harm. The last only where the demonstration is wanted."""
    place, tables = which_database(), files("rehsos/*/migrations/*.py")
    example = Step(6, "Memuat contoh", [place, *tables, *files("rehsos/demo/**/*")], [[REHSOS, "demo", "load"]])
    return [
        Step(4, "Menyusun tabel", [place, *tables], [[*AS_OWNER, REHSOS, "migrate"]]),
        Step(5, "Memuat wilayah", [place, *files("rehsos/directory/data/*")], [[REHSOS, "places", "load"]]),
        *([example] if environment.demo() else []),
    ]


def main() -> None:
    """Does what is due, with the database running for as long as that takes; then says how to begin without a demo."""
    from ops.postgres import running  # needs the libraries that setup installs just before

    with ExitStack() as stack:
        with told(3, "Menyalakan basis data"):
            stack.enter_context(running())
        do_due(fill_steps())
        if not environment.demo():
            subprocess.run([REHSOS, "demo", "signins"], check=False)


if __name__ == "__main__":
    main()
