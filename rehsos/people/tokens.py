"""Search over sealed names: keyed marks of a person, and the marks a question asks for.

A token is an HMAC under the installation's token key, cut to 64 bits: without the key it says nothing,
and it stays the same when wrapping keys rotate. Equal marks do give equal tokens, so whoever reads the
table learns how often some mark occurs, never which.

A question is a row of steps, each a few sets of tokens: whoever has all tokens of one of a step's sets is
a candidate. Steps go from all parts as they sound to one part missing, in rounds of one statement each;
`ranking` runs them and orders what they find.
"""

import hmac
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rehsos.people.names import LIGHT, main_parts, normalise
from rehsos.people.nik import LENGTH as NIK_LENGTH
from rehsos.people.nik import digits_of
from rehsos.people.phones import parse as parse_phone
from rehsos.people.phonetics import codes, of_today, opening, skeleton

PARTS_MAX = 8  # of one name: keeps a pasted page from becoming a thousand tokens
OPENINGS = range(3, 6)  # letters of a name's opening that can be asked for
TAIL = 3
PAGE = 25  # found so many, a question needs no looser step
A_FEW = 5  # and so few are enough where they sound exactly as asked, or before steps that drop a part of the name
READINGS_ASKED = 6
DIALLED = {"mobile", "landline", "foreign"}
CASE_CODE = re.compile(r"([0-9A-Z.]{2,12}-\d{2}-)(\d{1,6})")
CASE_FIGURES = 4

Mark = tuple[str, str]  # kind and value, before the key makes a token of them
Marks = frozenset[Mark]


class Ask(NamedTuple):
    """A step before the key makes tokens of its marks."""

    why: str
    sets: list[Marks]
    enough: int | None = PAGE


@dataclass(frozen=True)
class Step:
    """Persons who have all tokens of any one of these sets: SQL `tokens @> a OR tokens @> b`.

    `enough`: when so many were found up to here, the question needs no further step; None: ask on.
    """

    why: str
    any_of: tuple[frozenset[int], ...]
    enough: int | None


@dataclass(frozen=True)
class Query:
    """A question: its name parts (none when it is a NIK, a case code or a phone); its steps, best first."""

    text: str
    parts: tuple[str, ...]
    steps: tuple[Step, ...]
    regency: str | None = None
    birth_year: int | None = None

    @cached_property
    def rounds(self) -> tuple[tuple[Step, ...], ...]:
        """The steps as they are asked together: those that sound as asked, those that are close, those of a part."""
        ends = [place for place, step in enumerate(self.steps, start=1) if step.enough == A_FEW]
        return tuple(self.steps[start:end] for start, end in itertools.pairwise([0, *ends, len(self.steps)]))


def token(key: bytes, kind: str, value: str) -> int:
    """A mark as a signed 64-bit number, for PostgreSQL's bigint."""
    digest = hmac.digest(key, f"{kind}\0{value}".encode("utf-8", "surrogatepass"), "sha256")
    return int.from_bytes(digest[:8], "big", signed=True)


def tokens_for(
    key: bytes,
    *,
    names: Iterable[str],
    nik: str | None = None,
    birth_year: int | None = None,
    regency: str | None = None,
    code: str | None = None,
    phones: Iterable[str] = (),
    carer: str = "",
) -> frozenset[int]:
    """Everything a person can be found by. Regency is a kabupaten's code (53.01), of home or office.

    `carer`: the mother, father or who stands for them; found as such, never as the person.
    """
    hints = _hints(regency, birth_year)
    marks = {mark for name in names for mark in _marks_of(normalise(name)[:PARTS_MAX], hints)}
    marks |= {("carer", reading) for part in normalise(carer)[:PARTS_MAX] for reading in codes(part)}
    marks |= {("nik", digits) for digits in [digits_of(nik or "")] if digits}
    marks |= {("code", _plain_code(code)) for code in [code] if code}
    marks |= {("phone", dial) for phone in phones if (dial := parse_phone(phone).dial)}
    return frozenset(token(key, *mark) for mark in marks)


def query_tokens(key: bytes, text: str, *, regency: str | None = None, birth_year: int | None = None) -> Query:
    """The steps by which to look for what somebody typed; none when there is nothing to look for."""
    if mark := _exact_mark(text):
        return Query(text, (), (Step(mark[0], (frozenset({token(key, *mark)}),), PAGE),))
    parts = normalise(text)[:PARTS_MAX]
    steps: list[Step] = []
    asked: set[Marks] = set()
    for why, sets, enough in _asks(parts, main_parts(text), regency, birth_year):
        fresh = [marks for marks in dict.fromkeys(sets) if marks and marks not in asked]
        asked.update(fresh)
        if fresh:
            any_of = tuple(frozenset(token(key, *mark) for mark in marks) for marks in fresh)
            steps.append(Step(why, any_of, enough))
    return Query(text, parts, tuple(steps), regency, birth_year)


def _marks_of(parts: tuple[str, ...], hints: list[Mark]) -> Iterator[Mark]:
    """The marks of one name."""
    if parts:
        yield _whole(parts)
    for part in parts:
        sound = codes(part)[0]
        yield from (("sound", reading) for reading in codes(part))
        yield from (("opens", opening(part)[:length]) for length in OPENINGS if len(opening(part)) >= length)
        yield from (mark for mark in (_bones(part), _tail(part)) if mark)
        yield from (_with(sound, hint) for hint in hints)
    yield from (("sound", codes(of_today(one + two))[0]) for one, two in itertools.pairwise(parts))
    yield from _pairs(parts)


def _asks(parts: tuple[str, ...], main: tuple[str, ...], regency: str | None, birth_year: int | None) -> Iterator[Ask]:
    """What to ask for, best first. Single letters ask for nothing; common names may stay unasked."""
    words = tuple(part for part in parts if len(part) > 1) or parts
    telling = tuple(part for part in words if part not in LIGHT) or words
    if not words:
        return
    yield from _near(words, telling, regency, birth_year)
    yield Ask("whole", [frozenset({_whole(parts)})], enough=None)
    if not LIGHT.issuperset(words):
        yield Ask("carer", [frozenset(("carer", sound) for _kind, sound in _sounds(telling))], enough=None)
    yield Ask("all", [frozenset(_pairs(words)) or _sounds(words)], A_FEW)
    yield Ask("readings", list(_readings(words)))
    yield Ask("joined", list(_joined(parts)))
    yield Ask("telling", [_sounds(telling)])
    yield Ask("without father", [_sounds(main)])
    places = sorted(range(len(words)), key=lambda place: words[place] not in LIGHT)  # common names give way first
    yield Ask("opening", [_but(words, place, _opens(words[place])) for place in reversed(places)])
    yield Ask("consonants", [frozenset(_bones(part) or _sound(part) for part in telling)])
    yield Ask("slip", [_but(words, place, mark) for place in places for mark in _around_a_slip(words[place])], A_FEW)
    if len(words) > 1:
        yield from _near_in_part(telling, regency, birth_year)
    yield Ask("one missing", [_but(words, place, None) for place in places])
    yield Ask("openings", [frozenset(mark for part in telling if (mark := _opens(part)))])


def _near(
    words: tuple[str, ...], telling: tuple[str, ...], regency: str | None, birth_year: int | None
) -> Iterator[Ask]:
    """The asks that use where and when somebody was born or lives."""
    both, either = _hint_sets(regency, birth_year)
    yield Ask("near", [_sounds(words) | _hinted(telling, hints) for hints in both])
    yield Ask("near in place or year", [_sounds(words) | _hinted(telling, hints) for hints in either])


def _near_in_part(telling: tuple[str, ...], regency: str | None, birth_year: int | None) -> Iterator[Ask]:
    """Those near of whom one part sounds as asked."""
    both, _either = _hint_sets(regency, birth_year)
    yield Ask("near in part", [_hinted((part,), hints) for hints in both for part in telling], enough=None)


def _exact_mark(text: str) -> Mark | None:
    """The mark of a NIK, a case code or a phone number, when the whole text is one."""
    if len(digits := digits_of(text)) == NIK_LENGTH and not any(char.isalpha() for char in text):
        return "nik", digits
    if CASE_CODE.fullmatch(_dashed(text)):
        return "code", _plain_code(text)
    phone = parse_phone(text)
    return ("phone", phone.dial) if phone.kind in DIALLED else None


def is_case_code(text: str) -> bool:
    """Whether the whole text is the code of a case."""
    return (_exact_mark(text) or ("", ""))[0] == "code"


def case_code(text: str) -> str:
    """A case code as it is written, also when typed otherwise: 5301-18-34, 53-01-18-34 is 53.01-18-0034."""
    plain = _dashed(text)
    if found := CASE_CODE.fullmatch(plain):
        plain = f"{found[1]}{int(found[2]):0{CASE_FIGURES}}"
    return plain if "." in plain or not plain[:4].isdigit() else f"{plain[:2]}.{plain[2:]}"


def of_own_place(text: str, place: str, year: int) -> str:
    """The end of a code that an office says among its own, as the whole code: 0006 (this year's), 26-6. Or the text."""
    found = _SHORT.fullmatch(_bare(text))
    return f"{place}-{found[1] or f'{year % 100:02d}'}-{found[2] or found[3]}" if found and place else text


def _bare(text: str) -> str:
    """Without what a sentence put around the code, and with one dash for a long one, a slash, or spaces around it."""
    bare = _AROUND.sub("", text.strip().upper()).rstrip(" .,;:)")
    return re.sub(r"\s*[-‐‑–—/]\s*", "-", bare)


def _dashed(text: str) -> str:
    plain = _bare(text)
    found = _APART.fullmatch(plain) or (_TOGETHER.fullmatch(plain) if parse_phone(plain).kind not in DIALLED else None)
    return f"{found[1]}.{found[2]}-{found[3]}-{found[4]}" if found else plain


_AROUND = re.compile(r"^\(?(?:(?:KODE|NO|NOMOR|KASUS)\b[.: ]*)+")
_SHORT = re.compile(r"(\d\d)-(\d{1,5})|(\d{3,5})")
_APART = re.compile(r"([1-9]\d)[-., ](\d\d)[-., ](\d\d)[-., ](\d{1,6})")
"""The four parts of a code with some mark between them, as a letter, a thumb or a phone's keys write them."""
_TOGETHER = re.compile(r"([1-9]\d)(\d\d)(\d\d)(\d{4})")


def _plain_code(code: str) -> str:
    return case_code(code).replace(".", "")


def too_short(text: str) -> bool:
    """Whether a text has too few letters to look for anybody, and is no number or code either."""
    return not _exact_mark(text) and all(len(part) == 1 for part in normalise(text))


def _whole(parts: tuple[str, ...]) -> Mark:
    return "whole", " ".join(sorted(set(parts)))


def _sound(part: str) -> Mark:
    return "sound", codes(part)[0]


def _sounds(parts: Iterable[str]) -> Marks:
    return frozenset(map(_sound, parts))


def _pairs(parts: tuple[str, ...]) -> Iterator[Mark]:
    """Two parts in one mark: what keeps Muhammad Rizki apart from half of the country's Muhammads."""
    sounds = sorted({codes(part)[0] for part in parts})
    return (("pair", f"{one} {two}") for one, two in itertools.combinations(sounds, 2))


def _readings(parts: tuple[str, ...]) -> Iterator[Marks]:
    every = itertools.product(*(codes(part) for part in parts))
    return (frozenset(("sound", code) for code in reading) for reading in itertools.islice(every, READINGS_ASKED))


def _joined(parts: tuple[str, ...]) -> Iterator[Marks]:
    """Nur Hidayah asked as Nurhidayah; the other way round is in the index."""
    for place in range(len(parts) - 1):
        glued = of_today(parts[place] + parts[place + 1])
        yield _sounds((*parts[:place], glued, *parts[place + 2 :]))


def _opens(part: str) -> Mark | None:
    sound = opening(part)[: OPENINGS[-1]]
    return ("opens", sound) if len(sound) >= OPENINGS[0] else None


def _tail(part: str) -> Mark | None:
    sound = codes(part)[0]
    return ("tail", sound[-TAIL:]) if len(sound) > TAIL + 1 else None


def _bones(part: str) -> Mark | None:
    bones = skeleton(codes(part)[0])
    return ("bones", bones) if bones else None


def _around_a_slip(part: str) -> list[Mark]:
    """A slip of a letter leaves a name's opening, its end or its consonants as they were."""
    marks = ("opens", opening(part)[: OPENINGS[0]]), _tail(part), _bones(part)
    return [mark for mark in marks if mark]


def _but(parts: tuple[str, ...], place: int, mark: Mark | None) -> Marks:
    """All parts as they sound, but one by this mark or not at all."""
    return _sounds(parts[:place] + parts[place + 1 :]) | ({mark} if mark else set())


def _hints(regency: str | None, birth_year: int | None) -> list[Mark]:
    place = [("in", regency.replace(".", ""))] if regency else []
    return place + ([("born", str(birth_year))] if birth_year else [])


def _hint_sets(regency: str | None, birth_year: int | None) -> tuple[list[list[Mark]], list[list[Mark]]]:
    """All that is known, also with a year beside the one given, as ages are estimates; then each alone."""
    years = (birth_year, birth_year - 1, birth_year + 1) if birth_year else (None,)
    together = [_hints(regency, year) for year in years]
    alone = [_hints(regency, None), _hints(None, birth_year)] if regency and birth_year else []
    return [hints for hints in together if hints], alone


def _hinted(parts: tuple[str, ...], hints: list[Mark]) -> Marks:
    return frozenset(_with(codes(part)[0], hint) for part in parts for hint in hints)


def _with(sound: str, hint: Mark) -> Mark:
    return hint[0], f"{sound} {hint[1]}"
