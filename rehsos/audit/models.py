"""The two logs, and how often. Plain text and ids, no foreign keys: a log outlives what it speaks of."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from rehsos.house.shapes import AsWritten, FiledIn


class Action(models.Model):
    """One thing that was done. The timeline of a file is its actions, in order of `happened_at`.

    `room` is whose action it is; empty in lines from before it was kept, whose names are unique all the same.
    `recorded_at` is the database's own hour, whatever the app says (in_database.py).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=60)
    room = models.CharField(max_length=30, db_default="")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    worker = models.IntegerField()
    office = models.IntegerField()
    dossier = models.UUIDField(null=True)
    cause = models.UUIDField(null=True)
    facts = models.JSONField()
    sealed = models.BinaryField(null=True)
    digest = models.BinaryField()
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = FiledIn("dossier")
    append_only = True

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "-happened_at"], name="action_dossier"),
            models.Index(fields=["worker", "-happened_at"], name="action_worker"),
            BrinIndex(fields=["recorded_at"], name="action_recorded", autosummarize=True),
        ]


class Seal(models.Model):
    """A link of the chain over the action log: some lines in their order, what each hashed to, and a signature.

    `hashes` are 32 bytes for each of `ids`. `own` is the link's hash over all of it and over the link before;
    the signature is of `own` (chain.py, ADR 14). The app cannot write it but through a function.
    """

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    upto = models.DateTimeField()
    ids = ArrayField(models.UUIDField())
    hashes = models.BinaryField()
    own = models.BinaryField()
    signature = models.BinaryField()

    append_only = True
    by_function = True


class View(models.Model):
    """One look: who opened what on which day. One row a day for a file, one for each name revealed.

    `question` is what a count or a list was asked, as its address tells it: codes and days, never words.
    """

    at = models.DateTimeField()
    day = models.DateField()
    worker = models.IntegerField()
    office = models.IntegerField()
    what = models.CharField(max_length=20)
    dossier = models.UUIDField(null=True)
    question = models.CharField(max_length=300, blank=True, db_default="")
    offices = ArrayField(models.IntegerField(), default=list)

    shape = AsWritten("who could see it then is part of what the look says")
    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "dossier", "what", "day", "question"], name="view_once_a_day", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["dossier", "-at"], name="view_dossier")]


class Pace(models.Model):
    """How often a worker did something within one stretch of minutes. Never what it was about."""

    worker = models.IntegerField()
    what = models.CharField(max_length=20)
    since = models.DateTimeField()
    times = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "what", "since"], name="pace_once")]
