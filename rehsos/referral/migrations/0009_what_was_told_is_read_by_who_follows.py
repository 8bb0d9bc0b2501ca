"""What was told in a referral is read by its two offices, and by whoever followed one of them.

Until now it stayed with who had sent it when the case was handed on. A transfer that was accepted is no more revoked by
an erasing that came later.
"""

from django.db import migrations

FOLLOWED = """
UPDATE referral_part p SET offices = r.offices, barred = r.barred FROM referral_referral r
 WHERE r.id = p.referral_id AND (p.offices, p.barred) IS DISTINCT FROM (r.offices, r.barred)
"""
HANDED_ON = """
UPDATE referral_referral SET state = 'accepted', revoked_at = NULL
 WHERE deed = 'transfer' AND answer = 'accepted' AND state = 'revoked'
"""


class Migration(migrations.Migration):
    dependencies = [("referral", "0008_who_came_by_a_hand_over_leaves_again")]

    operations = [
        migrations.RunSQL(FOLLOWED, migrations.RunSQL.noop),
        migrations.RunSQL(HANDED_ON, migrations.RunSQL.noop),
    ]
