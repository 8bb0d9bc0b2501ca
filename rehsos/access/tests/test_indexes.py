"""Every index earns its keep: none repeats the beginning of another on the same rows."""

from typing import Any

from django.db import connection

# By columns, operators and rows; an index that also carries values (INCLUDE), or answers LIKE, is of its own kind.
REPEATED = """
SELECT less.indexrelid::regclass::text
  FROM pg_index less
  JOIN pg_index more ON more.indrelid = less.indrelid AND more.indexrelid <> less.indexrelid
  JOIN pg_class one ON one.oid = less.indexrelid AND one.relnamespace = 'public'::regnamespace
  JOIN pg_class two ON two.oid = more.indexrelid AND two.relam = one.relam
  JOIN pg_am kind ON kind.oid = one.relam AND kind.amname = 'btree'
  JOIN pg_class of ON of.oid = less.indrelid AND of.relname ~ %s
 WHERE NOT less.indisunique AND less.indexprs IS NULL AND less.indnatts = less.indnkeyatts
   AND coalesce(pg_get_expr(less.indpred, less.indrelid), '') = coalesce(pg_get_expr(more.indpred, more.indrelid), '')
   AND (less.indkey::int2[])[0:less.indnkeyatts - 1] = (more.indkey::int2[])[0:less.indnkeyatts - 1]
   AND (less.indclass::oid[])[0:less.indnkeyatts - 1] = (more.indclass::oid[])[0:less.indnkeyatts - 1]
   AND (less.indoption::int2[])[0:less.indnkeyatts - 1] = (more.indoption::int2[])[0:less.indnkeyatts - 1]
   AND more.indnkeyatts >= less.indnkeyatts
"""
OURS = "^(access|audit|cases|directory|intake|justice|papers|people|statistics|vault)_"


def test_no_index_repeats_the_beginning_of_another(people: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REPEATED, [OURS])
        assert [name for (name,) in cursor.fetchall()] == []
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE schemaname = 'public' AND tablename ~ %s", [OURS])
        assert cursor.fetchone()[0] > 100
