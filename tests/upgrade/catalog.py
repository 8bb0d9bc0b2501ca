"""A database's whole shape as lines, from PostgreSQL's own catalog: what an upgrade must bring about.

The order of columns is left out: a column that came later stands last, and nothing of ours asks for it.
"""

import re
from typing import Any

COLUMNS = """
SELECT format('column %s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
              coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''),
              CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text ELSE '' END)
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
   AND a.attnum > 0 AND NOT a.attisdropped
"""
TABLES = """
SELECT format('table %s %s owner %s rows secured %s forced %s persistence %s', relname, relkind,
              pg_get_userbyid(relowner), relrowsecurity, relforcerowsecurity, relpersistence)
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
"""
INDEXES = "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'"
VALID = """
SELECT 'index is not valid: ' || indexrelid::regclass FROM pg_index WHERE NOT indisvalid
"""
CONSTRAINTS = """
SELECT format('constraint %s %s %s valid %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
"""
FUNCTIONS = """
SELECT 'function ' || pg_get_functiondef(p.oid) || ' owner ' || pg_get_userbyid(proowner)
  FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
"""
TRIGGERS = """
SELECT format('trigger %s enabled %s', pg_get_triggerdef(t.oid), tgenabled)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal
"""
POLICIES = """
SELECT format('policy %s on %s %s %s to %s using (%s) check (%s)', policyname, tablename, permissive, cmd, roles, qual,
              with_check) FROM pg_policies WHERE schemaname = 'public'
"""
GRANTS = """
SELECT format('grant %s on %s to %s', a.privilege_type, g.what, coalesce(nullif(a.grantee, 0)::regrole::text, 'public'))
  FROM (SELECT 'table ' || relname AS what, relacl AS acl FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'
        UNION ALL SELECT 'column ' || c.relname || '.' || attname, attacl
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
         WHERE c.relnamespace = 'public'::regnamespace AND NOT attisdropped
        UNION ALL SELECT 'function ' || oid::regprocedure, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace) g, aclexplode(g.acl) a
 WHERE g.acl IS NOT NULL
"""
SEQUENCES = """
SELECT format('sequence %s %s %s %s %s', sequencename, data_type, start_value, increment_by, cycle)
  FROM pg_sequences WHERE schemaname = 'public'
"""
EXTENSIONS = "SELECT 'extension ' || extname FROM pg_extension"
QUESTIONS = (COLUMNS, TABLES, INDEXES, VALID, CONSTRAINTS, FUNCTIONS, TRIGGERS, POLICIES, GRANTS, SEQUENCES, EXTENSIONS)


SAID_OTHERWISE = re.compile(r"::character varying|::text|\[\]|[()]")


def shape(connection: Any) -> set[str]:
    """Every line there is to say of the database behind a psycopg connection.

    PostgreSQL says an expression a little differently once it was dumped and restored: it moves casts between a
    list and its items. So casts between texts and brackets are left out; what is compared stays in its order.
    """
    return {SAID_OTHERWISE.sub("", line) for question in QUESTIONS for (line,) in connection.execute(question)}
