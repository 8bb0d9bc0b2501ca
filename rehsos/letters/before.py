"""What was typed of a letter, and in words what of it stood otherwise before it was corrected."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from rehsos.look import words
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import Letter

Typed = Mapping[str, Any]


def typed(letter: Letter) -> dict[str, Any]:
    """By the names of the form."""
    told = envelope_of(letter)
    party = told.party.replace("\r\n", "\n")  # as a form reads it
    return {"number": told.number, "dated": letter.dated, "party": party, "received_at": letter.received_at}


def before(stood: Typed, told: Typed) -> str:
    """What of `stood` is another now, as it stood."""
    said: dict[str, tuple[str, Callable[[Any], str]]] = {
        "number": (gettext("nomor {}"), str),
        "dated": (gettext("bertanggal {}"), lambda day: words.day(day) or gettext("tanpa tanggal")),
        "party": (gettext("dari {}"), lambda party: ", ".join(party.splitlines())),
        "received_at": (gettext("diterima {}"), words.moment),
    }
    changed = (name for name in said if name in stood and minute(stood[name]) != minute(told[name]))
    return " · ".join(said[name][0].format(said[name][1](stood[name])) for name in changed)


def minute(value: Any) -> Any:
    """As a form can tell it."""
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value
