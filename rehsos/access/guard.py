"""The database's own guard, drawn from the models and applied after every migrate.

A model says what it is; this file turns that into grants, row-level security and triggers:

| a model with …            | gets                                                                    |
|---------------------------|-------------------------------------------------------------------------|
| a field `offices`         | row-level security: rows of the actor's offices only                    |
| a field `barred`          | … and not of workers behind a wall                                      |
| `filed_by = "<column>"`   | `offices` and `barred` copied from the case that column names, for ever |
| `mirrors = (…)`           | those columns kept as they are on the case that it is filed in          |
| `append_only = True`      | no UPDATE, no DELETE for anyone but the copying of `offices`            |
| `lasting = True`         | no UPDATE, no DELETE for the app: changed by the owner, or by a function |
| `nation_sees = (…)`       | those columns, all rows, for the nation role                            |
| `by_function = True`      | no INSERT for the app: a function of the owner writes it                |
| `hidden = True`           | no SELECT for the app but its key (reached through a function)          |
| `read_only = True`        | no INSERT, UPDATE, DELETE for the app: the owner's commands write it    |

What stood in an earlier version and is no longer drawn here is dropped: an upgraded database is guarded like a new one.
No migration makes a function, trigger or policy of its own.

Three roles (ops/postgres.py): the owner migrates, the app works, the nation counts.
The shape was measured (DESIGN §4, prototypes §1); ADR 0003 says who keeps the copies true.
"""

from collections.abc import Iterator

from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from .guard_log import LOG_FUNCTIONS, LOG_TRIGGERS
from .guard_rooms import ROOM_FUNCTIONS, room_triggers
from .guard_sums import SUM_FUNCTIONS, SUM_TRIGGERS
from .leftovers import leftovers

APP, NATION = "rehsos_app", "rehsos_nation"
_SCOPE = "(SELECT nullif(current_setting('rehsos.offices', true), '')::int[])"
_WORKER = "(SELECT nullif(current_setting('rehsos.worker', true), '')::int[])"


def apply() -> None:
    """Bring grants, policies and triggers in step with the models. Runs as the owner; idempotent."""
    call_command("createcachetable", verbosity=0)
    statements = [*_functions(), *_grants()]
    for model in _our_models():
        statements += _guards(model)
    statements += [*_copying(), *LOG_TRIGGERS, *SUM_TRIGGERS, *room_triggers()]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        for leftover in leftovers(cursor, "\n".join(statements)):
            cursor.execute(leftover)


def _our_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("rehsos."):
            yield model


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())  # noqa: SLF001 - the public way in


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - the public way in


def _grants() -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {APP}, {NATION}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP}"
    yield f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {APP}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {NATION}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APP}"


def _guards(model: type[models.Model]) -> Iterator[str]:
    table = _table(model)
    if _has(model, "offices"):
        yield from _row_level_security(model, table)
    if getattr(model, "append_only", False):
        yield from _append_only(table)
    if getattr(model, "by_function", False):
        yield f"REVOKE INSERT ON {table} FROM {APP}"
    if getattr(model, "lasting", False):
        yield f"REVOKE UPDATE, DELETE ON {table} FROM {APP}"
    if columns := getattr(model, "nation_sees", ()):
        yield f"GRANT SELECT ({', '.join(columns)}) ON {table} TO {NATION}"
    if getattr(model, "hidden", False):
        key = model._meta.pk.column  # noqa: SLF001 - the public way in
        yield f"REVOKE SELECT ON {table} FROM {APP}"
        yield f"GRANT SELECT ({key}) ON {table} TO {APP}"
    if getattr(model, "read_only", False):
        yield f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {APP}"


def _row_level_security(model: type[models.Model], table: str) -> Iterator[str]:
    sees = f"offices && {_SCOPE}"
    if _has(model, "barred"):
        sees += f" AND NOT barred && {_WORKER}"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS offices ON {table}"
    yield f"CREATE POLICY offices ON {table} TO {APP} USING ({sees}) WITH CHECK ({sees})"
    yield f"DROP POLICY IF EXISTS nation ON {table}"
    if getattr(model, "nation_sees", ()):
        yield f"CREATE POLICY nation ON {table} FOR SELECT TO {NATION} USING (true)"


def _append_only(table: str) -> Iterator[str]:
    yield f"REVOKE UPDATE, DELETE ON {table} FROM {APP}"
    yield f"DROP TRIGGER IF EXISTS append_only ON {table}"
    yield (
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION rehsos_append_only()"
    )


def _copying() -> Iterator[str]:
    """Triggers that keep `offices` and `barred` of everything filed in a case like the case's own."""
    filed = [(_table(m), str(column)) for m in _our_models() if (column := getattr(m, "filed_by", ""))]
    for table, column in filed:
        yield f"DROP TRIGGER IF EXISTS filed ON {table}"
        yield (f"CREATE TRIGGER filed BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION rehsos_file('{column}')")
    names = ", ".join(f"'{table}', '{column}'" for table, column in filed)
    yield "DROP TRIGGER IF EXISTS spread ON cases_case"
    yield (
        "CREATE TRIGGER spread AFTER UPDATE OF offices, barred ON cases_case FOR EACH ROW "
        "WHEN (OLD.offices IS DISTINCT FROM NEW.offices OR OLD.barred IS DISTINCT FROM NEW.barred) "
        f"EXECUTE FUNCTION rehsos_spread({names})"
    )
    yield from _mirroring()
    for table, events in (
        ("cases_share", "INSERT OR DELETE OR UPDATE OF office_id, since, until"),
        ("cases_participant", "INSERT OR DELETE"),
        ("justice_part", "INSERT OR DELETE"),
    ):
        yield f"DROP TRIGGER IF EXISTS reach ON {table}"
        yield f"CREATE TRIGGER reach AFTER {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_reach()"


def _mirroring() -> Iterator[str]:
    """Triggers that keep what lists ask of a case beside what they walk along."""
    for table, columns in _mirrors():
        yield f"DROP TRIGGER IF EXISTS mirror ON {table}"
        yield (
            f"CREATE TRIGGER mirror BEFORE INSERT OR UPDATE OF {', '.join(columns)} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_mirror()"
        )
        yield f"DROP TRIGGER IF EXISTS {table}_mirror ON cases_case"
        yield (
            f"CREATE TRIGGER {table}_mirror AFTER UPDATE OF {', '.join(columns)} ON cases_case FOR EACH ROW "
            f"WHEN ({' OR '.join(f'OLD.{column} IS DISTINCT FROM NEW.{column}' for column in columns)}) "
            f"EXECUTE FUNCTION cases_case_to_{table}()"
        )


def _mirrors() -> list[tuple[str, tuple[str, ...]]]:
    return [(_table(m), columns) for m in _our_models() if (columns := getattr(m, "mirrors", ()))]


def _mirror_functions() -> Iterator[tuple[str, str, str]]:
    for table, columns in _mirrors():
        news = [f"NEW.{column}" for column in columns]
        take = f"SELECT {', '.join(columns)} INTO {', '.join(news)} FROM cases_case WHERE id = NEW.case_id"
        give = f"UPDATE {table} SET ({', '.join(columns)}) = ROW ({', '.join(news)}) WHERE case_id = NEW.id"
        yield f"{table}_mirror()", "trigger", f"BEGIN {take}; RETURN NEW; END"
        yield f"cases_case_to_{table}()", "trigger", f"BEGIN {give}; RETURN NULL; END"


def _functions() -> Iterator[str]:
    for name, returns, body in [*FUNCTIONS, *_mirror_functions()]:
        yield (
            f"CREATE OR REPLACE FUNCTION {name} RETURNS {returns} LANGUAGE plpgsql "
            f"SECURITY DEFINER SET search_path = public AS $$ {body} $$"
        )
        yield f"REVOKE ALL ON FUNCTION {name.split(' DEFAULT')[0]} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {name.split(' DEFAULT')[0]} TO {APP}"


# The instant of the transaction comes with its scope (audit.actor); without one, as in psql, it is the database's.
# No SQL asks for the day of the database: a day is a day somewhere.
# Functions run as the owner, so they see past row-level security. Each does one small thing.
FUNCTIONS: list[tuple[str, str, str]] = [
    (
        "rehsos_now()",
        "timestamptz STABLE",
        "BEGIN RETURN coalesce(nullif(current_setting('rehsos.now', true), '')::timestamptz, now()); END",
    ),
    (
        "rehsos_today(office bigint)",
        "date STABLE",
        """BEGIN
             RETURN (SELECT (rehsos_now() AT TIME ZONE o.time_zone)::date FROM directory_office o WHERE o.id = office);
           END""",
    ),
    (
        "rehsos_append_only()",
        "trigger",
        """BEGIN
             IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'offices' - 'barred') = (to_jsonb(OLD) - 'offices' - 'barred')
             THEN RETURN NEW; END IF;
             RAISE EXCEPTION 'this log takes no update and no delete';
           END""",
    ),
    (
        "rehsos_file()",
        "trigger",
        """DECLARE o int[]; b int[];
           BEGIN
             SELECT offices, barred INTO o, b FROM cases_case
              WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
             IF FOUND THEN NEW.offices := o; NEW.barred := b; END IF;
             RETURN NEW;
           END""",
    ),
    (
        "rehsos_spread()",
        "trigger",
        """DECLARE i int := 0;
           BEGIN
             WHILE i < TG_NARGS LOOP
               EXECUTE format('UPDATE %I SET offices = $1, barred = $2 WHERE %I = $3', TG_ARGV[i], TG_ARGV[i + 1])
                 USING NEW.offices, NEW.barred, NEW.id;
               i := i + 2;
             END LOOP;
             PERFORM people_reach(p) FROM (
               SELECT person_id AS p FROM cases_participant WHERE case_id = NEW.id UNION SELECT NEW.client_id) q;
             PERFORM matter_reach(matter_id) FROM justice_part WHERE case_id = NEW.id;
             PERFORM service_reach(service_id) FROM cases_servicecase WHERE case_id = NEW.id;
             RETURN NULL;
           END""",
    ),
    (
        "people_reach(person uuid)",
        "void",
        """BEGIN
             UPDATE people_person SET
               offices = (SELECT array_agg(DISTINCT o ORDER BY o) FROM (
                 SELECT unnest(c.offices) AS o FROM cases_case c WHERE c.client_id = person
                 UNION SELECT unnest(c.offices) FROM cases_participant x JOIN cases_case c ON c.id = x.case_id
                        WHERE x.person_id = person
                 UNION SELECT registered_at_id FROM people_person WHERE id = person) s),
               barred = coalesce((SELECT array_agg(DISTINCT w) FROM (
                 SELECT unnest(c.barred) AS w FROM cases_case c WHERE c.client_id = person) s), '{}')
             WHERE id = person;
             UPDATE people_token t SET offices = p.offices FROM people_person p
              WHERE t.person_id = person AND p.id = person AND t.offices IS DISTINCT FROM p.offices;
           END""",
    ),
    (
        "service_reach(service uuid)",
        "void",
        """DECLARE o int[];
           BEGIN
             SELECT coalesce(array_agg(DISTINCT s ORDER BY s), '{}') INTO o FROM (
               SELECT unnest(c.offices) AS s FROM cases_servicecase x JOIN cases_case c ON c.id = x.case_id
                WHERE x.service_id = service) q;
             UPDATE cases_service SET offices = o WHERE id = service AND offices IS DISTINCT FROM o;
             UPDATE cases_cost SET offices = o WHERE service_id = service AND offices IS DISTINCT FROM o;
           END""",
    ),
    (
        "matter_reach(matter uuid)",
        "void",
        """BEGIN
             UPDATE justice_matter SET offices = (SELECT array_agg(DISTINCT o ORDER BY o) FROM (
                 SELECT unnest(c.offices) AS o FROM justice_part p JOIN cases_case c ON c.id = p.case_id
                  WHERE p.matter_id = matter) s)
             WHERE id = matter AND EXISTS (SELECT 1 FROM justice_part WHERE matter_id = matter);
             UPDATE justice_officer o SET offices = m.offices FROM justice_matter m
              WHERE o.matter_id = matter AND m.id = matter AND o.offices IS DISTINCT FROM m.offices;
             UPDATE justice_matterfact f SET offices = m.offices FROM justice_matter m
              WHERE f.matter_id = matter AND m.id = matter AND f.offices IS DISTINCT FROM m.offices;
           END""",
    ),
    (
        "cases_share_reach()",
        "trigger",
        """DECLARE which uuid := coalesce(NEW.case_id, OLD.case_id);
           BEGIN
             UPDATE cases_case c SET offices = (
               SELECT coalesce(array_agg(DISTINCT office_id ORDER BY office_id), '{}') FROM cases_share
                WHERE case_id = which AND rehsos_today(c.owner_id) BETWEEN since AND coalesce(until, 'infinity'))
             WHERE id = which;
             RETURN NULL;
           END""",
    ),
    (
        "cases_participant_reach()",
        "trigger",
        "BEGIN PERFORM people_reach(coalesce(NEW.person_id, OLD.person_id)); RETURN NULL; END",
    ),
    (
        "justice_part_reach()",
        "trigger",
        "BEGIN PERFORM matter_reach(coalesce(NEW.matter_id, OLD.matter_id)); RETURN NULL; END",
    ),
    (
        "people_named(person uuid)",
        "boolean STABLE",
        f"""DECLARE here int[] := {_SCOPE};
           BEGIN
             RETURN EXISTS (SELECT 1 FROM people_person p
               WHERE p.id = person AND p.offices && here AND NOT p.barred && {_WORKER} AND octet_length(p.sealed) > 0
                 AND (p.registered_at_id = ANY(here) OR EXISTS (
                   SELECT 1 FROM cases_share s JOIN cases_case c ON c.id = s.case_id
                    WHERE s.office_id = ANY(here) AND s.named AND c.status <> 'void'
                      AND rehsos_today(c.owner_id) BETWEEN s.since AND coalesce(s.until, 'infinity')
                      AND c.id IN (SELECT k.id FROM cases_case k WHERE k.client_id = person
                        UNION ALL SELECT x.case_id FROM cases_participant x WHERE x.person_id = person))));
           END""",
    ),
    (
        "people_one(person uuid)",
        "uuid STABLE",
        """DECLARE one uuid;
           BEGIN
             SELECT true_person_id INTO one FROM people_person WHERE id = person;
             IF one IS NULL OR NOT people_named(person) OR NOT people_named(one) THEN RETURN person; END IF;
             RETURN one;
           END""",
    ),
    (
        "people_stands_for(person uuid)",
        "boolean STABLE",
        "BEGIN RETURN EXISTS (SELECT 1 FROM people_person p WHERE p.true_person_id = person); END",
    ),
    (
        "people_match(wanted bigint[], most int)",
        "TABLE(person uuid, offices int[])",
        f"""BEGIN RETURN QUERY
             SELECT CASE WHEN p.true_person_id IS NULL THEN p.id ELSE people_one(p.id) END, t.offices
               FROM people_token t JOIN people_person p ON p.id = t.person_id
              WHERE t.tokens @> wanted AND t.offices && {_SCOPE} LIMIT most;
           END""",
    ),
    (
        "people_elsewhere(wanted bigint[], most int)",
        "TABLE(person uuid, offices int[])",
        f"""BEGIN RETURN QUERY
             SELECT t.person_id, t.offices FROM people_token t
              WHERE t.tokens @> wanted AND NOT t.offices && {_SCOPE} LIMIT most;
           END""",
    ),
    (
        "audit_done(action uuid, told bytea)",
        "text",
        """BEGIN
             RETURN (SELECT CASE WHEN a.digest = told THEN 'same' ELSE 'other' END FROM audit_action a
                      WHERE a.id = action);
           END""",
    ),
    (
        "vault_erase(whose uuid)",
        "void",
        """BEGIN
             INSERT INTO vault_key (subject, wrapped, destroyed_at) VALUES (whose, '', rehsos_now())
             ON CONFLICT (subject) DO UPDATE SET wrapped = '', destroyed_at = rehsos_now()
              WHERE vault_key.destroyed_at IS NULL;
           END""",
    ),
    (
        "letter_check(wanted text)",
        "TABLE(number text, dated date, office int, state text, kind text)",
        """BEGIN RETURN QUERY
             SELECT l.number::text, l.dated, l.office_id, l.state::text, l.kind::text FROM papers_letter l
              WHERE l.check_code = wanted AND l.check_code <> '';
           END""",
    ),
    *LOG_FUNCTIONS,
    *SUM_FUNCTIONS,
    *ROOM_FUNCTIONS,
]
