"""Who gave a case away answers for its client no more: what was told before is ended where the case was handed on.

Whoever took it over answers from then on; of a case that went on further, each for the time that it had it.
"""

from typing import Any

from django.db import migrations

WENT = """
WITH gone AS (
  SELECT DISTINCT ON (k.id) k.id, k.since, t.id AS cause, t.happened_at AS at, (t.facts->>'receiver')::int AS receiver
    FROM cases_custody k JOIN cases_case c ON c.id = k.case_id AND c.owner_id <> k.office_id
    JOIN audit_action told ON told.id = k.cause
    JOIN audit_action t ON t.dossier = k.case_id AND t.name = 'take_over' AND t.recorded_at > told.recorded_at
     AND t.facts->>'sender' = k.office_id::text
   WHERE k.until IS NULL AND k.withdrawn_by IS NULL AND k.standing = 'holds'
   ORDER BY k.id, t.recorded_at
), ended AS (
  UPDATE cases_custody k SET until = greatest(g.at, g.since), ended_by = g.cause FROM gone g WHERE k.id = g.id
  RETURNING k.*, g.receiver
)
INSERT INTO cases_custody (id, case_id, person_id, one, kind, office_id, since, cause, standing, offices, barred)
SELECT gen_random_uuid(), case_id, person_id, one, 'office', receiver, until, ended_by, 'holds', offices, barred
  FROM ended
"""


def go_along(_apps: Any, editor: Any) -> None:
    """As often as a case went on."""
    with editor.connection.cursor() as cursor:
        cursor.execute(WENT)
        while cursor.rowcount:
            cursor.execute(WENT)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0037_a_client_may_be_protected"),
        ("audit", "0005_a_line_says_its_room"),
    ]

    operations = [migrations.RunPython(go_along, migrations.RunPython.noop)]
