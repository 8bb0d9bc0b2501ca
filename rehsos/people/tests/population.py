"""An invented population to search in, and the ways its names come back misspelt.

Name parts are made of syllables, so nobody is named; only the words every register knows (Muhammad, Siti,
Wayan) are real. Some parts are far commoner than others, as in life.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ONSETS = ("kh", "ny", "sy", *"bcdfghjklmnprstvwyzbdklmnrstw")
VOWELS = "aaaiiuueo"
ENDS = ("", "", "", "n", "n", "r", "s", "h", "d", "t", "b", "ng", "m")
MUHAMMADS = ["Muhammad", "Mohamad", "Mohammad", "Muhamad", "Mochamad", "Moh.", "Moch.", "Muh.", "M.", "Mhd."]
SITIS = ["Siti", "St.", "Sitti"]
ABDULS = ["Abdul", "Abd.", "Abdoel"]
ORDER = {"Wayan": "Wyn", "Putu": "Pt.", "Made": "Md", "Nyoman": "Nym", "Ketut": "Kt", "Kadek": "Kdk"}
TITLES = (
    "H. {}",
    "Hj. {}",
    "Drs. {}",
    "{}, S.Sos",
    "{}, S.Pd., M.Si",
    "Ust. {}",
    "Sdr. {}",
    "H. {} SH",
    "Alm. {}",
)
REGENCIES = ("53.01", "53.02", "53.03", "53.71", "51.03", "36.03", "52.71", "14.08")
SHAPES = {  # how names are built, and how many of a hundred are
    "{muhammad} {one}": 6,
    "{muhammad} {one} {two}": 9,
    "{siti} {one}": 4,
    "{siti} {one} {two}": 6,
    "{abdul} {one} {two}": 3,
    "Abdul{glued} {two}": 2,
    "{i} {order} {one}": 2,
    "{i} {order} {one} {two}": 4,
    "{one}": 8,
    "{one} {two}": 43,
    "{one} {two} {clan}": 13,
}
OLD = {"kh": "ch", "ny": "nj", "sy": "sj", "j": "dj", "y": "j", "c": "tj", "u": "oe"}
LIKE = [  # what is heard alike
    *(("f", "p"), ("v", "f"), ("p", "f"), ("z", "s"), ("z", "j"), ("s", "z"), ("kh", "h"), ("sy", "s")),
    *(("k(?!h)", "q"), ("i", "y"), ("o", "u"), ("u", "o"), ("ia", "iya"), ("e", "i"), (r"h\b", "")),
    *((r"a\b", "ah"), (r"d\b", "t"), (r"t\b", "d"), (r"b\b", "p"), ("([lmnst])(?=[aiu])", r"\1\1")),
]


@dataclass(frozen=True)
class Invented:
    """Nobody: a name as registered, and what the office knows besides."""

    name: str
    alias: str
    regency: str
    birth_year: int


def population(count: int, seed: int) -> list[Invented]:
    """So many invented people; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    stock = list(dict.fromkeys(_part(rng) for _ in range(2000)))
    clans = stock[-120:]
    weights = [1 / (place + 6) for place in range(len(stock))]
    given = iter(rng.choices(stock, weights, k=4 * count))
    return [
        Invented(
            name=_name(rng, given, clans),
            alias=next(given) if rng.random() < 0.1 else "",
            regency=rng.choice(REGENCIES),
            birth_year=rng.randint(2006, 2022),
        )
        for _ in range(count)
    ]


def _part(rng: random.Random) -> str:
    syllables = (rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.choice((2, 2, 2, 3, 3))))
    return ("".join(syllables) + rng.choice(ENDS)).capitalize()


def _name(rng: random.Random, given: Iterator[str], clans: list[str]) -> str:
    one, two = next(given), next(given)
    return rng.choices(list(SHAPES), list(SHAPES.values()))[0].format(
        one=one,
        two=two,
        glued=one.lower(),
        clan=rng.choice(clans),
        muhammad=rng.choice(MUHAMMADS),
        siti=rng.choice(SITIS),
        abdul=rng.choice(ABDULS),
        i=rng.choice(("I", "Ni")),
        order=rng.choice(list(ORDER)),
    )


def titled(rng: random.Random, person: Invented) -> str:
    return rng.choice(TITLES).format(person.name)


def with_a_father(rng: random.Random, person: Invented) -> str:
    return f"{person.name} {rng.choice(('bin', 'binti'))} {_part(rng)}"


def without_clan(_: random.Random, person: Invented) -> str | None:
    words = person.name.split()
    return " ".join(words[:-1]) if len(words) > 2 and len(_plain(words)) > 2 else None


def old_spelling(_: random.Random, person: Invented) -> str | None:
    old = re.sub("kh|ny|sy|[jycu]", lambda found: OLD[found[0]], person.name.lower())
    return old.title() if old != person.name.lower() else None


def another_muhammad(rng: random.Random, person: Invented) -> str | None:
    return _exchanged(rng, person, [MUHAMMADS])


def another_siti_or_abdul(rng: random.Random, person: Invented) -> str | None:
    return _exchanged(rng, person, [SITIS, ABDULS])


def birth_order_short(rng: random.Random, person: Invented) -> str | None:
    words = person.name.split()
    if words[0] not in {"I", "Ni"}:
        return None
    order = rng.choice((words[1], ORDER[words[1]]))
    return " ".join([*rng.choice(((), (words[0],))), order, *words[2:]])


def as_heard(rng: random.Random, person: Invented) -> str | None:
    """One or two letters of a word written as they sound to somebody else."""
    word = rng.choice(_plain(person.name.split()))
    likes = [like for like in LIKE if re.search(like[0], word.lower())]
    heard = word.lower()
    for written, like in rng.sample(likes, min(len(likes), 2)):
        heard = re.sub(written, like, heard, count=1)
    return person.name.replace(word, heard.capitalize(), 1) if heard != word.lower() else None


def turned_round(_: random.Random, person: Invented) -> str | None:
    words = person.name.split()
    return " ".join([words[-1], *words[:-1]]) if len(words) > 1 else None


def glued(rng: random.Random, person: Invented) -> str | None:
    words = person.name.split()
    if len(_plain(words)) < 2:
        return None
    return " ".join([*words[:-2], words[-2] + words[-1].lower()])


def half_typed(rng: random.Random, person: Invented) -> str | None:
    *words, last = person.name.split()
    return " ".join([*words, last[: rng.randint(3, len(last) - 1)]]) if words and len(last) > 3 else None


def mistyped(rng: random.Random, person: Invented) -> str | None:
    """One letter missing, doubled wrongly, changed, or changed places, in a part of five letters or more."""
    words = person.name.split()
    place = rng.choice(range(len(words)))
    word, at = words[place], rng.randrange(max(len(words[place]) - 1, 1))
    if len(word) < 5 or len(words) < 2:
        return None
    other = rng.choice("aiuenrtkdlms")
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + other + word[at:],
        word[:at] + other + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return " ".join([*words[:place], rng.choice(slips), *words[place + 1 :]])


def disguised(rng: random.Random, person: Invented) -> str:
    return f"\u202e {person.name.upper().replace(' ', '  ')}\u200f {rng.choice('😀🎈🌸')}"


def by_alias(_: random.Random, person: Invented) -> str | None:
    return person.alias or None


NOISE: dict[str, Callable[[random.Random, Invented], str | None]] = {
    "as registered": lambda _, person: person.name,
    "titled": titled,
    "with a father": with_a_father,
    "without clan": without_clan,
    "old spelling": old_spelling,
    "another Muhammad": another_muhammad,
    "another Siti or Abdul": another_siti_or_abdul,
    "birth order short": birth_order_short,
    "as heard": as_heard,
    "turned round": turned_round,
    "glued": glued,
    "half typed": half_typed,
    "mistyped": mistyped,
    "disguised": disguised,
    "by alias": by_alias,
}


def _exchanged(rng: random.Random, person: Invented, families: list[list[str]]) -> str | None:
    first, *rest = person.name.split()
    family = next((family for family in families if first in family), None)
    return " ".join([rng.choice([form for form in family if form != first]), *rest]) if family else None


def _plain(words: list[str]) -> list[str]:
    """The words that are nobody's Muhammad, Siti or Wayan."""
    known = {*MUHAMMADS, *SITIS, *ABDULS, *ORDER, "I", "Ni"}
    return [word for word in words if word not in known]
