"""What the guard draws: functions, triggers and the policies of row-level security."""

from dataclasses import dataclass

from rehsos.house.database import Function, Trigger


@dataclass(frozen=True)
class Policy:
    """Which rows of a table a role may see and write."""

    name: str
    table: str
    rule: str

    @property
    def sql(self) -> str:
        return f"CREATE POLICY {self.name} ON {self.table} {self.rule}"


@dataclass(frozen=True)
class Drawing:
    """All that is to stand in the database beside tables and grants."""

    functions: tuple[Function, ...]
    triggers: tuple[Trigger, ...]
    policies: tuple[Policy, ...]
