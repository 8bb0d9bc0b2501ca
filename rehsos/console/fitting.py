"""Whether the tables that stand there fit the code: columns, indexes and constraints, and the guard's functions."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models

from rehsos.access.guard import drawn

Field = Any  # django.db.models.Field: generic for the type checker only
_COLUMNS = """
SELECT c.relname || '.' || a.attname,
       format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN '' ELSE ' null' END
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s) AND a.attnum > 0 AND NOT a.attisdropped
"""
_NAMED = """
SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
 WHERE c.relnamespace = 'public'::regnamespace AND i.indisvalid
UNION SELECT conname::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND convalidated
"""
# A column that is unique by itself, or refers elsewhere: `papers_letter.office_id -> directory_office`.
_SINGLE = """
SELECT c.conrelid::regclass || '.' || a.attname
       || CASE c.contype WHEN 'f' THEN ' -> ' || c.confrelid::regclass ELSE ' unique' END
  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
 WHERE c.connamespace = 'public'::regnamespace AND cardinality(c.conkey) = 1 AND c.contype IN ('f', 'p', 'u')
   AND c.convalidated
"""
_BODIES = """
SELECT drawn, btrim(p.prosrc) FROM unnest(%s::text[]) drawn JOIN pg_proc p ON p.oid = to_regprocedure(drawn)
"""


def misfits() -> list[str]:
    """Each column, index, constraint or function that is missing, too many or another than the code wants."""
    ours = list(apps.get_models())
    return sorted({*_columns(ours), *_keys(ours), *_functions()})


def _columns(ours: Sequence[type[models.Model]]) -> Iterator[str]:
    wanted = {f"{_table(m)}.{field.column}": _kind(field) for m in ours for field in _fields(m)}
    there = dict(_asked(_COLUMNS, [[_table(model) for model in ours]]))
    for name in wanted.keys() | there.keys():
        if name not in there:
            yield f"{name} tidak ada"
        elif name not in wanted:
            yield f"{name} tidak dikenal kode ini"
        elif there[name] != wanted[name]:
            yield f"{name} berjenis {there[name]}, bukan {wanted[name]}"


def _kind(field: Field) -> str:
    """A field's type as PostgreSQL says it."""
    said = str(field.db_type(connection)).replace("varchar", "character varying").replace(", ", ",")
    said = "time without time zone" if said == "time" else said
    return said + (" null" if field.null else "")


def _keys(ours: Sequence[type[models.Model]]) -> Iterator[str]:
    named = {name for (name,) in _asked(_NAMED)}
    single = {name for (name,) in _asked(_SINGLE)}
    for model in ours:
        meta = model._meta  # noqa: SLF001 - the public way in
        yield from (f"{one.name} tidak ada" for one in (*meta.indexes, *meta.constraints) if one.name not in named)
        for field in _fields(model):
            yield from (f"{said} tidak ada" for said in _single(model, field) if said not in single)


def _single(model: type[models.Model], field: Field) -> Iterator[str]:
    column = f"{_table(model)}.{field.column}"
    if field.unique:
        yield f"{column} unique"
    if isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", True):
        yield f"{column} -> {_table(field.related_model)}"


def _functions() -> Iterator[str]:
    wanted = drawn().functions
    there = dict(_asked(_BODIES, [[one.types for one in wanted]]))
    for one in wanted:
        if there.get(one.types) != one.body.strip():
            yield f"fungsi {one.name} {'berbeda' if one.types in there else 'tidak ada'}"


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - the public way in


def _fields(model: type[models.Model]) -> Iterator[Field]:
    yield from (field for field in model._meta.local_fields if field.column)  # noqa: SLF001 - the public way in


def _asked(sql: str, given: Sequence[list[str]] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))
        return list(cursor.fetchall())
