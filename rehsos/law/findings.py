"""Small questions of law with an answer: met, not met, or cannot be told yet. It advises, never refuses.

Each function takes what is known (None: unknown) and answers with the articles and a sentence in two languages. The
sentences and articles are `data/findings.toml`; here stands which of them is said when.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Literal

from rehsos.law.ages import Age
from rehsos.law.book import read_toml
from rehsos.law.shapes import Basis, Words

Role = Literal["child_in_conflict", "child_victim", "child_witness"]
DIVERSI_AGE, DETENTION_AGE, ADULT = 12, 14, 18


class Answer(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer of the law: state, articles, words for the screen, and what to ask while it is unknown."""

    code: str
    state: Answer
    basis: tuple[Basis, ...]
    words: Words
    verified: bool = True
    missing: tuple[str, ...] = ()
    sentence: str = ""
    """Which of its sentences: that of the state, or one that says why."""


@dataclass(frozen=True, slots=True)
class Article:
    """The frame of a finding: its code, its articles and its sentences, ready to be answered."""

    code: str
    basis: tuple[Basis, ...]
    sentences: Mapping[str, list[str]]
    verified: bool = True

    def says(self, state: Answer, sentence: str = "", **about: Words) -> Finding:
        """Answered with one of its sentences (that of the state, unless named), with what it is about filled in."""
        which = sentence or state
        return Finding(self.code, state, self.basis, self._words(which, about), self.verified, sentence=which)

    def asks(self, *missing: str, **about: Words) -> Finding:
        """Not to be told yet: these facts are missing."""
        words = self._words(Answer.UNKNOWN, about)
        return Finding(self.code, Answer.UNKNOWN, self.basis, words, self.verified, missing, Answer.UNKNOWN)

    def _words(self, sentence: str, about: Mapping[str, Words]) -> Words:
        indonesian, english = self.sentences[sentence]
        first, second = ({name: words[lang] for name, words in about.items()} for lang in (0, 1))
        return indonesian.format(**first), english.format(**second)


@cache
def article_of(code: str, basis: tuple[Basis, ...] = (), *, verified: bool = True) -> Article:
    """The finding of that code as the book has it; `basis` is that of the rule it looks at, where it has none."""
    row = dict(read_toml("findings.toml")[code])
    own, sure = row.pop("basis", []), row.pop("verified", verified)
    return Article(code, basis or tuple(Basis.parse(text) for text in own), row, sure)


def _at_least(age: Age | None, years: int) -> bool | None:
    """Whether someone is at least so old; None when unknown or the estimate straddles it."""
    if age is None or age.low < years <= age.high:
        return None
    return age.low >= years


# ------------------------------------------------------------------ the child in conflict with the law


def diversi_eligible(*, act_age: Age | None, penalty_below_7y: bool | None, repeat_offence: bool | None) -> Finding:
    """Whether diversion must be tried: 12 or over, threatened with less than 7 years, no repeat at all."""
    article = article_of("diversi_eligible")
    old_enough, grown = _at_least(act_age, DIVERSI_AGE), _at_least(act_age, ADULT)
    against = (
        (penalty_below_7y is False, "seven_or_more"),
        (repeat_offence is True, "repeat"),
        (old_enough is False, "under_12"),
        (grown is True, "grown"),
    )
    if sentence := next((sentence for holds, sentence in against if holds), ""):
        return article.says(Answer.NOT_MET, sentence)
    known = {
        "act_age_band": old_enough if grown is False else None,
        "penalty_below_7y": penalty_below_7y,
        "repeat_offence": repeat_offence,
    }
    return _told(article, known)


def detention_allowed(*, act_age: Age | None, penalty_below_7y: bool | None, guarantee_given: bool | None) -> Finding:
    """Whether the law allows detention: 14 or over, 7 years or more, no guarantee by anyone."""
    article = article_of("detention_allowed")
    old_enough = _at_least(act_age, DETENTION_AGE)
    against = (
        (guarantee_given is True, "guaranteed"),
        (old_enough is False, "under_14"),
        (penalty_below_7y is True, "below_7"),
    )
    if sentence := next((sentence for holds, sentence in against if holds), ""):
        return article.says(Answer.NOT_MET, sentence)
    known = {"act_age_band": old_enough, "penalty_below_7y": penalty_below_7y, "guarantee_given": guarantee_given}
    return _told(article, known)


def _told(article: Article, known: Mapping[str, bool | None]) -> Finding:
    """Met where nothing is against it and all is known; else what to ask."""
    missing = [name for name, answer in known.items() if answer is None]
    return article.asks(*missing) if missing else article.says(Answer.MET)


_BOUNDS = (DIVERSI_AGE, DETENTION_AGE, ADULT)


def ages_to_settle(role: str, act_age: Age | None) -> tuple[Finding, ...]:
    """The ages at the act on which the road depends and which nobody can tell yet, or which no child has.

    For the child in conflict with the law 12, 14 and 18; for victim and witness only 18.
    """
    if act_age is None or not role:
        return ()
    said = act_age.words()
    bounds = _BOUNDS if role == "child_in_conflict" else (ADULT,)
    asked = [article_of(f"age_{n}").asks("act_age_band", age=said) for n in bounds if _at_least(act_age, n) is None]
    grown = _at_least(act_age, ADULT) is True
    return (*asked, *([article_of(f"age_{ADULT}").says(Answer.NOT_MET, age=said)] if grown else []))


def not_yet_12(role: str, act_age: Age | None) -> tuple[Finding, ...]:
    """What holds of a child in conflict with the law who was surely below 12: no diversion, others decide."""
    if role != "child_in_conflict":
        return ()
    found = diversi_eligible(act_age=act_age, penalty_below_7y=None, repeat_offence=None)
    return (found,) if found.sentence == "under_12" else ()


# ------------------------------------------------------------------ companions


def companion_allowed(
    role: Role | None,
    companion: Literal["parent", "trusted", "peksos", "pk", "other"],
    *,
    is_suspect: bool | None = None,
) -> Finding:
    """Whether someone may accompany the child in an examination; never the parent who is the suspect."""
    article = article_of("companion_allowed")
    if role is None:
        return article.asks("role")
    if role == "child_in_conflict":
        return article.says(Answer.MET, "pk" if companion == "pk" else "other")
    if companion == "parent" and is_suspect is None:
        return article.asks("parent_is_suspect")
    if companion in {"parent", "trusted"} and is_suspect:
        return article.says(Answer.NOT_MET, f"suspect_{companion}")
    return article.says(Answer.MET if companion in {"parent", "trusted", "peksos"} else Answer.NOT_MET)


def peksos_required(level: str, *, victim_consent_needed: bool = True) -> Finding:
    """Whether the social worker must take part in the diversion meeting at a level of the matter."""
    article = article_of("peksos_required")
    if not victim_consent_needed:
        return article.says(Answer.NOT_MET, "no_consent")
    if level in {"police", "prosecution"}:
        return article.says(Answer.MET)
    return article.says(Answer.NOT_MET, "at_court") if level == "court" else article.asks("level")


# ------------------------------------------------------------------ who cares for a child

RUNGS = ("own", "kin", "foster", "guardian", "adoption", "institution")
"""Who is to care for a child, the first before the next; an institution last, and for a time."""
_SKIPPED = frozenset({"adoption"})
"""It ends a tie for ever: nobody owes a reason why it was not tried before an institution helps."""
USED = "used"


def care_ladder(states: Mapping[str, str], reasons: Collection[str]) -> tuple[Finding, ...]:
    """Each rung that was passed over without a reason; met where none was. `states` without an answer are empty."""
    article = article_of("care_ladder")
    used = next((rung for rung in RUNGS if states.get(rung) == USED), "")
    if not used:
        return (article.asks("used"),)
    passed = [rung for rung in RUNGS[: RUNGS.index(used)] if rung not in _SKIPPED]
    gaps = [rung for rung in passed if not states.get(rung) or rung not in reasons]
    return tuple(article.says(Answer.NOT_MET, rung) for rung in gaps) or (article.says(Answer.MET),)
