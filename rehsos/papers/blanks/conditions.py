"""The skip rule of a field: `field = value`, `field in (a, b)`, joined by `and`. Nothing more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = r"[a-z][a-z0-9_]*"
_EQUALS = re.compile(rf"({_NAME})\s*=\s*([a-z0-9_]+)")
_AMONG = re.compile(rf"({_NAME})\s+in\s+\(\s*([a-z0-9_]+(?:\s*,\s*[a-z0-9_]+)*)\s*\)")


@dataclass(frozen=True, slots=True)
class Condition:
    """The named field's answer is, or contains, one of `values`."""

    field: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, object]) -> bool:
        """Whether the answers meet it; a question not answered meets nothing."""
        answer = answers.get(self.field)
        given = answer if isinstance(answer, list) else [answer]
        return any(value in self.values for value in given)

    def __str__(self) -> str:
        """As the page's script reads it: `field=a,b`."""
        return f"{self.field}={','.join(self.values)}"


def parse(rule: str) -> tuple[Condition, ...]:
    """The conditions of a rule, all of which must hold; none for an empty rule. ValueError if unreadable."""
    if not rule.strip():
        return ()
    return tuple(_condition(part.strip()) for part in re.split(r"\s+and\s+", rule))


def _condition(part: str) -> Condition:
    if match := _EQUALS.fullmatch(part):
        return Condition(match[1], (match[2],))
    if match := _AMONG.fullmatch(part):
        return Condition(match[1], tuple(value.strip() for value in match[2].split(",")))
    raise ValueError(f"unreadable condition {part!r}: write `field = value` or `field in (a, b)`")
