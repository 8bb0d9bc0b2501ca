"""What a room has the database do by itself: functions and triggers, beyond the shapes of its tables.

A room gives them in its `room.py`. They name tables of that room and of those below it alone. `access.guard` draws them
after every migrate and takes away what is no longer among them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .rooms import Door


@dataclass(frozen=True)
class Function(Door):
    """A function in PL/pgSQL. It runs as the owner, so it sees past row-level security, and does one small thing.

    One that is `inline` is a SELECT without a table that runs as who asks: PostgreSQL puts it into what calls it. A
    call as the owner costs 8 µs, for each row.
    """

    signature: str
    returns: str
    body: str
    inline: bool = False
    nation: bool = False
    """Whether the role that counts the nation calls it, too. It acts for no office."""

    @property
    def name(self) -> str:
        """`people_match` of `people_match(wanted bigint[], most int)`."""
        return self.signature.partition("(")[0]

    @property
    def how(self) -> str:
        """Its language, and as whom it runs."""
        return "LANGUAGE sql" if self.inline else "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public"

    @property
    def types(self) -> str:
        """`people_match(bigint[], int)`: how PostgreSQL tells it from another of its name."""
        arguments = self.signature.partition("(")[2].removesuffix(")").split(",")
        return f"{self.name}({', '.join(one.strip().partition(' ')[2] for one in arguments)})"


@dataclass(frozen=True)
class Trigger(Door):
    """What happens to each row. `when` is its hour and its events; `condition` may compare OLD with NEW."""

    name: str
    table: str
    when: str
    function: str
    condition: str = ""

    @property
    def sql(self) -> str:
        condition = f"WHEN ({self.condition}) " if self.condition else ""
        return (
            f"CREATE TRIGGER {self.name} {self.when} ON {self.table} "
            f"FOR EACH ROW {condition}EXECUTE FUNCTION {self.function}()"
        )


@dataclass(frozen=True)
class Drawn(Door):
    """Functions and triggers that a room makes out of what all rooms give: asked when the guard is drawn."""

    of: Callable[[], tuple[Function | Trigger, ...]]


def differs(columns: tuple[str, ...]) -> str:
    """The condition that one of these columns is another than before."""
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def on_change(name: str, table: str, columns: tuple[str, ...], function: str) -> Trigger:
    """A trigger that is asleep unless one of the columns is another than before."""
    return Trigger(name, table, f"AFTER UPDATE OF {', '.join(columns)}", function, differs(columns))
