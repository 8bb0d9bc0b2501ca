"""Catalogues of words, compiled for Django: `rehsos/<room>/locale/en/LC_MESSAGES/django.po` becomes `django.mo`.

Needs nothing but Python itself: a fresh machine has no gettext. Setting up, the tests and the making of a wheel call
it; what it makes is kept nowhere. It reads what ops.translate writes, and no more of the format than that.
"""

import ast
import struct
from collections.abc import Iterator
from pathlib import Path

from ops.locations import ROOT

PLACE = "*/locale/en/LC_MESSAGES/django.po"
MAGIC, HEADER = 0x950412DE, struct.Struct("<7I")
BEFORE_CONTEXT, BEFORE_PLURAL = "\4", "\0"
Entry = dict[str, str]


def compile_all(rehsos: Path = ROOT / "rehsos") -> list[Path]:
    """Bring the binary beside each catalogue in step; those that were written anew."""
    return [po for po in sorted(rehsos.glob(PLACE)) if _bring_in_step(po)]


def _bring_in_step(po: Path) -> bool:
    made, mo = compiled(po.read_text("utf-8")), po.with_suffix(".mo")
    if mo.exists() and mo.read_bytes() == made:
        return False
    beside = mo.with_suffix(f".{id(made):x}.new")
    beside.write_bytes(made)
    beside.replace(mo)  # whoever reads meanwhile reads the whole old one or the whole new one
    return True


def compiled(text: str) -> bytes:
    """The binary of a catalogue: its translated entries in the order of their keys, as GNU gettext defines it."""
    told = sorted((key.encode(), words.encode()) for key, words in _translated(text))
    count, end = len(told), HEADER.size + 16 * len(told)
    tables, texts = [], []
    for column in (0, 1):
        for pair in told:
            tables.append(struct.pack("<2I", len(pair[column]), end))
            texts.append(pair[column] + b"\0")
            end += len(texts[-1])
    head = HEADER.pack(MAGIC, 0, count, HEADER.size, HEADER.size + 8 * count, 0, HEADER.size + 16 * count)
    return head + b"".join(tables) + b"".join(texts)


def _translated(text: str) -> Iterator[tuple[str, str]]:
    for entry in _entries(text):
        words = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
        if all(words):
            key = entry["msgid"] + (BEFORE_PLURAL + entry["msgid_plural"] if "msgid_plural" in entry else "")
            context = entry["msgctxt"] + BEFORE_CONTEXT if "msgctxt" in entry else ""
            yield context + key, BEFORE_PLURAL.join(words)


def _entries(text: str) -> Iterator[Entry]:
    """The entries of a catalogue, without those that wait for somebody to look at them (fuzzy)."""
    for block in text.split("\n\n"):
        entry, name = Entry(), ""
        lines = block.splitlines()
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            continue
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            word, _, rest = line.partition('"')
            name = word.strip() or name
            entry[name] = entry.get(name, "") + str(ast.literal_eval('"' + rest))
        if "msgid" in entry:
            yield entry


if __name__ == "__main__":
    compile_all()
