"""The timeline of a file: its actions, said in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from rehsos.audit.actions import REGISTRY, Spec
from rehsos.cases.models import Ground, Payer
from rehsos.directory import gazetteer
from rehsos.law.book import UnknownRule, components, endings, fact_kinds, measures, ppks_types, rule
from rehsos.papers.blanks.book import UnknownBlankError, blank

from . import words

# What is said beside a title, and how; everything else is said by the title or only ties rows together.
_SAID: Mapping[str, str] = {
    "minutes": "{} menit", "waiting": "menunggu {} menit", "place": "{}", "mode": "{}", "component": "{}",
    "assignment_letter": "surat tugas {}", "agency": "{}", "agenda": "agenda {}", "received_at": "diterima {}",
    "received_by": "oleh {}", "starts": "{}", "due_on": "sampai {}", "until": "sampai {}", "officer": "{}",
    "letter_number": "surat {}", "on": "{}", "form": "{}", "role": "{}", "risk": "{}", "value": "{}",
    "review_on": "tinjau {}",
    "next_on": "berikutnya {}", "given_by": "oleh {}", "primary_type": "{}",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of a timeline."""

    id: str
    when: datetime
    late_entry: bool
    title: str
    details: tuple[str, ...]
    said: tuple[str, ...]
    by: str


def line(row: Mapping[str, Any], sealed: Mapping[str, Any], workers: Mapping[int, str]) -> Line:
    """A logged action in words. `sealed` holds the texts, empty for who may not read them.

    `workers` names those who work the case now.
    """
    spec = REGISTRY.get(row["name"])
    told = {name: _told(spec, name, value) for name, value in row["facts"].items()}
    if "worker" in told:
        told["worker"] = workers.get(int(row["facts"]["worker"]), str(_("pekerja lain")))
    title = _title(spec, row["name"], told)
    happened, recorded = row["happened_at"], row["recorded_at"]
    return Line(
        id=str(row["id"]),
        when=happened,
        late_entry=(recorded - happened).total_seconds() > 86400,  # noqa: PLR2004 - a day
        title=title,
        details=tuple(_SAID[k].format(v) for k, v in told.items() if k in _SAID and v and v not in title),
        said=tuple(_texts(sealed)),
        by=row["worker_name"],
    )


def _title(spec: Spec | None, name: str, told: Mapping[str, str]) -> str:
    if spec is None:
        return name
    return str(spec.title).format_map(_Blank(told)).rstrip(" ·:,")


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _told(spec: Spec | None, name: str, value: Any) -> str:  # noqa: PLR0911 - one kind of value, one line
    hint = spec.hints.get(name) if spec else None
    if (choices := _choices(hint)) is not None:
        return str(choices.get(value, value))
    if name in _BOOKS:
        return _BOOKS[name](str(value))
    if name == "approved":
        return str(_("disetujui") if value else _("dikembalikan"))
    match value:
        case bool():
            return str(_("ya") if value else _("tidak"))
        case str():
            return _moment(value) or value
        case list():
            return ", ".join(str(v) for v in value)
        case _:
            return str(value)


def _choices(hint: Any) -> Mapping[str, Any] | None:
    """The words of a parameter that takes one of several choices."""
    for kind in (hint, *getattr(hint, "__args__", ())):
        if isinstance(kind, type) and issubclass(kind, models.TextChoices):
            return {member.value: member.label for member in kind}
    return None


def _moment(text: str) -> str:
    try:
        return words.moment(datetime.fromisoformat(text)) if "T" in text else words.day(date.fromisoformat(text))
    except ValueError:
        return ""


def _label(pair: tuple[str, str]) -> str:
    return pair[words.language() == "en"]


def _fact(code: str) -> str:
    kind = fact_kinds().get(code)
    return _label(kind.label) if kind else code


def _place(text: str) -> str:
    """A place by its code; any other text as it was typed."""
    found = gazetteer.place(text) if gazetteer.CODE.fullmatch(text) else None
    return found.label if found else text


def _rule(code: str) -> str:
    try:
        return _label(rule(code).label)
    except UnknownRule:
        return code


def _blank(code: str) -> str:
    try:
        return blank(code).title.said(words.language())
    except UnknownBlankError:
        return code


def _from(book: Mapping[str, Any], code: str) -> str:
    return _label(book[code].label) if code in book else code


_BOOKS: Mapping[str, Callable[[str], str]] = {
    "primary_type": lambda code: _from(ppks_types(), code),
    "code": _fact,
    "ground": lambda code: str(dict(Ground.choices).get(code, code)),
    "place": _place,
    "rule_code": _rule,
    "blank": _blank,
    "component": lambda code: _from(components(), code),
    "measure": lambda code: _from(measures(), code),
    "ending": lambda code: _from(endings(), code),
}


def _cost(row: Mapping[str, Any]) -> str:
    payer = dict(Payer.choices).get(row.get("payer", ""), "")
    return f"{words.rupiah(row['amount'])} · {payer}"


def _texts(sealed: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for value in sealed.values():
        if isinstance(value, str) and value.strip():
            found.append(value)
        elif isinstance(value, list):
            found += [_cost(row) for row in value if isinstance(row, dict) and "amount" in row]
    return found
