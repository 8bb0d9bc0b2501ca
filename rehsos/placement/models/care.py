"""A child whom an LKSA took in by itself: told to the dinas of the place, which decides who is to care for it."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.house.shapes import Beside
from rehsos.referral.models import Referral

from .stay import Stay


class Known(models.TextChoices):
    """Whether a new child has something, as far as the LKSA knows."""

    YES = "yes", _("Ada")
    NO = "no", _("Tidak ada")
    UNKNOWN = "", _("Belum diketahui")


class CareDecision(models.TextChoices):
    """What the dinas decides of a new child: a rung of the ladder (`Rung`), or which house."""

    NONE = "", _("Menunggu keputusan")
    HOME = "home", _("Pulang ke keluarga inti")
    KIN = "kin", _("Ke kerabat")
    FOSTER = "foster", _("Ke orang tua asuh")
    GUARDIAN = "guardian", _("Ke wali")
    ADOPTION = "adoption", _("Ke orang tua angkat")
    HOUSE = "house", _("Ke lembaga lain")
    STAY = "stay", _("Tetap di lembaga ini untuk sementara")


class NewChild(models.Model):
    """A new child of an LKSA before the dinas. Its question is a referral, and both offices of that see the row.

    The dinas sees no row of the stay: `since` is its day as it was told. What the two write to each other, the reason
    of the decision among it, lies in the referral. `until` is how long it may stay there.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, db_index=False, related_name="+")
    since = models.DateTimeField()
    identity = models.CharField(max_length=4, choices=Known.choices, default=Known.UNKNOWN, blank=True)
    family = models.CharField(max_length=4, choices=Known.choices, default=Known.UNKNOWN, blank=True)
    decision = models.CharField(max_length=8, choices=CareDecision.choices, default=CareDecision.NONE, blank=True)
    until = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = Beside("referral_id")

    class Meta:
        indexes = [models.Index(fields=["stay"], name="new_child_of_stay")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at=None)
                | models.Q(~models.Q(decision=""), decided_at__isnull=False),
                name="new_child_decided_at",
            )
        ]

    @property
    def dossier_id(self) -> UUID:
        """The referral's: it is of both offices."""
        return self.referral_id
