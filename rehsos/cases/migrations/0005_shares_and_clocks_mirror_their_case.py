"""What lists ask of a case stands beside what they walk along; access.guard draws the triggers that keep it so."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_a_case_can_be_void'),
        ('directory', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='clock',
            name='owner',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.office'),
        ),
        migrations.AddField(
            model_name='clock',
            name='status',
            field=models.CharField(choices=[('open', 'Berjalan'), ('closed', 'Diakhiri'), ('void', 'Dibatalkan')], default='open', max_length=8),
        ),
        migrations.AddField(
            model_name='share',
            name='last_contact_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='share',
            name='role',
            field=models.CharField(blank=True, choices=[('', 'Tanpa perkara'), ('child_in_conflict', 'Anak (berkonflik)'), ('child_victim', 'Anak korban'), ('child_witness', 'Anak saksi')], default='', max_length=18),
        ),
        migrations.AddField(
            model_name='share',
            name='stage',
            field=models.CharField(choices=[('1_received', 'Aduan diterima'), ('2_basis', 'Dasar layanan'), ('3_assessment', 'Asesmen'), ('4_plan', 'Rencana layanan'), ('5_service', 'Layanan'), ('6_monitoring', 'Pemantauan'), ('7_termination', 'Pengakhiran'), ('8_aftercare', 'Bimbingan lanjut')], default='1_received', max_length=14),
        ),
        migrations.AddField(
            model_name='share',
            name='status',
            field=models.CharField(choices=[('open', 'Berjalan'), ('closed', 'Diakhiri'), ('void', 'Dibatalkan')], default='open', max_length=8),
        ),
        migrations.RunSQL(
            [
                "UPDATE cases_share s SET (status, stage, role, last_contact_on) = ROW (c.status, c.stage, c.role, "
                "c.last_contact_on) FROM cases_case c WHERE c.id = s.case_id",
                "UPDATE cases_clock k SET (owner_id, status) = ROW (c.owner_id, c.status) "
                "FROM cases_case c WHERE c.id = k.case_id",
            ],
            migrations.RunSQL.noop,
        ),
    ]
