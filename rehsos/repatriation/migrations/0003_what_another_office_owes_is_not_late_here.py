"""Who travels is owed to be accepted by the office at the other end: never late where their case is."""

from django.db import migrations

OWED = """
INSERT INTO cases_circumstance (case_id, kind, subject, code, value, offices, barred)
SELECT r.case_id, 'leg', r.id, 'owed_at', l.receiver_id::text, r.offices, r.barred
  FROM repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id
 WHERE r.case_id IS NOT NULL AND l.receiver_id IS NOT NULL AND l.departed_at IS NOT NULL AND r.outcome = ''
    ON CONFLICT (case_id, subject, code) DO NOTHING"""
CLOCKS = """
UPDATE cases_clock k SET duty = 'others'
  FROM repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id JOIN cases_case c ON c.id = r.case_id
 WHERE k.case_id = r.case_id AND k.subject = r.id AND k.rule = 'leg_accept' AND k.duty = 'policy'
   AND k.state IN ('running', 'paused') AND l.receiver_id <> c.owner_id"""


class Migration(migrations.Migration):
    dependencies = [
        ("repatriation", "0002_a_leg_has_its_costs"),
        ("cases", "0042_a_case_says_since_when_its_head_is_told"),
    ]

    operations = [
        migrations.RunSQL(OWED, migrations.RunSQL.noop),
        migrations.RunSQL(CLOCKS, migrations.RunSQL.noop),
    ]
