"""That a client died, and what follows of it: family sought, payer, body, belongings, papers. In whatever order."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Office
from rehsos.people.models import Person

from .case import Withdrawable
from .work import Thing


class DeathPlace(models.TextChoices):
    """In what kind of place somebody died; where exactly is sealed."""

    UNKNOWN = "", _("Belum diketahui")
    HOUSE = "house", _("Di lembaga")
    HOSPITAL = "hospital", _("Di rumah sakit atau puskesmas")
    ROAD = "road", _("Di perjalanan")
    HOME = "home", _("Di rumah atau keluarga")
    OTHER = "other", _("Tempat lain")


class Confirmed(models.TextChoices):
    """Who stated that somebody is dead."""

    UNKNOWN = "", _("Belum dinyatakan")
    DOCTOR = "doctor", _("Dokter atau tenaga kesehatan")
    POLICE = "police", _("Kepolisian")


class Death(Thing, Withdrawable):
    """A client died: filed in the case it was told in, true of the person. Its id is that of the action that told it.

    `house` is the institution that had them, which tends to what follows, whoever's the case is. `set_aside` are the
    appointments that ended with it. `sealed` says where, who found them, who stated it, under the case's key.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    house = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    at = models.DateTimeField()
    place = models.CharField(max_length=8, choices=DeathPlace.choices, default=DeathPlace.UNKNOWN, blank=True)
    confirmed = models.CharField(max_length=8, choices=Confirmed.choices, default=Confirmed.UNKNOWN, blank=True)
    police_told = models.BooleanField(null=True)
    worker = models.IntegerField()
    set_aside = ArrayField(models.UUIDField(), default=list)
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="death_of", condition=models.Q(withdrawn_by=None))]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(withdrawn_by=None), name="death_once")
        ]


class AfterDeath(models.TextChoices):
    """What is told after a death, each as often as it takes: the last of a kind says how it stands."""

    STATED = "stated", _("Dokter atau polisi")
    FAMILY = "family", _("Keluarga dicari")
    PAYER = "payer", _("Pembayar")
    BODY = "body", _("Jenazah")
    BELONGINGS = "belongings", _("Barang dan uang")
    PAPERS = "papers", _("Surat")


class StatedBy(models.TextChoices):
    """Who stated afterwards that somebody is dead, or saw the body."""

    DOCTOR = Confirmed.DOCTOR.value, Confirmed.DOCTOR.label
    POLICE = Confirmed.POLICE.value, Confirmed.POLICE.label


class FamilyAnswer(models.TextChoices):
    """What came of asking the family."""

    WAITING = "waiting", _("Belum dijawab")
    TAKES = "takes", _("Akan mengurus jenazah")
    LEAVES = "leaves", _("Menyerahkan pemakaman kepada kami")
    NOT_FOUND = "not_found", _("Tidak ditemukan")


class BodyGiven(models.TextChoices):
    """Who has the body: buried, or given to somebody."""

    BURIED = "buried", _("Dimakamkan")
    FAMILY = "family", _("Diserahkan kepada keluarga")
    OTHER = "other", _("Diserahkan kepada pihak lain")


class BelongingsGiven(models.TextChoices):
    """Who has what somebody left."""

    FAMILY = "family", _("Diserahkan kepada keluarga")
    OTHER = "other", _("Diserahkan kepada pihak lain")
    NONE = "none", _("Tidak ada barang atau uang")


class DeathPaper(models.TextChoices):
    """A paper of a death."""

    CERTIFICATE = "certificate", _("Surat keterangan kematian")
    CIVIL = "civil", _("Akta kematian")
    VISUM = "visum", _("Visum atau hasil periksa jenazah")
    POLICE = "police", _("Surat kepolisian")
    BURIAL = "burial", _("Surat izin pemakaman")


class DeathNote(Thing, Withdrawable):
    """Something told after a death. `code` is the answer of its kind; whom, where, what, by whom are sealed."""

    death = models.ForeignKey(Death, on_delete=models.PROTECT, db_index=False, related_name="notes")
    kind = models.CharField(max_length=12, choices=AfterDeath.choices)
    code = models.CharField(max_length=12)
    at = models.DateTimeField()
    worker = models.IntegerField()
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["death", "kind", "-at"], name="death_note")]
