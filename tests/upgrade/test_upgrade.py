"""The data of every landing so far, brought to today's code: nothing is lost, and the tables are as if made today."""

import json
import lzma
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from ops import landing
from ops.cluster import this_cluster
from ops.environment import database, external
from ops.locations import ROOT
from ops.steps import PYTHON, VENV
from tests.upgrade.catalog import shape

REHSOS = VENV / "bin" / "rehsos"


@dataclass(frozen=True)
class Upgraded:
    """A landing's database after `rehsos migrate`, and how to speak to it."""

    name: str
    around: dict[str, str]
    expected: dict[str, Any]
    posted: frozenset[int] = frozenset()
    """The offices in which somebody served when it was upgraded: a later demonstration posts people elsewhere, too."""

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """A command of ours on that database."""
        return subprocess.run(command, check=False, cwd=ROOT, env=self.around, capture_output=True, text=True)


PROMISES_OFF = "2026-11-28-1818"
"""The first landing in which an office's own promises are off until it switches them on."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What comes back from a backup is the same for each landing once it is upgraded: the newest is enough."""
    if "upgraded" in metafunc.fixturenames:
        those = landing.landings()[-1:] if "elsewhere" in metafunc.fixturenames else landing.landings()
        if metafunc.function is test_an_office_keeps_the_terms_it_had_and_those_that_come_new_have_a_few:
            those = [one for one in those if one.name < PROMISES_OFF]
        metafunc.parametrize("upgraded", those, ids=lambda path: path.name, indirect=True, scope="module")


@pytest.fixture(scope="module")
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[Upgraded]:
    """The dump of a landing restored beside the tests' database and upgraded, once for all questions."""
    folder: Path = request.param
    place = tmp_path_factory.mktemp("upgrade")
    name = f"upgrade_{connection.settings_dict['NAME']}"
    keyset = place / "keyset.json"
    shutil.copy(folder / landing.KEYSET, keyset)
    keyset.chmod(0o600)
    around = os.environ | {"REHSOS_DATABASE_NAME": name, "REHSOS_KEYSET": str(keyset)}
    expected = json.loads((folder / landing.TOLD).read_text("utf-8"))
    with _restored(name, folder, place):
        with _owner(name) as owner:
            posted = frozenset(row[0] for row in owner.execute("SELECT DISTINCT office_id FROM directory_posting"))
        made = Upgraded(name, around, expected, posted)
        done = made.run(REHSOS, "migrate")
        assert done.returncode == 0, done.stderr
        yield made


HOW = ("--no-owner", "--exit-on-error", "--single-transaction")


class _restored:  # noqa: N801 - reads as a word after `with`
    """A database from a landing's dump, owned by the owner; dropped afterwards."""

    def __init__(self, name: str, folder: Path, place: Path) -> None:
        self.name, self.folder, self.dump = name, folder, place / "rehsos.dump"

    def __enter__(self) -> None:
        self._drop()
        with _owner("postgres") as owner:
            owner.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(self.name))
            )
        self.dump.write_bytes(lzma.decompress((self.folder / landing.DUMP).read_bytes()))
        self._run("pg_restore", "--section=pre-data", "--section=data", *HOW, self.dump)
        if rows := landing.places(self.folder):
            self._run("psql", "-qc", f"COPY {landing.PLACES} FROM STDIN", rows=rows)
        self._run("pg_restore", "--section=post-data", *HOW, self.dump)

    def __exit__(self, *_error: object) -> None:
        self._drop()

    def _run(self, program: str, *words: str | Path, rows: bytes = b"") -> None:
        """One of PostgreSQL's own programs on this database, as its owner."""
        reach = database("owner")
        at = ("--host", reach["HOST"], "--username", reach["USER"], "--dbname", self.name)
        port = ("--port", reach["PORT"]) if reach["PORT"] else ()
        around = os.environ | {"PGPASSWORD": reach["PASSWORD"]}
        subprocess.run([_program(program), *at, *port, *words], check=True, input=rows, env=around)

    def _drop(self) -> None:
        with _owner("postgres") as owner:
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.name)))


def _program(name: str) -> str:
    return str(name if external() else this_cluster().bin / name)


def _owner(dbname: str) -> psycopg.Connection[Any]:
    reach = database("owner")
    return psycopg.connect(
        host=reach["HOST"], port=reach["PORT"] or None, user=reach["USER"], password=reach["PASSWORD"], dbname=dbname,
        autocommit=True,
    )  # fmt: skip


def test_there_is_a_landing_to_begin_with() -> None:
    assert landing.landings()


def test_every_dump_is_small_enough_to_be_kept() -> None:
    assert all((folder / landing.DUMP).stat().st_size <= landing.LARGEST for folder in landing.landings())


def test_names_counts_timelines_and_pages_are_what_they_were(upgraded: Upgraded, tmp_path: Path) -> None:
    kept = tmp_path / "told.json"
    kept.write_text(json.dumps(upgraded.expected), "utf-8")
    done = upgraded.run(PYTHON, "-m", "tests.upgrade.told", "again", kept)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    for subject, expected in upgraded.expected.items():
        assert found[subject] == expected, subject


def test_the_tables_are_as_if_made_from_nothing(upgraded: Upgraded) -> None:
    with _owner(upgraded.name) as grown, _owner(connection.settings_dict["NAME"]) as made:
        had, wanted = shape(grown), shape(made)
    assert wanted
    assert sorted(had ^ wanted) == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE papers_letter ADD COLUMN leftover int",
        "ALTER TABLE papers_letter ALTER COLUMN sealed DROP NOT NULL",
        "DROP INDEX letter_register",
        "DROP POLICY offices ON papers_letter",
        "ALTER TABLE audit_action DISABLE TRIGGER append_only",
        "GRANT SELECT (sealed) ON people_person TO rehsos_nation",
        "CREATE FUNCTION leftover() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_no_difference_of_shape_goes_unseen(change: str, django_db_setup: None) -> None:
    with _owner(connection.settings_dict["NAME"]) as owner, owner.transaction(force_rollback=True):
        before = shape(owner)
        owner.execute(change)
        assert shape(owner) != before


def test_the_check_is_content(upgraded: Upgraded) -> None:
    done = upgraded.run(REHSOS, "check")
    assert (done.returncode, "✗" in done.stdout) == (0, False), done.stdout


def test_the_owner_may_upgrade_twice(upgraded: Upgraded) -> None:
    assert upgraded.run(REHSOS, "migrate").returncode == 0


def test_the_demonstration_is_not_told_again(upgraded: Upgraded) -> None:
    done = upgraded.run(REHSOS, "demo", "load")
    assert done.returncode == 0, done.stderr


def test_what_hung_on_a_part_says_so_and_no_clock_comes_goes_or_moves(upgraded: Upgraded) -> None:
    done = upgraded.run(PYTHON, "-c", HANGING)
    assert done.stdout.split() == ["True"] * 4, done.stdout + done.stderr


HANGING = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django; from django.db import transaction; django.setup()
from rehsos.audit.actor import set_scope; from rehsos.audit.models import Action
from rehsos.cases.clockwork import recompute_many; from rehsos.cases.models import Case, Clock, Fact
from rehsos.cases.refreshing import _book; from rehsos.justice.models import Part
from rehsos.placement.models import Stay; from rehsos.repatriation.models import Journey, Ride
from tests.upgrade.told import EVERYBODY
def kept():
    return set(Clock.objects.values_list("case", "kind", "subject", "rule", "level"))
with transaction.atomic():
    set_scope(EVERYBODY, 0)
    whose = {"case": Case, "part": Part, "stay": Stay, "leg": Ride, "return": Journey}
    known = {kind: set(model.objects.values_list("pk", flat=True)) for kind, model in whose.items()}
    for model in (Fact, Clock):
        on = set(model.objects.values_list("kind", "subject"))
        print(bool(on) and all(subject in known[kind] for kind, subject in on))
    before, said = kept(), Action.objects.filter(name="clock_moved").count()
    recompute_many([(case, _book(case)) for case in Case.objects.all()])
    print(kept() == before, Action.objects.filter(name="clock_moved").count() == said)
    transaction.set_rollback(True)
"""


def test_an_office_keeps_the_terms_it_had_and_those_that_come_new_have_a_few(upgraded: Upgraded) -> None:
    done = upgraded.run(PYTHON, "-c", TERMS, json.dumps(sorted(upgraded.posted)))
    assert done.stdout.split() == ["True"] * 3, done.stdout + done.stderr


TERMS = """
import json, os, sys; os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django; from datetime import date; from django.db import transaction; django.setup()
from rehsos.audit.actor import set_scope; from rehsos.cases.actions.terms import own_rules
from rehsos.cases.clockwork import CHOICES; from rehsos.cases.models import Clock
from rehsos.cases.forms.terms import _choice; from rehsos.directory.models import LocalPolicy
from tests.upgrade.told import EVERYBODY
with transaction.atomic():
    set_scope(EVERYBODY, 0)
    rows = list(LocalPolicy.objects.filter(key=CHOICES))
    print({row.office_id for row in rows if row.since == date(2015, 1, 1)} == set(json.loads(sys.argv[1])))
    late = {"death_payer", "unclaimed_body"}  # these, and whatever hangs on what the last landing had none of
    came = late | {rule.code for rule in own_rules() if rule.hangs_on in ("stay", "leg", "return")}
    shown = {one.code for one in own_rules() if one.holds or one.code not in came}
    print(all({one.code for one in own_rules() if _choice(row.value).shows(one)} == shown for row in rows))
    kept = Clock.objects.filter(duty="policy", state="running").values_list("rule", flat=True)
    print(any(not rule.holds for rule in own_rules() if rule.code in set(kept)))
"""


@pytest.fixture(scope="module")
def elsewhere(upgraded: Upgraded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """Another installation on another path, as `make setup` leaves it without the demonstration: empty and asleep."""
    var = tmp_path_factory.mktemp("elsewhere")
    mine = ("DATABASE_URL", "DATABASE_OWNER_URL", "REHSOS_KEYSET", "REHSOS_DATABASE_NAME", "SECRET_KEY")
    around = {name: value for name, value in os.environ.items() if name not in mine} | {"REHSOS_VAR": str(var)}
    made = Upgraded(upgraded.name, around, upgraded.expected)
    assert made.run(PYTHON, "-m", "ops.postgres", "during", REHSOS, "migrate").returncode == 0
    yield made
    made.run(PYTHON, "-m", "ops.postgres", "stop")
    landing._forget(var)


def test_a_backup_comes_back_whole_in_another_installation(
    upgraded: Upgraded, elsewhere: Upgraded, tmp_path: Path
) -> None:
    folder, keyset = tmp_path / "cadangan", tmp_path / "cadangan.keyset.json"
    taken = upgraded.run(REHSOS, "backup", folder)
    assert taken.returncode == 0, taken.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "rehsos.dump"]
    assert {path.stat().st_mode & 0o777 for path in (*folder.iterdir(), keyset)} == {0o600}
    assert upgraded.run(REHSOS, "backup", folder).returncode == 2, "nothing is written over"

    ours = Path(elsewhere.around["REHSOS_VAR"]) / "keyset.json"
    made_by_setup = ours.read_bytes()
    wrong = elsewhere.run(REHSOS, "restore", folder, "--keyset", ours)
    assert (wrong.returncode, "tidak membuka cadangan ini" in wrong.stderr) == (2, True), wrong.stderr
    assert ours.read_bytes() == made_by_setup
    assert elsewhere.run(REHSOS, "user", "list", "--format", "csv").stdout.count("@") == 0, "not a row was written"

    back = elsewhere.run(REHSOS, "restore", folder, "--keyset", keyset)
    assert (back.returncode, "semuanya baik" in back.stdout) == (0, True), back.stdout + back.stderr
    for asked in ("abh --by year,role", "cases --by status,year"):
        question = (REHSOS, "count", *asked.split(), "--from", "2015-01-01", "--format", "csv")
        assert elsewhere.run(*question).stdout == upgraded.run(*question).stdout != ""
    names = elsewhere.run(PYTHON, "-c", NAMES)
    assert names.stdout == upgraded.run(PYTHON, "-c", NAMES).stdout != "", names.stderr
    again = elsewhere.run(REHSOS, "restore", folder, "--keyset", keyset)
    assert (again.returncode, "tidak kosong" in again.stderr) == (2, True), again.stderr


NAMES = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django, ops.postgres; from django.db import connection, transaction; django.setup()
from rehsos.audit.actor import set_scope; from tests.upgrade.told import EVERYBODY, _names
with ops.postgres.woken():
    with transaction.atomic():
        set_scope(EVERYBODY, 0)
        print(*sorted(_names().values()), sep=chr(10))
    connection.close()
"""


def test_an_edited_migration_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = landing.fingerprints()
    first = next(iter(now))
    monkeypatch.setattr(landing, "fingerprints", lambda: now | {first: "0" * 64})
    assert landing.check() == 1
    assert first in capsys.readouterr().out


def test_migrations_that_landed_are_untouched() -> None:
    assert landing.edited() == []
