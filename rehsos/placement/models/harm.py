"""What staff of a house may have done to who stays there: told past the house, to the offices that answer for it."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Office
from rehsos.house.shapes import OwnedBy

from .stay import Stay


class HarmKind(models.TextChoices):
    """The kind under which it is counted among the incidents of a house."""

    HARM = "harm", _("Kejadian yang melukai")


class HarmReport(models.Model):
    """Harm by staff, as somebody at the house told it: seen by the dinas, the office above and the province alone.

    `office` is the house, which sees no row: neither its head nor its staff, nor who told it (ADR 41). `sealed` holds
    whose file it is, the bed and the words, `sealed_answer` what was done; both under the key of the report itself.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, db_index=False, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=12, choices=HarmKind.choices, default=HarmKind.HARM)
    dinas = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    above = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    province = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    at = models.DateTimeField()
    sealed = models.BinaryField()
    taken_at = models.DateTimeField(null=True)
    taken_office = models.IntegerField(null=True)
    sealed_answer = models.BinaryField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("dinas_id", "above_id", "province_id")
    nation_sees = ("id", "stay_id", "office_id", "kind", "at", "withdrawn_by")

    class Meta:
        indexes = [
            models.Index(fields=["office", "at"], name="harm_report_count"),
            models.Index(fields=["at"], name="harm_report_waits", condition=models.Q(taken_at=None)),
        ]

    @property
    def dossier_id(self) -> UUID:
        """Its own: it lies in no file that the house can open."""
        return self.id
