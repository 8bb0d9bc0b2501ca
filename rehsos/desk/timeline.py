"""The timeline of a file: its actions, said in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Spec, spec_of
from rehsos.audit.answers import Words
from rehsos.cases.actions.withdrawing import UNDO
from rehsos.cases.rulebook import length_words
from rehsos.directory import gazetteer
from rehsos.law.shapes import UNITS, Length
from rehsos.look import words
from rehsos.look.labels import label

# What is said beside a title, and how; everything else is said by the title or only ties rows together.
_BARE = "{}"
_SAID: Mapping[str, Words] = {
    **dict.fromkeys(("mode", "component", "on", "form", "role", "risk", "value",
                     "primary_type", "testimony"), _BARE),
    "minutes": _("{} menit"), "waiting": _("menunggu {} menit"), "received_at": _("diterima {}"),
    "letter_number": _("surat {}"), "starts": _BARE, "due_on": _("sampai {}"), "until": _("sampai {}"),
    "review_on": _("tinjau {}"), "next_on": _("berikutnya {}"), "given_by": _("oleh {}"), "present": _("hadir: {}"),
    "workers": _("bersama {}"), "length": _BARE,
}  # fmt: skip
# Sealed texts that need a word to be understood.
_SPOKEN: Mapping[str, Words] = {
    "present": _("hadir: {}"), "next_step": _("langkah berikutnya: {}"), "assignment_letter": _("surat tugas {}"),
    "agenda": _("agenda {}"), "received_by": _("diterima oleh {}"),
}  # fmt: skip
# Codes whose words the parameter's own type does not tell, by the kind of label.
_LABELS: Mapping[str, str] = {
    "primary_type": "type", "code": "fact", "ground": "ground", "rule_code": "rule", "blank": "blank",
    "component": "component", "measure": "measure", "ending": "ending", "form": "known", "value": "known",
    "given_by": "giver", "recorded_as": "recorded",
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
    withdrawn: bool = False
    can_withdraw: bool = False


def line(
    row: Mapping[str, Any], sealed: Mapping[str, Any], workers: Mapping[int, str], withdrawn: Collection[str] = ()
) -> Line:
    """A logged action in words. `sealed` holds the texts, empty for who may not read them.

    `workers` names those who work the case now; `withdrawn` are the actions that were taken back.
    """
    spec = spec_of(row["name"])
    facts = row["facts"]
    told = {name: _told(spec, name, value) for name, value in facts.items()}
    told |= {name: _named(facts[name], workers) for name in ("worker", "workers") if name in facts}
    if "length" in facts and facts.get("unit") in UNITS:
        told["length"] = length_words(Length(facts["length"], facts["unit"]))
    title = _title(spec, row["name"], told)
    happened, recorded = row["happened_at"], row["recorded_at"]
    return Line(
        id=str(row["id"]),
        when=happened,
        late_entry=(recorded - happened).total_seconds() > 86400,  # noqa: PLR2004 - a day
        title=title,
        details=tuple(str(_SAID[k]).format(v) for k, v in told.items() if k in _SAID and v and v not in title),
        said=tuple(_texts(sealed)),
        by=row["worker_name"],
        withdrawn=str(row["id"]) in withdrawn,
        can_withdraw=row["name"] in UNDO and str(row["id"]) not in withdrawn,
    )


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
    if name in _LABELS:
        return label(value, _LABELS[name])
    if name == "place":
        return _place(str(value))
    if name == "approved":
        return gettext("disetujui") if value else gettext("dikembalikan")
    match value:
        case bool():
            return gettext("ya") if value else gettext("tidak")
        case str():
            return _moment(value) or value
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
            found.append(str(_SPOKEN.get(name, _BARE)).format(value))
        elif isinstance(value, list):
            found += [_cost(row) for row in value if isinstance(row, dict) and "amount" in row]
    return found
