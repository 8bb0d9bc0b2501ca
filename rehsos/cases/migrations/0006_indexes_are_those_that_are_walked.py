"""Indexes that another one covers go; those that pages walk along come."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_shares_and_clocks_mirror_their_case'),
        ('directory', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='case',
            name='case_client',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_count',
        ),
        migrations.RemoveIndex(
            model_name='clock',
            name='clock_due',
        ),
        migrations.AlterField(
            model_name='assignment',
            name='worker',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.worker'),
        ),
        migrations.AlterField(
            model_name='case',
            name='code',
            field=models.CharField(max_length=20),
        ),
        migrations.AlterField(
            model_name='case',
            name='counts_at',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.office'),
        ),
        migrations.AlterField(
            model_name='case',
            name='event_place',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.place'),
        ),
        migrations.AlterField(
            model_name='case',
            name='place',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.place'),
        ),
        migrations.AlterField(
            model_name='casetype',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='circumstance',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='clock',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='fact',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='participant',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='plan',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='servicecase',
            name='service',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='clients', to='cases.service'),
        ),
        migrations.AlterField(
            model_name='serviceworker',
            name='service',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='workers', to='cases.service'),
        ),
        migrations.AlterField(
            model_name='serviceworker',
            name='worker',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.worker'),
        ),
        migrations.AlterField(
            model_name='share',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='share',
            name='office',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.office'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(models.F('owner'), django.db.models.functions.comparison.Coalesce('last_contact_on', 'opened_on'), condition=models.Q(('status', 'open')), include=('code', 'opened_on', 'id'), name='case_running'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['counts_at', 'role', 'opened_month'], include=('kind', 'place', 'sex', 'age', 'status', 'primary_type', 'offices', 'barred', 'opened_on', 'id'), name='case_count'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('advisory', False), ('duty__in', ['ours', 'policy']), ('state', 'running'), ('status', 'open')), fields=['owner', 'due_at'], include=('case', 'rule', 'duty', 'second_due_at', 'offices', 'barred'), name='clock_late'),
        ),
        migrations.AddIndex(
            model_name='share',
            index=models.Index(fields=['office', 'status', 'stage', 'role', '-opened_on', '-case'], name='share_filter'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('code',), name='case_code_once'),
        ),
    ]
