"""Of the open stays of one person the one stands that no claim speaks against: the house that holds them, else the last.

The migration before took the last alone: where another office held the person, both were left contested.
"""

from django.db import migrations

_BEST = """SELECT DISTINCT ON (s.one) s.id FROM placement_stay s
  WHERE s.ended_at IS NULL AND s.withdrawn_by IS NULL
    AND NOT EXISTS (SELECT FROM cases_whereabouts w WHERE w.case_id = s.case_id AND w.until IS NULL
                       AND w.withdrawn_by IS NULL AND w.standing <> 'holds')
  ORDER BY s.one, EXISTS (SELECT FROM cases_whereabouts w WHERE w.one = s.one AND w.office_id = s.office_id
                             AND w.until IS NULL AND w.withdrawn_by IS NULL AND w.standing = 'holds') DESC,
           s.since DESC, s.id DESC"""
STANDS = f"""
UPDATE placement_stay SET contested = true
 WHERE ended_at IS NULL AND withdrawn_by IS NULL AND NOT contested AND id NOT IN ({_BEST});
UPDATE placement_stay SET contested = false WHERE contested AND id IN ({_BEST});
"""


class Migration(migrations.Migration):
    dependencies = [("placement", "0004_nobody_stays_in_two_houses")]

    operations = [migrations.RunSQL(STANDS, migrations.RunSQL.noop)]
