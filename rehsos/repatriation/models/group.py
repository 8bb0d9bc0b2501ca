"""A group that travels together: a list of people, most of whom have no case."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rehsos.directory.models import Office, Place
from rehsos.house.shapes import Beside, OwnedBy
from rehsos.people.models import Sex

from .journey import Direction, Journey


class Group(models.Model):
    """A group, of the office that brings it home. Names lie under a key of its own: its id."""

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    direction = models.CharField(max_length=8, choices=Direction.choices)
    category = models.CharField(max_length=24, blank=True)
    from_place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    to_place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")
    nation_sees = ("id", "direction")

    class Meta:
        indexes = [models.Index(fields=["office", "-began_at"], name="group_of_office")]


class Member(models.Model):
    """A line of the list. `journey` once they were opened as a case or joined to one; `sealed` is the name."""

    id = models.UUIDField(primary_key=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, db_index=False, related_name="members")
    number = models.SmallIntegerField()
    sex = models.CharField(max_length=1, choices=Sex.choices)
    age = models.SmallIntegerField(null=True)
    category = models.CharField(max_length=24, blank=True)
    destination = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = Beside("group_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="member_number_once"),
            models.UniqueConstraint(
                fields=["group", "journey"], condition=models.Q(journey__isnull=False), name="member_journey_once"
            ),
        ]
        indexes = [
            models.Index(fields=["journey"], name="member_of_journey", condition=models.Q(journey__isnull=False))
        ]
