"""Aduan and requests: what somebody told us, before it is decided what becomes of it."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.directory.models import Office, Place
from rehsos.house.shapes import OwnedBy


class Channel(models.TextChoices):
    PHONE = "phone", _("Telepon atau WA")
    LETTER = "letter", _("Surat")
    WALK_IN = "walk_in", _("Datang langsung")
    OUTREACH = "outreach", _("Penjangkauan")
    HOTLINE = "hotline", _("Hotline")
    PUBLIC = "public", _("Aduan warga")


class FromRole(models.TextChoices):
    INVESTIGATOR = "investigator", _("Penyidik")
    PROSECUTOR = "prosecutor", _("Penuntut umum")
    COURT = "court", _("Pengadilan")
    BAPAS = "bapas", _("Bapas")
    FAMILY = "family", _("Keluarga")
    CHILD = "child", _("Anak sendiri")
    SCHOOL = "school", _("Sekolah")
    HEALTH = "health", _("Layanan kesehatan")
    VILLAGE = "village", _("Aparat desa/kelurahan")
    UPTD_PPA = "uptd_ppa", _("UPTD PPA")
    CITIZEN = "citizen", _("Warga")
    PARTNER = "partner", _("Lembaga mitra")


OFFICERS = frozenset({FromRole.INVESTIGATOR, FromRole.PROSECUTOR, FromRole.COURT, FromRole.BAPAS})
"""Whoever asks in office: their name and number are no secret of a client's."""


INBOX = _("Aduan dan permintaan")
"""What all of it together is called: the list, its place in the menu, the way back to it."""


def called(from_role: str) -> Words:
    """What is told by somebody in this role: an officer asks something of us, anybody else complains."""
    return _("Permintaan") if from_role in OFFICERS else _("Aduan")


class Danger(models.TextChoices):
    YES = "yes", _("Ya, sekarang")
    NO = "no", _("Tidak")
    UNKNOWN = "unknown", _("Belum diketahui")


class Decision(models.TextChoices):
    WAITING = "", _("Belum diputuskan")
    CASE = "case", _("Menjadi kasus")
    RESPONSE = "response", _("Respon kasus")
    CONSULTATION = "consultation", _("Konsultasi")
    PASSED_ON = "passed_on", _("Diteruskan")
    REFUSED = "refused", _("Tidak diterima")


class Report(models.Model):
    """One aduan or request. What was said and by whom is sealed with the report's own key."""

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    received_by = models.IntegerField()
    channel = models.CharField(max_length=12, choices=Channel.choices)
    from_role = models.CharField(max_length=14, choices=FromRole.choices)
    received_at = models.DateTimeField()
    danger = models.CharField(max_length=8, choices=Danger.choices)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    persons = models.SmallIntegerField(default=1)
    needed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()
    decision = models.CharField(max_length=14, choices=Decision.choices, default=Decision.WAITING, blank=True)
    decided_at = models.DateTimeField(null=True)
    case = models.UUIDField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)
    """Who stands behind the wall of the case it became: the room of cases keeps it in step (in_database.py)."""

    shape = OwnedBy("office_id")
    nation_sees = ("id", "office_id", "place_id", "channel", "from_role", "received_at", "decision")

    class Meta:
        indexes = [
            # With what row-level security reads, so that those of a period are counted from it alone.
            models.Index(
                fields=["office", "decision", "-received_at"], include=["offices", "barred"], name="report_inbox"
            ),
            models.Index(
                fields=["office", "-received_at", "-id"],
                name="report_decided",
                include=["offices", "barred"],
                condition=~models.Q(decision=""),
            ),
            models.Index(fields=["case"], name="report_case", condition=models.Q(case__isnull=False)),
            GinIndex(fields=["offices"], name="report_offices", opclasses=["array_ops"]),
        ]

    @property
    def asks(self) -> bool:
        """Whether an office of the law asks something of us: that is a request, no complaint."""
        return self.from_role in OFFICERS

    @property
    def called(self) -> Words:
        """What this is called, wherever it stands."""
        return called(self.from_role)

    @property
    def dossier_id(self) -> UUID:
        """The report's own file; once it becomes a case, the case's timeline links to it."""
        return self.id
