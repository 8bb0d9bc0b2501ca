"""Who is competent for a type of need, on a day: nation, province or regency, with the article and the reason.

The rows stand in `data/authority.csv` (type x where the need is met x dates) and the cells they point at in
`data/authority_cells.csv` (which government, by which article, because of what). An allocation of affairs forbids no
single case: who reads this advises, and never locks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from rehsos.law.book import BadData, keyed, label_of, ppks_types, read_csv
from rehsos.law.shapes import Words


class Government(StrEnum):
    """Which government an affair is given to."""

    NATION = "pusat"
    PROVINCE = "provinsi"
    REGENCY = "kab_kota"

    @property
    def words(self) -> Words:
        """What it is called; in Indonesian as the law does."""
        return _GOVERNMENTS[self]


_GOVERNMENTS: Mapping[str, Words] = {
    Government.NATION: ("pusat (Kementerian Sosial)", "the nation (Ministry of Social Affairs)"),
    Government.PROVINCE: ("provinsi", "the province"),
    Government.REGENCY: ("kabupaten/kota", "the regency or city"),
}


class Where(StrEnum):
    """How the need is met: in the community, in an institution (panti), on the way home, by trauma recovery."""

    COMMUNITY = "community"
    PANTI = "panti"
    RETURN = "return"
    TRAUMA = "trauma"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the annex: the government that has the affair, its article, and the reason as half a sentence."""

    code: str
    government: Government
    article: str
    because: Words


@dataclass(frozen=True, slots=True)
class Grant:
    """One row: this type, met there, lies with this cell from-until (the last day its own; None: still)."""

    type: str
    where: Where
    cell: Cell
    since: date
    until: date | None
    verified: bool

    def holds(self, on: date) -> bool:
        """Whether it is law on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Competence:
    """Who is competent, by which article and why. `also`: governments that share the affair, by what else is true."""

    level: Government
    article: str
    because: Words
    verified: bool
    also: tuple[Cell, ...] = ()

    @property
    def reason(self) -> Words:
        """A sentence without its full stop: by which article, whose affair, why; and whose where it is otherwise."""
        doubt = ("", "") if self.verified else (" (belum dipastikan)", " (not verified)")
        others = [(one.government.words, one.because) for one in self.also]
        return (
            f"Menurut {self.article}: kewenangan {self.level.words[0]}, karena {self.because[0]}{doubt[0]}"
            + "".join(f"; {whose[0]} bila {because[0]}" for whose, because in others),
            f"By {self.article}: with {self.level.words[1]}, because {self.because[1]}{doubt[1]}"
            + "".join(f"; with {whose[1]} where {because[1]}" for whose, because in others),
        )


@cache
def cells() -> Mapping[str, Cell]:
    """Every cell by code."""
    return keyed("authority_cells.csv", read_csv("authority_cells.csv"), _cell, key="cell")


def _cell(row: Mapping[str, str]) -> Cell:
    return Cell(row["cell"], Government(row["level"]), row["article"], label_of(row, "because"))


@cache
def grants() -> Mapping[tuple[str, Where], tuple[Grant, ...]]:
    """Every row by type and where, in the file's order: the first that holds is proposed, the others share it.

    `BadData` for a row that names no type, no cell, or no day.
    """
    found: dict[tuple[str, Where], tuple[Grant, ...]] = {}
    for number, row in enumerate(read_csv("authority.csv"), start=2):
        try:
            one = _grant(row)
        except (KeyError, ValueError) as wrong:
            raise BadData(f"authority.csv: line {number}: {wrong}") from wrong
        key = one.type, one.where
        found[key] = (*found.get(key, ()), one)
    return found


def _grant(row: Mapping[str, str]) -> Grant:
    return Grant(
        type=ppks_types()[row["type"]].code,
        where=Where(row["where"]),
        cell=cells()[row["cell"]],
        since=date.fromisoformat(row["from"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        verified={"yes": True, "no": False}[row["verified"]],
    )


def competent(type_code: str, where: Where, on: date) -> Competence | None:
    """Who is competent for a type that is met so, on a day; None where no rule that was read says.

    Of several governments that share an affair the one nearest to the client is proposed; on the way home the one
    where the way begins.
    """
    holding = [one for one in grants().get((type_code, where), ()) if one.holds(on)]
    if not holding:
        return None
    first, *others = holding
    return Competence(
        first.cell.government,
        first.cell.article,
        first.cell.because,
        first.verified,
        tuple(one.cell for one in others),
    )
