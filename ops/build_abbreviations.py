"""Writes what people call a kabupaten or kota for short: by rule from its name, beside what is written down by hand.

    python -m ops.build_abbreviations

Writes rehsos/directory/data/abbreviations.csv and docs/place-names.md. Run after a new table of places, or after a
change of known_as.toml. What the rule makes is kept only where one place alone can be meant by it: it is nobody's name,
from province to desa, and no other kabupaten's or kota's abbreviation. What is usual for one and would by rule be said
of another is kept too: far from the one that is usually called so, both are offered.
"""

import csv
import io
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rehsos.directory import gazetteer, known_as
from rehsos.directory.folding import fold, words
from rehsos.directory.gazetteer import Level, Place

LIST = Path(__file__).resolve().parent.parent / "docs" / "place-names.md"
SHORTEST = 3  # letters of initials; two letters could be anything
SHORTEST_OF_SYLLABLES = 4
# Words that are always shortened alike.
SHORTENED = {
    "barat": ("bar",), "timur": ("tim",), "utara": ("ut", "ra", "tara", "tra"), "selatan": ("sel",),
    "tengah": ("teng",),
    "tenggara": ("gara", "tra", "ra"), "kepulauan": ("kep",), "raya": ("ra",), "hulu": ("hu", "hul"), "hilir": ("hil",),
}  # fmt: skip
VOWELS = "aiueo"
_PIECE = re.compile(rf"(?:[^{VOWELS}]{{0,2}}[{VOWELS}])(?:ng|ny|[^{VOWELS}])?")


def short_forms(place: Place) -> Iterator[str]:
    """What the rule makes of a name: initials, also with the K of kabupaten; the first syllables, open or closed."""
    parts = [word for word in words(place.name) if word != "dan"]
    initials = "".join(word[0] for word in parts)
    if len(initials) >= SHORTEST:
        yield initials
    if place.kind == "kabupaten" and len(parts) > 1:
        yield "k" + initials
    if len(parts) > 1:
        made = ("".join(choice) for choice in itertools.product(*map(_pieces, parts)))
        yield from (form for form in made if len(form) >= SHORTEST_OF_SYLLABLES)


def _pieces(word: str) -> tuple[str, ...]:
    """The first syllable of a word, open and closed: lom, lo."""
    if word in SHORTENED:
        return SHORTENED[word]
    found = _PIECE.match(word)
    if found is None:
        return (word[:3],)
    closed = found[0]
    ends = next((n for n, letter in enumerate(closed, 1) if letter in VOWELS), len(closed))
    return tuple(dict.fromkeys((closed, closed[:ends])))


def made_by_rule() -> dict[str, list[str]]:
    """Each abbreviation that can mean one place alone, with its code; of a usual one, whom else it could mean."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for place in gazetteer.rows(Level.REGENCY):
        if not place.retired:
            for form in short_forms(place):
                bearers[form].add(place.code)
    taken = {fold(place.name) for place in gazetteer.rows() if not place.retired}
    usual = {fold(name): set(codes) for name, codes in known_as.by_hand().items()}
    alone = {form: codes for form, codes in bearers.items() if len(codes) == 1 and form not in taken | usual.keys()}
    contested = {form: bearers[form] - codes for form, codes in usual.items() if form in bearers and _wide(codes)}
    return {form: sorted(codes) for form, codes in sorted((alone | contested).items()) if codes}


def _wide(codes: set[str]) -> bool:
    """Whether a usual name is that of kabupaten or kota: one of a province is as sure as its own."""
    return all("." in code for code in codes)


def table() -> str:
    """abbreviations.csv as it should be."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("short", "code"))
    writer.writerows((form, code) for form, codes in made_by_rule().items() for code in codes)
    return out.getvalue()


def page(rule: dict[str, list[str]]) -> str:
    """docs/place-names.md: every name beside the official one, province by province."""
    by_code, several, seats = defaultdict[str, list[str]](list), known_as.several(), known_as.seats()
    for name, codes in known_as.by_hand().items():
        for code in codes if name not in several else ():
            by_code[code].append(name)
    made: dict[str, list[str]] = defaultdict(list)
    for form, meant in rule.items():
        for code in meant:
            made[code].append(form)
    lines = [_HEAD]
    for province in gazetteer.children():
        lines += [f"\n## {province.code} {province.label}\n", f"Also: {', '.join(by_code[province.code]) or '–'}\n"]
        lines += ["| Code | Kabupaten/kota | Usual | Seat | By rule |", "| -- | -- | -- | -- | -- |"]
        for inside in gazetteer.children(province.code):
            told = (by_code[inside.code], seats.get(inside.code, ()), made[inside.code])
            lines.append(f"| {inside.code} | {inside.label} | {' | '.join(', '.join(called) for called in told)} |")
    lines += ["\n## No one place\n", "Offered, never taken:\n"]
    lines += [f"- {name}: {', '.join(_label(code) for code in codes)}" for name, codes in several.items()]
    return "\n".join(lines) + "\n"


def _label(code: str) -> str:
    found = gazetteer.place(code)
    return found.label if found else code


_HEAD = """<!-- Drawn by `python -m ops.build_abbreviations`; do not edit. -->

# What places are called for short

“Usual” and the names beside a province are written down by hand (`rehsos/directory/data/known_as.toml`): whoever
writes one means that place, and it is taken, unless the near province has a place of exactly that name, or the name
stands here for another place too and the near province is not the first one's. “By rule” is made of the name: initials
(of three words or more, or of two behind the K of kabupaten), or the first syllable of each word, open or closed, with
`bar`, `tim`, `ut`, `sel`, `teng` for the points of the compass; kept only where nothing else in the country, down to a
desa, is called or shortened so, or where a usual name is meant. What only the rule knows is offered, one tap away, and
never taken unasked; so is a kabupaten by its “Seat”, the town it is governed from, and any name by three of its
consonants or more (`bdg`, `Sby`, `jkt`)."""


def main() -> None:
    """Write both."""
    (gazetteer.DATA / "abbreviations.csv").write_text(table(), encoding="utf-8")
    known_as.forget()
    LIST.write_text(page(made_by_rule()), encoding="utf-8")
    print(f"{len(made_by_rule())} by rule, {len(known_as.by_hand())} by hand")


if __name__ == "__main__":
    main()
