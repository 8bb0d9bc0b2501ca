"""What stands in the database beside what the guard draws: of an earlier version of it, or somebody else's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .guard_drawn import Drawing

_HUNG = """
SELECT 'TRIGGER', t.tgname::text, c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
UNION ALL SELECT 'POLICY', policyname::text, tablename::text FROM pg_policies WHERE schemaname = 'public'
"""
_FUNCTIONS = """
SELECT p.oid::regprocedure::text, l.lanname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
 WHERE p.pronamespace = 'public'::regnamespace
   AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
   AND p.oid NOT IN (SELECT f FROM unnest(%s::text[]) drawn, to_regprocedure(drawn) f WHERE f IS NOT NULL)
"""


@dataclass(frozen=True)
class Surplus:
    """A trigger, policy or function that stands there and is not drawn."""

    kind: str
    name: str
    table: str = ""
    ours: bool = True
    """Whether the guard may have made it: its functions are PL/pgSQL (one that is inline stays), and nobody else makes
    triggers and policies."""

    def __str__(self) -> str:
        return f"{self.name} ON {self.table}" if self.table else self.name


def surplus(cursor: Any, drawing: Drawing) -> Iterator[Surplus]:
    """All that stands there and is not drawn; triggers before the functions they call."""
    wanted = {("TRIGGER", one.name, one.table) for one in drawing.triggers}
    wanted |= {("POLICY", one.name, one.table) for one in drawing.policies}
    cursor.execute(_HUNG)
    yield from (Surplus(*found) for found in sorted(set(cursor.fetchall()) - wanted))
    cursor.execute(_FUNCTIONS, [[one.types for one in drawing.functions]])
    yield from (Surplus("FUNCTION", name, ours=language == "plpgsql") for name, language in sorted(cursor.fetchall()))


def leftovers(cursor: Any, drawing: Drawing) -> Iterator[str]:
    """Statements that drop what an earlier version of the guard made and this one does not draw."""
    for one in list(surplus(cursor, drawing)):
        if one.ours:
            yield f"DROP {one.kind} {one}"
