"""Who sees the rows of a table: the shapes that a model may declare, as `shape`. `access.guard` draws them (ADR 21).

    class Hearing(models.Model):
        case = models.ForeignKey(Case, …)
        offices, barred = …
        shape = FiledIn("case_id")

A row says by itself who sees it, in columns of these names, each an array of ids:

| column    | is                                                                                     |
|-----------|----------------------------------------------------------------------------------------|
| `offices` | the offices that see the row; nobody else does                                         |
| `barred`  | a deny-list: workers of those offices who do not; below zero it is a **circle**        |

A circle is a few workers to whom alone something is open (`access.models.Circle`): an id in `barred` is that of a
worker who is kept out, the negative of a circle's id keeps out everybody who is not in it (ADR 32).

A shape says where they come from, and that the database keeps them so for ever.
"""

from dataclasses import dataclass

LISTS = ("offices", "barred")


@dataclass(frozen=True)
class SharedThrough:
    """The file itself: seen by the offices whose share in it runs today, by the day at the office `day_at` names.

    `shares` is the model of the shares, as Django's label; `file` and `office` are its columns, `since` and `until`
    its days. A house has one such model, and `FiledIn` means that one. `rooms` is the file's column for the names of
    the rooms above its own that ever filed something in it.

    `history` is the file's column for the offices that handed it on: `past` says, of a share `s` by its column
    `past_by`, that it is theirs. They see what was filed until then, and nothing that is filed since.
    """

    shares: str
    file: str
    office: str = "office_id"
    day_at: str = "owner_id"
    rooms: str = ""
    history: str = ""
    past_by: str = ""
    past: str = ""


@dataclass(frozen=True)
class FiledIn:
    """Filed in one file, that of the id in `column`: the lists are the file's.

    An id that is no file's (the dossier of a report, of a person) leaves the lists as they were written. `now`: it
    says how the file stands, and is no history: who handed the file on does not see it.
    """

    column: str
    now: bool = False


@dataclass(frozen=True)
class Gathered:
    """Met in many files: seen by whoever sees one of them. Which they are say the models that have `reaches`.

    `own` is the column of an office that sees it in any case. What is in no file and has no office of its own keeps
    the lists it was written with. A worker is barred who is barred in one of the files (of those that reach it without
    walls: in all), and a circle closes it only while every file has one: else the workers of the other would not know
    their own.
    """

    own: str = ""


@dataclass(frozen=True)
class Beside:
    """Lies beside its parent, the row that `column` refers to: the lists are the parent's."""

    column: str


@dataclass(frozen=True)
class OwnedBy:
    """Of an office, in no file: seen by the offices in these columns. One that is null is nobody's."""

    columns: tuple[str, ...]

    def __init__(self, *columns: str) -> None:
        object.__setattr__(self, "columns", columns)


@dataclass(frozen=True)
class AsWritten:
    """The lists are those the row was written with, and follow nothing; `why` says why that is right."""

    why: str


Shape = SharedThrough | FiledIn | Gathered | Beside | OwnedBy | AsWritten


@dataclass(frozen=True)
class Reaches:
    """The row, or the file it is filed in, brings what `column` refers to within sight of who sees the file.

    Stands in a model's `reaches`. `walls`: whether who is barred from the file is barred from that, too; else
    only who is barred from every file that reaches it.
    """

    column: str
    walls: bool = True


@dataclass(frozen=True)
class Window:
    """Beside its shape: another office sees the row from one instant to another. Stands in a model's `window`.

    `office`, `opens` and `closes` are columns; the instant it closes is outside, and null never comes. Without `closes`
    it stays open for ever. Which worker may look is as for every row: walls and circles hold within the window, too.
    What lies beside the row is not seen through it.
    """

    office: str
    opens: str
    closes: str = ""
    others: tuple[str, ...] = ()
    """Columns of further offices that see it likewise."""
