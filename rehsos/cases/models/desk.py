"""A desk handed on: the cases of a worker who leaves, to a colleague of the same office who confirms it."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Office, Worker
from rehsos.house.shapes import OwnedBy

from .case import Filed


class Leaving(models.TextChoices):
    """Why somebody hands their desk on."""

    MOVES = "moves", _("Pindah tugas")
    CONTRACT = "contract", _("Kontrak atau penempatan berakhir")
    LEAVE = "leave", _("Cuti panjang atau tugas belajar")
    LOAD = "load", _("Pembagian ulang beban kasus")
    OTHER = "other", _("Alasan lain")


class Declined(models.TextChoices):
    """Why who was to receive it does not take it."""

    FULL = "full", _("Beban kasus saya sudah penuh")
    AWAY = "away", _("Saya sendiri cuti atau pindah")
    KNOWN = "known", _("Saya mengenal klien atau keluarganya")
    OTHER = "other", _("Alasan lain, sudah dibicarakan dengan Kabid")


class DeskState(models.TextChoices):
    """Where a desk that is handed on stands."""

    WAITS = "waits", _("Menunggu konfirmasi penerima")
    TAKEN = "taken", _("Dikonfirmasi penerima")
    DECLINED = "declined", _("Ditolak penerima")
    WITHDRAWN = "withdrawn", _("Ditarik kembali")


class Outcome(models.TextChoices):
    """What became of one of its cases."""

    WAITS = "", _("Menunggu")
    MOVED = "moved", _("Diserahterimakan")
    STAYED = "stayed", _("Tidak ikut")


class DeskHandover(models.Model):
    """What one worker hands to one colleague. Nothing moves before that one confirms. Its id is the action's.

    Who hands to several makes one for each of them: each confirms their own.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    # Found by what waits at it; what was settled is read by its id.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, db_index=False, related_name="+")
    receiver = models.ForeignKey(Worker, on_delete=models.PROTECT, db_index=False, related_name="+")
    proposed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, db_index=False, related_name="+")
    why = models.CharField(max_length=10, choices=Leaving.choices)
    state = models.CharField(max_length=10, choices=DeskState.choices, default=DeskState.WAITS)
    declined = models.CharField(max_length=8, choices=Declined.choices, default="", blank=True)
    proposed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")

    class Meta:
        indexes = [models.Index(fields=["office", "-proposed_at"], name="desk_of_office")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(worker=models.F("receiver")), name="desk_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.worker.name} → {self.receiver.name}"


class DeskCase(Filed):
    """A case of a desk that is handed on; one that is closed to a worker stays so. In one that waits at a time.

    `listed` is what stood open in it when it was taken (`desks.Listed`), in codes: what both sign for.
    """

    handover = models.ForeignKey(DeskHandover, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, db_index=False, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITS, blank=True)
    listed = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "worker"], condition=models.Q(outcome=""), name="desk_case_waits_once"
            )
        ]

    @property
    def dossier_id(self) -> UUID:
        return self.case_id
