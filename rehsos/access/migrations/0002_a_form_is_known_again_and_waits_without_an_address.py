"""Saved forms are remembered; the address of what waits moves from the clear into what is sealed."""

import hashlib
from typing import Any
from uuid import UUID, uuid5

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rehsos.vault.keys import key_of, keyset
from rehsos.vault.seal import Unsealable, seal, unseal_json

NAMESPACE = UUID("6f3a3b5e-7d2c-5b57-9a60-1f0f6a6e7a11")


def seal_addresses(apps: Any, _editor: Any) -> None:
    """What does not open any more can't be taken up either: it goes."""
    for row in apps.get_model("access", "Draft").objects.all():
        typed = _opened(row, "draft")
        if typed is None:
            row.delete()
            continue
        row.sealed = _sealed(row, typed | {"form_address": [row.path]}, "draft")
        row.place = _place(row)
        row.save()
    for row in apps.get_model("access", "KeptForm").objects.all():
        told = _opened(row, "kept")
        if told is None:
            row.delete()
            continue
        told["typed"] |= {"form_address": [row.path]}
        row.sealed = _sealed(row, told, "kept")
        row.save()


def _opened(row: Any, context: str) -> dict[str, Any] | None:
    subject = uuid5(NAMESPACE, str(row.user_id))
    try:
        found: dict[str, Any] = unseal_json(key_of(subject), bytes(row.sealed), subject=subject, context=context)
    except Unsealable:
        return None
    return found


def _sealed(row: Any, told: dict[str, Any], context: str) -> bytes:
    subject = uuid5(NAMESPACE, str(row.user_id))
    return seal(key_of(subject), told, subject=subject, context=context)


def _place(row: Any) -> bytes:
    told = f"{row.user_id}:{row.path}".encode()
    return hashlib.blake2b(told, digest_size=16, key=keyset().token_key[:32], person=b"draft").digest()


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("vault", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SavedForm",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("digest", models.BinaryField()),
                ("target", models.CharField(max_length=300)),
                ("saved_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddField("Draft", "place", models.BinaryField(null=True)),
        migrations.RunPython(seal_addresses, migrations.RunPython.noop),
        migrations.RemoveConstraint("Draft", "draft_once"),
        migrations.RemoveField("Draft", "path"),
        migrations.RemoveField("KeptForm", "path"),
        migrations.AlterField("Draft", "place", models.BinaryField()),
        migrations.AddConstraint("Draft", models.UniqueConstraint(fields=["user", "place"], name="draft_once")),
    ]
