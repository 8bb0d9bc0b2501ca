"""Places: one of them told, or all of them into their table. Starts no Django: most times there is nothing to do."""

import hashlib
import time
from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from rehsos.directory import gazetteer
from rehsos.directory.gazetteer import Place
from rehsos.directory.reading import MOST_OFFERED, read

from .problem import Problem
from .table import show_one

COLUMNS = ("code", "name", "kind", "parent", "time_zone", "valid_from", "valid_to", "successor")
TYPES = ("text", "text", "text", "text", "text", "date", "date", "text")


def show_place(asked: Namespace) -> None:
    """A place with what is around it, when it was listed, and who shares its name."""
    found = gazetteer.place(asked.code) or meant(asked.code)
    row = {
        "code": found.code,
        "name": gazetteer.full_name(found.code),
        "kind": found.kind,
        "parent": found.parent,
        "time_zone": found.time_zone,
        "valid_from": found.valid_from.isoformat(),
        "valid_to": found.valid_to.isoformat() if found.valid_to else "",
        "successor": _labelled(found.successor),
        "namesakes": [_labelled(p.code) for p in gazetteer.namesakes(found.code) if p.code != found.code],
    }
    show_one(row, asked.format, _lines(row))


_SAID = {
    "code": "Kode",
    "name": "Nama",
    "kind": "Jenis",
    "parent": "Di dalam",
    "time_zone": "Zona waktu",
    "valid_from": "Tercatat sejak tabel",
    "valid_to": "Tidak ada lagi sejak tabel",
    "successor": "Sekarang",
    "namesakes": "Bernama sama",
}


def _lines(row: dict[str, Any]) -> list[str]:
    told = {name: "; ".join(value) if isinstance(value, list) else value for name, value in row.items()}
    return [f"{words}: {told[name]}" for name, words in _SAID.items() if told[name]]


def _labelled(code: str) -> str:
    return f"{code} {gazetteer.full_name(code)}" if code else ""


def meant(text: str) -> Place:
    """The place that was surely meant, by its code or its name. Raises Problem, which tells what may have been."""
    reading = read(text)
    if reading.sure:
        return reading.sure
    code = gazetteer.CODE.fullmatch(text)
    if reading.offered and (reading.retired or not code):
        hint = "; ".join(f"{p.code} {gazetteer.full_name(p.code)}" for p in reading.offered[:MOST_OFFERED])
        said = "tidak dipakai lagi" if reading.retired else "dapat berarti beberapa tempat"
        raise Problem(f"Wilayah “{text}” {said}. Tulis kodenya: {hint}.")
    around = gazetteer.ancestors(text) if code else ()
    hint = f"Yang dikenal: {around[-1].code} {around[-1].label}." if around else "Tulis seperti 53.01 atau Kab. Kupang."
    raise Problem(f"Wilayah “{text}” tidak dikenal. {hint}")


def load(_asked: Namespace) -> None:
    """Fill the table of places with all of them; does nothing when these very files were loaded before."""
    import psycopg

    from ops.environment import NotSetUpError, database

    try:
        reach = database("app")
        with psycopg.connect(host=reach["HOST"], port=reach["PORT"] or None, user=reach["USER"],
                             password=reach["PASSWORD"], dbname=reach["NAME"]) as connection:  # fmt: skip
            print(bring_in_step(connection, reach["NAME"]))
    except (NotSetUpError, psycopg.OperationalError) as trouble:
        raise Problem(f"Basis data tidak menjawab. {str(trouble).partition(chr(10))[0]}") from None


def bring_in_step(connection: Any, database: str) -> str:
    """Load what is missing or was changed, through an open connection; says what was done."""
    from ops.locations import private_folder, var

    stamp = private_folder(var() / "stamps") / f"places-{database}"
    wanted = _fingerprint()
    there = connection.execute("SELECT count(*) FROM directory_place").fetchone()[0]
    if there and stamp.exists() and stamp.read_text("ascii") == f"{wanted} {there}":
        return f"Wilayah sudah dimuat: {there}."
    started = time.monotonic()
    fill(connection, gazetteer.rows())
    there = connection.execute("SELECT count(*) FROM directory_place").fetchone()[0]
    connection.commit()
    stamp.write_text(f"{wanted} {there}", "ascii")
    return f"Wilayah dimuat: {there}, {time.monotonic() - started:.1f} s."


def _fingerprint() -> str:
    files = sorted(gazetteer.DATA.glob("*.csv"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def fill(connection: Any, places: Iterable[Place]) -> None:
    """Insert the places, or correct those that changed, in one statement."""
    lists = list(zip(*(_values(place) for place in places), strict=True))
    names, unnested = ", ".join(COLUMNS), ", ".join(f"%s::{kind}[]" for kind in TYPES)
    changes = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
    old, new = (", ".join(f"{side}.{name}" for name in COLUMNS[1:]) for side in ("p", "excluded"))
    connection.execute(
        f"INSERT INTO directory_place AS p ({names}) SELECT * FROM unnest({unnested}) "
        f"ON CONFLICT (code) DO UPDATE SET {changes} WHERE ({old}) IS DISTINCT FROM ({new})",
        [list(values) for values in lists],
    )


def _values(place: Place) -> tuple[Any, ...]:
    return (place.code, place.name, place.kind, place.parent, place.time_zone, place.valid_from, place.valid_to,
            place.successor or "")  # fmt: skip
