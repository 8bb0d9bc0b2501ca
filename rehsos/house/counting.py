"""What a room gives to be counted: rows, what may be counted of them, in which unit and along what (ADR 25).

    Source("meeting", _("pertemuan"), "groups_meeting", "c.office_id", "c.place_id", day="c.held_on")
    Measure("meetings", _("Pertemuan kelompok"), "meeting")
    Unit("pertemuan", _("pertemuan"), "meeting", "count(*)", additive=True)

Who counts is the room `statistics`: page, workbook, command line and released numbers all read what is given here,
and it knows no table of a room by any other way. In all SQL here the row that is counted is called `c`. A name that
two rooms give is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from .rooms import Door

if TYPE_CHECKING:
    from django.db.models import TextChoices

Words = str | Promise


@dataclass(frozen=True)
class Listed:
    """The list behind a number: the name of each row, in words by `said`, and the page that `way` and `key` lead to.

    `way` is a `look.doors.Way`; with none a row is only named. Newest first, by `key`, or by name where there is none.
    """

    name: str
    way: str = ""
    key: str = ""
    said: Callable[[str], str] = str


@dataclass(frozen=True)
class Grain:
    """Sums of rows that are alike in these columns, of a `year` or a `month`."""

    unit: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Summed:
    """That sums of a source are kept by the database, exact at any moment: counting its rows one by one is too slow.

    `columns` are all those of the table that a count reads beside its day and office, with their type in SQL. Only the
    row's own: of a change in what is joined nothing is noticed. `numbers` are what is added up beside the rows
    themselves (`n`), as SQL of `{row}`. `grains`, coarsest first: what no grain tells is counted one by one. A unit is
    asked of the sums by its `summed`: `c.n`, or one of the numbers.
    """

    columns: Mapping[str, str]
    grains: tuple[Grain, ...]
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source(Door):
    """Rows that can be counted: `table` and `joins` as they stand behind FROM, the table called `c`.

    A **flow** is counted by its day in a period: `day` is that day, or `instant` an hour whose day is that of the
    office which asks; `month` (year x 12 + month - 1) where it is stored beside it, for an index. A **stock** has
    `until` too: counted is what stands on the last day of a period, from `day` on and before `until`; null is for ever.
    Row-level security says who sees a row; of what they see an office counts the rows that `counts_at` says are its own
    or those of an office right below, so that each row stands with one office. `barred` are the workers behind a wall
    before the row; empty: no row here has one. `place` is the code of a place, never null.
    `nation`: whether the nation's role may read all of it (the model's `nation_sees`).
    """

    code: str
    words: Words
    """What its rows are: the source of a number."""
    table: str
    counts_at: str
    place: str
    day: str = ""
    instant: str = ""
    month: str = ""
    until: str = ""
    barred: str = ""
    joins: str = ""
    walled: str = ""
    """The rows with a wall alone, as `c` with `barred`, where those are found without reading all that is counted."""
    nation: bool = True
    mine: str = ""
    """That a row was done by the worker `me`, as SQL; it may name `first` and `last`, the hours of the question.

    With it the source can be asked for one's own rows, whichever office counts them.
    """
    above: bool = True
    """Whether the office above sees the rows, and so counts them with its own."""
    beside: str = ""
    """Which rows stand in a table by office, as SQL; empty: all. A hidden house stands in no sum beside the others."""
    by_day: Words = ""
    """Which day a row is counted by: `tanggal dibuka`."""
    at: Words = ""
    """Whose place it is: `Tempat tinggal`."""
    anywhere: Words = ""
    """No place chosen: `semua tempat tinggal`."""
    elsewhere: Words = ""
    """Said of `{n}` rows of other places. With it a question begins at home, without it everywhere."""
    by: tuple[str, ...] = ("year",)
    """Along what it is told where nobody says."""
    titles: Mapping[str, Words] = field(default_factory=dict)
    """Dimensions that have another name here."""
    listed: Listed | None = None
    summed: Summed | None = None

    @property
    def rows(self) -> str:
        """The row `c` with what is joined to it, as it stands behind FROM."""
        return f"{self.table} c {self.joins}".rstrip()

    @property
    def stock(self) -> bool:
        """Whether it counts what stands, and not what happened."""
        return bool(self.until)


@dataclass(frozen=True)
class Measure(Door):
    """What is counted: rows of a source, those `where` holds, whose dimensions have one of the codes in `only`.

    `items` are the released items it is the sum of; with none, nothing is told of it to who may not open the cells.
    `told_in`: units beside the first in which it is released, for the nation and provinces, by year.
    """

    code: str
    title: Words
    source: str
    where: str = ""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    told_in: tuple[str, ...] = ()
    order: int = 50


@dataclass(frozen=True)
class Unit(Door):
    """What one is one of. `additive`: the cells of a line add up to its total.

    A child with two cases, or a perkara with two children, stands in two cells and once in the total. `instead` is
    SQL for dimensions that are another thing for this unit. `summed` is what to add up where sums of the source are
    kept; empty: they do not tell. `apart` are the rows that are counted one by one beside them. `paired`: the sums hold
    both rows of whoever has two, and where both stand in a cell one is taken away.
    """

    code: str
    title: Words
    source: str
    sql: str = "count(*)"
    joins: str = ""
    additive: bool = False
    instead: Mapping[str, str] = field(default_factory=dict)
    summed: str = ""
    apart: str = ""
    apart_of_nation: str = ""
    paired: bool = False
    order: int = 50

    @property
    def each(self) -> str:
        """What is counted once wherever it stands several times, as SQL; empty where every row counts."""
        once = "count(DISTINCT "
        return self.sql.removeprefix(once).removesuffix(")") if self.sql.startswith(once) else ""


@dataclass(frozen=True)
class Told:
    """Which released items a dimension divides, of a year.

    `beside`: items that stand undivided among the codes, as one line under this code. `together`: it is all of these
    items that must be enough cases to be divided. `by_kab`: whether it is told of a kabupaten, too.
    """

    items: tuple[str, ...]
    beside: Mapping[str, str] = field(default_factory=dict)
    together: bool = False
    by_kab: bool = True


@dataclass(frozen=True)
class Dimension(Door):
    """One way to divide a count: for each source that has it an SQL expression that is never null (null is the margin).

    `read` turns what SQL gives into a code, `write` turns it back. A room above gives it for its own source by `Along`.
    """

    code: str
    title: Words
    sql: Mapping[str, str] | Callable[[Source], str]
    label: Callable[[str], str]
    codes: tuple[str, ...] = ()
    """Those that always stand in a table, found or not."""
    all_codes: tuple[str, ...] = ()
    """Every code there can be, where they are few; empty where they are places, days, offices or the ministry's."""
    read: Callable[[Any], str] = str
    write: Callable[[str], Any] = str
    guessed: str = ""
    """When a row stands in its line by an estimate."""
    told: Told | None = None
    months: int = 0
    """How many months a line holds; 0 of what is no time."""
    order: int = 50

    @classmethod
    def of_choices(
        cls, code: str, title: Words, sql: Mapping[str, str], choices: "type[TextChoices]", *, order: int
    ) -> "Dimension":
        """By the codes of a list, each called as it calls it."""
        return cls(code, title, sql, lambda one: str(choices(one).label), all_codes=tuple(choices.values), order=order)


@dataclass(frozen=True)
class Along(Door):
    """A dimension of a room below, for a source of one's own."""

    dimension: str
    source: str
    sql: str


@dataclass(frozen=True)
class Item(Door):
    """Rows of a source that are released together. Of several a row is of the first that it fits, by `order`.

    Items never overlap, so what is told of one says nothing of another. A room above takes its own out of the item of a
    room below by standing before it, and says what of the room below knows it then: the measures that are the sum of it
    as well (`of`), the dimensions that divide it too (`along`), and those where it stands as one line (`beside`).
    """

    code: str
    source: str
    where: str = "true"
    title: Words = ""
    """What it is called where it stands undivided among codes that do not know it."""
    of: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    """By dimension the code of that line."""
    order: int = 50


@dataclass(frozen=True)
class Sentence(Door):
    """What is said below a table of `source`: another measure in the same days, divided by one dimension.

    `words` takes `{n}` and `{parts}`.
    """

    source: str
    measure: str
    by: str
    words: Words


@dataclass(frozen=True)
class Logged(Door):
    """An action that stands in the daily log of who did it, and so in their month.

    `said`: what the kind in its facts is called; where it says nothing the line bears `words`. `met`: it was at the
    appointment in its facts, whose place stands in the line. `made`: the case in its facts came of it, and its code
    stands in the line. With a `figure` the month says how many there were.
    """

    action: str
    words: Words
    said: Callable[[str], str] = lambda _kind: ""
    met: bool = False
    made: bool = False
    figure: Words = ""
    order: int = 50
