"""Who was accepted at an office, as one of a group for one, and has no case: where they are until a case says it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.house.shapes import OwnedBy
from rehsos.people.models import Sex


class Went(models.TextChoices):
    """What became of a guest."""

    HERE = "", _("Masih di sini")
    TAKEN = "taken", _("Diterima di kamar")
    ONWARD = "onward", _("Berangkat dengan etape berikutnya")
    LEFT = "left", _("Sudah pergi")
    DIED = "died", _("Meninggal")


class Guest(models.Model):
    """Somebody an office accepted who has no case. `id` is the ride they came by, `sender` the office whose list it is.

    `thing` is their line of that list, and `key` whose key seals their name. `case` is that in which they were taken
    in; before, that which the sender opened for them since. `went_by` is the action that said what became of them.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    sender = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    since = models.DateTimeField()
    sex = models.CharField(max_length=1, choices=Sex.choices)
    age = models.SmallIntegerField(null=True)
    category = models.CharField(max_length=24, blank=True)
    thing = models.UUIDField()
    key = models.UUIDField()
    sealed = models.BinaryField(null=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    went = models.CharField(max_length=8, choices=Went.choices, default=Went.HERE, blank=True)
    went_to = models.CharField(max_length=12, blank=True)
    went_at = models.DateTimeField(null=True)
    went_by = models.UUIDField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id", "sender_id")

    class Meta:
        indexes = [
            models.Index(fields=["office", "since"], name="guest_here", condition=models.Q(went="")),
            models.Index(fields=["thing"], name="guest_thing"),
            models.Index(fields=["case"], name="guest_case", condition=models.Q(case__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(went="", went_at=None) | ~models.Q(went="") & models.Q(went_at__isnull=False),
                name="guest_went_somewhen",
            )
        ]

    @property
    def sex_said(self) -> str:
        """In words."""
        return str(Sex(self.sex).label)
