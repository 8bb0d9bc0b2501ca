"""Persons. What identifies is sealed; what is counted is plain."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Office, Worker
from rehsos.house.shapes import Beside, Gathered, OwnedBy


class Sex(models.TextChoices):
    FEMALE = "P", _("Perempuan")
    MALE = "L", _("Laki-laki")
    UNKNOWN = "?", _("Tidak diketahui")


class Person(models.Model):
    """A human being somebody registered.

    `sealed` holds the identity (identity.py) under the person's own key. `birth_year` serves counts and
    lists; it is an estimate when `birth_estimated`. A duplicate points to its true person.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    sex = models.CharField(max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    birth_year = models.SmallIntegerField(null=True)
    birth_estimated = models.BooleanField(default=False)
    sealed = models.BinaryField()
    registered_at = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    true_person = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = Gathered(own="registered_at_id")
    nation_sees = ("id", "sex", "birth_year", "birth_estimated", "true_person_id")

    class Meta:
        indexes = [GinIndex(fields=["offices"], name="person_offices", opclasses=["array_ops"])]

    @property
    def dossier_id(self) -> UUID:
        """A person's own file in the action log."""
        return self.id


class SamePerson(models.Model):
    """A worker's word that two registered persons are one, or two after all, and what somebody else said to it.

    Confirmed, `duplicate.true_person` follows. Both stay as they are. The reason is sealed with the key of `duplicate`.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    duplicate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    true = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    apart = models.BooleanField(default=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)
    sealed = models.BinaryField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")

    class Meta:
        # What waits in an office is found by the constraint that begins with the office.
        constraints = [
            models.UniqueConstraint(
                fields=["office", "duplicate"], name="same_asked_once", condition=models.Q(confirmed=None)
            )
        ]

    @property
    def dossier_id(self) -> UUID:
        """Told in the file of who is the duplicate."""
        return self.duplicate_id


class Token(models.Model):
    """Keyed tokens of a person's names, NIK, phones and places. Nothing readable; found by people_match().

    `offices` is the person's own, so that one index finds a name among those an office may see.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    tokens = ArrayField(models.BigIntegerField())
    offices = ArrayField(models.IntegerField(), default=list)

    shape = Beside("person_id")
    hidden = True

    class Meta:
        indexes = [GinIndex(fields=["tokens", "offices"], name="token_gin")]
