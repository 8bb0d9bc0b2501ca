"""What an earlier version of the guard made and this one no longer draws."""

import re
from collections.abc import Iterator
from typing import Any

_DRAWN = re.compile(r"^CREATE (TRIGGER|POLICY) (\w+) .*?\bON (\w+)", re.MULTILINE)
_DRAWN_FUNCTION = re.compile(r"^CREATE OR REPLACE FUNCTION (\w+)\((.*?)\) RETURNS", re.MULTILINE)
_THERE = """
SELECT 'TRIGGER', t.tgname::text, c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
UNION ALL SELECT 'POLICY', policyname::text, tablename::text FROM pg_policies WHERE schemaname = 'public'
"""
_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
 WHERE p.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'
   AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
   AND p.oid <> ALL (SELECT to_regprocedure(drawn) FROM unnest(%s::text[]) drawn)
"""


def leftovers(cursor: Any, drawn: str) -> Iterator[str]:
    """Statements that drop each trigger, policy and function that stands there and is not in `drawn`."""
    wanted = set(_DRAWN.findall(drawn))
    cursor.execute(_THERE)
    for kind, name, table in sorted(set(cursor.fetchall()) - wanted):
        yield f"DROP {kind} {name} ON {table}"
    cursor.execute(_FUNCTIONS, [[_signature(*found) for found in _DRAWN_FUNCTION.findall(drawn)]])
    for (function,) in cursor.fetchall():
        yield f"DROP FUNCTION {function}"


def _signature(name: str, arguments: str) -> str:
    """`people_match(bigint[], int)` of `wanted bigint[], most int DEFAULT 5`."""
    types = [one.strip().partition(" ")[2].partition(" DEFAULT")[0] for one in arguments.split(",") if one.strip()]
    return f"{name}({', '.join(types)})"
