"""What an office can lend, and what it has lent to whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Filed, Subject
from rehsos.directory.models import Office
from rehsos.house.shapes import OwnedBy

GIVER = "lending.giver"
"""As what `Aid.sealed` lies."""


class AidKind(models.TextChoices):
    WHEELCHAIR = "wheelchair", _("Kursi roda")
    HEARING = "hearing", _("Alat bantu dengar")
    CRUTCH = "crutch", _("Kruk")


class Aid(models.Model):
    """A thing of the office, in no case. `sealed`, under a key of its own, says who gave it."""

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=AidKind.choices)
    mark = models.CharField(max_length=40)
    sealed = models.BinaryField()
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")
    nation_sees = ("id", "kind")


class Loan(Filed):
    """That a client has it, from one day to another. `sealed` says what was agreed.

    The office that counts the case and the client's place stand beside it, as on the case: sums are kept of them.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    aid = models.ForeignKey(Aid, on_delete=models.PROTECT, related_name="+")
    lent_on = models.DateField()
    returned_on = models.DateField(null=True)
    sealed = models.BinaryField()
    counts_at_id = models.IntegerField(default=0)
    place_id = models.CharField(max_length=13, blank=True)

    mirrors = ("counts_at_id", "place_id")
    nation_sees = ("id", "case_id", "aid_id", "lent_on", "counts_at_id", "place_id")

    @property
    def subject(self) -> Subject:
        """What its clock hangs on."""
        return Subject("loan", self.pk)
