"""The ladder of care of a child: who could care for it, the first before the next, and why one was passed over."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case, Filed, Withdrawable
from rehsos.law.findings import RUNGS, USED


class Rung(models.TextChoices):
    """Who could care for a child, in their order (`law.findings.RUNGS`)."""

    OWN = "own", _("Keluarga inti")
    KIN = "kin", _("Kerabat")
    FOSTER = "foster", _("Orang tua asuh")
    GUARDIAN = "guardian", _("Wali")
    ADOPTION = "adoption", _("Orang tua angkat")
    INSTITUTION = "institution", _("Lembaga")


class RungState(models.TextChoices):
    """What is known of a rung."""

    NOT_ASKED = "", _("Belum ditanya")
    NONE = "none", _("Tidak ada")
    UNABLE = "unable", _("Tidak mampu")
    UNSAFE = "unsafe", _("Tidak aman")
    REFUSES = "refuses", _("Anak menolak")
    USED = USED, _("Dipakai")


def _rung() -> "models.CharField[str, str]":
    return models.CharField(max_length=8, choices=RungState.choices, default=RungState.NOT_ASKED, blank=True)


class CareLadder(Filed, Withdrawable):
    """The ladder as somebody saw it at an hour; the newest holds, the earlier ones say how it was.

    `reasoned` are the rungs for which a reason is written; the reasons lie in `sealed`, by rung.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()
    worker = models.IntegerField()
    own, kin, foster = _rung(), _rung(), _rung()
    guardian, adoption, institution = _rung(), _rung(), _rung()
    reasoned = ArrayField(models.CharField(max_length=12), default=list)
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="care_ladder_of")]

    @property
    def states(self) -> dict[str, str]:
        """What is known of each rung."""
        return {rung: getattr(self, rung) for rung in RUNGS}
