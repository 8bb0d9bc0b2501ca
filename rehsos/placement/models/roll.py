"""The roll of a night: which rooms somebody looked into, who was not there, and what the sums were."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rehsos.directory.models import Office
from rehsos.house.shapes import Beside, OwnedBy

from .house import Room
from .stay import Stay


class RollCall(models.Model):
    """One roll of a house. Nobody counts as there whose room nobody looked into.

    `at` is when it was held, which may be hours before it was typed. `hurt`: somebody had a visible injury. The three
    sums are of those who stayed there then: there, known or found to be away, and not looked for.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()
    worker = models.IntegerField()
    hurt = models.BooleanField()
    there = models.IntegerField()
    away = models.IntegerField()
    unseen = models.IntegerField()
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")

    class Meta:
        indexes = [models.Index(fields=["office", "-at"], name="roll_call_of")]


class RollCallRoom(models.Model):
    """A room that was looked into; null: where those without a bed sleep."""

    call = models.ForeignKey(RollCall, on_delete=models.PROTECT, db_index=False, related_name="rooms")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    offices = ArrayField(models.IntegerField(), default=list)

    shape = Beside("call_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "room"], nulls_distinct=False, name="roll_call_room_once")
        ]


class RollCallException(models.Model):
    """Somebody who was not there."""

    call = models.ForeignKey(RollCall, on_delete=models.PROTECT, db_index=False, related_name="exceptions")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, db_index=False, related_name="+")
    offices = ArrayField(models.IntegerField(), default=list)

    shape = Beside("call_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "stay"], name="roll_call_exception_once")]
