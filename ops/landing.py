"""What a landing leaves behind, so that later code is tried on it: `python -m ops.landing add|check`.

`add` fills a throw-away installation with the demonstration on PostgreSQL 15 (whose dumps every later one
reads), and puts into `tests/upgrade/<day>-<commit>/` a dump of it, its keyset and what it tells; the country's
places, a third of it and the same in most, lie once beside the folders. The fingerprints of all migrations go into
`tests/upgrade/migrations.txt`. Run it once, at the end, on the commit that lands, and
commit what it made. `check` objects where a migration that landed was edited or removed: databases out there
have carried it out already, so whatever is to change needs a migration of its own.
"""

import hashlib
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from ops import locations
from ops.locations import ROOT
from ops.steps import PYTHON, VENV

UPGRADE = ROOT / "tests" / "upgrade"
LIST = UPGRADE / "migrations.txt"
DUMP, KEYSET, TOLD = "rehsos.dump.xz", "keyset.json", "told.json"
PLACES, PLACES_KEPT_AS = "directory_place", "places.txt"
"""The table that is kept once for several landings, and the file of a folder that says where; none: in its dump."""
PG15 = Path(os.environ.get("PG15") or "/usr/lib/postgresql/15/bin")
REHSOS = str(VENV / "bin" / "rehsos")
FILLING = (
    ["env", "REHSOS_DATABASE_ROLE=owner", REHSOS, "migrate"],
    [REHSOS, "places", "load"],
    [REHSOS, "demo", "load"],
)
LARGEST = 2 * 1024 * 1024  # bytes of a dump: each landing adds one to the repository


ROOMS = ("rehsos", "tests/invented")


def landings() -> list[Path]:
    """The folders of all landings, oldest first."""
    return sorted(path.parent for path in UPGRADE.glob(f"*/{DUMP}"))


def places(folder: Path) -> bytes | None:
    """The places of a landing as lines of its table, where they are kept beside the folders."""
    mark = folder / PLACES_KEPT_AS
    return lzma.decompress((UPGRADE / mark.read_text("ascii").strip()).read_bytes()) if mark.exists() else None


def fingerprints() -> dict[str, str]:
    """Every migration by its path, those of the invented room too, with a fingerprint of its content."""
    found = sorted(path for rooms in ROOMS for path in ROOT.glob(f"{rooms}/*/migrations/[0-9]*.py"))
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def edited() -> list[str]:
    """Migrations that landed and are no longer what they were."""
    now = fingerprints()
    landed = [line.split() for line in LIST.read_text("ascii").splitlines()]
    return sorted(path for mark, path in landed if now.get(path) != mark)


def check() -> int:
    """0 where every migration that landed is untouched, else 1."""
    if wrong := edited():
        print("Migrasi yang sudah mendarat diubah atau hilang; tambahkan migrasi baru:", *wrong, sep="\n  ")
    return 1 if wrong else 0


def add() -> int:
    """Makes the dump of this landing and takes its migrations into the list; the result is the exit code."""
    if LIST.exists() and check():
        return 1
    if not (PG15 / "pg_dump").exists():
        sys.exit(f"{PG15} tidak ada. Pasang dahulu / install first: sudo apt-get install -y postgresql-15")
    target = UPGRADE / f"{datetime.now(tz=UTC):%Y-%m-%d-%H%M}-{_commit()}"
    with tempfile.TemporaryDirectory(prefix="rehsos-landing-") as name:
        draft = Path(name) / target.name
        draft.mkdir()
        _fill(Path(name) / "var", draft)
        shutil.copytree(draft, target, dirs_exist_ok=True)
    LIST.write_text("".join(f"{mark}  {path}\n" for path, mark in fingerprints().items()), "ascii")
    size = (target / DUMP).stat().st_size / 1e6
    print(f"{target.relative_to(ROOT)}: {size:.2f} MB. Commit it together with {LIST.name}.")
    return 0


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short=7", "HEAD"], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout.strip()


def _fill(var: Path, draft: Path) -> None:
    """An installation in `var`, filled, asked what it tells, and dumped into `draft`; nothing of it stays."""
    around = os.environ | {"REHSOS_VAR": str(var), "REHSOS_PG_BIN": str(PG15), "PYTHONPATH": str(ROOT)}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REHSOS_KEYSET", "REHSOS_DATABASE_NAME"):
        around.pop(name, None)
    postgres = [str(PYTHON), "-m", "ops.postgres"]
    subprocess.run([*postgres, "start"], check=True, cwd=ROOT, env=around)
    try:
        for command in FILLING:
            subprocess.run(command, check=True, cwd=ROOT, env=around)
        with (draft / TOLD).open("w", encoding="utf-8") as file:
            subprocess.run([PYTHON, "-m", "tests.upgrade.told", "live"], check=True, cwd=ROOT, env=around, stdout=file)
        (draft / DUMP).write_bytes(_small(_dumped(postgres, around)))
        (draft / PLACES_KEPT_AS).write_text(_kept_once(_places(postgres, around)), "ascii")
    finally:
        subprocess.run([*postgres, "stop"], check=True, cwd=ROOT, env=around)
        _forget(var)
    if (draft / DUMP).stat().st_size > LARGEST:
        sys.exit(f"{draft / DUMP} lebih besar dari {LARGEST} byte.")
    shutil.copy(var / KEYSET, draft / KEYSET)


def _dumped(postgres: list[str], around: dict[str, str]) -> bytes:
    """The database in PostgreSQL's own format, without compression: the whole is compressed better afterwards."""
    dump = f"{PG15}/pg_dump -Fc -Z0 --no-owner --exclude-table-data={PLACES}"
    done = subprocess.run(
        [*postgres, "psql", "-qc", f"\\! {dump}"], check=True, cwd=ROOT, env=around, stdout=subprocess.PIPE
    )
    if not done.stdout.startswith(b"PGDMP"):
        sys.exit("pg_dump tidak menghasilkan cadangan.")
    return done.stdout


def _places(postgres: list[str], around: dict[str, str]) -> bytes:
    """Every place as a line of its table, in the order of their codes."""
    rows = f"COPY (SELECT * FROM {PLACES} ORDER BY code) TO STDOUT"
    done = subprocess.run([*postgres, "psql", "-qc", rows], check=True, cwd=ROOT, env=around, stdout=subprocess.PIPE)
    return done.stdout


def _kept_once(rows: bytes) -> str:
    """The name of the file that holds these places; made where no landing had the same."""
    name = f"places-{hashlib.sha256(rows).hexdigest()[:12]}.xz"
    if not (UPGRADE / name).exists():
        (UPGRADE / name).write_bytes(_small(rows))
    return name


def _small(content: bytes) -> bytes:
    return lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)


def _forget(var: Path) -> None:
    """The data folder where we are root and it lies outside `var`."""
    for mark in locations.SYSTEM_HOME.glob("*/checkout"):
        if mark.read_text("utf-8").strip() == str(var.resolve()):
            shutil.rmtree(mark.parent)


if __name__ == "__main__":
    verbs = {"add": add, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in verbs:  # noqa: PLR2004 - the module and a word
        sys.exit(__doc__)
    sys.exit(verbs[sys.argv[1]]())
