"""The English words: gathered from code and templates, kept in one catalogue, compiled for Django.

    python -m ops.translate            gather new msgids, compile
    python -m ops.translate --check    fail when something is untranslated, gone or not compiled

The source language is Indonesian: the msgid is what stands on the screen.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "rehsos" / "desk" / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
METHODS = [("**/tests/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}}
BORN = datetime(2026, 11, 22, tzinfo=UTC)  # fixed, so that the file changes only with its words
KEYWORDS = {"_": None, "_g": None, "lazy": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}


def gathered() -> Catalog:
    """Every msgid in code and templates, with where it stands."""
    catalog = Catalog(
        locale="en",
        header_comment="# English words of Rehsos; the msgid is the Indonesian sentence on the screen.",
        project="Rehsos",
        version="1",
        copyright_holder="Rehsos",
        msgid_bugs_address="",
        creation_date=BORN,
        revision_date=BORN,
        last_translator="Rehsos",
        language_team="en",
        fuzzy=False,
    )
    for file, _line, message, _comments, _context in sorted(_messages(), key=lambda row: (row[0], row[1])):
        if message:
            catalog.add(message, locations=[(f"rehsos/{file}", 0)])
    return catalog


def _messages() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    yield from extract_from_dir(ROOT / "rehsos", METHODS, OPTIONS, KEYWORDS)


def kept() -> Catalog:
    """The catalogue as it stands in the repository."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def merged() -> Catalog:
    """New msgids added, gone ones dropped, translations kept."""
    fresh, old = gathered(), kept()
    for message in fresh:
        known: Message | None = old.get(message.id) if message.id else None
        if known is not None and known.pluralizable == message.pluralizable:
            message.string = known.string
    return fresh


def untranslated(catalog: Catalog) -> list[str]:
    """Msgids without English words."""
    return [str(m.id) for m in catalog if m.id and not all(m.string if isinstance(m.string, tuple) else [m.string])]


PLACE = re.compile(r"\{\w*\}")


def garbled(catalog: Catalog) -> list[str]:
    """Msgids whose English words name other places than the Indonesian: `{n} hari` as `days`."""
    return [str(m.id) for m in catalog if m.id and _places(m.id) != _places(m.string or "")]


def _places(text: str | tuple[str, ...] | list[str]) -> set[frozenset[str]]:
    forms = [text] if isinstance(text, str) else [form for form in text if form]
    return {frozenset(PLACE.findall(form)) for form in forms}


def compiled(catalog: Catalog) -> bytes:
    """The binary that Django reads."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def write() -> None:
    """Bring the catalogue in step."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalog = merged()
    with PO.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, omit_header=False, no_location=True, ignore_obsolete=True)
    MO.write_bytes(compiled(kept()))
    print(f"{len(catalog)} kalimat, {len(untranslated(catalog))} belum diterjemahkan")


def check() -> int:
    """0 when every sentence has English words and the binary is in step."""
    fresh, old = gathered(), kept()
    new = [str(m.id) for m in fresh if m.id and old.get(m.id) is None]
    missing = untranslated(old)
    stale = not MO.exists() or MO.read_bytes() != compiled(old)
    wrong = [] if missing else garbled(old)
    for line in (*new[:20], *missing[:20]):
        print(f"belum diterjemahkan: {line}")
    for line in wrong:
        print(f"bagian dalam kurung kurawal berbeda: {line}")
    if stale:
        print("django.mo tidak sesuai; jalankan: python -m ops.translate")
    return 1 if new or missing or wrong or stale else 0


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(check())
    write()
