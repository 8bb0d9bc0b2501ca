"""One wrapped key per subject. Destroying a key erases everything sealed with it."""

from django.db import models


class Key(models.Model):
    """The data key of one subject (a person, a case, a report, a letter), wrapped by the keyset.

    `wrapped` is empty once destroyed: the row stays to say that something was erased, and when.
    """

    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    destroyed_at = models.DateTimeField(null=True)
