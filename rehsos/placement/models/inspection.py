"""A house is inspected: who went, how many children were seen alone, what was found, who is to mend it and by when."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rehsos.cases.models import Withdrawable
from rehsos.directory.models import Office
from rehsos.house.shapes import Beside, OwnedBy


class Inspection(Withdrawable):
    """A visit of the dinas to a house. `seen_alone`: children talked to without staff; null: not told.

    Both read who went and what was found; what was seen only the dinas (`inspecting.told_to`).
    `sealed` holds who went and what was seen, under a key of its own, which is the dossier of its findings, too.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    house = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    on = models.DateField()
    seen_alone = models.SmallIntegerField(null=True)
    sealed = models.BinaryField()
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id", "house_id")

    class Meta:
        indexes = [
            models.Index(fields=["office", "-on"], name="inspection_by"),
            models.Index(fields=["house", "-on"], name="inspection_of"),
        ]

    @property
    def dossier_id(self) -> UUID:
        """Its own: it is of both offices."""
        return self.id


class Finding(models.Model):
    """What was found, whose it is to mend (the house's, or the dinas' own), by when, and when it was done."""

    id = models.UUIDField(primary_key=True, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    owner = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    due_on = models.DateField()
    closed_on = models.DateField(null=True)
    closed_office = models.IntegerField(null=True)
    sealed = models.BinaryField()
    sealed_done = models.BinaryField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = Beside("inspection_id")

    class Meta:
        indexes = [models.Index(fields=["owner", "due_on"], name="finding_open", condition=models.Q(closed_on=None))]

    @property
    def dossier_id(self) -> UUID:
        """That of the inspection."""
        return self.inspection_id
