"""A child with several cases is counted once: their cases bear a mark, kept by access.guard_sums from here on."""

from django.db import migrations, models


COUNTED = (
    'kind', 'role', 'opened_month', 'place', 'sex', 'age', 'age_at_deed', 'status', 'primary_type', 'opened_on', 'offices',
    'barred', 'id',
)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_a_round_of_the_book_goes_on_where_it_was'),
        ('directory', '0002_a_policy_says_its_day'),
        ('people', '0002_two_persons_can_be_one'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='repeated',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RemoveIndex(model_name='case', name='case_walled'),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('barred', []), _negated=True), fields=['counts_at'], include=COUNTED, name='case_walled'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(models.Q(('barred', []), _negated=True), ('repeated', True), _connector='OR'), fields=['counts_at'], include=(*COUNTED, 'client', 'repeated'), name='case_apart'),
        ),
        migrations.RunSQL(
            "UPDATE cases_case c SET repeated = true FROM (SELECT k.id, "
            "count(*) OVER (PARTITION BY coalesce(p.true_person_id, p.id)) > 1 AS repeated "
            "FROM cases_case k JOIN people_person p ON p.id = k.client_id) r WHERE c.id = r.id AND r.repeated",
            migrations.RunSQL.noop,
        ),
    ]
