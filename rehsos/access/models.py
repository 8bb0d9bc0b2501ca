"""Sign-ins. What a person may see follows from the worker's postings, not from the sign-in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from rehsos.audit.actor import Actor
from rehsos.directory.models import Office, Worker
from rehsos.house.shapes import OwnedBy


class UserQuerySet(BaseUserManager["User"]):
    """Finds users by e-mail, in any letter case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A sign-in: e-mail and password, with TOTP and passkeys kept by allauth.

    `pin` unlocks the names of one's own cases for a session (practice.md §3 row 1).
    """

    email = models.EmailField(unique=True)
    worker = models.OneToOneField(Worker, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    is_staff = False
    is_superuser = False
    pin = models.CharField(max_length=128, blank=True)
    pin_failures = models.SmallIntegerField(default=0)

    objects: ClassVar[UserQuerySet] = UserQuerySet()

    acts: Actor | None = None
    """Who they are at work in the request at hand (access.backend); set there, kept nowhere."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email


class KeptForm(models.Model):
    """What was typed when the session ran out and where, sealed, for the same person to take up again."""

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()


class SavedForm(models.Model):
    """A form that was saved, under the id of its action: the same one sent again is told so."""

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField()
    target = models.CharField(max_length=300)
    saved_at = models.DateTimeField()


class Draft(models.Model):
    """A form half filled, sealed with its writer's key; gone once the form is saved.

    `place` is a keyed digest of the page's address: the row tells neither what the form is about nor whom.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, db_index=False, related_name="+")  # draft_once begins so
    place = models.BinaryField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="draft_once")]


class AnswerCode(models.Model):
    """A code with which somebody without a sign-in answers one question of an office, once (ADR 34).

    The code itself is kept nowhere: `digest` knows it again, and `second` what must be typed beside it. `kind` says
    whose question it is (`doors.ByCode`), `thing` which. `sealed` is all that is read with it, under the key of the
    thing: who is erased there is erased here. `tries` are the wrong ones.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=20)
    thing = models.UUIDField(db_index=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    digest = models.BinaryField()
    second = models.BinaryField()
    key = models.UUIDField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="answer_code_once")]


class Circle(models.Model):
    """A few workers to whom alone something is open: its id stands below zero in the `barred` of a row (house.shapes).

    Who is in it may change; the rows that it closes stay as they are.
    """

    members = ArrayField(models.IntegerField())
