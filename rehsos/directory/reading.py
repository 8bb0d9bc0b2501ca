"""What place somebody means by what they wrote: the one reading of it, for every form, an import and the command line.

A place is taken only where its code, its name or a name it is known by is equal to what was written, and no other place
near is called so; where none near is, no other of the country. Everything else is offered, and a person chooses.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from . import gazetteer
from .folding import fold, parts
from .gazetteer import Level, Likeness, Place
from .known_as import by_consonants, coded, governed_from, known_by, provinces_called, shortened

MOST_OFFERED = 8
NEAR_FIRST = 4  # of what is only alike, before a desa far away that bears the very name
LONG_ENOUGH = 5  # letters, before what stands in the midst of a word is worth an offer
WORDS_AROUND = 4  # of `Oesao Kupang Timur NTT`, that may tell where the rest of it lies
_HOUSE = re.compile(r"\b(?:rt|rw)\b[\s./:]*\d+(?:\s*/\s*\d+)?", re.IGNORECASE)  # what an address says below a desa
_WIDE = (Level.PROVINCE, Level.REGENCY)


@dataclass(frozen=True)
class Reading:
    """`sure` is what was meant, `offered` what may have been; both empty where nothing is known."""

    sure: Place | None = None
    offered: tuple[Place, ...] = ()
    retired: bool = False
    """Whether a code or name was written that no longer holds: what is offered follows it."""

    @property
    def around(self) -> Place | None:
        """The nearest place around all that is offered: what is surely true of one of them."""
        return around_all(self.offered) if self.offered else None


def read(text: str, near: str = "") -> Reading:
    """What a text means for somebody at `near`, a code. A question mark at its end is no part of it, nor RT and RW."""
    written = _HOUSE.sub("", text).strip(" ,\t").rstrip("? ").strip()
    if not written:
        return Reading()
    if gazetteer.CODE.fullmatch(written) or written.isdecimal():
        return _of_code(written)
    if same := _called(written, near):
        return _told(same)
    if old := _once(written):
        return Reading(offered=_today(old), retired=True)
    alike = _alike(written, near)[:MOST_OFFERED]
    near_first = [*alike[:NEAR_FIRST], *gazetteer.villages_called(written), *alike[NEAR_FIRST:]]
    return Reading(offered=tuple(dict.fromkeys(near_first)))


def around_all(places: Iterable[Place]) -> Place | None:
    """The nearest place around all of these: what is surely true of one of them. None across provinces."""
    lines = [[p.code, *(outer.code for outer in reversed(gazetteer.ancestors(p.code)))] for p in places]
    common = set(lines[0]).intersection(*lines[1:]) if lines else set()
    return gazetteer.place(max(common, key=len)) if common else None


def _of_code(code: str) -> Reading:
    """A living code is the place; a retired one is offered what follows it; of two meanings neither is taken.

    Of a code that nobody gave, what lies around it is offered.
    """
    found = coded(code) or [p for p in [gazetteer.place(code)] if p]
    if any(p.retired for p in found):
        return Reading(offered=_today(found), retired=True)
    return _told(found) if found else Reading(offered=_today(gazetteer.ancestors(code)[-1:]))


def _told(same: list[Place]) -> Reading:
    return Reading(sure=same[0]) if len(same) == 1 else Reading(offered=tuple(same))


def _today(old: Iterable[Place]) -> tuple[Place, ...]:
    """What holds today for places that may be retired: the successor, else the nearest around it that still is."""
    return tuple(dict.fromkeys(found for p in old if (found := today(p))))


def today(known: Place) -> Place | None:
    """The place itself while it holds, its successor, or the nearest living place around it."""
    if not known.retired:
        return known
    above = gazetteer.place(known.successor or known.parent)
    return today(above) if above else None


def _called(text: str, near: str) -> list[Place]:
    """The places of this name; what follows a comma or a word for a kind, or else the last words, tells where they lie.

    `Oesao, Kupang, NTT`, and from the widest inward too: `NTT, Kupang, Oesao`, `Kab TTS Kec Mollo Utara`.
    """
    split = _parts(text)
    if len(split) == 1 and (found := _alone(text, near) or _with_its_end(text.split(), near)):
        return found
    ways = [way for way in (split, parts(text)) if len(way) > 1]
    return next((found for way in ways for line in (way, way[::-1]) if (found := _line(line, near))), [])


def _parts(text: str) -> list[str]:
    """What stands between commas. That it lies in Indonesia tells nothing."""
    found = [part.strip() for part in text.split(",") if part.strip()]
    return found[:-1] if found[1:] and fold(found[-1]) == "indonesia" else found


def _line(line: list[str], near: str) -> list[Place]:
    """The places of the first name, in those of the second, in those of the third."""
    head, *around = line
    outers = _line(around, near) if around[1:] else _alone(around[0], near) or _with_its_end(around[0].split(), near)
    return _inside(head, outers)


def _inside(head: str, outers: Iterable[Place]) -> list[Place]:
    """The places of this name inside these. Two of one name in one place, a desa and its kecamatan, are two.

    By another name only where none bears it: `TTU, NTT`; the place around tells which is meant of two, `Mura, Kalteng`.
    """
    around = list(outers)
    own = list(dict.fromkeys(chain.from_iterable(gazetteer.called(head, outer.code) for outer in around)))
    return own or _lying_in(known_by(head), around)


def _lying_in(found: Iterable[Place], outers: Iterable[Place]) -> list[Place]:
    around = [f"{outer.code}." for outer in outers]
    return [p for p in found if any(p.code.startswith(code) for code in around)]


def _alone(text: str, near: str) -> list[Place]:
    """Near, and every province, kabupaten and kota; else by another name; else in the province; else in the country.

    What lies farther and bears the name stands beside what near begins so: Camplong in Madura, and Camplong I here.
    """
    close = gazetteer.called(text, near) if near else []
    own = [p for p in [gazetteer.place(near)] if p and not p.retired and gazetteer.same_name(text, p)]
    if found := list(dict.fromkeys([*own, *close, *gazetteer.called(text, "", _WIDE), *provinces_called(text)])):
        return [*found, *_nearer(text, near, found)]
    beside = gazetteer.called(text, near[:2]) if near else []
    far = list(dict.fromkeys([*_usual(text, near), *beside])) or _far(text)
    begun = [p for likeness, p in gazetteer.ranked(text, near) if likeness is Likeness.BEGINS] if far and near else []
    if far and all(p.level > Level.REGENCY for p in far):
        return list(dict.fromkeys([*begun, *governed_from(text), *far]))
    return far


def _nearer(text: str, near: str, found: list[Place]) -> list[Place]:
    """The kecamatan of the own province named as what lies in another: Depok in Sleman, and Kota Depok."""
    if not near or any(p.code[:2] == near[:2] for p in found):
        return []
    return gazetteer.called(text, near[:2], (Level.DISTRICT,))


def _far(text: str) -> list[Place]:
    """The kecamatan of that name, and where there is one every desa so called: nothing near tells which is meant."""
    found = gazetteer.called(text, "", (Level.DISTRICT,))
    return [*found, *gazetteer.villages_called(text)] if found else []


def _usual(text: str, near: str) -> list[Place]:
    """By a usual name. Away from the province where it is usual, with whom else a rule would shorten so."""
    found = known_by(text)
    at_home = any(p.code[:2] == near[:2] for p in found)
    return [*found, *([] if at_home or not found else shortened(text))]


def _with_its_end(words: list[str], near: str) -> list[Place]:
    """`Oesao Kupang Timur`, `Surabaya Jatim`: the last words name a place, and the first lie in it."""
    for end in range(1, min(WORDS_AROUND, len(words) - 1) + 1):
        head, around = " ".join(words[:-end]), " ".join(words[-end:])
        outers = _alone(around, near)
        if outers and (found := _inside(head, outers) or _inside_of_inside(head, outers, near)):
            return found
    return []


def _inside_of_inside(head: str, outers: list[Place], near: str) -> list[Place]:
    """`Desa Oesao Kec. Kupang Timur Kab. Kupang`, without commas: the head has an end of its own."""
    wide = [p for p in outers if p.level < Level.DISTRICT]
    return _lying_in(_with_its_end(head.split(), near), wide) if wide else []


def _once(text: str) -> list[Place]:
    """Retired places written with what lay around them, as an older record has them: Kab. Merauke, Prov. Papua."""
    head, _comma, around = text.partition(",")
    outers = _called(around, "") or _once(around) if around.strip() else []
    inside = chain.from_iterable(gazetteer.children(outer.code, retired=True) for outer in outers)
    return [p for p in inside if p.retired and gazetteer.same_name(head, p)]


def _alike(text: str, near: str) -> list[Place]:
    """What may be meant, best first: what a rule shortens so, names that begin so, names with a word that does.

    Where what lies around is known and the rest is not, a street or a desa in no table, what lies around.
    """
    split = _parts(text)
    if len(split) == 1:
        return list(dict.fromkeys([*_other_names(text), *_widest_first(text.split(), near), *_ranked(text, near)]))
    head, around = split[0], ", ".join(split[1:])
    outers = _called(around, near) or _alike(around, near)
    hits = [hit for outer in outers for hit in gazetteer.ranked(head, outer.code)]
    return list(dict.fromkeys([*_lying_in(_other_names(head), outers), *_likely(head, hits)])) or outers


def _other_names(text: str) -> list[Place]:
    return [*shortened(text), *governed_from(text), *by_consonants(text)]


def _widest_first(words: list[str], near: str) -> list[Place]:
    """`Kupang Oesao`: nothing says that the first of them is what lies around, so what lies in it is only offered."""
    ways = [words[n:] + words[:n] for n in range(1, min(WORDS_AROUND, len(words) - 1) + 1)]
    return list(chain.from_iterable(_with_its_end(way, near) for way in ways))


def _ranked(text: str, near: str) -> list[Place]:
    close = gazetteer.ranked(text, near) if near else []
    wide = [hit for level in _WIDE for hit in gazetteer.ranked(text, level=level)]
    beside = gazetteer.ranked(text, near[:2]) if near else []
    return _likely(text, [*close, *wide] or beside or gazetteer.ranked(text))


def _likely(text: str, hits: list[tuple[Likeness, Place]]) -> list[Place]:
    least = Likeness.INSIDE if len(text.strip()) >= LONG_ENOUGH else Likeness.WORD_BEGINS
    return [p for likeness, p in sorted(hits, key=lambda hit: hit[0]) if likeness <= least]
