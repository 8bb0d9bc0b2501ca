"""Is this installation whole and locked? Each question is one line; whatever is wrong says what to do."""

import stat
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import NoReverseMatch

from rehsos.access.guard import APP, NATION, drawn
from rehsos.access.leftovers import surplus
from rehsos.directory.models import Office
from rehsos.house import rooms
from rehsos.statistics.comparing import differences
from rehsos.statistics.sums import READERS
from rehsos.vault.keyset import KeysetError, load

from .audit import audit_answers
from .database import answering
from .fitting import misfits
from .guarded import guarded
from .line import REPAIR, UNMADE, Line
from .seals import broken_keys, broken_seals, sealed_columns
from .table import show

MISFIT = "Basis data ini dibuat oleh kode lain; pulihkan cadangan yang cocok, atau tanyakan pengembang"
SEALED = "Semua yang tersegel terbuka"
FOREIGN = "Ini bukan buatan kode ini; kenali dulu siapa yang membuatnya, lalu jalankan: rehsos migrate"
FOLDER = "Periksa ROOMS di config/settings.py, dan law/ ruangan itu"
UNSAID = "Sebutkan di room.py ruangan itu: Sealed(model, kolom kunci, konteks)"
RESTORE = "Kembalikan baris itu dari cadangan"
FEWEST_PLACES = 90_000
SHOWN = 4  # a line's worth of names


def check(asked: Namespace) -> int:
    """0 where all is well, else 1."""
    if asked.docs:
        from .drawn import stale

        lines = [Line(name, ok=False, note="Jalankan: rehsos docs write") for name in stale()]
        lines = lines or [Line("docs/drawn sesuai dengan kode", ok=True)]
    elif asked.audit:
        with answering():
            lines = list(audit_answers())
    else:
        lines = list(answers(everything=asked.all_seals))
    if asked.format == "text":
        for line in lines:
            print(f"{'✓' if line.ok else '✗'} {line.what}" + (f": {line.note}" if line.note else ""))
    else:
        show([asdict(line) for line in lines], asked.format, columns=["what", "ok", "note"])
    sys.stdout.flush()
    return 0 if all(line.ok for line in lines) else 1


def answers(*, everything: bool = False) -> Iterator[Line]:
    """All answers; the database's only where it answers at all."""
    keyset = _keyset(Path(settings.VAULT_KEYSET))
    yield keyset
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        yield Line("Basis data menjawab", ok=False, note="Jalankan: python -m ops.postgres start")
        return
    for question, what in _QUESTIONS:
        wrong = _wrong(question)
        yield Line(what, ok=not wrong, note=wrong)
    if keyset.ok:
        yield from _sealed(everything=everything)


def _wrong(question: Callable[[], str]) -> str:
    """What the question finds wrong; that the tables it asks about are not there is an answer, too."""
    try:
        with transaction.atomic():
            return question()
    except ProgrammingError:
        return UNMADE


def _sealed(*, everything: bool) -> Iterator[Line]:
    """Whether what is sealed opens; asked only where the keyset is the one this database needs."""
    try:
        keys = broken_keys()
        tried = broken_seals(everything=everything)
    except (KeysetError, OSError, ValueError) as trouble:  # and two rooms that say otherwise of one column
        yield Line(SEALED, ok=False, note=str(trouble))
        return
    except ProgrammingError:
        return  # tables that do not fit have had their line
    bad = [*keys, *tried.bad]
    rest = "yang terbaru dari setiap tabel; semuanya: rehsos check --all-seals" if tried.left_out else ""
    yield Line(SEALED, ok=not bad, note=f"{_some(bad)}. {RESTORE}" if bad else rest)


def _keyset(path: Path) -> Line:
    what = "Kunci pembungkus terbaca oleh pemiliknya saja"
    if not path.exists():
        return Line(what, ok=False, note=f"{path} belum ada; bila sudah ada kasus, kembalikan dari cadangan")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode != stat.S_IRUSR | stat.S_IWUSR:
        return Line(what, ok=False, note=f"hak berkas {mode:04o}; jalankan: chmod 600 {path}")
    try:
        load(path)
    except (KeysetError, OSError) as trouble:
        return Line(what, ok=False, note=str(trouble))
    return Line(what, ok=True)


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in plan[:3])
    return f"{len(plan)} belum: {names}. {REPAIR}" if plan else _misfits()


def _misfits() -> str:
    found = misfits()
    return f"{_some(found)}. {MISFIT}" if found else ""


_ROLES = """
SELECT r.rolsuper OR r.rolbypassrls,
       pg_has_role(r.rolname, %(nation)s, 'USAGE'), pg_has_role(r.rolname, %(nation)s, 'MEMBER'),
       EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = r.rolname)
  FROM pg_roles r WHERE r.rolname = current_user
"""


def _roles() -> str:
    if _values("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[APP, NATION]]) < {APP, NATION}:
        return "peran basis data belum lengkap; jalankan: python -m ops.postgres start"
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, {"nation": NATION})
        mighty, inherits, member, owns = cursor.fetchone()
    wrong = {
        "peran ini melewati pagar baris": mighty,
        "peran ini mewarisi peran nasional": inherits,
        "peran ini tidak dapat menjadi peran nasional": not member,
        "peran ini memiliki tabel": owns,
    }
    return "; ".join(words for words, found in wrong.items() if found)


def _rows() -> str:
    wanted = {one.table for one in guarded() if one.by_office}
    fenced = _values(
        "SELECT c.relname FROM pg_class c JOIN pg_policies p ON p.tablename = c.relname AND p.policyname = 'offices' "
        "WHERE c.relrowsecurity AND c.relnamespace = 'public'::regnamespace"
    )
    return _lacking(wanted - fenced)


def _logs() -> str:
    wanted = {one.table for one in guarded() if one.append_only}
    held = _values("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only' AND tgenabled <> 'D'")
    writable = _values(
        "SELECT t FROM unnest(%s::text[]) t WHERE has_table_privilege(%s, t, 'UPDATE, DELETE')",
        [sorted(wanted), APP],
    )
    return _lacking((wanted - held) | writable)


def _keys() -> str:
    wanted = {one.table for one in guarded() if one.lasting}
    return _lacking(
        _values(
            "SELECT t FROM unnest(%s::text[]) t WHERE has_table_privilege(%s, t, 'UPDATE, DELETE')",
            [sorted(wanted), APP],
        )
    )


def _copies() -> str:
    """Every trigger that is drawn hangs there and is awake; `append_only` has had its line."""
    wanted = {f"{one.name} ON {one.table}" for one in drawn().triggers if one.name != "append_only"}
    return _lacking(wanted - _values(_AWAKE))


def _surplus() -> str:
    with connection.cursor() as cursor:
        found = [f"{one.kind} {one}" for one in surplus(cursor, drawn())]
    return f"{_some(found)}. {FOREIGN}" if found else ""


_AWAKE = """
SELECT tgname || ' ON ' || c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal AND tgenabled <> 'D'
"""
_SEEN = """
SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
   AND has_column_privilege(%s, c.oid, a.attnum, 'SELECT')
"""


def _nation() -> str:
    allowed = {f"{one.table}.{column}" for one in guarded() for column in one.nation_sees}
    seen = _values(_SEEN, [NATION])
    return _lacking(allowed ^ seen)


def _places() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM directory_place")
        there: int = cursor.fetchone()[0]
    return "" if there >= FEWEST_PLACES else f"baru {there}; jalankan: rehsos places load"


def _sums() -> str:
    some = (Office.objects.filter(kind=kind).order_by("?")[:3] for kind in READERS)
    found = differences(chain.from_iterable(some))
    return f"{found} sel berbeda; jalankan: rehsos jobs recount" if found else ""


def _fitting() -> str:
    """One name in two rooms, a rule on what no room declares: the web would not start."""
    try:
        rooms.load()
    except (NoReverseMatch, TypeError, ValueError) as wrong:
        return f"{wrong}. {FOLDER}"
    return ""


def _unsaid() -> str:
    """A sealed column of which no room says under whose key it lies: nobody would notice that it opens no more."""
    try:
        found = [str(column) for column in sealed_columns() if column.opens is None]
    except ValueError as wrong:
        return str(wrong)
    return f"tidak dikenal: {_some(found)}. {UNSAID}" if found else ""


_QUESTIONS: list[tuple[Callable[[], str], str]] = [
    (_migrations, "Tabel sesuai dengan kode"),
    (_roles, "Peran basis data terpisah"),
    (_rows, "Pagar baris menyala di semua tabel berkantor"),
    (_logs, "Catatan tindakan hanya dapat ditambah"),
    (_keys, "Kunci data hilang hanya lewat penghapusan"),
    (_copies, "Kantor kasus disalin ke isinya"),
    (_surplus, "Fungsi, pemicu, dan pagar baris tidak lebih dari yang dikenal"),
    (_nation, "Peran nasional hanya melihat kolom tanpa identitas"),
    (_fitting, "Ruang-ruang saling cocok, dan aturan hukum melekat pada jenis yang dikenal"),
    (_unsaid, "Setiap kolom tersegel menyebut kuncinya"),
    (_places, "Wilayah terisi"),
    (_sums, "Jumlah kasus sama dengan kasusnya"),
]


def _values(sql: str, given: Sequence[str | list[str]] | None = None) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given) if given else None)
        return {row[0] for row in cursor.fetchall()}


def _lacking(tables: set[str]) -> str:
    return f"{_some(sorted(tables))}. {REPAIR}" if tables else ""


def _some(found: Sequence[str]) -> str:
    """As many as a line holds."""
    return ", ".join(found[:SHOWN]) + (f" … dan {len(found) - SHOWN} lagi" if len(found) > SHOWN else "")
