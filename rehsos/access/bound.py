"""A form and the action it carries out: what the form gives is what the action takes, or the room does not load."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from rehsos.audit.actions import is_action

OWN = {"by", "action_id"}
"""What the page itself gives to every action."""


class Does:
    """The action of a form, or several that take the same.

    `about` names the arguments the page gives (the case, the letter); every field gives one of its name, but those
    that are `folded` into others; `made` are arguments the form makes of its fields. While the form is carried out,
    no other action may be: what is no action itself names those it is made `of`.
    """

    def __init__(
        self,
        *actions: Callable[..., Any],
        about: Iterable[str] = (),
        made: Iterable[str] = (),
        folded: Iterable[str] = (),
        of: Iterable[Callable[..., Any]] = (),
    ) -> None:
        self.carries_out = tuple(of) or actions
        self.actions, self.about, self.made, self.folded = actions, {*about}, {*made}, {*folded}

    def insist(self, form: str, fields: Iterable[str]) -> None:
        """Raise TypeError, with both names, where form and action do not fit: at import, not on the day it is sent."""
        gives = (self.about | set(fields) | self.made) - self.folded
        for action in self.carries_out:
            if not is_action(action):
                raise TypeError(f"{form}: {action.__module__}.{action.__name__} is no action; name those it is made of")
        for action in self.actions:
            takes = set(inspect.signature(action).parameters) - OWN
            if gives != takes:
                raise TypeError(
                    f"{form} does not fit {action.__module__}.{action.__name__}: "
                    f"gives {sorted(gives - takes)} too much, lacks {sorted(takes - gives)}"
                )


def fields_of(form: type[Any]) -> set[str]:
    """The fields a form class declares or inherits, while the class is being made; its hidden id is none of them."""
    declared = (vars(base).get("declared_fields", {}) for base in form.__mro__)
    return {name for fields in declared for name in fields} - OWN
