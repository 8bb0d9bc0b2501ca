"""The English words: gathered from code and templates, kept in a catalogue of each room.

    python -m ops.translate            gather new msgids, each into its room's catalogue; compile
    python -m ops.translate --check    fail when a sentence is untranslated, gone, doubtful or another room's

The source language is Indonesian: the msgid is what stands on the screen. A sentence that several rooms say stands
once, in the lowest of them, for whoever is above has it there too.
"""

import io
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from ops.catalogues import PLACE, compile_all
from ops.locations import ROOT

REHSOS = ROOT / "rehsos"
METHODS = [("**/tests/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}}
BORN = datetime(2026, 11, 22, tzinfo=UTC)  # fixed, so that the file changes only with its words
KEYWORDS = {
    **dict.fromkeys(("_", "_g", "lazy", "gettext", "gettext_lazy")),
    "ngettext": (1, 2),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
ADDRESS = "see SECURITY.md and CONTRIBUTING.md"
MOST_TOLD = 40
Catalogues = Mapping[str, Catalog]
Key = tuple[str | None, str]


def storeys(contract: Path = ROOT / "pyproject.toml") -> list[str]:
    """The rooms from the ground up, as the import contract has them."""
    layers = tomllib.loads(contract.read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    return [room.strip(" ()") for line in reversed(layers) for room in line.split("|")]


def gathered() -> Catalogues:
    """Every msgid in code and templates, by the lowest room that says it."""
    height = {room: number for number, room in enumerate(storeys())}
    lowest: dict[Key, tuple[str, str | tuple[str, ...]]] = {}
    for room, message, context in sorted(_said(), key=lambda row: height[row[0]]):
        lowest.setdefault((context, _first(message)), (room, message))
    found: dict[str, Catalog] = {}
    for (context, _id), (room, message) in sorted(lowest.items(), key=lambda row: str(row[0])):
        found.setdefault(room, _empty(room)).add(message, context=context)
    return found


def _said() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for file, _line, message, _comments, context in extract_from_dir(REHSOS, METHODS, OPTIONS, KEYWORDS):
        if message:
            yield Path(file).parts[0], message, context


def _first(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def _empty(room: str) -> Catalog:
    return Catalog(
        locale="en",
        header_comment=f"# English words of the room {room}; the msgid is the Indonesian sentence on the screen.",
        project="Rehsos",
        version="1",
        copyright_holder="Rehsos",
        msgid_bugs_address=ADDRESS,
        creation_date=BORN,
        revision_date=BORN,
        last_translator="Rehsos",
        language_team="en",
        fuzzy=False,
    )


def kept() -> Catalogues:
    """The catalogues as they stand in the repository, by room."""
    found: dict[str, Catalog] = {}
    for path in sorted(REHSOS.glob(PLACE)):
        with path.open("rb") as file:
            found[path.relative_to(REHSOS).parts[0]] = read_po(file, locale="en")
    return found


def merged() -> Catalogues:
    """New msgids added, gone ones dropped; a translation follows its sentence to another room."""
    fresh, old = gathered(), {key_of(message): message for message in messages(kept())}
    for message in messages(fresh):
        known = old.get(key_of(message))
        if known is not None and known.pluralizable == message.pluralizable:
            message.string = known.string
    return fresh


def messages(catalogues: Catalogues) -> list[Message]:
    """What is to be translated, in all of them."""
    return [message for catalog in catalogues.values() for message in catalog if message.id]


def key_of(message: Message) -> Key:
    """What makes a sentence one sentence."""
    return message.context, _first(message.id)


def untranslated(found: Iterable[Message]) -> list[Message]:
    """Those without English words."""
    return [m for m in found if not all(m.string if isinstance(m.string, tuple) else [m.string])]


BRACES = re.compile(r"\{\w*\}")


def garbled(found: Iterable[Message]) -> list[Message]:
    """Those whose English words name other places than the Indonesian: `{n} hari` as `days`."""
    return [m for m in found if m.string and all(_forms(m.string)) and _places(m.id) != _places(m.string)]


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _places(text: str | tuple[str, ...] | list[str]) -> set[frozenset[str]]:
    return {frozenset(BRACES.findall(form)) for form in _forms(text)}


def save(catalogues: Catalogues) -> None:
    """Write each room's catalogue, take away that of a room that says nothing any more, and compile."""
    for room in {*catalogues, *kept()}:
        path = REHSOS / PLACE.replace("*", room, 1)
        if room not in catalogues:
            path.unlink()
            continue
        written = io.BytesIO()
        write_po(written, catalogues[room], width=120, sort_output=True, no_location=True, ignore_obsolete=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written.getvalue())
    compile_all()


def check(fresh: Catalogues, old: Catalogues) -> list[str]:
    """What is wrong with the catalogues, a line for each fault; none when every sentence has its English words."""
    wanted = {(room, *key_of(message)) for room, catalog in fresh.items() for message in messages({room: catalog})}
    stands = {(room, *key_of(message)) for room, catalog in old.items() for message in messages({room: catalog})}
    told = messages(old)
    return [
        *(f"{room}: belum ada: {text}" for room, _context, text in sorted(wanted - stands, key=str)),
        *(f"{room}: tidak dipakai di sini lagi: {text}" for room, _context, text in sorted(stands - wanted, key=str)),
        *(f"belum diterjemahkan: {_first(message.id)}" for message in untranslated(told)),
        *(f"belum dipastikan (fuzzy): {_first(message.id)}" for message in told if message.fuzzy),
        *(f"bagian dalam kurung kurawal berbeda: {_first(message.id)}" for message in garbled(told)),
    ]


def main(*words: str) -> int:
    """0 when all is well, or was brought in step."""
    if "--check" in words:
        faults = check(gathered(), kept())
        for line in faults[:MOST_TOLD]:
            print(line)
        return bool(faults)
    catalogues = merged()
    save(catalogues)
    told = messages(catalogues)
    print(f"{len(told)} kalimat di {len(catalogues)} ruang, {len(untranslated(told))} belum diterjemahkan")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
