"""How Indonesian names sound: spellings that are one name get one code.

Rules are tables, applied from the top; the right column is what remains. Where a spelling is read in two
ways (Chandra is Candra, Chairil is Hairil; Jaenal is Zaenal, Jusuf is Yusuf) a name has several codes, the
likeliest first. A person is indexed under all of them and asked for by the first.
"""

import itertools
import re
from functools import lru_cache

Table = tuple[tuple[re.Pattern[str], str], ...]

READINGS_MAX = 6
REMEMBERED = 4096
"""Name parts whose sounds are kept: few parts make most names, and an import asks for each part of each name."""
OLD_MARKS = re.compile("oe|tj|dj|sj|nj")


def _table(*rows: tuple[str, str]) -> Table:
    return tuple((re.compile(pattern), written) for pattern, written in rows)


# Spelling before 1972 (van Ophuijsen, Suwandi) to that of today, for parts that carry a mark of the old one
# only, so that the j of Jajang stays.
OLD_SPELLING = _table(
    ("tj", "c"),  # Tjahja → Cahya
    ("sj", "sy"),  # Sjarif → Syarif
    ("nj", "ny"),  # Njoman → Nyoman
    ("(?<!d)j", "y"),  # Soerja → Surya
    ("dj", "j"),  # Djoko → Joko
    ("oe", "u"),  # Soeharti → Suharti
)

# Readings a name may have besides the first; each row that applies doubles the codes.
OTHER_READINGS = _table(
    ("j", "y"),  # Jusuf, Yusuf
    ("d?z", "j"),  # Zaenal, Jaenal
    ("[ck]h", "k"),  # Khadijah, Kadijah; Christin, Kristin
    ("c(?=[ei])", "s"),  # Cecilia, Sesilia
    ("c(?![eihk])", "k"),  # Monica, Monika
)

OPENING = _table(
    ("[^a-z]", ""),
    ("ck", "k"),  # Erick → Erik
    ("ch(?=[aeiou]n)", "c"),  # Chandra → Candra
    ("^ch(?=[rl])", "k"),  # Christin → Kristin
    ("ch", "h"),  # Rachmat → Rahmat, Chairil → Hairil
    ("kh", "h"),  # Akhmad → Ahmad, Khairul → Hairul
    ("x", "ks"),  # Alex → Aleks
    ("q", "k"),  # Rizqi → Rizki
    ("ph|[fv]", "p"),  # Novi, Nofi, Nopi; Fitri, Pitri
    ("tius$", "sius"),  # Ignatius → Ignasius
    ("d[hz]?z|z|t[sz]|s[hy]|sch", "s"),  # Rizki, Riski; Dzaki; Aisyah, Aisah; Tsani
    ("([bdgjlrt])h", r"\1"),  # Dhani, Ghani, Thamrin, Bharata
    ("ohm", "ahm"),  # Rohman, Rochmat → Rahman, Rahmat
    ("hoir", "hair"),  # Choirul → Hairul
    ("(?<=.)y|[ei]", "i"),  # Dewi, Dewy; Maryam, Mariam
    ("[ou]", "u"),  # Mohamad, Muhamad
    ("uw(?=[ai])", "u"),  # Suwandi → Suandi
    ("aw(?![aiu])", "au"),  # Mawlana → Maulana
    (r"(.)\1+", r"\1"),  # Annisa → Anisa; Nurhidayyah
)
ENDING = _table(
    ("(?<=.)h$", ""),  # Fatimah → Fatima
    ("d$", "t"),  # Ahmad, Ahmat
    ("b$", "p"),  # Ayub, Ayup
    ("g$(?<!ng)", "k"),
)

SKELETON = _table(
    ("^[aiu]+", "0"),  # Ahmad, Uhmad: some vowel first
    ("[aiu]|(?<=.)h|(?<=.)w", ""),  # Husain, Husen → HSN; Sahrul, Sarul
    (r"(.)\1+", r"\1"),
)


@lru_cache(REMEMBERED)
def of_today(part: str) -> str:
    """A name part, lower-case, in the spelling of today where it carries a mark of the old one."""
    return _rewritten(part, OLD_SPELLING) if OLD_MARKS.search(part) else part


@lru_cache(REMEMBERED)
def codes(part: str) -> tuple[str, ...]:
    """The sounds of a name part, likeliest first; parts in other scripts stand for themselves."""
    if not re.search("[a-z]", part):
        return (part,)
    return tuple(dict.fromkeys(_rewritten(reading, OPENING + ENDING) or part for reading in _readings(part)))


@lru_cache(REMEMBERED)
def opening(part: str) -> str:
    """The sound of a name part that may go on: what is typed of a name opens as the whole name does."""
    return _rewritten(part, OPENING) or part


@lru_cache(REMEMBERED)
def skeleton(code: str) -> str:
    """Consonants alone: what survives wrongly heard vowels. Empty where nothing selective is left."""
    bones = _rewritten(code, SKELETON)
    return bones if len(bones) > 1 else ""


def _readings(part: str) -> list[str]:
    readings = [part]
    for pattern, written in OTHER_READINGS:
        readings += [pattern.sub(written, reading) for reading in readings if pattern.search(reading)]
    return list(itertools.islice(dict.fromkeys(readings), READINGS_MAX))


def _rewritten(part: str, table: Table) -> str:
    for pattern, written in table:
        part = pattern.sub(written, part)
    return part
