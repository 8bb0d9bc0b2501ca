"""Names as people in Indonesia bear them: one word or many, with titles, a father, a clan, a birth order.

`clean_display` is what is kept and shown; `normalise` is what is compared; `initials` is what lists show.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations

from rehsos.people.phonetics import of_today

NOBODY = "–"
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that show nothing
JOINERS = "\u200c\u200d"  # how some scripts and emoji are written; every other format mark is dropped
LOOSE_JOINER = re.compile(f"(?<![^\\x00-\\x7f])[{JOINERS}]+")

BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|“[^”]*”|\"[^\"]*\"")
OPENING = re.compile(r"[(\[/“”\"@]")
PARTICLE = re.compile(r"(?<!\w)([dlo]|de|el|al)['’`ʼ‘](?=\w{3})", re.IGNORECASE)  # D'Souza is d and Souza
APOSTROPHE = re.compile(r"(?<=\w)['’`ʼ‘](?=\w)")  # Ma'ruf is one word
WORD = re.compile(r"[^\W\d_][^\s,;)\]\-–_]*|,")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Written before a name and no part of it.
TITLES = _words(
    "h hj haji hajah hajjah kh kyai kiai nyai ust ustad ustadz ustaz ustadzah ustazah",
    "dr dra drs drg drh ir prof pdt pendeta pdm pdp ev romo rm pastor rp sr suster br bruder",
    "bpk bapak pak bu ibu sdr sdri saudara saudari tn tuan ny nyonya nn nona an by bayi",
    "r rr ra raden rd rngt tgk alm almh almarhum almarhumah",
)
# Degrees, written after it; dots squeezed out.
DEGREES = _words(
    "ssos msi mpssp sstsos strsos sst sh mh shi mhi spd spdi mpd mpdi sag mag sth mth mdiv se mm me sm st mt",
    "sip map skom mkom sik mikom skep mkep ns skm mkes spsi mpsi psi shum mhum lc ma phd amd amdkep amdkeb",
    "str strkeb skeb sgz apt ssi sfarm sfam sked spog spa spkj sp mp spt sptt ssn msn sds mba msc bsc sap",
)
# Known for no name even without dots or comma; boru announces a clan.
BARE_DEGREES = _words("sh mh skm sst spd msi ssos sip spsi skom skep mpd shi spdi boru br")
ALIAS = "alias"
ALIASES = {ALIAS, "als", "als.", "al.", "aka", "a.k.a", "a.k.a."}
FATHERS = _words("bin binti binte bt bte")
_ALONE = TITLES | DEGREES | BARE_DEGREES | ALIASES | FATHERS
"""Words that are no part of a name, or not always."""

# One name, however it was written or shortened.
FAMILIES = {
    "ahmad": "ach akh ahm amd achmad akhmad ahmed achmed ahmat akhmat achmat",
    "abdul": "abd abdu abdl abdur abdus abdun abdud",
    "abdullah": "abdulloh abdulah abdillah abdilah",
    "siti": "st sitti sity sitie",
    "nur": "noor nuur",
    "yohanes": "yoh joh johanes johannes yohannes",
    "wayan": "wyn",
    "putu": "pt",
    "gede": "gd gde",
    "made": "mde",
    "kadek": "kdk kd",
    "nyoman": "nym nyn",
    "komang": "kmg km",
    "ketut": "kt ktt",
    "nengah": "ngh",
}
CANONICAL = {spelling: name for name, spellings in FAMILIES.items() for spelling in spellings.split()}
MUHAMMAD = re.compile(r"m[uo]?(?:h|ch|kh)+[ae]?m+[ae]?[dt]|m[uo]?(?:h|ch)d?|mhmd|mhd|md")
ABDUL_GLUED = re.compile(r"abd(?:ul|u(?=([rsdntz])))(?:\1(?=\1))?(\w{3,})")

BIRTH_ORDER = _words("i ni luh putu wayan gede")

PARTICLES = _words("d l o de da do dos di van el al")  # before a family's name: told or left out
# Birth order, nobility and the commonest devout names: kept, but they tell little about who it is.
LIGHT = _words(
    "i ni wayan putu gede luh made kadek nengah nyoman komang ketut anak agung ida bagus ayu gusti desak",
    "dewa muhammad siti abdul ahmad nur sri andi la wa ode teuku cut tengku de da dos van al el d l o",
)


def clean_display(text: str) -> str:
    """The person's own text on one line, without the control and direction marks that disguise a name."""
    if text.isascii() and text.isprintable():  # as nearly all are: nothing in it disguises anything
        return " ".join(text.split())
    kept = LOOSE_JOINER.sub("", "".join(_shown(char) for char in text))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def normalise(name: str) -> tuple[str, ...]:
    """The parts to compare by, in order and lower-case, a father's name and aliases among them; maybe none.

    Titles, degrees, bin and binti are gone, today's spelling stands for the old, and one form of Muhammad,
    Siti, Abdul and the like stands for all.
    """
    return tuple(part for segment in _segments(name) for part in _canonical(segment))


def main_parts(name: str) -> tuple[str, ...]:
    """The parts of the name alone, without father and aliases."""
    return tuple(_canonical(next(_segments(name), [])))


def mentioned(text: str, name: str) -> str:
    """The word of a text that gives a name away, however it is spelt; empty where none does.

    Any telling part of the name does, and parts of it written as one word; the light ones (Nur, Wayan) only when the
    whole name stands in a row.
    """
    words = [word for word in WORD.findall(clean_display(text)) if word != ","]
    said = [(part, word) for word in words for part in normalise(word)]
    telling = {part for part in normalise(name) if part not in LIGHT and len(part) > 2}  # noqa: PLR2004 - an initial or two
    telling |= set(_as_one_word(normalise(name)))
    if found := next((word for part, word in said if part in telling), ""):
        return found.rstrip(".:!?")
    whole = main_parts(name)
    rows = (said[n : n + len(whole)] for n in range(len(said))) if whole else ()
    return next((" ".join(word for _, word in row) for row in rows if tuple(p for p, _ in row) == whole), "")


def _as_one_word(parts: Sequence[str]) -> Iterator[str]:
    """Two and more that follow each other, spelt as a name of one word is; too short a word says nobody's name."""
    for first, last in combinations(range(len(parts) + 1), 2):
        if last - first > 1 and len(joined := "".join(parts[first:last])) >= SHORTEST:
            yield joined
            yield from normalise(joined)


SHORTEST = 5


def initials(name: str) -> str:
    """“R.T.” for Rambu Teladan: of the main name, without titles, father or alias; “–” for none."""
    if (
        name.isascii()
        and (words := name.split())
        and all(map(str.isalpha, words))
        and _ALONE.isdisjoint(map(str.lower, words))
    ):
        return "".join(f"{word[0].upper()}." for word in words)  # as nearly all are: nothing in it has to be looked at
    segment: list[str] = next(_segments(BRACKETED.sub(" ", name)), []) or next(_segments(name), [])
    letters = (next((char for char in word if char.isalpha()), "") for word in segment)
    return "".join(f"{char.upper()[0]}." for char in letters if char) or NOBODY


def _segments(name: str) -> Iterator[list[str]]:
    """The words of the name, then of the father's and of each alias; titles and degrees dropped."""
    segment: list[str] = []
    for word in [*_split(name), ALIAS]:
        if word.casefold() in ALIASES or (segment and word.casefold().strip(".") in FATHERS):
            if bare := _bare(segment):
                yield bare
            segment = []
        else:
            segment.append(word)


def _split(name: str) -> list[str]:
    """Words with their dots, and commas; whatever opens a bracket announces an alias."""
    text = unicodedata.normalize("NFKC", clean_display(name))
    text = OPENING.sub(f" {ALIAS} ", APOSTROPHE.sub("", PARTICLE.sub(r"\1 ", text)))
    return WORD.findall(text)


def _bare(segment: list[str]) -> list[str]:
    """A segment's words without degrees behind and titles before; initials alone are no titles."""
    words = _undotted(_without_degrees(segment))
    while words and _squeezed(words[0]) in TITLES and any(len(_squeezed(word)) > 1 for word in words[1:]):
        words = words[1:]
    return words


def _without_degrees(segment: list[str]) -> list[str]:
    """A degree follows the name and has dots (S.Sos, S. Sos), or a comma before it, or consonants alone."""
    kept: list[str] = []
    after_comma = False
    for word in segment:
        squeezed, last = _squeezed(word), kept[-1] if kept else ""
        if word == ",":
            after_comma = True
        elif len(kept) > 1 and last.endswith(".") and len(squeezed) > 1 and _squeezed(last) + squeezed in DEGREES:
            kept.pop()
        elif not (kept and _is_degree(word, after_comma)):
            kept.append(word)
    return kept


def _is_degree(word: str, after_comma: bool) -> bool:
    plain = after_comma or "." in word.rstrip(".")
    return _squeezed(word) in (DEGREES if plain else BARE_DEGREES)


def _undotted(words: list[str]) -> list[str]:
    """“M.Rizki” is two words, “R.A.” one title."""
    return [
        piece
        for word in words
        for piece in ([word] if _squeezed(word) in TITLES else word.split("."))
        if _squeezed(piece)
    ]


def _canonical(segment: list[str]) -> Iterator[str]:
    parts = [letters for word in segment if (letters := _letters(word))]
    for place, part in enumerate(map(of_today, parts)):
        before = parts[place - 1] if place else ""
        if part == "m" and place == 0 and len(parts) > 1:
            yield "muhammad"
        elif part == "md" and before in BIRTH_ORDER:
            yield "made"
        else:
            yield from _family(part)


def _family(part: str) -> tuple[str, ...]:
    """The one form of a name with many; Abdurrahman is two parts."""
    if MUHAMMAD.fullmatch(part):
        return ("muhammad",)
    if part in CANONICAL:
        return (CANONICAL[part],)
    if part != "abdullah" and (glued := ABDUL_GLUED.fullmatch(part)):
        return "abdul", glued[2]
    return (part,)


def _letters(word: str) -> str:
    """Lower-case letters without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if char.isalpha())


def _squeezed(word: str) -> str:
    return word.casefold().replace(".", "")


def _shown(char: str) -> str:
    if char.isspace() or char in BLANKS:
        return " "
    return "" if char not in JOINERS and unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char
