"""The time for an answer runs from the sending; an age that is not sure is kept with what it may be.

What waited and was not taken up gets its end. What was received keeps the end that both offices have read.
"""

from django.db import migrations, models

GUESSED = """
UPDATE referral_referral r SET age_low = greatest(r.age - 1, 0), age_high = r.age + 1
  FROM cases_case c JOIN people_person p ON p.id = c.client_id
 WHERE c.id = r.case_id AND r.age IS NOT NULL AND (p.birth_estimated OR p.birth_year IS NULL)
"""


def give_ends(apps, _editor):
    waiting = apps.get_model("referral", "Referral").objects.select_related("receiver")
    for one in waiting.filter(state="sent", answer_due=None):
        from rehsos.referral.clock import answer_due
        from rehsos.referral.models import Urgency

        waiting.filter(pk=one.pk).update(answer_due=answer_due(one.pk, Urgency(one.urgency), one.receiver, one.sent_at))


class Migration(migrations.Migration):
    dependencies = [
        ("referral", "0002_what_names_somebody_lies_under_a_key_of_its_own"),
        ("directory", "0006_a_hidden_office_goes_by_a_code"),
    ]

    operations = [
        migrations.AddField("referral", "age_low", models.SmallIntegerField(null=True)),
        migrations.AddField("referral", "age_high", models.SmallIntegerField(null=True)),
        migrations.RunSQL(GUESSED, migrations.RunSQL.noop),
        migrations.RunPython(give_ends, migrations.RunPython.noop),
    ]
