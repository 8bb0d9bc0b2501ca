"""One wrapped key per subject, and the mark of the keyset that wraps them. Destroying a key erases what it sealed."""

from django.db import models


class Key(models.Model):
    """The data key of one subject (a person, a case, a report, a letter), wrapped by the keyset.

    `wrapped` is empty once destroyed: the row stays to say that something was erased, and when.
    """

    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    destroyed_at = models.DateTimeField(null=True)

    lasting = True


class Mark(models.Model):
    """Whose data this is: one row, a fingerprint of the keyset that its keys are wrapped by.

    It stays through rotation, and says that there was a keyset even where every key is gone.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    keyset = models.BinaryField()
    made_at = models.DateTimeField()

    lasting = True

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="mark_once")]
