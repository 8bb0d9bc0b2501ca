"""Sessions are found by the digest of their key; those that run go on. Counts of sign-ins in the old form are dropped."""

from django.db import migrations

DIGESTS = "UPDATE django_session SET session_key = left(encode(sha256(convert_to(session_key, 'UTF8')), 'hex'), 40)"
OLD_COUNTS = """DO $$ BEGIN
  IF to_regclass('access_cache') IS NOT NULL THEN DELETE FROM access_cache; END IF;
END $$"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_a_form_is_known_again_and_waits_without_an_address"), ("sessions", "0001_initial")]

    operations = [
        migrations.RunSQL(DIGESTS, migrations.RunSQL.noop),
        migrations.RunSQL(OLD_COUNTS, migrations.RunSQL.noop),
    ]
