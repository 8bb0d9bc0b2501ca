"""What must be true of a blank before anyone fills it in. A fault is a sentence naming form and field."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from rehsos.papers.blanks.conditions import Condition
from rehsos.papers.blanks.shape import SILENCES, Blank, Field, Kind, Scoring, Words


def faults(blank: Blank) -> list[str]:
    """Every fault of a blank, each beginning with its code and version; empty when it is sound."""
    found = [*_doubles(blank), *_scoring(blank), *_named("what is a contact", blank.contact, blank.fields)]
    earlier: dict[str, Field] = {}
    for field in blank.fields.values():
        found += [f"{field.code}: {fault}" for fault in (*_field(field), *_rule(field, earlier))]
        earlier[field.code] = field
    return [f"{blank.code} v{blank.version}: {fault}" for fault in found]


def _doubles(blank: Blank) -> Iterator[str]:
    codes = Counter(field.code for section in blank.sections for field in section.fields)
    codes.update(f"section {section.code}" for section in blank.sections)
    yield from (f"{code} stands twice" for code, times in codes.items() if times > 1)
    if not codes:
        yield "has no fields"


def _field(field: Field) -> Iterator[str]:
    if field.kind.free and not field.secret:
        yield "free text is always secret"
    if field.counted and field.secret:
        yield "a counted answer cannot be secret"
    if field.kind.listed != bool(field.choices):
        yield "a choice needs choices" if field.kind.listed else f"a {field.kind} has no choices"
    if set(field.codes) & set(SILENCES):
        yield "unknown and declined are given with every field, not listed"
    if len(set(field.codes)) < len(field.codes):
        yield "a choice stands twice"
    if not field.code.isidentifier() or not field.code.islower():
        yield "a code is small letters, digits and underscores"
    yield from _words(field)


def _words(field: Field) -> Iterator[str]:
    texts = [("label", field.label), *((f"choice {choice.code}", choice.label) for choice in field.choices)]
    yield from (f"{name} lacks id or en" for name, words in texts if not (words.id and words.en))
    if _lame(field.hint):
        yield "hint is in one language only"


def _lame(words: Words) -> bool:
    return bool(words.id) != bool(words.en)


def _rule(field: Field, earlier: Mapping[str, Field]) -> Iterator[str]:
    yield from _named("its rule", field.when, earlier)


def _named(who: str, conditions: Iterable[Condition], earlier: Mapping[str, Field]) -> Iterator[str]:
    for condition in conditions:
        asked = earlier.get(condition.field)
        if asked is None:
            yield f"{who} names {condition.field}, which does not stand before it"
        elif strange := set(condition.values) - {*asked.codes, *SILENCES}:
            yield f"{who} names {', '.join(sorted(strange))}, no answer to {asked.code}"


def _scoring(blank: Blank) -> Iterator[str]:
    items = [field for field in blank.fields.values() if field.kind is Kind.SCORE]
    if bool(items) != bool(blank.scoring):
        yield "score fields and a [scoring] table go together"
    elif blank.scoring:
        yield from _bands(blank.scoring, items)


def _bands(scoring: Scoring, items: list[Field]) -> Iterator[str]:
    tops = [max((choice.points for choice in field.choices), default=0) for field in items]
    reach = sum(tops) if scoring.method == "sum" else max(tops)
    limits = [band.upto for band in scoring.bands]
    if scoring.method not in ("sum", "mean"):
        yield f"scoring by {scoring.method!r} is not known"
    if scoring.method == "sum" and scoring.needs != len(items):
        yield "a sum has a band only when every item is answered: needs must be the number of items"
    if not 1 <= scoring.needs <= len(items):
        yield "needs lies between 1 and the number of items"
    if limits != sorted(set(limits)) or not limits or limits[-1] != reach:
        yield f"bands rise and the last reaches {reach}"
    if not scoring.instrument or _lame(scoring.note) or not scoring.note:
        yield "a score names its instrument and says, in both languages, whether it is validated"
