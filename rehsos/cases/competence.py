"""Whose affair a need is, at the place where its client lives: proposed with its reason, and never a lock.

What is asked on opening a case and on referring it, by whatever room refers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rehsos.directory.governments import PROVINCE_CODE, REGENCY_CODE, government_of, offices_of
from rehsos.directory.models import Office
from rehsos.law.authority import Competence, Government, Where, competent

_REACHES = {Government.NATION: 0, Government.PROVINCE: PROVINCE_CODE, Government.REGENCY: REGENCY_CODE}
"""How much of a place's code an office must share to stand for its government there."""


@dataclass(frozen=True)
class Proposal:
    """Who is competent for a type at a place, met so; `offices` are those of that government that serve it here."""

    competence: Competence
    where: Where
    place: str
    offices: Sequence[Office]

    @property
    def reason(self) -> tuple[str, str]:
        """By which article, whose affair and why: in Indonesian and English, without a full stop."""
        return self.competence.reason

    def is_of(self, office: Office) -> bool:
        """Whether it is an office of the government that is competent there."""
        level = self.competence.level
        return stands_there(office, level, self.place)


def stands_there(office: Office, level: Government, place: str) -> bool:
    """Whether an office stands for that government at a place."""
    reach = _REACHES[level]
    return government_of(office) is level and office.place_id[:reach] == place[:reach]


def proposed(type_code: str, place: str, on: date, where: Where = Where.COMMUNITY) -> Proposal | None:
    """Who is competent for a type at a place on a day; None where no rule that was read says.

    `place` is the code of where the client lives, or where it happened for who lives nowhere known.
    """
    found = competent(type_code, where, on)
    return None if found is None else Proposal(found, where, place, offices_of(found.level, place, on, where))


__all__ = ["Government", "Proposal", "Where", "proposed", "stands_there"]
