"""Answers that carry their reason: used by the button that is shown and by the action behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Answer:
    """May this happen now? If not, `reason` says why in words for the person.

    `whoever`: it lies in who asks, at which office and in which role, not in what is asked or how things stand.
    """

    allowed: bool
    reason: Words = ""
    whoever: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def insist(self) -> None:
        """Raise Refused with the reason, unless allowed."""
        if not self.allowed:
            raise (NotAllowed if self.whoever else Refused)(self.reason)


YES = Answer(allowed=True)


def no(reason: Words) -> Answer:
    """Not now, and why."""
    return Answer(allowed=False, reason=reason)


def not_for(reason: Words) -> Answer:
    """Not for this person, and why."""
    return Answer(allowed=False, reason=reason, whoever=True)


UNCHANGED = _("Belum ada yang diubah. Perbaiki yang salah, lalu simpan; atau kembali.")
"""To whoever corrects something and sends it as it stood."""


class Refused(Exception):  # noqa: N818 - what happened to the person is a refusal, not a programming error
    """An action may not happen. The message is for the person and names what to do."""

    def __init__(self, reason: Words, *, field: str = "") -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.field = field

    @classmethod
    def lacking(cls, permission: str) -> Self:
        """The role has no such permission."""
        del permission
        return cls(_("Peran Anda tidak mencakup tindakan ini. Minta atasan atau rekan yang berwenang."))


@contextmanager
def beside(**fields: str) -> Iterator[None]:
    """What a step within refuses at an argument of its own lands at that of this action, whose words it was given."""
    try:
        yield
    except Refused as refused:
        refused.field = fields.get(refused.field, refused.field)
        raise


class NotAllowed(Refused):
    """It is not for this person to do, whatever is asked. The message says who may."""


class Conflict(Refused):
    """Someone changed the same thing meanwhile. Nothing was overwritten."""

    @classmethod
    def unless(cls, changed: int, reason: Words) -> None:
        """Raise it when no row was left in the state from which something was to move on.

        The state stands in the condition of the UPDATE itself: of two who move the same thing, one is told.
        """
        if not changed:
            raise cls(reason)
