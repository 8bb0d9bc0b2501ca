"""Who asks, about which child, and how to call back: as the card of a report may say it on this screen."""

from dataclasses import dataclass

from rehsos.people import phones

from .actions import Told
from .models import OFFICERS

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


def card(told: Told, from_role: str, *, named: bool) -> Card:
    """By what a report says; `named`: whether names are open. Of officers all is said, of others only what is asked."""
    officer = " ".join(part for part in (told.rank, told.officer) if part)
    if not (named or from_role in OFFICERS):
        return Card(told.asked, unit=told.unit, shut=bool(told.about or officer or told.phone))
    unsafe = told.phone_unsafe == UNSAFE
    return Card(
        asked=told.asked,
        about=told.about if named else "",
        officer=officer,
        unit=told.unit,
        phone="" if unsafe else phones.display(told.phone),
        safely=told.safe_contact,
        unsafe=unsafe and bool(told.phone),
        shut=bool(told.about) and not named,
    )


UNSAFE = "yes"
