"""Who was accepted by an office within the last week, has no case and rode no further, is there still.

Of who came earlier the office reads the leg no more, and nobody says that they did not go on since.
"""

from django.db import migrations

HERE = """
INSERT INTO referral_guest (id, office_id, sender_id, since, sex, age, category, thing, key, sealed, went, went_to, offices)
SELECT r.id, l.receiver_id, l.office_id, r.ended_at, r.sex, r.age, r.category, r.member_id, r.key, r.sealed, '', '',
       ARRAY[l.receiver_id, l.office_id]
  FROM repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id
 WHERE r.outcome = 'arrived' AND r.accepted_as = 'office' AND l.receiver_id IS NOT NULL AND r.case_id IS NULL
   AND r.member_id IS NOT NULL AND r.ended_at > now() - interval '7 days'
   AND NOT EXISTS (SELECT FROM repatriation_ride x JOIN repatriation_leg y ON y.id = x.leg_id
                    WHERE x.member_id = r.member_id AND x.aboard AND y.departed_at > r.ended_at)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("repatriation", "0007_who_rides_behind_a_wall_is_found_at_once"),
        ("referral", "0017_who_is_accepted_without_a_case_is_somewhere"),
    ]

    operations = [migrations.RunSQL(HERE, migrations.RunSQL.noop)]
