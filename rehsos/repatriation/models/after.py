"""What is asked of the dinas where a family lives, once somebody came home to it: four contacts and their answers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.house.shapes import FiledIn, Window

from .journey import Journey


class Step(models.TextChoices):
    """Which contact; how long after the return it is due says the law (`after_return_…`)."""

    WEEK = "7d", _("Kontak hari ke-7")
    MONTH = "1m", _("Kontak bulan ke-1")
    QUARTER = "3m", _("Kontak bulan ke-3")
    HALF = "6m", _("Kontak bulan ke-6")


class Found(models.TextChoices):
    """How somebody was found at home."""

    OPEN = "", _("Belum dihubungi")
    WELL = "well", _("Baik, tinggal bersama keluarganya")
    HELP = "help", _("Baik, tetapi perlu bantuan")
    UNSAFE = "unsafe", _("Tidak aman di sana")
    MOVED = "moved", _("Sudah pindah atau pergi")
    NOT_FOUND = "not_found", _("Tidak ditemukan")
    BY_OTHERS = "by_others", _("Sudah dihubungi kantor yang memulangkan")


class HomeContact(models.Model):
    """One contact, filed in the case and shown to the dinas that has none (`home`): who, where, what to look for.

    `asked` is the asking it belongs to, whose key seals it: `sealed` what the dinas reads, `told` what it answers.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    asked = models.UUIDField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, db_index=False, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    home = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    step = models.CharField(max_length=2, choices=Step.choices)
    home_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    found = models.CharField(max_length=10, choices=Found.choices, default=Found.OPEN, blank=True)
    revoked_at = models.DateTimeField(null=True)
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField()
    sealed = models.BinaryField(null=True)
    told = models.BinaryField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = FiledIn("case_id")
    window = Window("home_id", "shown_from", "shown_until")

    class Meta:
        indexes = [
            models.Index(fields=["journey"], name="home_contact_of"),
            models.Index(fields=["case"], name="home_contact_case"),
            models.Index(
                fields=["home", "due_at"], name="home_contact_owed", condition=models.Q(done_at=None, revoked_at=None)
            ),
            models.Index(fields=["due_at"], name="home_contact_late", condition=models.Q(revoked_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "step"], condition=models.Q(revoked_at=None), name="home_contact_once"
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None, found="") | models.Q(done_at__isnull=False) & ~models.Q(found=""),
                name="home_contact_found_somehow",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the dinas still owes it."""
        return self.done_at is None and self.revoked_at is None

    @property
    def is_late(self) -> bool:
        """Whether it should have been told by now."""
        return self.is_open and self.due_at < timezone.now()
