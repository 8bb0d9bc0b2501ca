"""The timeline of a file: its actions, said in words."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from rehsos.audit.actions import Spec, spec_of
from rehsos.audit.answers import Words
from rehsos.audit.doors import Said
from rehsos.directory import gazetteer
from rehsos.directory.models import Office, Place, Worker
from rehsos.house.rooms import composed, merged
from rehsos.law.shapes import UNITS, Length
from rehsos.look import words
from rehsos.look.labels import label

from .actions.withdrawing import UNDO
from .file import Line
from .rulebook import length_words

_BARE = "{}"
DUE = {"was", "now_due"}
"""Due times: a midnight among them is said as 24.00 of the day before, as everywhere."""
TALKS = {"supervise", "hold_conference"}
A_DAY = timedelta(days=1)


def line(
    row: Mapping[str, Any], sealed: Mapping[str, Any], workers: Mapping[int, str], withdrawn: Collection[str] = ()
) -> Line:
    """A logged action in words. `sealed` holds the texts, empty for who may not read them.

    `workers` names those who work the case now; `withdrawn` are the actions that were taken back.
    """
    spec = spec_of(row["name"])
    facts, sealed = _of_today(spec, row["facts"], sealed)
    told = {name: _told(spec, name, value) for name, value in facts.items() if _shown(spec, name)}
    told |= {name: _named(facts[name], workers) for name in ("worker", "workers") if name in facts}
    if "length" in facts and facts.get("unit") in UNITS:
        told["length"] = length_words(Length(facts["length"], facts["unit"]))
    title = _title(spec, row["name"], told)
    happened = happened_at(row["name"], row["happened_at"])
    return Line(
        id=str(row["id"]),
        when=happened,
        late_entry=_late(happened, row["recorded_at"]),
        title=title,
        details=tuple(_details(told, title)),
        said=tuple(_texts(sealed)),
        by=row["worker_name"],
        withdrawn=str(row["id"]) in withdrawn,
        can_withdraw=row["name"] in UNDO and str(row["id"]) not in withdrawn,
    )


def happened_at(name: str, at: datetime) -> datetime:
    """When an action of that name was. The day of a talk stood at its noon once, as an hour that nobody had told."""
    local = timezone.localtime(at)
    return local.replace(hour=0) if name in TALKS and local.time() == time(12) else at


def _late(happened: datetime, recorded: datetime) -> bool:
    """Recorded more than a day after: what is known to the day may have been at its end."""
    return recorded - happened > (2 * A_DAY if words.to_the_day(happened) else A_DAY)


def _shown(spec: Spec | None, name: str) -> bool:
    """Whether it can stand on the line at all: an office or a worker is looked up only where the title names it."""
    if name == "worker":  # told beside, from who works the case
        return False
    return not spec or _row_told(spec.hints.get(name)) is None or f"{{{name}}}" in str(spec.title)


def _of_today(
    spec: Spec | None, facts: Mapping[str, Any], sealed: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What older lines tell in clear and is sealed today is said only where the texts of the line are."""
    old = {name: facts[name] for name in spec.sealed if name in facts} if spec else {}
    return {name: value for name, value in facts.items() if name not in old}, {**old, **sealed} if sealed else sealed


def _details(told: Mapping[str, str], title: str) -> Iterator[str]:
    """What is said beside the title and not in it."""
    beside = _beside()
    return (str(beside[name]).format(text) for name, text in told.items() if name in beside and text not in title)


@composed
def _beside() -> Mapping[str, Words]:
    return merged(Said, lambda said: said.beside)


@composed
def _spoken() -> Mapping[str, Words]:
    return merged(Said, lambda said: said.spoken)


@composed
def _kinds() -> Mapping[str, str]:
    return merged(Said, lambda said: said.labels)


def _named(who: Any, workers: Mapping[int, str]) -> str:
    """Workers by name where they still work the case."""
    numbers = who if isinstance(who, list) else [who]
    return ", ".join(workers.get(int(number), gettext("pekerja lain")) for number in numbers)


def _title(spec: Spec | None, name: str, told: Mapping[str, str]) -> str:
    if spec is None:
        return name
    return str(spec.title).format_map(_Blank(told)).rstrip(" ·:,")


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _told(spec: Spec | None, name: str, value: Any) -> str:  # noqa: PLR0911 - one kind of value, one line
    if isinstance(value, list):
        return ", ".join(_told(spec, name, one) for one in value)
    hint = spec.hints.get(name) if spec else None
    if (choices := _choices(hint)) is not None:
        return str(choices.get(value, value))
    row = _row_told(hint)
    if name == "place" or row == "place":
        return _place(str(value))
    if (kind := _kind_told(hint) or _kinds().get(name) or row) is not None:
        return label(value, kind)
    if name == "approved":
        return gettext("disetujui") if value else gettext("dikembalikan")
    match value:
        case bool():
            return gettext("ya") if value else gettext("tidak")
        case str():
            return _moment(value, words.ends if name in DUE else words.moment) or value
    return str(value)


def _kind_told(hint: Any) -> str | None:
    """The kind of label that a code's own type names: `Annotated[str, "plain", "letter"]`."""
    marks: tuple[str, ...] = getattr(hint, "__metadata__", ())
    return marks[1] if len(marks) > 1 else None


def _row_told(hint: Any) -> str | None:
    """The kind of label that says a row of the directory by what it is called when the line is read."""
    kinds = (hint, *getattr(hint, "__args__", ()))
    return next((label for kind, label in _ROWS.items() if kind in kinds), None)


_ROWS: Mapping[type[models.Model], str] = {Office: "office", Worker: "called", Place: "place"}


def _choices(hint: Any) -> Mapping[str, Any] | None:
    """The words of a parameter that takes one of several choices."""
    for kind in (hint, *getattr(hint, "__args__", ())):
        if isinstance(kind, type) and issubclass(kind, models.TextChoices):
            return {member.value: member.label for member in kind}
    return None


def _moment(text: str, said: Callable[[datetime], str]) -> str:
    try:
        return said(datetime.fromisoformat(text)) if "T" in text else words.day(date.fromisoformat(text))
    except ValueError:
        return ""


def _place(text: str) -> str:
    """A place by its code; any other text as it was typed."""
    found = gazetteer.place(text) if gazetteer.CODE.fullmatch(text) else None
    return found.label if found else text


def _cost(row: Mapping[str, Any]) -> str:
    return f"{words.rupiah(row['amount'])} · {label(row.get('payer'), 'payer')}"


def _texts(sealed: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for name, value in sealed.items():
        if isinstance(value, str) and value.strip():
            found.append(str(_spoken().get(name, _BARE)).format(value))
        elif isinstance(value, list):
            found += [_cost(row) for row in value if isinstance(row, dict) and "amount" in row]
    return found
