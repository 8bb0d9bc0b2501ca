"""The database's own guard, drawn from the models and applied after every migrate.

A model says what it is; this file turns that into grants, row-level security and triggers:

| a model with …            | gets                                                                    |
|---------------------------|-------------------------------------------------------------------------|
| a field `offices`         | row-level security: rows of the actor's offices only                    |
| a field `barred`          | … not of workers behind a wall, nor of those outside a circle           |
| `shape = …`               | the triggers that keep those lists true for ever (house.shapes)         |
| `reaches = (…)`           | what these columns refer to is seen by whoever sees the row's file      |
| `window = Window(…)`      | … and another office sees the row from one instant to another           |
| `mirrors = (…)`           | those columns kept as they are on the file that it is filed in          |
| `append_only = True`      | no UPDATE, no DELETE for anyone but the copying of the lists            |
| `lasting = True`          | no UPDATE, no DELETE for the app: changed by the owner, or by a function |
| `nation_sees = (…)`       | those columns, all rows, for the nation role                            |
| `by_function = True`      | no INSERT for the app: a function of the owner writes it                |
| `hidden = True`           | no SELECT for the app but its key (reached through a function)          |
| `read_only = True`        | no INSERT, UPDATE, DELETE for the app: the owner's commands write it    |

What else the database does for a room are the `Function` and `Trigger` of its `room.py`. No table of a room above is
named here. What stood in an earlier version and is no longer drawn is dropped: an upgraded database is guarded like a
new one. No migration makes a function, trigger or policy of its own.

Three roles (ops/postgres.py): the owner migrates, the app works, the nation counts.
The shape was measured (DESIGN §4, prototypes §1); ADR 3 says who keeps the copies true, ADR 21 which shapes there are.
"""

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from rehsos.audit.actor import ME, OFFICES_NOW, SYSTEM, WORKER_NOW
from rehsos.house.database import Drawn, Function, Trigger
from rehsos.house.rooms import given, merged
from rehsos.house.shapes import LISTS, Window

from .guard_copies import copies
from .guard_drawn import Drawing, Policy
from .guard_models import Model, key, lists, table
from .leftovers import leftovers

APP, NATION = "rehsos_app", "rehsos_nation"
_NOW = "(SELECT rehsos_now())"
_APPEND_ONLY = Function(
    "rehsos_append_only()",
    "trigger",
    f"""BEGIN
             IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - '{{{", ".join(LISTS)}}}'::text[])
               = (to_jsonb(OLD) - '{{{", ".join(LISTS)}}}'::text[])
             THEN RETURN NEW; END IF;
             RAISE EXCEPTION 'this log takes no update and no delete';
           END""",
)
_IN_CIRCLE = Function(
    "rehsos_in_circle(barred int[])",
    "boolean STABLE",
    f"""DECLARE me int[] := {WORKER_NOW};
           BEGIN
             IF {SYSTEM} = ANY(me) THEN RETURN true; END IF;
             RETURN EXISTS (SELECT 1 FROM access_circle c WHERE -c.id = ANY(barred) AND c.members && me);
           END""",
)
_LET_IN = Function(
    "rehsos_let_in(barred int[])",
    "boolean STABLE",
    f"""SELECT coalesce(NOT barred && {ME}, false) AND (0 < ALL(barred) OR {_IN_CIRCLE.name}(barred))""",
    inline=True,
)
"""Whether whoever acts is before no wall of a row and in one of its circles, where it has any."""


def apply() -> None:
    """Bring grants, policies and triggers in step with the models. Runs as the owner; idempotent."""
    call_command("createcachetable", verbosity=0)
    wanted, models = drawn(), our_models()
    with connection.cursor() as cursor:
        for statement in (*statements(wanted), *_grants(), *(one for m in models for one in _rights(m))):
            cursor.execute(statement)
        for leftover in leftovers(cursor, wanted):
            cursor.execute(leftover)


def our_models() -> list[Model]:
    """The models of the house."""
    return [model for model in apps.get_models() if model.__module__.startswith("rehsos.")]


def drawn() -> Drawing:
    """What the models of the house want of the database, and what its rooms have it do beside.

    ValueError where two rooms give a function of one name, or a trigger of one name on a table.
    """
    functions = merged(Function, lambda one: {one.types: one})
    triggers = merged(Trigger, lambda one: {(one.table, one.name): one})
    made = [one for door in given(Drawn) for one in door.of()]
    return drawing(
        our_models(),
        functions=(*functions.values(), *(one for one in made if isinstance(one, Function))),
        triggers=(*triggers.values(), *(one for one in made if isinstance(one, Trigger))),
    )


def drawing(models: Sequence[Model], functions: Sequence[Function] = (), triggers: Sequence[Trigger] = ()) -> Drawing:
    """What these models want of the database, with these functions and triggers beside."""
    kept = list(copies(models))
    return Drawing(
        (
            _APPEND_ONLY,
            _IN_CIRCLE,
            _LET_IN,
            *functions,
            *(one for one in kept if isinstance(one, Function)),
        ),
        (
            *(one for model in models for one in _closed(model)),
            *triggers,
            *(one for one in kept if isinstance(one, Trigger)),
        ),
        tuple(one for model in models for one in _policies(model)),
    )


def statements(wanted: Drawing) -> Iterator[str]:
    """SQL that makes it so, whatever of it stands there."""
    for function in wanted.functions:
        yield (
            f"CREATE OR REPLACE FUNCTION {function.signature} RETURNS {function.returns} {function.how} "
            f"AS $$ {function.body} $$"
        )
        yield f"REVOKE ALL ON FUNCTION {function.types} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {function.types} TO {APP}{f', {NATION}' if function.nation else ''}"
    for name in dict.fromkeys(policy.table for policy in wanted.policies):
        yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    for policy in wanted.policies:
        yield f"DROP POLICY IF EXISTS {policy.name} ON {policy.table}"
        yield policy.sql
    for trigger in wanted.triggers:
        yield f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}"
        yield trigger.sql


def _closed(model: Model) -> Iterator[Trigger]:
    if getattr(model, "append_only", False):
        yield Trigger("append_only", table(model), "BEFORE UPDATE OR DELETE", _APPEND_ONLY.name)


def _policies(model: Model) -> Iterator[Policy]:
    """Row-level security of a model that says whose its rows are."""
    if "offices" not in lists(model):
        return
    sees = _sees(lists(model), getattr(model, "window", None))
    yield Policy("offices", table(model), f"TO {APP} USING ({sees}) WITH CHECK ({sees})")
    if getattr(model, "nation_sees", ()):
        yield Policy("nation", table(model), f"FOR SELECT TO {NATION} USING (true)")


def _sees(names: Sequence[str], window: Window | None) -> str:
    sees = f"offices && {OFFICES_NOW}"
    if window:
        theirs = " OR ".join(f"{column} = ANY({OFFICES_NOW}::int[])" for column in (window.office, *window.others))
        until = f" AND {_NOW} < {window.closes}" if window.closes else ""
        sees = f"({sees} OR ({theirs}) AND {window.opens} <= {_NOW}{until})"
    if "barred" in names:
        sees += f" AND {open_to_me('barred')}"
    return sees


def open_to_me(barred: str) -> str:
    """Whether such a list of a row keeps out nobody, or not whoever acts, as SQL for a policy or a function."""
    return f"({barred} = '{{}}' OR {_LET_IN.name}({barred}))"


def _grants() -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {APP}, {NATION}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP}"
    yield f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {APP}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {NATION}"
    yield f"GRANT EXECUTE ON FUNCTION rehsos_now() TO {NATION}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APP}"


def _rights(model: Model) -> Iterator[str]:
    name = table(model)
    if getattr(model, "append_only", False) or getattr(model, "lasting", False):
        yield f"REVOKE UPDATE, DELETE ON {name} FROM {APP}"
    if getattr(model, "by_function", False):
        yield f"REVOKE INSERT ON {name} FROM {APP}"
    if columns := getattr(model, "nation_sees", ()):
        yield f"GRANT SELECT ({', '.join(columns)}) ON {name} TO {NATION}"
    if getattr(model, "hidden", False):
        yield f"REVOKE SELECT ON {name} FROM {APP}"
        yield f"GRANT SELECT ({key(model)}) ON {name} TO {APP}"
    if getattr(model, "read_only", False):
        yield f"REVOKE INSERT, UPDATE, DELETE ON {name} FROM {APP}"
