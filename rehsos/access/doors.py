"""What other rooms may give to the frame around every page."""

from dataclasses import dataclass

from rehsos.audit.answers import Words

from .permissions import Permission


@dataclass(frozen=True)
class Menu:
    """An entry of the menu: its words, the name of its page, its icon, and who has it.

    One of the permissions in `wanted` is enough, and with none it is everybody's. `rail` is how far down it stands
    beside a page, `bar` how far right in the bar of a phone; 0 where it does not stand.
    """

    words: Words
    page: str
    icon: str
    wanted: tuple[Permission, ...] = ()
    rail: int = 0
    bar: int = 0
