"""Who asks, about which child, and how to call back: as the card of a report may say it on this screen."""

import re
from dataclasses import dataclass, replace

from rehsos.people import phones
from rehsos.vault.seal import UNREADABLE

from .actions import Told
from .models import OFFICERS
from .purposes import purposes

CHAT = "https://wa.me/{number}"


@dataclass(frozen=True)
class Card:
    """What the card of a report says; empty what nobody told, or may not stand on this screen."""

    asked: str = ""
    about: str = ""
    officer: str = ""
    unit: str = ""
    phone: str = ""
    safely: str = ""
    unsafe: bool = False
    """That somebody marked the number as not to be called: it is neither shown nor dialled."""
    shut: bool = False
    """That more is known, and opens with the names."""

    @property
    def ways(self) -> dict[str, str]:
        """Addresses that call, text and chat; none where the number is unsafe, or no number."""
        read = phones.parse(self.phone)
        if self.unsafe or read.kind in {"none", "unknown"}:
            return {}
        if read.kind != "mobile":
            return {"call": f"tel:{read.dial}"}
        chat = CHAT.format(number=read.dial.removeprefix("+"))
        return {"call": f"tel:{read.dial}", "text": f"sms:{read.dial}", "chat": chat}


def on_screen(told: Told, from_role: str, *, named: bool) -> Told:
    """What of a report may stand on a screen; `named`: whether names are open.

    Words that somebody typed may name the child: they open with the names. What was chosen from a list stays, and so
    does which officer asks. A number that is not to be called stands nowhere.
    """
    phone = "" if told.phone_unsafe == UNSAFE else told.phone
    if named:
        return replace(told, phone=phone)
    asked = told.asked if told.asked == str(UNREADABLE) else deed(told)
    if from_role not in OFFICERS:
        return Told(asked=asked, unit=told.unit, phone_unsafe=told.phone_unsafe)
    safely = told.safe_contact
    return Told(asked, "", told.officer, told.rank, told.unit, phone, safely, phone_unsafe=told.phone_unsafe)


def deed(told: Told) -> str:
    """For what somebody is called, in the words of the list: as it was chosen, or as what was typed begins."""
    return str(purposes().get(purpose(told), ""))


def purpose(told: Told) -> str:
    """For what somebody is called, by its code; empty where neither the list nor what was typed says."""
    offered = purposes()
    if told.purpose in offered:
        return told.purpose
    typed = told.asked.casefold()
    said = ((code, _NOTE.sub("", str(words)).casefold()) for code, words in offered.items())
    return next((code for code, words in said if _begins(typed, words)), "")


def _begins(typed: str, words: str) -> bool:
    return typed.startswith(words) and not typed[len(words) :][:1].isalnum()


_NOTE = re.compile(r"\s*\(.*")


def card(told: Told, from_role: str, *, named: bool) -> Card:
    """By what a report says. Of officers who they are is always said, of others with open names only."""
    shown = on_screen(told, from_role, named=named)
    return Card(
        asked=shown.asked,
        about=shown.about,
        officer=" ".join(part for part in (shown.rank, shown.officer) if part),
        unit=shown.unit,
        phone=phones.display(shown.phone),
        safely=shown.safe_contact,
        unsafe=told.phone_unsafe == UNSAFE and bool(told.phone) and (named or from_role in OFFICERS),
        shut=any(getattr(shown, name) != getattr(told, name) for name in OPENS) and not named,
    )


OPENS = ("asked", "about", "officer", "rank", "safe_contact", "already_knows", "where")
"""What opens with the names."""
UNSAFE = "yes"
